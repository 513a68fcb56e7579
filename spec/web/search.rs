//! The search box in a browser.

use crate::around::{guid, limited, public, query, strange};
use crate::support::TestPod;

#[rocket::async_test]
async fn posts_for_others_are_in_no_page_of_results() {
    let pod = TestPod::new().await;
    let (alice, bob, _) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    limited(&pod, &alice, &bob, "A secret quince").await;
    let found = pod.browser("bob").await.get("/search?q=quin").await;
    assert_eq!(found.status(), 200);
    assert!(found.text().contains("A secret quince"));
    let stranger = pod.browser("eve").await;
    let hidden = stranger.get("/search?q=quince").await;
    assert_eq!(hidden.status(), 200);
    assert!(!hidden.text().contains("secret"));
    let never = stranger.get("/search?q=qunice").await;
    assert_eq!(
        hidden.text().replace("quince", "word"),
        never.text().replace("qunice", "word"),
        "as if it were not there"
    );
}

#[rocket::async_test]
async fn a_tag_and_a_whole_id_lead_straight_there() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let tag = browser.get(&format!("/search?q={}", query("#Überraschung"))).await;
    assert_eq!((tag.status(), tag.location()), (303, "/tags/%C3%BCberraschung"));
    let id = format!("ALICE@{}", pod.settings.host());
    let person = browser.get(&format!("/search?q={}", query(&id))).await;
    assert_eq!(
        (person.status(), person.location()),
        (303, format!("/people/{}", guid(&pod, &alice).await).as_str())
    );
}

#[rocket::async_test]
async fn visitors_find_tags_and_are_asked_to_sign_in_for_the_rest() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, "A public plum").await;
    let visitor = pod.visitor();
    let asked = visitor.get("/search?q=plum").await;
    assert_eq!(asked.status(), 200);
    assert!(asked.text().contains("/sign-in") && !asked.text().contains("A public plum"));
    let id = query(&format!("alice@{}", pod.settings.host()));
    let known = visitor.get(&format!("/search?q={id}")).await;
    let unknown = visitor
        .get(&format!("/search?q={}", id.replace("alice", "aliec")))
        .await;
    assert_eq!((known.status(), unknown.status()), (200, 200));
    assert_eq!(known.text().replace("alice", "x"), unknown.text().replace("aliec", "x"));
    assert_eq!(visitor.get("/search?q=%23plum").await.location(), "/tags/plum");
}

#[rocket::async_test]
async fn nothing_that_can_be_typed_breaks_a_page() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, "plum jam").await;
    let browser = pod.browser("alice").await;
    for text in strange() {
        for path in [
            "/search?q=",
            "/complete/tags?q=",
            "/search?before=1-1&q=",
            "/search?before=",
        ] {
            let answer = browser.get(&format!("{path}{}", query(&text))).await;
            assert!(
                [200, 303, 422].contains(&answer.status()),
                "{} for {path}{text:?}",
                answer.status()
            );
        }
    }
    for path in [
        "/search",
        "/search?q=%ff",
        "/search?q=%00",
        "/tags/%ff",
        "/tags/%00",
        "/notifications?before=x",
        "/tags/plum?before=9-9-9",
    ] {
        assert!(browser.get(path).await.status() < 500, "{path}");
    }
}

#[rocket::async_test]
async fn a_search_out_of_bounds_is_refused_beside_the_box() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let refused = pod.browser("alice").await.get("/search?q=a").await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("at least two characters") && refused.text().contains("value=\"a\""));
}
