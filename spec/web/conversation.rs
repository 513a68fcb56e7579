//! Conversations in a browser.

use crate::around::share;
use crate::support::TestPod;

#[rocket::async_test]
async fn a_conversation_is_begun_answered_taken_back_and_left_by_pages() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    let (a, b) = (pod.browser("alice").await, pod.browser("bob").await);
    assert!(a.get("/conversations").await.text().contains("No conversations yet"));
    let new = a.get(&format!("/conversations/new?to={}", bob.guid)).await;
    assert!(new.text().contains(&format!("value=\"{}\"", bob.guid)));
    let fields = [
        ("people", bob.guid.as_str()),
        ("subject", "Jam <b>"),
        ("text", "Two *jars*?"),
    ];
    let begun = a.post("/conversations", &fields).await;
    assert_eq!(begun.status(), 303);
    let path = begun.location().to_owned();
    let stream = b.get("/stream").await;
    assert!(stream.text().contains("aria-label=\"Conversations, 1 unread\""));
    let list = b.get("/conversations").await;
    assert!(list.text().contains("Jam &lt;b&gt;") && list.text().contains("talk__unread"));
    let page = b.get(&path).await;
    assert!(page.text().contains("Two <em>jars</em>?") && page.text().contains("Only the two of you can read this."));
    let stream = b.get("/stream").await;
    assert!(stream.text().contains("aria-label=\"Conversations\""), "it was opened");
    let empty = b.post(&format!("{path}/messages"), &[("text", " ")]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().contains("There is nothing to send yet."));
    let sent = b.post(&format!("{path}/messages"), &[("text", "Three.")]).await;
    let guid = sent.location().rsplit("message-").next().unwrap().to_owned();
    assert!(a.get(&path).await.text().contains("Three."));
    assert_eq!(a.post(&format!("/messages/{guid}/delete"), &[]).await.status(), 404);
    assert_eq!(b.post(&format!("/messages/{guid}/delete"), &[]).await.location(), path);
    assert!(!a.get(&path).await.text().contains("Three."));
    assert!(a.get("/conversations?q=jars").await.text().contains("Jam &lt;b&gt;"));
    assert!(
        a.get("/conversations?q=pears")
            .await
            .text()
            .contains("No conversation has these words in it.")
    );
    assert_eq!(b.post(&format!("{path}/leave"), &[]).await.location(), "/conversations");
    assert_eq!(b.get(&path).await.status(), 404);
    assert!(a.get(&path).await.text().contains("Nobody else is here any more."));
}

#[rocket::async_test]
async fn a_refused_beginning_keeps_what_was_typed_and_says_why() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let bob = pod.user("bob").await;
    let browser = pod.browser("alice").await;
    let fields = [
        ("people", bob.handle.as_str()),
        ("subject", "Jam"),
        ("text", "hello there"),
    ];
    let refused = browser.post("/conversations", &fields).await;
    assert_eq!(refused.status(), 422);
    for kept in [
        "each of you has to have the other in an aspect",
        bob.handle.as_str(),
        "hello there",
        "value=\"Jam\"",
    ] {
        assert!(refused.text().contains(kept), "{kept}");
    }
    let nobody = browser
        .post("/conversations", &[("people", ""), ("subject", "Jam"), ("text", "x")])
        .await;
    assert!(nobody.text().contains("Choose somebody to write to."));
}

#[rocket::async_test]
async fn to_those_who_take_no_part_a_conversation_is_as_one_that_never_was() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    let a = pod.browser("alice").await;
    let fields = [("people", bob.guid.as_str()), ("subject", "Jam"), ("text", "secret")];
    let path = a.post("/conversations", &fields).await.location().to_owned();
    let guid = path.rsplit('/').next().unwrap().to_owned();
    let admin = pod.user("root1").await;
    crate::support::world::change(&pod, &admin, |row| {
        row.role = sea_orm::Set(entity::user::Role::Administrator)
    })
    .await;
    for name in ["eve", "root1"] {
        pod.user(name).await;
        let browser = pod.browser(name).await;
        let never = browser.get("/conversations/0123456789abcdef0123456789abcdef").await;
        let found = browser.get(&path).await;
        assert_eq!((found.status(), found.text()), (never.status(), never.text()), "{name}");
        assert_eq!(found.text().replace(&guid, ""), never.text());
        assert_eq!(
            browser
                .post(&format!("{path}/messages"), &[("text", "me")])
                .await
                .status(),
            404
        );
        assert_eq!(browser.post(&format!("{path}/leave"), &[]).await.status(), 404);
        assert!(!browser.get("/conversations?q=secret").await.text().contains("Jam"));
    }
    assert_eq!(pod.visitor().get(&path).await.status(), 303);
}
