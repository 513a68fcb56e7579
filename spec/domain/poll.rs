//! Polls: who may vote, what changes, who sees how it stands, and that the numbers are those of the rows.

use std::time::Duration;

use entity::own::notification::Cursor as Told;
use entity::visible::poll::{self as door, SeenPoll};
use entity::visible::post::posts;
use entity::{NotificationKind, OwnPost, Viewer};
use samara::domain::account::close;
use samara::domain::post::{self, Composed, Wanted, Wishes};
use samara::domain::{ignore, notification, poll};
use samara::error::{OrNotFound, Outcome, PollRefusal, PostRefusal, Refusal, Stop};

use crate::around::me;
use crate::support::{Someone, TestPod};

fn asks(answers: &str) -> Wishes {
    Wishes {
        question: "Which evening?".to_owned(),
        answers: answers.to_owned(),
        ..Wishes::default()
    }
}

async fn ask(pod: &TestPod, who: &Someone, people: &[&Someone], wishes: &Wishes) -> Outcome<OwnPost> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let wanted = &Wanted {
        reach: if people.is_empty() { "public" } else { "limited" }.to_owned(),
        aspects: Vec::new(),
        people: people.iter().map(|one| one.guid.clone()).collect(),
        except: Vec::new(),
    };
    let text = "The meeting";
    pod.act(async |tx| post::compose(tx, &me, &host, Composed { text, wanted, wishes }).await)
        .await
}

async fn seen(pod: &TestPod, eyes: Viewer, on: &OwnPost) -> Option<SeenPoll> {
    let now = pod.clock.now();
    door::of(pod.db.read(), eyes, &[on.id], now)
        .await
        .unwrap()
        .remove(&on.id)
}

/// Votes for the answers at these places.
async fn vote(pod: &TestPod, who: &Someone, on: &OwnPost, places: &[usize]) -> Outcome<()> {
    let me = me(pod, who).await;
    let found = posts(me.viewer()).one(pod.db.read(), &on.guid).await?.or_not_found()?;
    let poll = seen(pod, me.viewer(), on).await.or_not_found()?;
    let chosen: Vec<i64> = places.iter().map(|place| poll.answers[*place].id.0).collect();
    pod.act(async |tx| poll::vote(tx, &me, &found.post, &chosen).await)
        .await
}

/// The votes as somebody sees them, and how many people voted.
async fn stands(pod: &TestPod, who: &Someone, on: &OwnPost) -> (Vec<Option<i64>>, i64) {
    let poll = seen(pod, me(pod, who).await.viewer(), on).await.unwrap();
    (poll.answers.iter().map(|answer| answer.votes).collect(), poll.voters)
}

fn refused<T>(outcome: Outcome<T>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(_) | Err(Stop::Broke(_)) => None,
    }
}

#[rocket::async_test]
async fn whoever_has_the_post_votes_and_sees_how_it_stands_once_they_have() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = ask(&pod, &alice, &[&bob], &asks("Tuesday\n\n Thursday "))
        .await
        .unwrap();
    assert_eq!(stands(&pod, &alice, &post).await, (vec![None, None], 0));
    vote(&pod, &bob, &post, &[1]).await.unwrap();
    assert_eq!(stands(&pod, &bob, &post).await, (vec![Some(0), Some(1)], 1));
    assert_eq!(
        stands(&pod, &alice, &post).await,
        (vec![None, None], 1),
        "not even whoever asks, before they have voted"
    );
    assert!(seen(&pod, me(&pod, &eve).await.viewer(), &post).await.is_none());
    assert_eq!(refused(vote(&pod, &eve, &post, &[0]).await), Some(Refusal::NotFound));
    vote(&pod, &bob, &post, &[0]).await.unwrap();
    assert_eq!(
        stands(&pod, &bob, &post).await,
        (vec![Some(1), Some(0)], 1),
        "a vote is changed"
    );
    assert_eq!(
        refused(vote(&pod, &bob, &post, &[0, 1]).await),
        Some(Refusal::Poll(PollRefusal::OnlyOne))
    );
    assert_eq!(
        refused(vote(&pod, &bob, &post, &[]).await),
        Some(Refusal::Poll(PollRefusal::Nothing))
    );
}

#[rocket::async_test]
async fn several_answers_count_one_person_and_nobody_votes_after_the_end() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let wishes = Wishes {
        multiple: true,
        poll_lasts: "1".to_owned(),
        ..asks("a\nb\nc")
    };
    let post = ask(&pod, &alice, &[], &wishes).await.unwrap();
    vote(&pod, &bob, &post, &[0, 2]).await.unwrap();
    vote(&pod, &bob, &post, &[1, 2]).await.unwrap();
    assert_eq!(stands(&pod, &bob, &post).await, (vec![Some(0), Some(1), Some(1)], 1));
    pod.advance(Duration::from_secs(3_600));
    assert_eq!(
        refused(vote(&pod, &bob, &post, &[0]).await),
        Some(Refusal::Poll(PollRefusal::Over))
    );
    let shown = seen(&pod, Viewer::Anyone, &post).await.unwrap();
    assert!(
        shown.over
            && shown
                .answers
                .iter()
                .all(|answer| answer.votes.is_some() && !answer.mine)
    );
    pod.settle().await;
    for who in [&alice, &bob] {
        let told = notification::page(pod.db.read(), who.user, who.person, Told::newest())
            .await
            .unwrap();
        let kinds: Vec<_> = told.iter().map(|told| told.notification.kind).collect();
        assert_eq!(kinds, [NotificationKind::PollEnded]);
    }
}

#[rocket::async_test]
async fn a_poll_needs_a_question_and_two_to_twenty_different_answers() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let many = (0..21).map(|n| format!("{n}\n")).collect::<String>();
    let long = format!("a\n{}", "x".repeat(256));
    for (answers, why) in [
        ("only one", PostRefusal::PollAnswers),
        ("same\nsame", PostRefusal::PollAnswers),
        (many.as_str(), PostRefusal::PollAnswers),
        (long.as_str(), PostRefusal::PollLong),
    ] {
        let answer = refused(ask(&pod, &alice, &[], &asks(answers)).await);
        assert_eq!(answer, Some(Refusal::Post(why)), "{answers:.20}");
    }
    let nothing = Wishes {
        question: String::new(),
        ..asks("a\nb")
    };
    let answer = refused(ask(&pod, &alice, &[], &nothing).await);
    assert_eq!(answer, Some(Refusal::Post(PostRefusal::PollQuestion)));
    let twenty = (0..20).map(|n| format!("{n}\n")).collect::<String>();
    ask(&pod, &alice, &[], &asks(&twenty)).await.unwrap();
}

#[rocket::async_test]
async fn whom_the_author_ignores_does_not_vote_and_who_leaves_for_good_takes_their_vote_along() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let post = ask(&pod, &alice, &[], &asks("a\nb")).await.unwrap();
    pod.act(async |tx| ignore::add(tx, alice.user, eve.person).await)
        .await
        .unwrap();
    assert_eq!(
        refused(vote(&pod, &eve, &post, &[0]).await),
        Some(Refusal::Poll(PollRefusal::NotTaken))
    );
    vote(&pod, &bob, &post, &[0]).await.unwrap();
    vote(&pod, &alice, &post, &[1]).await.unwrap();
    assert_eq!(stands(&pod, &alice, &post).await, (vec![Some(1), Some(1)], 2));
    pod.act(async |tx| {
        close::close(tx, bob.user, close::When::AtOnce).await?;
        while close::empty_some(tx, bob.user).await? == close::Left::Rows {}
        close::empty_last(tx, bob.user).await
    })
    .await
    .unwrap();
    assert_eq!(stands(&pod, &alice, &post).await, (vec![Some(0), Some(1)], 1));
}

#[rocket::async_test]
async fn thirty_people_who_vote_at_once_and_change_their_minds_are_counted_exactly() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let post = ask(&pod, &alice, &[], &asks("a\nb\nc")).await.unwrap();
    let mut people = Vec::new();
    for number in 0..30 {
        people.push(pod.user(&format!("p{number}")).await);
    }
    let busy = people.iter().enumerate().map(async |(number, who)| {
        for turn in 0..3 {
            vote(&pod, who, &post, &[(number + turn) % 3]).await.unwrap();
        }
    });
    rocket::futures::future::join_all(busy).await;
    vote(&pod, &alice, &post, &[0]).await.unwrap();
    assert_eq!(
        stands(&pod, &alice, &post).await,
        (vec![Some(11), Some(10), Some(10)], 31)
    );
}
