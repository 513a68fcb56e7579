//! Reshares: of public posts of others, once, told to whoever wrote them, and there without their root.

use entity::own::notification::Cursor as Told;
use entity::visible::post::posts;
use entity::{NotificationKind, OwnPost, Reach};
use samara::domain::account::close;
use samara::domain::{ignore, notification, post, reshare};
use samara::error::{OrNotFound, Outcome, Refusal, ReshareRefusal, Stop};

use crate::around::{limited, me, public};
use crate::support::{Someone, TestPod};

async fn again(pod: &TestPod, who: &Someone, of: &OwnPost, text: &str) -> Outcome<OwnPost> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let seen = posts(me.viewer()).one(pod.db.read(), &of.guid).await?.or_not_found()?;
    pod.act(async |tx| reshare::add(tx, &me, &host, &seen.post, text).await)
        .await
}

async fn delete(pod: &TestPod, who: &Someone, post: &OwnPost) {
    let me = me(pod, who).await;
    pod.act(async |tx| post::delete(tx, &me, &post.guid).await)
        .await
        .unwrap();
}

async fn told(pod: &TestPod, who: &Someone) -> usize {
    let told = notification::page(pod.db.read(), who.user, who.person, Told::newest())
        .await
        .unwrap();
    told.iter()
        .filter(|told| told.notification.kind == NotificationKind::Reshared)
        .map(|told| told.others.people as usize)
        .sum()
}

async fn counted(pod: &TestPod, who: &Someone, on: &OwnPost) -> i64 {
    let eyes = me(pod, who).await.viewer();
    let found = posts(eyes).one(pod.db.read(), &on.guid).await.unwrap();
    found.unwrap().post.reshares
}

fn refused(outcome: Outcome<OwnPost>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(_) | Err(Stop::Broke(_)) => None,
    }
}

const fn not(why: ReshareRefusal) -> Option<Refusal> {
    Some(Refusal::Reshare(why))
}

#[rocket::async_test]
async fn a_public_post_is_reshared_once_with_or_without_a_word() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let silent = again(&pod, &bob, &post, "  ").await.unwrap();
    assert_eq!(
        (silent.reach, silent.root_id, silent.text.as_str(), silent.html.as_str()),
        (Reach::Public, Some(post.id), "", "")
    );
    let spoken = again(&pod, &eve, &post, "look at **this** #jam").await.unwrap();
    assert!(spoken.html.contains("<strong>this</strong>"));
    assert_eq!((told(&pod, &alice).await, counted(&pod, &alice, &post).await), (2, 2));
    assert_eq!(
        refused(again(&pod, &bob, &post, "once more").await),
        not(ReshareRefusal::Again)
    );
    assert_eq!(
        refused(again(&pod, &bob, &spoken, "").await),
        not(ReshareRefusal::Again),
        "what a reshare shows is the root"
    );
    assert_eq!(counted(&pod, &alice, &post).await, 2);
}

#[rocket::async_test]
async fn neither_one_s_own_nor_what_is_not_for_all_nor_of_whoever_ignores_me() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let secret = limited(&pod, &alice, &bob, "for bob").await;
    assert_eq!(refused(again(&pod, &alice, &post, "").await), not(ReshareRefusal::Own));
    assert_eq!(
        refused(again(&pod, &bob, &secret, "").await),
        not(ReshareRefusal::NotPublic)
    );
    assert_eq!(refused(again(&pod, &eve, &secret, "").await), Some(Refusal::NotFound));
    let shown = again(&pod, &bob, &post, "").await.unwrap();
    assert_eq!(
        refused(again(&pod, &alice, &shown, "").await),
        not(ReshareRefusal::Own),
        "by way of another"
    );
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(
        refused(again(&pod, &eve, &shown, "").await),
        not(ReshareRefusal::NotTaken)
    );
}

#[rocket::async_test]
async fn a_reshare_of_a_reshare_shows_the_root_and_outlives_it() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let first = again(&pod, &bob, &post, "look").await.unwrap();
    let second = again(&pod, &eve, &first, "").await.unwrap();
    assert_eq!(second.root_id, Some(post.id));
    assert_eq!(
        (counted(&pod, &bob, &post).await, counted(&pod, &bob, &first).await),
        (2, 0)
    );
    delete(&pod, &alice, &post).await;
    let eyes = me(&pod, &alice).await.viewer();
    let db = pod.db.read();
    let left = posts(eyes).one(db, &second.guid).await.unwrap().unwrap();
    assert!(reshare::roots(db, eyes, &[left]).await.unwrap().is_empty());
    assert_eq!(
        refused(again(&pod, &alice, &first, "").await),
        not(ReshareRefusal::Gone)
    );
    assert_eq!(told(&pod, &alice).await, 0, "what was told went with the root");
}

#[rocket::async_test]
async fn a_reshare_that_is_taken_back_is_neither_told_nor_counted_and_may_be_made_anew() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let shown = again(&pod, &bob, &post, "").await.unwrap();
    delete(&pod, &bob, &shown).await;
    assert_eq!((told(&pod, &alice).await, counted(&pod, &alice, &post).await), (0, 0));
    again(&pod, &bob, &post, "").await.unwrap();
    assert_eq!((told(&pod, &alice).await, counted(&pod, &alice, &post).await), (1, 1));
    pod.act(async |tx| close::close(tx, bob.user, close::When::AtOnce).await)
        .await
        .unwrap();
    assert_eq!(counted(&pod, &alice, &post).await, 0, "who has left is not counted");
    pod.act(async |tx| {
        while close::empty_some(tx, bob.user).await? == close::Left::Rows {}
        close::empty_last(tx, bob.user).await
    })
    .await
    .unwrap();
    assert_eq!(counted(&pod, &alice, &post).await, 0);
}
