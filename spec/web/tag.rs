//! Tags in a browser.

use crate::around::{limited, public};
use crate::support::TestPod;

#[rocket::async_test]
async fn a_tag_that_never_was_and_one_of_others_are_the_same_page() {
    let pod = TestPod::new().await;
    let (alice, bob, _) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    limited(&pod, &alice, &bob, "About #quincex").await;
    for browser in [pod.browser("eve").await, pod.visitor()] {
        let (hidden, never) = (browser.get("/tags/quincex").await, browser.get("/tags/quincey").await);
        assert_eq!((hidden.status(), never.status()), (200, 200));
        assert_eq!(
            hidden.text().replace("quincex", "tag"),
            never.text().replace("quincey", "tag")
        );
    }
    let shown = pod.browser("bob").await.get("/tags/QuinceX").await;
    assert!(shown.text().contains("data-post"));
}

#[rocket::async_test]
async fn a_tag_is_followed_and_unfollowed_by_its_button() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let followed = browser.post("/tags/quince/follow", &[]).await;
    assert_eq!((followed.status(), followed.location()), (303, "/tags/quince"));
    assert!(
        browser
            .get("/tags/quince")
            .await
            .text()
            .contains("/tags/quince/unfollow")
    );
    assert_eq!(
        browser.get("/complete/tags?q=qui").await.text(),
        r#"[{"name":"quince"}]"#
    );
    assert_eq!(browser.post("/tags/quince/unfollow", &[]).await.status(), 303);
    assert!(browser.get("/tags/quince").await.text().contains("/tags/quince/follow"));
    assert_eq!(browser.get("/complete/tags?q=qui").await.text(), "[]");
    assert_eq!(browser.post("/tags/no%20tag/follow", &[]).await.status(), 422);
}

#[rocket::async_test]
async fn older_posts_are_behind_a_link_and_load_as_a_fragment() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    for n in 0..23 {
        public(&pod, &alice, &format!("number {n} #plum")).await;
    }
    let browser = pod.browser("alice").await;
    let first = browser.get("/tags/plum").await;
    assert_eq!(first.text().matches("data-post=").count(), 20);
    let at = first.text().find("/tags/plum?before=").expect("a link to older posts");
    let link = first.text()[at..].split('"').next().unwrap().to_owned();
    let second = browser.get(&link).await;
    assert_eq!(second.text().matches("data-post=").count(), 3);
    assert!(second.text().contains("number 0 ") && !second.text().contains("number 3 "));
}

#[rocket::async_test]
async fn completion_is_for_people_who_are_signed_in() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, "A #plum").await;
    assert_ne!(pod.visitor().get("/complete/tags?q=plu").await.status(), 200);
    assert_eq!(
        pod.browser("alice").await.get("/complete/tags?q=%23Plu").await.text(),
        r#"[{"name":"plum"}]"#
    );
}
