//! The digest of the day and the letter of the week: when they are written and what is in them.

use std::time::Duration;

use samara::domain::telling::{self, How, Topic, Wishes};
use samara::job::Job;

use super::telling::{says, wish};
use crate::around::{limited, me, public, share, withdraw};
use crate::support::pod::Mail;
use crate::support::{Someone, TestPod};

const HOUR: Duration = Duration::from_secs(3_600);

/// Lets so many hours pass as they do in a running pod: every hour the timetable is looked at.
async fn hours(pod: &TestPod, hours: u32) -> Vec<Mail> {
    let before = pod.mails().len();
    for _ in 0..hours {
        pod.act(async |tx| Ok(tx.enqueue(Job::Sweep).await?)).await.unwrap();
        pod.settle().await;
        pod.advance(HOUR);
        pod.settle().await;
    }
    pod.mails().split_off(before)
}

async fn daily(pod: &TestPod, who: &Someone) {
    wish(pod, who, |wishes| {
        for topic in Topic::EVERY {
            wishes.set(topic, How::Daily);
        }
    })
    .await;
}

#[rocket::async_test]
async fn the_digest_comes_at_seven_with_what_was_not_seen_and_once() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    daily(&pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "First").await;
    pod.act(async |tx| samara::domain::notification::seen_all(tx, alice.user).await)
        .await
        .unwrap();
    says(&pod, &bob, &post.guid, "Second").await;
    assert_eq!(hours(&pod, 18).await.len(), 0, "until six in the morning");
    let mails = hours(&pod, 2).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Your day on Spec pod");
    assert!(mails[0].text.contains("> Second"));
    assert!(!mails[0].text.contains("First"), "that was seen");
    assert!(mails[0].header("List-Unsubscribe").contains("/unsubscribe/"));
    assert_eq!(hours(&pod, 24).await.len(), 0, "nothing happened");
}

#[rocket::async_test]
async fn what_is_limited_is_in_the_digest_without_its_words_and_what_was_withdrawn_is_not() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let aspect = share(&pod, &alice, &bob).await;
    daily(&pod, &alice).await;
    let wishes = telling::of(pod.db.read(), alice.user).await.unwrap();
    pod.act(async |tx| telling::keep(tx, alice.user, &wishes, &[(aspect, How::Daily)]).await)
        .await
        .unwrap();
    limited(&pod, &bob, &alice, "# Secretheading\n\nSecretbody").await;
    limited(&pod, &bob, &eve, "# Notforalice").await;
    let gone = limited(&pod, &bob, &alice, "# Gone").await;
    withdraw(&pod, &bob, &gone, &alice).await;
    public(&pod, &bob, "# Openheading\n\nOpenbody").await;
    let mut mails = hours(&pod, 20).await;
    mails.retain(|mail| mail.to.contains("alice@"));
    assert_eq!(mails.len(), 1);
    let all = [&mails[0].subject, &mails[0].text, &mails[0].html]
        .map(String::as_str)
        .join("\n");
    assert!(all.contains("Openbody"));
    assert_eq!(
        mails[0].text.matches("bob has shared something with you.").count(),
        1,
        "{}",
        mails[0].text
    );
    for secret in ["Secret", "Notforalice", "Gone"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}

#[rocket::async_test]
async fn whoever_moves_to_another_time_zone_misses_nothing_and_gets_nothing_twice() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    daily(&pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "In London").await;
    assert_eq!(hours(&pod, 20).await.len(), 1, "seven in the morning, UTC");
    says(&pod, &bob, &post.guid, "On the way").await;
    // Eight in the morning UTC is eight in the evening in Auckland: seven there is eleven hours away.
    wish(&pod, &alice, |wishes| wishes.set_zone("Pacific/Auckland").unwrap()).await;
    let mails = hours(&pod, 12).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("On the way") && !mails[0].text.contains("In London"));
    says(&pod, &bob, &post.guid, "There").await;
    let mails = hours(&pod, 24).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("There") && !mails[0].text.contains("On the way"));
}

#[rocket::async_test]
async fn the_weekly_letter_comes_on_its_day_in_large_type() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    wish(&pod, &alice, |wishes| {
        wishes.set(Topic::Commented, How::Weekly);
        wishes.set_times("9", "2").unwrap();
    })
    .await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "Well done").await;
    // It is Saturday noon; nine on Wednesday is 93 hours away.
    assert_eq!(hours(&pod, 92).await.len(), 0);
    let mails = hours(&pod, 2).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Your week on Spec pod");
    assert!(mails[0].html.contains("font:22px"));
    assert!(mails[0].text.contains("> Well done"));
}

#[rocket::async_test]
async fn a_digest_that_a_dead_process_had_begun_is_written_by_the_next_and_the_timetable_asks_once() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    daily(&pod, &alice).await;
    let post = public(&pod, &alice, "# Plums").await;
    says(&pod, &bob, &post.guid, "Well").await;
    pod.advance(HOUR * 18 + HOUR / 2);
    for _ in 0..5 {
        pod.act(async |tx| telling::digest::plan_all(tx).await).await.unwrap();
    }
    let jobs = crate::support::rows::count(pod.db.read(), "SELECT count(*) FROM job WHERE kind = 'digest'").await;
    assert_eq!(jobs, 1);
    pod.advance(HOUR);
    // Begun and never ended: the lease is what is left of the dead process.
    let claimed = samara::queue::claim::claim(&pod.db, samara::job::Lane::Quick, 10)
        .await
        .unwrap();
    assert!(claimed.iter().any(|claimed| claimed.kind == "digest"));
    pod.advance(samara::queue::LEASE + Duration::from_secs(1));
    pod.settle().await;
    assert_eq!(pod.mails().len(), 1);
}

#[rocket::async_test]
async fn letters_are_told_by_their_writers_only() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    wish(&pod, &alice, |wishes| wishes.set(Topic::Message, How::Daily)).await;
    pod.advance(HOUR);
    let (eyes, host, people) = (me(&pod, &bob).await, pod.settings.host(), [alice.guid.clone()]);
    pod.act(async |tx| {
        samara::domain::conversation::begin(tx, &eyes, &host, &people, "Secretsubject", "Secrettext").await
    })
    .await
    .unwrap();
    let mails = hours(&pod, 20).await;
    let digest = mails.iter().find(|mail| mail.subject.starts_with("Your day")).unwrap();
    assert!(digest.text.contains("bob wrote to you."));
    assert!(
        mails
            .iter()
            .all(|mail| !mail.raw.contains("Secret") && !mail.text.contains("Secret"))
    );
}

#[test]
fn at_first_only_what_is_meant_for_one_alone_comes_by_mail() {
    let wishes = Wishes::default();
    assert_eq!(wishes.how(Topic::Message), How::AtOnce);
    assert_eq!(wishes.how(Topic::Liked), How::Never);
    assert_eq!(wishes.how(Topic::AlsoCommented), How::Never);
}
