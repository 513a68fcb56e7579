//! Likes in a browser, with JavaScript and without.

use crate::around::{limited, public};
use crate::support::TestPod;

#[rocket::async_test]
async fn a_post_is_liked_and_unliked_by_pages() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = limited(&pod, &alice, &bob, "plums").await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    let path = format!("/posts/{}", post.guid);
    let liked = b.post(&format!("{path}/like"), &[]).await;
    assert_eq!((liked.status(), liked.location()), (303, path.as_str()));
    let page = b.get(&path).await;
    assert!(page.text().contains("1 like<") && page.text().contains(&format!("action=\"{path}/unlike\"")));
    assert!(page.text().contains("aria-pressed=\"true\""));
    let who = a.get(&format!("{path}/likes")).await;
    assert!(who.text().contains("bob") && who.text().contains("Everyone who sees the post can see who likes it."));
    assert!(a.get("/notifications").await.text().contains("likes your post."));
    assert!(b.get("/liked").await.text().contains("plums"));
    assert!(
        !a.get("/liked").await.text().contains("data-post"),
        "only what one likes oneself"
    );
    b.post(&format!("{path}/unlike"), &[]).await;
    assert!(!a.get(&path).await.text().contains("1 like<"));
    assert!(a.get(&format!("{path}/likes")).await.text().contains("Nobody yet"));
    assert!(!b.get("/liked").await.text().contains("plums"));
}

#[rocket::async_test]
async fn an_emoji_is_chosen_or_typed_and_a_word_is_refused_with_a_sentence() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let browser = pod.browser("alice").await;
    let path = format!("/posts/{}", post.guid);
    let choice = browser.get(&format!("{path}/react")).await;
    assert!(choice.text().contains("value=\"🎉\""));
    browser.post(&format!("{path}/like"), &[("emoji", "🎉")]).await;
    assert!(
        browser
            .get(&path)
            .await
            .text()
            .contains("<span class=\"likes__emoji\">🎉</span>")
    );
    let refused = browser.post(&format!("{path}/like"), &[("typed", "lovely <b>")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("This is not one emoji.") && refused.text().contains("lovely &lt;b&gt;"));
    browser.post(&format!("{path}/like"), &[("typed", " 🇪🇺 ")]).await;
    assert!(browser.get(&path).await.text().contains("🇪🇺"));
}

#[rocket::async_test]
async fn a_script_gets_the_box_as_it_is_now() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let browser = pod.browser("alice").await;
    let path = format!("/posts/{}", post.guid);
    let said = browser
        .post(&format!("{path}/comments"), &[("comment", "two jars")])
        .await;
    let comment = said.location().rsplit("comment-").next().unwrap().to_owned();
    let token = browser.token().await;
    let script = browser.alone_with("X-Fragment", "posts");
    let form = |emoji: &str| format!("csrf={token}&emoji={emoji}").into_bytes();
    for path in [path, format!("/comments/{comment}")] {
        let answer = script.post_raw(&format!("{path}/like"), form("👍")).await;
        assert_eq!(answer.status(), 200);
        let shown = answer.text();
        assert!(shown.trim_start().starts_with("<span class=\"likes"), "{shown}");
        assert!(shown.contains("👍") && shown.contains(&format!("{path}/unlike")));
        let refused = script.post_raw(&format!("{path}/like"), form("x")).await;
        assert_eq!(refused.status(), 422);
    }
}

#[rocket::async_test]
async fn visitors_see_how_many_like_a_public_post_and_have_nothing_to_press() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let browser = pod.browser("alice").await;
    let path = format!("/posts/{}", post.guid);
    browser.post(&format!("{path}/like"), &[]).await;
    let page = pod.visitor().get(&path).await;
    assert!(page.text().contains("1 like<") && !page.text().contains("data-like>"));
    assert!(
        pod.visitor()
            .get(&format!("{path}/likes"))
            .await
            .text()
            .contains("alice")
    );
}
