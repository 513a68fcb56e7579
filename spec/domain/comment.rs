//! Comments: who may add one, who is told, and that the number under a post is the number of its rows.

use entity::NotificationKind::{self, AlsoCommented, Answered, Commented, Mentioned, MentionedInComment};
use entity::own::notification::Cursor as Told;
use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::write::comment::Follow;
use entity::{OwnComment, OwnPost};
use samara::domain::account::close;
use samara::domain::comment::{self, Draft};
use samara::domain::{ignore, notification, post};
use samara::error::{CommentRefusal, Outcome, Refusal, Stop};
use samara::text::clean::Unfit;

use crate::around::{limited, me, public, withdraw};
use crate::support::rows::count;
use crate::support::{Someone, TestPod};

async fn say(pod: &TestPod, who: &Someone, on: &OwnPost, text: &str, answers: Option<&str>) -> Outcome<OwnComment> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let seen = posts(me.viewer()).one(pod.db.read(), &on.guid).await?;
    let seen = seen.ok_or(Stop::Refused(Refusal::NotFound))?.post;
    pod.act(async |tx| comment::add(tx, &me, &host, &seen, Draft { text, answers }).await)
        .await
}

async fn retract(pod: &TestPod, who: &Someone, comment: &OwnComment) -> Outcome<()> {
    let me = me(pod, who).await;
    pod.act(async |tx| comment::retract(tx, &me, &comment.guid).await).await
}

/// How often somebody was told.
async fn rows(pod: &TestPod, who: &Someone) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM notification WHERE user_id = {}", who.user);
    count(pod.db.read(), &sql).await
}

async fn kinds(pod: &TestPod, who: &Someone) -> Vec<NotificationKind> {
    let told = notification::page(pod.db.read(), who.user, who.person, Told::newest())
        .await
        .unwrap();
    told.iter().map(|told| told.notification.kind).collect()
}

/// The number that the post keeps and the number of rows, as one person sees them.
async fn counted(pod: &TestPod, who: &Someone, on: &OwnPost) -> (i64, u64) {
    let eyes = me(pod, who).await.viewer();
    let post = posts(eyes).one(pod.db.read(), &on.guid).await.unwrap().unwrap().post;
    let rows = comments(eyes).under(post.id).count(pod.db.read()).await.unwrap();
    (post.comments, rows)
}

fn refused<T>(outcome: Outcome<T>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(_) | Err(Stop::Broke(_)) => None,
    }
}

#[rocket::async_test]
async fn whoever_has_a_post_may_comment_on_it_and_nobody_else() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = limited(&pod, &alice, &bob, "plums").await;
    say(&pod, &bob, &post, "Two jars", None).await.unwrap();
    say(&pod, &alice, &post, "Come and get them", None).await.unwrap();
    assert_eq!(
        refused(say(&pod, &eve, &post, "me too", None).await),
        Some(Refusal::NotFound)
    );
    assert_eq!(counted(&pod, &bob, &post).await, (2, 2));
    withdraw(&pod, &alice, &post, &bob).await;
    assert_eq!(
        refused(say(&pod, &bob, &post, "still", None).await),
        Some(Refusal::NotFound)
    );
    assert_eq!(counted(&pod, &alice, &post).await, (2, 2));
}

#[rocket::async_test]
async fn a_thread_is_two_levels_deep() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (post, other) = (public(&pod, &alice, "plums").await, public(&pod, &alice, "pears").await);
    let first = say(&pod, &bob, &post, "first", None).await.unwrap();
    let answer = say(&pod, &alice, &post, "answer", Some(&first.guid)).await.unwrap();
    let deeper = say(&pod, &bob, &post, "deeper", Some(&answer.guid)).await.unwrap();
    assert_eq!(
        (first.answers_id, answer.answers_id, deeper.answers_id),
        (None, Some(first.id), Some(first.id))
    );
    let astray = say(&pod, &bob, &other, "astray", Some(&first.guid)).await;
    assert_eq!(
        refused(astray),
        Some(Refusal::NotFound),
        "the comment stands under another post"
    );
    retract(&pod, &bob, &first).await.unwrap();
    let eyes = me(&pod, &bob).await.viewer();
    let left = comments(eyes).one(pod.db.read(), &answer.guid).await.unwrap().unwrap();
    assert_eq!(left.comment.answers_id, None, "what answered it stands by itself");
    assert_eq!(counted(&pod, &bob, &post).await, (2, 2));
}

#[rocket::async_test]
async fn an_author_takes_no_comments_from_people_they_ignore() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    let not_taken = Some(Refusal::Comment(CommentRefusal::NotTaken));
    assert_eq!(refused(say(&pod, &eve, &post, "hello", None).await), not_taken);
    assert_eq!(counted(&pod, &eve, &post).await, (0, 0));
    assert!(kinds(&pod, &alice).await.is_empty());
}

#[rocket::async_test]
async fn everyone_is_told_once_of_what_concerns_them_most() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let first = say(&pod, &bob, &post, "Two jars", None).await.unwrap();
    assert_eq!(kinds(&pod, &alice).await, [Commented]);
    assert!(kinds(&pod, &bob).await.is_empty(), "nobody is told of what they did");
    let text = format!(
        "@{{alice@{host}}} @{{bob@{host}}} keep me one",
        host = pod.settings.host()
    );
    say(&pod, &eve, &post, &text, Some(&first.guid)).await.unwrap();
    assert_eq!(
        kinds(&pod, &bob).await,
        [Answered],
        "not of the mention and the thread as well"
    );
    assert_eq!(kinds(&pod, &alice).await, [MentionedInComment, Commented]);
    say(&pod, &alice, &post, "Done", None).await.unwrap();
    assert_eq!(kinds(&pod, &bob).await, [AlsoCommented, Answered]);
    assert_eq!(kinds(&pod, &eve).await, [AlsoCommented]);
}

#[rocket::async_test]
async fn a_muted_post_tells_nothing_and_a_followed_one_tells_without_a_word_said() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let follow = async |who: &Someone, how| {
        let me = me(&pod, who).await;
        let seen = posts(me.viewer())
            .one(pod.db.read(), &post.guid)
            .await
            .unwrap()
            .unwrap()
            .post;
        pod.act(async |tx| comment::follow(tx, &me, &seen, how).await)
            .await
            .unwrap();
    };
    follow(&alice, Follow::Muted).await;
    follow(&eve, Follow::Told).await;
    say(&pod, &bob, &post, "first", None).await.unwrap();
    assert!(kinds(&pod, &alice).await.is_empty());
    assert_eq!(kinds(&pod, &eve).await, [AlsoCommented]);
    follow(&eve, Follow::Muted).await;
    say(&pod, &eve, &post, "second", None).await.unwrap();
    say(&pod, &bob, &post, "third", None).await.unwrap();
    assert_eq!(
        kinds(&pod, &eve).await,
        [AlsoCommented],
        "commenting does not undo a wish"
    );
    follow(&eve, Follow::Told).await;
    say(&pod, &bob, &post, "fourth", None).await.unwrap();
    assert_eq!(rows(&pod, &eve).await, 2);
}

#[rocket::async_test]
async fn whoever_lost_the_post_is_told_nothing_more_of_it() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let named = format!("For @{{bob@{}}}", pod.settings.host());
    let post = limited(&pod, &alice, &bob, &named).await;
    say(&pod, &bob, &post, "Two jars", None).await.unwrap();
    say(&pod, &alice, &post, "Come", None).await.unwrap();
    assert_eq!(kinds(&pod, &bob).await, [AlsoCommented, Mentioned]);
    withdraw(&pod, &alice, &post, &bob).await;
    assert!(kinds(&pod, &bob).await.is_empty());
    say(&pod, &alice, &post, "Anybody?", None).await.unwrap();
    let me = me(&pod, &alice).await;
    let host = pod.settings.host();
    pod.act(async |tx| post::show(tx, &me, &host, &post.guid, std::slice::from_ref(&bob.guid)).await)
        .await
        .unwrap();
    let told = kinds(&pod, &bob).await;
    assert_eq!(
        told.iter().filter(|kind| **kind == AlsoCommented).count(),
        1,
        "{told:?}"
    );
}

#[rocket::async_test]
async fn a_comment_is_taken_away_by_its_author_or_the_post_s_with_what_was_told_of_it() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let first = say(&pod, &bob, &post, "first", None).await.unwrap();
    let second = say(&pod, &bob, &post, "second", None).await.unwrap();
    assert_eq!(refused(retract(&pod, &eve, &first).await), Some(Refusal::NotFound));
    retract(&pod, &bob, &first).await.unwrap();
    assert_eq!(kinds(&pod, &alice).await, [Commented]);
    retract(&pod, &alice, &second).await.unwrap();
    assert!(kinds(&pod, &alice).await.is_empty());
    assert_eq!(counted(&pod, &alice, &post).await, (0, 0));
    assert_eq!(
        refused(retract(&pod, &bob, &first).await),
        Some(Refusal::NotFound),
        "once"
    );
}

#[rocket::async_test]
async fn what_a_comment_said_before_is_kept() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let said = say(&pod, &bob, &post, "Two jars", None).await.unwrap();
    let (bob, host) = (me(&pod, &bob).await, pod.settings.host());
    let seen = posts(bob.viewer())
        .one(pod.db.read(), &post.guid)
        .await
        .unwrap()
        .unwrap()
        .post;
    for text in ["Three jars", "Three jars", "Four *jars*"] {
        pod.act(async |tx| comment::edit(tx, &bob, &host, &seen, &said.guid, text).await)
            .await
            .unwrap();
    }
    let former = comments(bob.viewer()).history(pod.db.read(), said.id).await.unwrap();
    let former: Vec<&str> = former.iter().map(|edit| edit.text.as_str()).collect();
    assert_eq!(former, ["Three jars", "Two jars"]);
    let now = comments(bob.viewer())
        .one(pod.db.read(), &said.guid)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(now.comment.html.trim(), "<p>Four <em>jars</em></p>");
    let alice = me(&pod, &alice).await;
    let foreign = pod.act(async |tx| comment::edit(tx, &alice, &host, &seen, &said.guid, "mine now").await);
    assert_eq!(
        refused(foreign.await),
        Some(Refusal::NotFound),
        "the post's author changes nobody's words"
    );
}

#[rocket::async_test]
async fn a_comment_without_words_or_with_too_many_is_refused() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let long = "x".repeat(65_536);
    for (text, unfit) in [(" \n ", Unfit::Empty), (long.as_str(), Unfit::TooLong { most: 65_535 })] {
        let refusal = refused(say(&pod, &alice, &post, text, None).await);
        assert_eq!(refusal, Some(Refusal::Comment(CommentRefusal::Text(unfit))));
    }
}

#[rocket::async_test]
async fn who_leaves_takes_their_comments_along_and_who_comes_back_brings_them() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    for text in ["one", "two"] {
        say(&pod, &bob, &post, text, None).await.unwrap();
    }
    say(&pod, &alice, &post, "three", None).await.unwrap();
    pod.act(async |tx| close::close(tx, bob.user, close::When::Later).await)
        .await
        .unwrap();
    assert_eq!(counted(&pod, &alice, &post).await, (1, 1));
    let account = <entity::user::Entity as sea_orm::EntityTrait>::find_by_id(bob.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    pod.act(async |tx| close::reopen(tx, &account).await).await.unwrap();
    assert_eq!(counted(&pod, &alice, &post).await, (3, 3));
    pod.act(async |tx| {
        close::close(tx, bob.user, close::When::AtOnce).await?;
        while close::empty_some(tx, bob.user).await? == close::Left::Rows {}
        close::empty_last(tx, bob.user).await
    })
    .await
    .unwrap();
    assert_eq!(counted(&pod, &alice, &post).await, (1, 1));
    pod.settle().await;
}

#[rocket::async_test]
async fn forty_people_at_once_lose_no_comment() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let mut people = Vec::new();
    for n in 0..40 {
        people.push(pod.user(&format!("guest{n}")).await);
    }
    let all = people.iter().map(|who| async {
        let first = say(&pod, who, &post, "first", None).await.unwrap();
        let answer = say(&pod, who, &post, "second", Some(&first.guid)).await.unwrap();
        retract(&pod, who, &first).await.unwrap();
        answer
    });
    let answers = rocket::futures::future::join_all(all).await;
    assert_eq!(answers.len(), 40);
    assert_eq!(counted(&pod, &alice, &post).await, (40, 40));
    assert_eq!(rows(&pod, &alice).await, 40, "one for each comment that is left");
}
