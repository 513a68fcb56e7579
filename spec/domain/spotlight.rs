//! The community spotlight: whom an administrator shows to everyone here.

use entity::visible::post::Cursor;
use entity::visible::stream::Spotlight;
use entity::{Moment, user};
use samara::domain::account::settings::{StreamChoice, choose_stream};
use samara::domain::administration::member::{self, Place};
use samara::domain::stream::{self, Stream};
use samara::domain::{audit, ignore, news, person};
use sea_orm::EntityTrait;

use crate::around::{limited, make_administrator, me, public, share};
use crate::support::{Someone, TestPod};

async fn light(pod: &TestPod, admin: &Someone, who: &Someone, place: Place) {
    pod.act(async |tx| member::set_spotlight(tx, admin.user, who.user, place).await)
        .await
        .unwrap();
}

async fn read(pod: &TestPod, who: &Someone, stream: Stream) -> Vec<String> {
    let me = me(pod, who).await;
    let now = Cursor::until(pod.clock.now());
    let page = stream::mine(pod.db.read(), &me, &stream, now).await.unwrap();
    page.posts.iter().map(|found| found.post.text.clone()).collect()
}

async fn shown(pod: &TestPod, to: &Someone) -> Vec<String> {
    let rows = person::in_spotlight(pod.db.read(), to.user).await.unwrap();
    rows.into_iter().map(|row| row.person.name).collect()
}

#[rocket::async_test]
async fn whoever_is_in_the_spotlight_is_found_by_all_with_their_public_posts_only() {
    let pod = TestPod::new().await;
    let (root, alice, bob) = (pod.user("root1").await, pod.user("alice").await, pod.user("bob").await);
    make_administrator(&pod, &root).await;
    public(&pod, &alice, "for all").await;
    limited(&pod, &alice, &bob, "for bob").await;
    assert!(read(&pod, &bob, Stream::Spotlight).await.is_empty() && shown(&pod, &bob).await.is_empty());
    light(&pod, &root, &alice, Place::Spotlight).await;
    assert_eq!(read(&pod, &bob, Stream::Spotlight).await, ["for all"]);
    assert_eq!(shown(&pod, &bob).await.len(), 1);
    assert!(
        read(&pod, &bob, Stream::Main).await.is_empty(),
        "not unless one asks for it"
    );
    pod.act(async |tx| ignore::add(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    assert!(read(&pod, &bob, Stream::Spotlight).await.is_empty() && shown(&pod, &bob).await.is_empty());
    assert_eq!(shown(&pod, &root).await.len(), 1);
    light(&pod, &root, &alice, Place::Aside).await;
    assert!(shown(&pod, &root).await.is_empty());
    let lines = audit::page(pod.db.read(), 0, 10).await.unwrap();
    let acts: Vec<&str> = lines.iter().map(|(line, _)| line.act.as_str()).collect();
    assert_eq!(acts, ["admin-act-aside", "admin-act-spotlight"]);
}

#[rocket::async_test]
async fn the_spotlight_is_in_the_main_stream_of_those_who_want_it_and_announced_to_them() {
    let pod = TestPod::new().await;
    let (root, alice, bob, eve) = (
        pod.user("root1").await,
        pod.user("alice").await,
        pod.user("bob").await,
        pod.user("eve").await,
    );
    make_administrator(&pod, &root).await;
    light(&pod, &root, &alice, Place::Spotlight).await;
    let choice = StreamChoice {
        order: user::Order::Posted,
        spotlight: Spotlight::Shown,
    };
    pod.act(async |tx| choose_stream(tx, bob.user, choice).await)
        .await
        .unwrap();
    share(&pod, &bob, &alice).await;
    let post = public(&pod, &alice, "for all").await;
    limited(&pod, &alice, &eve, "for eve").await;
    assert_eq!(
        read(&pod, &bob, Stream::Main).await,
        ["for all"],
        "once, whoever they are besides"
    );
    let mut listeners = entity::own::post::listeners(pod.db.read(), &post).await.unwrap();
    listeners.sort_unstable();
    listeners.dedup();
    assert_eq!(listeners, [bob.user]);
    let count = async |who: &Someone| {
        let now: Moment = pod.clock.now();
        news::since(pod.db.read(), who.user, who.person, now, None)
            .await
            .unwrap()
            .posts
    };
    assert_eq!((count(&bob).await, count(&root).await), (1, 0));
}

#[rocket::async_test]
async fn a_moderator_can_be_in_the_spotlight_and_whoever_is_locked_leaves_it() {
    let pod = TestPod::new().await;
    let (root, alice) = (pod.user("root1").await, pod.user("alice").await);
    make_administrator(&pod, &root).await;
    light(&pod, &root, &alice, Place::Spotlight).await;
    pod.act(async |tx| member::set_role(tx, Some(root.user), alice.user, user::Role::Moderator).await)
        .await
        .unwrap();
    let row = async || {
        let found = user::Entity::find_by_id(alice.user).one(pod.db.read()).await.unwrap();
        found.unwrap()
    };
    assert!(row().await.spotlight && row().await.role == user::Role::Moderator);
    pod.act(async |tx| member::lock(tx, root.user, alice.user).await)
        .await
        .unwrap();
    assert!(!row().await.spotlight);
    let refused = pod
        .act(async |tx| member::set_spotlight(tx, root.user, alice.user, Place::Spotlight).await)
        .await;
    assert!(refused.is_err() && !row().await.spotlight);
}
