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

/// The form by which a page lets its reader follow, or no longer follow, a tag.
fn form(page: &str, action: &str) -> bool {
    page.contains(&format!("action=\"{action}\" data-follow"))
}

#[rocket::async_test]
async fn a_tag_is_followed_wherever_it_stands_by_itself_and_one_stays_where_one_was() {
    let pod = TestPod::new().await;
    let (bob, _) = (pod.user("bob").await, pod.user("alice").await);
    let fields = [
        ("name", "Bob"),
        ("tags", "#quince"),
        ("searchable", "yes"),
        ("details", "nobody"),
    ];
    pod.browser("bob").await.post("/settings/profile", &fields).await;
    let browser = pod.browser("alice").await;
    let profile = format!("/people/{}", bob.guid);
    let places = [profile.as_str(), "/search?q=quin"];
    for place in places {
        let page = browser.get(place).await;
        assert!(form(page.text(), "/tags/quince/follow"), "{place}");
        let visitor = pod.visitor().get(place).await;
        assert!(
            !visitor.text().contains("data-follow"),
            "{place} for who is not signed in"
        );
    }
    let back = browser.post("/tags/quince/follow", &[("to", places[1])]).await;
    assert_eq!((back.status(), back.location()), (303, places[1]));
    for place in [places[0], places[1], "/stream", "/followed-tags"] {
        let page = browser.get(place).await;
        assert!(form(page.text(), "/tags/quince/unfollow"), "{place}");
        assert!(
            page.text()
                .contains("aria-pressed=\"true\" aria-label=\"Follow #quince\""),
            "{place}"
        );
    }
    let away = browser
        .post("/tags/quince/unfollow", &[("to", "//evil.example/")])
        .await;
    assert_eq!(away.location(), "/tags/quince", "nowhere else");
    assert!(!browser.get("/stream").await.text().contains("data-follow"));
}

#[rocket::async_test]
async fn tags_are_typed_to_be_followed_and_what_is_none_stays_with_a_reason() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let followed = browser.post("/followed-tags", &[("tags", "#Quince plums")]).await;
    assert_eq!((followed.status(), followed.location()), (303, "/followed-tags"));
    let page = browser.get("/followed-tags").await;
    assert!(form(page.text(), "/tags/quince/unfollow") && form(page.text(), "/tags/plums/unfollow"));
    let refused = browser.post("/followed-tags", &[("tags", "a<b")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("id=\"follow-error\"") && refused.text().contains("value=\"a&lt;b\""));
}

#[rocket::async_test]
async fn a_tag_in_posts_for_others_is_offered_to_nobody_else_by_any_door() {
    let pod = TestPod::new().await;
    let (alice, bob, _) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = limited(&pod, &alice, &bob, "About #quincex").await;
    let said = pod
        .browser("bob")
        .await
        .post(
            &format!("/posts/{}/comments", post.guid),
            &[("comment", "And #quincey")],
        )
        .await;
    assert_eq!(said.status(), 303);
    pod.browser("bob").await.post("/tags/quincez/follow", &[]).await;
    assert_eq!(
        pod.browser("bob").await.get("/complete/tags?q=quin").await.text(),
        r#"[{"name":"quincex"},{"name":"quincez"}]"#
    );
    let eve = pod.browser("eve").await;
    assert_eq!(eve.get("/complete/tags?q=quin").await.text(), "[]");
    assert!(!eve.get("/search?q=quin").await.text().contains("/tags/quince"));
    eve.post("/tags/quincex/follow", &[]).await;
    let page = eve.get("/followed-tags").await;
    assert!(!page.text().contains("data-post="), "to follow it shows nothing of it");
}
