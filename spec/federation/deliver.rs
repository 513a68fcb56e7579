//! Letters wait for a pod that is away, in order, and hammer nobody.

use std::time::{Duration, Instant};

use entity::pod as pod_row;
use samara::federation::deliver::{back_off, patience};
use samara::job::Lane;
use samara::queue::{Work, claim};
use samara::random::Random;
use samara::worker::Worker;
use sea_orm::EntityTrait;

use super::{alice_bob_and_carol, posts_to, sees};
use crate::support::Network;

#[rocket::async_test]
async fn a_pod_that_was_away_for_days_catches_up_and_the_others_did_not_wait() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    network.leave(1);
    let first = posts_to(&alice, "one", "public").await;
    let second = posts_to(&alice, "two", "family").await;
    network.settle().await;
    assert!(sees(&carol, &first).await.is_some() && sees(&carol, &second).await.is_some());
    let away = async || {
        let rows = pod_row::Entity::find().all(alice.pod.db.read()).await.unwrap();
        rows.into_iter().find(|row| row.host == "two.example").unwrap()
    };
    assert!(away().await.failing_since.is_some() && away().await.failures == 1);
    let before = network.sent_to(1).len();
    network.settle().await;
    assert_eq!(network.sent_to(1).len(), before, "it is left alone");
    for _ in 0..30 {
        network.advance(Duration::from_secs(6 * 3_600));
        network.settle().await;
    }
    let asked = network.sent_to(1).len() - before;
    assert!((10..=25).contains(&asked), "{asked} tries in a week, one letter each");
    network.come_back(1);
    network.advance(Duration::from_secs(13 * 3_600));
    network.settle().await;
    assert!(sees(&bob, &first).await.is_some() && sees(&bob, &second).await.is_some());
    assert!(away().await.failing_since.is_none() && away().await.failures == 0);
    let left = crate::support::rows::count(alice.pod.db.read(), "SELECT COUNT(*) FROM envelope").await;
    assert_eq!(left, 0, "nothing is kept that was delivered");
}

#[rocket::async_test]
async fn a_pod_that_is_back_and_says_something_gets_at_once_what_waits_for_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    network.leave(1);
    let guid = posts_to(&alice, "are you there?", "family").await;
    network.settle().await;
    network.come_back(1);
    network.settle().await;
    assert!(sees(&bob, &guid).await.is_none());
    let back = posts_to(&bob, "here I am", "public").await;
    network.settle().await;
    assert!(sees(&alice, &back).await.is_some() && sees(&bob, &guid).await.is_some());
}

#[rocket::async_test]
async fn who_sends_too_much_is_told_when_to_come_again_and_comes_then() {
    let network = Network::with(2, &[("limits.received_per_minute", "20")]).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    network.advance(Duration::from_secs(61));
    let mut guids = Vec::new();
    for number in 0..25 {
        guids.push(posts_to(&alice, &format!("post {number}"), "public").await);
    }
    network.settle().await;
    let there = async || {
        let mut many = 0;
        for guid in &guids {
            many += usize::from(sees(&bob, guid).await.is_some());
        }
        many
    };
    assert_eq!(there().await, 20);
    let letter = bob.pod.visitor().post_raw("/receive/public", b"<x/>".to_vec()).await;
    assert_eq!((letter.status(), letter.header("Retry-After")), (429, Some("60")));
    let sealed = format!("/receive/users/{}", bob.who.guid);
    assert_eq!(bob.pod.visitor().post_raw(&sealed, b"{}".to_vec()).await.status(), 429);
    network.advance(Duration::from_secs(59));
    network.settle().await;
    assert_eq!(there().await, 20, "not before");
    network.advance(Duration::from_secs(2));
    network.settle().await;
    assert_eq!(there().await, 25, "and not much later, as for a pod that is away");
}

#[rocket::async_test]
async fn a_pod_that_is_caught_up_gets_what_was_held_up_at_a_pace() {
    let network = Network::with(2, &[("limits.caught_up_per_second", "4")]).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    network.leave(1);
    let mut guids = Vec::new();
    for number in 0..9 {
        guids.push(posts_to(&alice, &format!("post {number}"), "public").await);
    }
    network.settle().await;
    network.come_back(1);
    network.advance(Duration::from_secs(86_400));
    let begun = Instant::now();
    network.settle().await;
    let took = begun.elapsed();
    for guid in &guids {
        assert!(sees(&bob, guid).await.is_some());
    }
    assert!(took >= Duration::from_millis(1_700), "{took:?}");
}

#[rocket::async_test]
async fn others_have_their_turn_also_where_a_pod_takes_its_time_for_each_letter() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let before = network.sent_to(1).len();
    network.leave(1);
    for number in 0..10 {
        posts_to(&alice, &format!("post {number}"), "public").await;
    }
    network.settle().await;
    network.come_back(1);
    network.is_slow(1, Duration::from_millis(500));
    network.advance(Duration::from_secs(400));
    let mut jobs = claim::claim(&alice.pod.db, Lane::Delivering, 1).await.unwrap();
    let job = jobs.pop().expect("what waits is due");
    Worker::new((**alice.pod).clone()).work(&job).await.unwrap();
    let sent = network.sent_to(1).len() - before - 1;
    assert!((3..=6).contains(&sent), "{sent} in its turn");
    let left = crate::support::rows::count(alice.pod.db.read(), "SELECT COUNT(*) FROM delivery").await;
    assert_eq!(left, 10 - i64::try_from(sent).unwrap(), "what it has is crossed off");
}

#[test]
fn what_a_pod_says_of_when_to_come_again_is_taken_within_bounds() {
    // Noon of some day, in microseconds.
    let now = entity::Moment(1_445_428_800_000_000);
    for (said, seconds) in [
        ("120", Some(120)),
        (" 3600 ", Some(3_600)),
        ("0", Some(30)),
        ("99999999999999999999999", Some(43_200)),
        ("Wed, 21 Oct 2015 12:10:00 GMT", Some(600)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", Some(30)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(43_200)),
        ("-5", None),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(patience(said, now).map(|wait| wait.as_secs()), seconds, "{said}");
    }
}

#[test]
fn waiting_grows_as_the_protocols_reference_does_it_and_ends_at_half_a_day() {
    let random = Random::seeded(1);
    for (failures, least) in [(1, 256), (2, 625), (3, 1_296), (4, 2_401), (10, 28_561), (60, 43_200)] {
        let wait = back_off(failures, &random).as_secs();
        let most = (least + 30 * 21).min(43_200);
        assert!((least..=most).contains(&wait), "{failures}: {wait}");
    }
}
