//! The main stream in the order of what happened last.

use std::time::Duration;

use entity::user::Order;
use entity::visible::post::{Cursor, posts};
use entity::visible::stream::Spotlight;
use samara::domain::account::settings::{StreamChoice, choose_stream};
use samara::domain::stream::{self, PAGE, Stream};
use samara::domain::{comment, ignore, like, news};

use crate::around::{limited, me, public, share};
use crate::support::{Someone, TestPod};

async fn read_by(pod: &TestPod, who: &Someone, order: Order) {
    let spotlight = Spotlight::Left;
    pod.act(async |tx| choose_stream(tx, who.user, StreamChoice { order, spotlight }).await)
        .await
        .unwrap();
}

async fn main(pod: &TestPod, who: &Someone) -> Vec<String> {
    let me = me(pod, who).await;
    let (mut all, mut before) = (Vec::new(), Some(Cursor::until(pod.clock.now())));
    while let Some(at) = before {
        let page = stream::mine(pod.db.read(), &me, &Stream::Main, at).await.unwrap();
        all.extend(page.posts.iter().map(|found| found.post.text.clone()));
        before = page.older;
    }
    all
}

async fn say(pod: &TestPod, who: &Someone, guid: &str) -> String {
    pod.advance(Duration::from_secs(1));
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let on = posts(me.viewer()).one(pod.db.read(), guid).await.unwrap().unwrap().post;
    let draft = comment::Draft {
        text: "well said",
        answers: None,
    };
    let said = pod.act(async |tx| comment::add(tx, &me, &host, &on, draft).await).await;
    said.unwrap().guid.clone()
}

#[rocket::async_test]
async fn a_comment_moves_a_post_up_a_like_does_not_and_a_retraction_leaves_it_there() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    let (a, b, c) = (
        limited(&pod, &alice, &bob, "a").await,
        public(&pod, &alice, "b").await,
        public(&pod, &bob, "c").await,
    );
    read_by(&pod, &bob, Order::Active).await;
    assert_eq!(main(&pod, &bob).await, ["c", "b", "a"]);
    let said = say(&pod, &bob, &a.guid).await;
    assert_eq!(main(&pod, &bob).await, ["a", "c", "b"]);
    pod.advance(Duration::from_secs(1));
    let eyes = me(&pod, &bob).await;
    let seen = posts(eyes.viewer())
        .one(pod.db.read(), &b.guid)
        .await
        .unwrap()
        .unwrap()
        .post;
    pod.act(async |tx| {
        like::give(
            tx,
            &eyes,
            like::On {
                post: &seen,
                comment: None,
            },
            "",
        )
        .await
    })
    .await
    .unwrap();
    assert_eq!(main(&pod, &bob).await, ["a", "c", "b"]);
    pod.act(async |tx| comment::retract(tx, &eyes, &said).await)
        .await
        .unwrap();
    assert_eq!(main(&pod, &bob).await, ["a", "c", "b"]);
    say(&pod, &alice, &c.guid).await;
    assert_eq!(main(&pod, &bob).await, ["c", "a", "b"]);
    read_by(&pod, &bob, Order::Posted).await;
    assert_eq!(main(&pod, &bob).await, ["c", "b", "a"]);
}

#[rocket::async_test]
async fn the_order_follows_every_comment_and_what_one_may_not_see_is_not_there_at_all() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    share(&pod, &bob, &alice).await;
    let a = public(&pod, &alice, "a").await;
    let secret = limited(&pod, &alice, &eve, "for eve").await;
    public(&pod, &alice, "b").await;
    read_by(&pod, &bob, Order::Active).await;
    pod.act(async |tx| ignore::add(tx, bob.user, eve.person).await)
        .await
        .unwrap();
    say(&pod, &eve, &a.guid).await;
    say(&pod, &eve, &secret.guid).await;
    assert_eq!(main(&pod, &bob).await, ["a", "b"]);
}

#[rocket::async_test]
async fn pages_by_activity_lose_nothing_and_show_nothing_twice() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    let mut all = Vec::new();
    for number in 0..PAGE * 2 + 3 {
        all.push(match number % 3 {
            0 => limited(&pod, &alice, &bob, &format!("post {number}")).await,
            1 => public(&pod, &alice, &format!("post {number}")).await,
            _ => public(&pod, &bob, &format!("post {number}")).await,
        });
    }
    read_by(&pod, &bob, Order::Active).await;
    let mut expected: Vec<String> = all.iter().rev().map(|post| post.text.clone()).collect();
    for stirred in [4, 0, 30, 17] {
        say(&pod, &bob, &all[stirred].guid).await;
        let text = all[stirred].text.clone();
        expected.retain(|one| *one != text);
        expected.insert(0, text);
    }
    assert_eq!(main(&pod, &bob).await, expected);
}

#[rocket::async_test]
async fn a_post_that_was_commented_on_is_not_announced_as_new() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &bob, &alice).await;
    let old = public(&pod, &alice, "old").await;
    read_by(&pod, &bob, Order::Active).await;
    let since = async |seen| {
        news::since(pod.db.read(), bob.user, bob.person, pod.clock.now(), seen)
            .await
            .unwrap()
    };
    let seen = since(None).await.newest;
    say(&pod, &alice, &old.guid).await;
    assert_eq!(since(seen).await.posts, 0);
    public(&pod, &alice, "new").await;
    say(&pod, &alice, &old.guid).await;
    assert_eq!(
        (since(seen).await.posts, main(&pod, &bob).await),
        (1, vec!["old".to_owned(), "new".to_owned()])
    );
}
