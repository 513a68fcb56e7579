//! The community spotlight, as browsers see it.

use crate::around::make_administrator;
use crate::support::TestPod;

#[rocket::async_test]
async fn an_administrator_puts_somebody_there_and_everyone_finds_them_with_an_aspect_to_choose() {
    let pod = TestPod::new().await;
    let (root, alice) = (pod.user("root1").await, pod.user("alice").await);
    make_administrator(&pod, &root).await;
    let (r, a, b) = (
        pod.browser("root1").await,
        pod.browser("alice").await,
        pod.browser("bob").await,
    );
    let fields = [("text", "The plum tree"), ("reach", "public")];
    assert_eq!(a.post("/posts", &fields).await.status(), 303);
    assert!(!b.get("/stream").await.text().contains("href=\"/spotlight\""));
    let act = format!("/admin/people/{}/spotlight", alice.user);
    assert_eq!(b.post(&act, &[("shown", "1")]).await.status(), 404);
    assert_eq!(r.post(&act, &[("shown", "1")]).await.location(), "/admin/people");
    let page = r.get("/admin/people?q=alice").await;
    assert!(page.text().contains("In the spotlight") && page.text().contains("Out of the spotlight"));
    assert!(
        r.get("/admin/audit")
            .await
            .text()
            .contains("Put alice into the spotlight")
    );
    // What stands beside every page is remembered for a second.
    pod.advance(std::time::Duration::from_secs(2));
    let page = b.get("/spotlight").await;
    let add = format!("/people/{}/aspects", alice.guid);
    assert!(page.text().contains("The plum tree") && page.text().contains(&add));
    assert!(page.text().contains("href=\"/spotlight\" aria-current=\"page\""));
    assert!(
        !a.get("/spotlight").await.text().contains(&add),
        "nobody adds themselves"
    );
    assert!(pod.visitor().get("/spotlight").await.location().starts_with("/sign-in"));
    assert!(!b.get("/stream").await.text().contains("The plum tree"));
    assert_eq!(
        b.post("/settings/stream", &[("order", "posted"), ("spotlight", "1")])
            .await
            .status(),
        303
    );
    assert!(b.get("/stream").await.text().contains("The plum tree"));
    assert!(
        b.get("/settings/account")
            .await
            .text()
            .contains("name=\"spotlight\" checked")
    );
    r.post(&act, &[]).await;
    assert!(!b.get("/spotlight").await.text().contains("The plum tree"));
    assert!(!b.get("/stream").await.text().contains("The plum tree"));
}
