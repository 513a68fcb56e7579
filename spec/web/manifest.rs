//! The pod as a program on a phone, and sharing to it.

use crate::support::TestPod;

#[rocket::async_test]
async fn the_manifest_names_the_pod_and_where_one_shares_to() {
    let pod = TestPod::new().await;
    let answer = pod.visitor().get("/manifest.webmanifest").await;
    assert_eq!(answer.header("Content-Type"), Some("application/manifest+json"));
    let manifest: serde_json::Value = serde_json::from_str(answer.text()).unwrap();
    assert_eq!(manifest["start_url"], "/stream");
    assert_eq!(manifest["share_target"]["action"], "/posts/new");
    assert_eq!(manifest["share_target"]["enctype"], "application/x-www-form-urlencoded");
    assert_eq!(manifest["protocol_handlers"][0]["url"], "/link?q=%s");
    let icons = manifest["icons"].as_array().unwrap();
    for icon in icons {
        let found = pod.visitor().get(icon["src"].as_str().unwrap()).await;
        assert_eq!(found.status(), 200);
        let kind = icon["type"].as_str();
        assert_eq!(found.header("Content-Type"), kind);
    }
    let sized = |size: &str, purpose: &str| {
        icons
            .iter()
            .any(|icon| icon["sizes"] == size && icon["purpose"] == purpose)
    };
    assert!(sized("192x192", "any") && sized("512x512", "any") && sized("512x512", "maskable"));
    pod.user("alice").await;
    let page = pod.browser("alice").await.get("/stream").await;
    assert!(page.text().contains("href=\"/manifest.webmanifest\""));
}

#[rocket::async_test]
async fn the_icon_is_also_where_everyone_looks_for_one() {
    let pod = TestPod::new().await;
    let icon = pod.visitor().get("/favicon.ico").await;
    assert_eq!((icon.status(), icon.header("Content-Type")), (200, Some("image/png")));
    assert_eq!(icon.header("Cache-Control"), Some("public, max-age=86400"));
    assert!(icon.bytes().starts_with(b"\x89PNG"));
}

#[rocket::async_test]
async fn what_is_shared_to_the_pod_begins_a_post_and_shares_nothing_by_itself() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let page = browser
        .get("/posts/new?title=Plum%0Ajam&text=Eleven%20%3Cb%3Ekilos&url=https%3A%2F%2Fjam.example%2F")
        .await;
    assert!(
        page.text()
            .contains("### Plum jam\n\nEleven &lt;b&gt;kilos\n\nhttps:&#x2F;&#x2F;jam.example&#x2F;</textarea>")
            || page
                .text()
                .contains("### Plum jam\n\nEleven &lt;b&gt;kilos\n\nhttps://jam.example/</textarea>"),
        "{}",
        page.text()
    );
    assert!(!browser.get("/activity").await.text().contains("Plum jam"));
    let visitor = pod.visitor().get("/posts/new?text=hello").await;
    assert_eq!(visitor.status(), 303, "one signs in first, and comes back to it");
    assert!(visitor.location().contains("hello"));
}
