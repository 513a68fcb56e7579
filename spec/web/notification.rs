//! Notifications in a browser.

use std::time::Duration;

use crate::around::{limited, public, share, withdraw};
use crate::support::TestPod;

#[rocket::async_test]
async fn the_list_says_what_happened_by_day_and_is_marked_read() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let browser = pod.browser("bob").await;
    assert!(browser.get("/notifications").await.text().contains("/invitations"));
    share(&pod, &alice, &bob).await;
    pod.advance(Duration::from_secs(86_400));
    let post = public(&pod, &alice, &format!("@{{bob@{}}} the plums", pod.settings.host())).await;
    let page = browser.get("/notifications").await;
    let text = page.text();
    for word in [
        "now shares with you",
        "mentioned you",
        "Today",
        "Yesterday",
        "/notifications/read",
        post.guid.as_str(),
    ] {
        assert!(text.contains(word), "{word}");
    }
    assert_eq!(text.matches("row--unread").count(), 2);
    assert_eq!(
        browser.post("/notifications/read", &[]).await.location(),
        "/notifications"
    );
    let page = browser.get("/notifications").await;
    assert!(!page.text().contains("row--unread") && !page.text().contains("action=\"/notifications/read\""));
}

#[rocket::async_test]
async fn a_withdrawn_post_leaves_neither_title_nor_count() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = limited(
        &pod,
        &alice,
        &bob,
        &format!("A secret quince for @{{bob@{}}}", pod.settings.host()),
    )
    .await;
    let browser = pod.browser("bob").await;
    let before = browser.get("/notifications").await;
    assert!(before.text().contains("secret quince") && before.text().contains("data-unread=\"1\""));
    withdraw(&pod, &alice, &post, &bob).await;
    pod.advance(Duration::from_secs(1));
    let after = browser.get("/notifications").await;
    assert!(!after.text().contains("secret quince") && after.text().contains("data-unread=\"0\""));
}

#[rocket::async_test]
async fn nobody_sees_or_reads_anothers() {
    let pod = TestPod::new().await;
    let (alice, bob, _) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    share(&pod, &alice, &bob).await;
    let eve = pod.browser("eve").await;
    assert!(!eve.get("/notifications").await.text().contains("now shares with you"));
    eve.post("/notifications/read", &[]).await;
    assert!(
        pod.browser("bob")
            .await
            .get("/notifications")
            .await
            .text()
            .contains("row--unread")
    );
    assert_ne!(pod.visitor().get("/notifications").await.status(), 200);
}

#[rocket::async_test]
async fn several_who_do_the_same_to_the_same_post_are_one_line() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = crate::around::public(&pod, &alice, "plums").await;
    let other = crate::around::public(&pod, &alice, "pears").await;
    for name in ["bob", "eve", "mia"] {
        pod.user(name).await;
        let browser = pod.browser(name).await;
        browser.post(&format!("/posts/{}/like", post.guid), &[]).await;
        browser
            .post(
                &format!("/posts/{}/comments", post.guid),
                &[("comment", "one"), ("answers", "")],
            )
            .await;
    }
    pod.browser("bob")
        .await
        .post(&format!("/posts/{}/like", other.guid), &[("emoji", "🎉")])
        .await;
    let page = pod.browser("alice").await.get("/notifications").await;
    assert_eq!(page.text().matches("told__line").count(), 3, "{}", page.text());
    let plain = page.text().replace(['\u{2068}', '\u{2069}'], "");
    assert!(plain.contains("mia, eve and 1 other like your post."));
    assert!(plain.contains("mia, eve and 1 other commented on your post."));
    assert!(plain.contains("bob reacted to your post with 🎉"));
}

#[rocket::async_test]
async fn one_sort_alone_can_be_looked_at() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = crate::around::public(&pod, &alice, "plums").await;
    crate::around::share(&pod, &bob, &alice).await;
    let browser = pod.browser("bob").await;
    browser.post(&format!("/posts/{}/like", post.guid), &[]).await;
    browser
        .post(
            &format!("/posts/{}/comments", post.guid),
            &[("comment", "one"), ("answers", "")],
        )
        .await;
    let alice = pod.browser("alice").await;
    for (show, wanted, others) in [
        (
            "all",
            vec!["likes your post", "commented on", "now shares with you"],
            vec![],
        ),
        ("likes", vec!["likes your post"], vec!["commented on", "now shares"]),
        ("talk", vec!["commented on"], vec!["likes your post", "now shares"]),
        (
            "people",
            vec!["now shares with you"],
            vec!["likes your post", "commented on"],
        ),
        (
            "mentions",
            vec!["There is nothing of this sort."],
            vec!["likes your post"],
        ),
        ("nonsense", vec!["likes your post", "commented on"], vec![]),
    ] {
        let page = alice.get(&format!("/notifications?show={show}")).await;
        for words in wanted {
            assert!(page.text().contains(words), "{show}: {words}");
        }
        for words in others {
            assert!(!page.text().contains(words), "{show}: {words}");
        }
    }
}

#[rocket::async_test]
async fn what_is_marked_on_a_tab_is_that_tab_s_and_what_leads_nowhere_is_read_by_looking() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = crate::around::public(&pod, &alice, "plums").await;
    crate::around::share(&pod, &bob, &alice).await;
    pod.browser("bob")
        .await
        .post(&format!("/posts/{}/like", post.guid), &[])
        .await;
    let browser = pod.browser("alice").await;
    let read = browser.post("/notifications/read", &[("show", "likes")]).await;
    assert_eq!(read.location(), "/notifications?show=likes");
    let unread = async || {
        let count = samara::domain::notification::unread(pod.db.read(), alice.user, alice.person);
        count.await.unwrap().all()
    };
    assert_eq!(unread().await, 1, "that bob shares is of another tab");
    let kind = entity::NotificationKind::Approved;
    pod.act(async |tx| samara::domain::notification::tell(tx, alice.user, kind, bob.person, None).await)
        .await
        .unwrap();
    let page = browser.get("/notifications").await;
    assert!(page.text().contains("Welcome! Your application was accepted."));
    assert_eq!(page.text().matches("row--unread").count(), 2, "new to whoever looks");
    assert_eq!(unread().await, 1, "and read from then on");
}
