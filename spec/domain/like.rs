//! Likes: one for each person and thing, told once, counted exactly.

use entity::own::notification::Cursor as Told;
use entity::visible::comment::comments;
use entity::visible::like::likes;
use entity::visible::post::posts;
use entity::write::comment::Follow;
use entity::write::like::Target;
use entity::{NotificationKind, OwnComment, OwnPost};
use samara::domain::account::close;
use samara::domain::comment::{self, Draft};
use samara::domain::like::{self, On};
use samara::domain::{ignore, notification};
use samara::error::{LikeRefusal, OrNotFound, Outcome, Refusal, Stop};
use sea_orm::EntityTrait;

use crate::around::{limited, me, public, withdraw};
use crate::support::{Someone, TestPod};

enum What<'a> {
    Like(&'a str),
    Unlike,
}
use What::{Like, Unlike};

async fn act(pod: &TestPod, who: &Someone, on: &OwnPost, under: Option<&OwnComment>, what: What<'_>) -> Outcome<()> {
    let me = me(pod, who).await;
    let db = pod.db.read();
    let post = posts(me.viewer()).one(db, &on.guid).await?.or_not_found()?.post;
    let comment = match under {
        Some(comment) => Some(
            comments(me.viewer())
                .one(db, &comment.guid)
                .await?
                .or_not_found()?
                .comment,
        ),
        None => None,
    };
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    pod.act(async |tx| match what {
        Like(emoji) => like::give(tx, &me, on, emoji).await,
        Unlike => like::take_back(tx, &me, on).await,
    })
    .await
}

async fn say(pod: &TestPod, who: &Someone, on: &OwnPost, text: &str) -> OwnComment {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let seen = posts(me.viewer()).one(pod.db.read(), &on.guid).await.unwrap().unwrap();
    let draft = Draft { text, answers: None };
    pod.act(async |tx| comment::add(tx, &me, &host, &seen.post, draft).await)
        .await
        .unwrap()
}

/// What somebody was told of likes, with their emoji.
async fn told(pod: &TestPod, who: &Someone) -> Vec<(NotificationKind, Option<String>)> {
    let told = notification::page(pod.db.read(), who.user, who.person, Told::newest())
        .await
        .unwrap();
    let likes = [NotificationKind::Liked, NotificationKind::LikedComment];
    told.iter()
        .map(|told| (told.notification.kind, told.notification.emoji.clone()))
        .filter(|(kind, _)| likes.contains(kind))
        .collect()
}

/// The number that the post keeps and the number of rows, as one person sees them; and what they feel themselves.
async fn counted(pod: &TestPod, who: &Someone, on: &OwnPost) -> (i64, u64, Option<String>) {
    let eyes = me(pod, who).await.viewer();
    let found = posts(eyes).one(pod.db.read(), &on.guid).await.unwrap().unwrap();
    let rows = likes(eyes)
        .of(Target::post(&found.post))
        .count(pod.db.read())
        .await
        .unwrap();
    (found.post.likes, rows, found.liked)
}

fn refused(outcome: Outcome<()>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(()) | Err(Stop::Broke(_)) => None,
    }
}

#[rocket::async_test]
async fn a_post_is_liked_once_by_whoever_has_it_and_by_nobody_else() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = limited(&pod, &alice, &bob, "plums").await;
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    assert_eq!(counted(&pod, &bob, &post).await, (1, 1, Some(String::new())));
    assert_eq!(counted(&pod, &alice, &post).await, (1, 1, None));
    assert_eq!(
        told(&pod, &alice).await,
        [(NotificationKind::Liked, Some(String::new()))]
    );
    assert_eq!(
        refused(act(&pod, &eve, &post, None, Like("")).await),
        Some(Refusal::NotFound)
    );
    act(&pod, &alice, &post, None, Like("")).await.unwrap();
    assert_eq!(counted(&pod, &alice, &post).await.0, 2, "one's own post may be liked");
    assert_eq!(told(&pod, &alice).await.len(), 1, "nobody is told of what they did");
    withdraw(&pod, &alice, &post, &bob).await;
    assert_eq!(
        refused(act(&pod, &bob, &post, None, Unlike).await),
        Some(Refusal::NotFound)
    );
}

#[rocket::async_test]
async fn another_emoji_takes_the_place_of_the_first_and_is_told_without_a_second_notification() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    act(&pod, &bob, &post, None, Like("🎉")).await.unwrap();
    assert_eq!(counted(&pod, &bob, &post).await, (1, 1, Some("🎉".to_owned())));
    assert_eq!(
        told(&pod, &alice).await,
        [(NotificationKind::Liked, Some("🎉".to_owned()))]
    );
    for nonsense in ["no", "🎉🎉", "<b>", "1"] {
        let answer = refused(act(&pod, &bob, &post, None, Like(nonsense)).await);
        assert_eq!(answer, Some(Refusal::Like(LikeRefusal::NoEmoji)), "{nonsense}");
    }
    assert_eq!(counted(&pod, &bob, &post).await, (1, 1, Some("🎉".to_owned())));
}

#[rocket::async_test]
async fn a_like_that_is_taken_back_takes_what_was_told_of_it_along() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let comment = say(&pod, &alice, &post, "eleven kilos").await;
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    act(&pod, &bob, &post, Some(&comment), Like("👍")).await.unwrap();
    assert_eq!(told(&pod, &alice).await.len(), 2);
    act(&pod, &bob, &post, Some(&comment), Unlike).await.unwrap();
    assert_eq!(
        told(&pod, &alice).await,
        [(NotificationKind::Liked, Some(String::new()))]
    );
    assert_eq!(counted(&pod, &bob, &post).await.0, 1, "the post is another thing");
    act(&pod, &bob, &post, None, Unlike).await.unwrap();
    act(&pod, &bob, &post, None, Unlike).await.unwrap();
    assert_eq!(counted(&pod, &bob, &post).await, (0, 0, None));
    assert!(told(&pod, &alice).await.is_empty());
}

#[rocket::async_test]
async fn whoever_is_ignored_by_the_post_s_or_the_comment_s_author_likes_neither() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = public(&pod, &alice, "plums").await;
    let comment = say(&pod, &bob, &post, "two jars").await;
    pod.act(async |tx| ignore::add(tx, bob.user, eve.person).await)
        .await
        .unwrap();
    let not_taken = Some(Refusal::Like(LikeRefusal::NotTaken));
    assert_eq!(
        refused(act(&pod, &eve, &post, Some(&comment), Like("")).await),
        not_taken
    );
    act(&pod, &eve, &post, None, Like("")).await.unwrap();
    assert_eq!(
        counted(&pod, &bob, &post).await.1,
        0,
        "whom bob ignores is not there for him"
    );
    assert_eq!(counted(&pod, &alice, &post).await.1, 1);
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(refused(act(&pod, &eve, &post, None, Like("🎉")).await), not_taken);
    assert!(told(&pod, &alice).await.is_empty());
}

#[rocket::async_test]
async fn a_muted_post_tells_of_no_like() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let alices = me(&pod, &alice).await;
    let seen = posts(alices.viewer())
        .one(pod.db.read(), &post.guid)
        .await
        .unwrap()
        .unwrap()
        .post;
    pod.act(async |tx| comment::follow(tx, &alices, &seen, Follow::Muted).await)
        .await
        .unwrap();
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    assert!(told(&pod, &alice).await.is_empty());
    assert_eq!(counted(&pod, &alice, &post).await.1, 1);
}

#[rocket::async_test]
async fn who_leaves_takes_their_likes_along_and_who_comes_back_brings_them() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let post = public(&pod, &alice, "plums").await;
    let comment = say(&pod, &alice, &post, "eleven kilos").await;
    act(&pod, &bob, &post, None, Like("")).await.unwrap();
    act(&pod, &bob, &post, Some(&comment), Like("")).await.unwrap();
    let of_comment = async || {
        let eyes = me(&pod, &alice).await.viewer();
        let found = comments(eyes).one(pod.db.read(), &comment.guid).await.unwrap();
        found.unwrap().comment.likes
    };
    pod.act(async |tx| close::close(tx, bob.user, close::When::Later).await)
        .await
        .unwrap();
    assert_eq!((counted(&pod, &alice, &post).await.0, of_comment().await), (0, 0));
    assert!(told(&pod, &alice).await.is_empty());
    let account = entity::user::Entity::find_by_id(bob.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    pod.act(async |tx| close::reopen(tx, &account).await).await.unwrap();
    assert_eq!((counted(&pod, &alice, &post).await.0, of_comment().await), (1, 1));
    pod.act(async |tx| {
        close::close(tx, bob.user, close::When::AtOnce).await?;
        while close::empty_some(tx, bob.user).await? == close::Left::Rows {}
        close::empty_last(tx, bob.user).await
    })
    .await
    .unwrap();
    assert_eq!((counted(&pod, &alice, &post).await.0, of_comment().await), (0, 0));
}

#[rocket::async_test]
async fn forty_people_at_once_lose_no_like_and_no_comment_on_one_thread() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = public(&pod, &alice, "plums").await;
    let comment = say(&pod, &alice, &post, "eleven kilos").await;
    let mut people = Vec::new();
    for number in 0..40 {
        people.push(pod.user(&format!("p{number}")).await);
    }
    let busy = people.iter().enumerate().map(async |(number, who)| {
        act(&pod, who, &post, None, Like("")).await.unwrap();
        let said = say(&pod, who, &post, "me too").await;
        act(&pod, who, &post, Some(&comment), Like("🎉")).await.unwrap();
        act(&pod, who, &post, Some(&said), Like("")).await.unwrap();
        if number % 2 == 0 {
            act(&pod, who, &post, None, Unlike).await.unwrap();
        }
        if number % 4 == 0 {
            let me = me(&pod, who).await;
            pod.act(async |tx| comment::retract(tx, &me, &said.guid).await)
                .await
                .unwrap();
        }
    });
    rocket::futures::future::join_all(busy).await;
    let eyes = me(&pod, &alice).await.viewer();
    let found = posts(eyes).one(pod.db.read(), &post.guid).await.unwrap().unwrap();
    let said = comments(eyes).under(found.post.id);
    assert_eq!(counted(&pod, &alice, &post).await, (20, 20, None));
    assert_eq!(
        (found.post.comments, said.count(pod.db.read()).await.unwrap()),
        (31, 31)
    );
    let first = comments(eyes).one(pod.db.read(), &comment.guid).await.unwrap().unwrap();
    let rows = likes(eyes).of(Target::comment(&first.comment)).count(pod.db.read());
    assert_eq!((first.comment.likes, rows.await.unwrap()), (40, 40));
    let rows = format!("SELECT COUNT(*) FROM notification WHERE user_id = {}", alice.user);
    assert_eq!(
        crate::support::rows::count(pod.db.read(), &rows).await,
        20 + 40 + 30,
        "a notification for each like and comment that is left"
    );
    let mut told = told(&pod, &alice).await;
    told.sort_by_key(|(kind, _)| *kind as i32);
    let told: Vec<_> = told.into_iter().map(|(kind, _)| kind).collect();
    let kinds = [NotificationKind::Liked, NotificationKind::LikedComment];
    assert_eq!(told, kinds, "and a line for each sort of them");
}
