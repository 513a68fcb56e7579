//! Notifications: looked at anew each time, in the list and in the count alike.

use entity::NotificationKind::{Applied, Joined, Mentioned, StartedSharing};
use entity::own::notification::{Cursor, Told};
use entity::{NotificationKind, UserId};
use samara::domain::{ignore, notification, post};

use crate::around::{limited, make_administrator, me, public, share, withdraw};
use crate::support::{Someone, TestPod};

async fn list(pod: &TestPod, who: &Someone) -> Vec<Told> {
    notification::page(pod.db.read(), who.user, who.person, Cursor::newest())
        .await
        .unwrap()
}

async fn kinds(pod: &TestPod, who: &Someone) -> Vec<NotificationKind> {
    let told = list(pod, who).await;
    let unread = told.iter().filter(|told| told.others.unread).count() as u64;
    assert_eq!(
        notification::unread(pod.db.read(), who.user, who.person)
            .await
            .unwrap()
            .all(),
        unread,
        "list and count agree"
    );
    told.iter().map(|told| told.notification.kind).collect()
}

async fn tell(pod: &TestPod, user: UserId, kind: NotificationKind, actor: &Someone) {
    pod.act(async |tx| notification::tell(tx, user, kind, actor.person, None).await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn a_post_that_is_withdrawn_takes_its_notification_with_it() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let named = format!("For @{{bob@{}}}: the plums", pod.settings.host());
    let post = limited(&pod, &alice, &bob, &named).await;
    assert_eq!(kinds(&pod, &bob).await, [Mentioned]);
    assert!(list(&pod, &bob).await[0].post.is_some());
    withdraw(&pod, &alice, &post, &bob).await;
    assert!(kinds(&pod, &bob).await.is_empty());
}

#[rocket::async_test]
async fn a_post_that_is_retracted_takes_its_notification_with_it() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let named = format!("@{{bob@{}}} look", pod.settings.host());
    let written = public(&pod, &alice, &named).await;
    assert_eq!(kinds(&pod, &bob).await, [Mentioned]);
    let alice = me(&pod, &alice).await;
    pod.act(async |tx| post::delete(tx, &alice, &written.guid).await)
        .await
        .unwrap();
    assert!(kinds(&pod, &bob).await.is_empty());
}

#[rocket::async_test]
async fn people_one_ignores_tell_nothing() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob).await;
    assert_eq!(kinds(&pod, &bob).await, [StartedSharing]);
    pod.act(async |tx| ignore::add(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    assert!(kinds(&pod, &bob).await.is_empty());
}

#[rocket::async_test]
async fn applications_are_for_those_who_are_administrators_now() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    make_administrator(&pod, &alice).await;
    pod.act(async |tx| notification::tell_applied(tx, bob.person).await)
        .await
        .unwrap();
    assert_eq!(kinds(&pod, &alice).await, [Applied]);
    tell(&pod, bob.user, Applied, &alice).await;
    assert!(kinds(&pod, &bob).await.is_empty());
    pod.act(async |tx| notification::seen_applications(tx, alice.user).await)
        .await
        .unwrap();
    assert_eq!(
        notification::unread(pod.db.read(), alice.user, alice.person)
            .await
            .unwrap()
            .all(),
        0
    );
}

#[rocket::async_test]
async fn what_was_opened_is_read_and_nothing_else() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let named = format!("@{{bob@{}}} look", pod.settings.host());
    let post = public(&pod, &alice, &named).await;
    share(&pod, &alice, &bob).await;
    tell(&pod, bob.user, Joined, &eve).await;
    let unread = async || {
        notification::unread(pod.db.read(), bob.user, bob.person)
            .await
            .unwrap()
            .all()
    };
    assert_eq!(unread().await, 3);
    pod.act(async |tx| notification::seen_post(tx, eve.user, post.id).await)
        .await
        .unwrap();
    assert_eq!(unread().await, 3, "another's opening changes nothing of mine");
    pod.act(async |tx| notification::seen_post(tx, bob.user, post.id).await)
        .await
        .unwrap();
    assert_eq!(unread().await, 2);
    pod.act(async |tx| notification::seen_person(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    assert_eq!(unread().await, 1);
    pod.act(async |tx| notification::seen_all(tx, bob.user).await)
        .await
        .unwrap();
    assert_eq!(unread().await, 0);
    assert_eq!(kinds(&pod, &bob).await.len(), 3);
}

#[rocket::async_test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    for _ in 0..notification::PAGE + 5 {
        tell(&pod, bob.user, Joined, &alice).await;
    }
    let first = list(&pod, &bob).await;
    assert_eq!(first.len() as u64, notification::PAGE + 1);
    let last = &first[notification::PAGE as usize - 1];
    let second = notification::page(pod.db.read(), bob.user, bob.person, Cursor::after(last))
        .await
        .unwrap();
    assert_eq!(second.len(), 5);
    assert_eq!(second[0].notification.id, first.last().unwrap().notification.id);
}
