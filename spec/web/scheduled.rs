//! Sharing later, as browsers do it.

use std::time::Duration;

use crate::support::TestPod;

#[rocket::async_test]
async fn a_post_with_a_time_waits_in_a_list_where_it_is_changed_shared_and_deleted() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let family = alice.aspect(&pod, "family").await.0.to_string();
    let browser = pod.browser("alice").await;
    let at = |hours: u64| {
        let then = pod.clock.now().plus(Duration::from_secs(hours * 3_600));
        then.iso().chars().take(16).collect::<String>()
    };
    let (soon, later) = (at(1), at(2));
    let fields = [
        ("text", "The <plum> tree"),
        ("reach", "public"),
        ("later", soon.as_str()),
    ];
    assert_eq!(browser.post("/posts", &fields).await.location(), "/posts/scheduled");
    let page = browser.get("/posts/scheduled").await;
    assert!(page.text().contains("The &lt;plum&gt; tree") && page.text().contains("Public"));
    assert!(page.text().contains(&format!("datetime=\"{soon}:00Z\"")) && page.text().contains("worked out then"));
    assert!(
        !browser.get("/stream").await.text().contains("plum"),
        "not even in the stream of its author"
    );
    let edit = page
        .text()
        .split("href=\"")
        .find(|rest| rest.starts_with("/posts/scheduled/"))
        .unwrap();
    let edit = edit.split('"').next().unwrap().to_owned();
    let form = browser.get(&edit).await;
    assert!(form.text().contains(&format!("value=\"{soon}\"")) && form.text().contains("This time is UTC."));
    assert!(form.text().contains("data-next=\"/posts/scheduled\""));
    let guid = edit.split('/').nth(3).unwrap();
    let looked = [
        ("text", "The plum tree"),
        ("reach", "public"),
        ("later", soon.as_str()),
        ("planned", guid),
    ];
    let sheet = browser.post("/posts/audience", &looked).await;
    assert!(
        sheet.text().contains(&format!("action=\"{edit}\"")),
        "to look who gets it is no new post"
    );
    let odd = [("text", "x"), ("reach", "public"), ("planned", "../../sign-out?")];
    assert!(
        browser
            .post("/posts/audience", &odd)
            .await
            .text()
            .contains("action=\"/posts\"")
    );
    let bad = [
        ("text", "The plum tree"),
        ("reach", "public"),
        ("later", "2020-01-01T10:00"),
    ];
    let refused = browser.post(&edit, &bad).await;
    assert!(refused.status() == 422 && refused.text().contains("at least a minute from now"));
    let change = [
        ("text", "For the family"),
        ("reach", "limited"),
        ("aspect", family.as_str()),
        ("later", later.as_str()),
    ];
    assert_eq!(browser.post(&edit, &change).await.location(), "/posts/scheduled");
    let page = browser.get("/posts/scheduled").await;
    assert!(page.text().contains("For the family") && page.text().contains("<bdi>family</bdi>"));
    pod.advance(Duration::from_secs(2 * 3_600));
    pod.settle().await;
    let page = browser.get("/posts/scheduled").await;
    assert!(page.text().contains("Nobody is in the aspects it was for."));
    let told = browser.get("/notifications").await;
    assert!(
        told.text().contains("A scheduled post could not be shared.")
            && told.text().contains("href=\"/posts/scheduled\"")
    );
    let share = edit.replace("/edit", "/share");
    let refused = browser.post(&share, &[]).await;
    assert!(refused.status() == 422 && refused.text().contains("role=\"alert\""));
    assert_eq!(browser.post(&edit.replace("/edit", "/delete"), &[]).await.status(), 303);
    assert!(browser.get("/posts/scheduled").await.text().contains("Nothing waits"));
    assert_eq!(browser.get(&edit).await.status(), 404);
    let fields = [("text", "At once"), ("reach", "public"), ("later", &at(3))];
    browser.post("/posts", &fields).await;
    let page = browser.get("/posts/scheduled").await;
    let share = page
        .text()
        .split("action=\"")
        .find(|rest| rest.contains("/share\""))
        .unwrap();
    let shared = browser.post(share.split('"').next().unwrap(), &[]).await;
    assert!(browser.get(shared.location()).await.text().contains("At once"));
}

#[rocket::async_test]
async fn a_time_that_cannot_be_stays_typed_and_nothing_is_shared() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let fields = [
        ("text", "The plum tree"),
        ("reach", "public"),
        ("later", "2020-01-01T10:00"),
    ];
    let refused = browser.post("/posts", &fields).await;
    assert!(refused.status() == 422 && refused.text().contains("value=\"2020-01-01T10:00\""));
    assert!(!browser.get("/public").await.text().contains("plum"));
    browser.post("/posts/draft", &fields).await;
    assert!(
        browser
            .get("/posts/new")
            .await
            .text()
            .contains("value=\"2020-01-01T10:00\""),
        "a draft keeps it"
    );
}
