//! Pods that fail for days: each is asked again when the schedule says so and not otherwise, keeps what waits for it, and gets it in
//! order when it is back.

use std::time::Duration;

use entity::{Moment, pod as pod_row};
use sea_orm::EntityTrait;

use super::{alice_bob_and_carol, posts_to, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::count;

/// How Alice's pod sees Bob's.
async fn seen(alice: &Citizen<'_>) -> pod_row::Model {
    let rows = pod_row::Entity::find().all(alice.pod.db.read()).await.unwrap();
    rows.into_iter().find(|row| row.host == "two.example").unwrap()
}

/// When Bob's pod is sent to again, in seconds from now.
async fn next(alice: &Citizen<'_>) -> u64 {
    let jobs = entity::job::Entity::find().all(alice.pod.db.read()).await.unwrap();
    let job = jobs
        .iter()
        .find(|job| job.kind == "deliver")
        .expect("there is a next time");
    let wait = job.run_at.0 - alice.pod.db.now().0;
    u64::try_from(wait / 1_000_000).unwrap()
}

fn letters(network: &Network) -> usize {
    let sent = network.sent_to(1);
    sent.iter().filter(|sent| sent.path.starts_with("/receive/")).count()
}

#[rocket::async_test]
async fn a_pod_that_answers_500_for_a_month_is_asked_by_the_schedule_and_has_everything_in_the_end() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    network.says(1, "/receive/", 500, "");
    let mut posts = vec![posts_to(&alice, "post 0", "public").await];
    network.settle().await;
    let (mut failures, begun) = (1, alice.pod.db.now());
    while alice.pod.db.now() < Moment(begun.0 + 30 * 86_400_000_000) {
        assert_eq!(seen(&alice).await.failures, failures);
        let wait = next(&alice).await;
        let exact = (u64::try_from(failures).unwrap() + 3).pow(4).min(43_200);
        let fifth = exact / 5;
        assert!(
            (exact.saturating_sub(2)..=exact + fifth.max(200)).contains(&wait),
            "{failures}: {wait}"
        );
        let before = letters(&network);
        network.advance(Duration::from_secs(wait.saturating_sub(30)));
        network.settle().await;
        assert_eq!(letters(&network), before, "it is left alone until then");
        if posts.len() < 8 {
            posts.push(posts_to(&alice, &format!("post {}", posts.len()), "public").await);
            network.settle().await;
            assert_eq!(letters(&network), before, "something new is no reason to ask");
        }
        network.advance(Duration::from_secs(60));
        network.settle().await;
        assert_eq!(letters(&network), before + 1, "one letter at a time");
        failures += 1;
    }
    for post in &posts {
        assert!(sees(&carol, post).await.is_some(), "nobody else has waited");
    }
    network.is_itself(1);
    let before = letters(&network);
    network.advance(Duration::from_secs(13 * 3_600));
    network.settle().await;
    let mut order = Vec::new();
    for post in &posts {
        order.push(sees(&bob, post).await.expect("all that has waited is there").post.id);
    }
    assert!(order.is_sorted(), "in the order in which it was said");
    assert_eq!(letters(&network) - before, posts.len(), "each once");
    assert_eq!(
        (seen(&alice).await.failures, seen(&alice).await.failing_since),
        (0, None)
    );
}

#[rocket::async_test]
async fn a_pod_that_comes_and_goes_brings_no_storm() {
    let network = Network::of(3).await;
    let [alice, ..] = alice_bob_and_carol(&network).await;
    let begun = letters(&network);
    for minute in 0..60 {
        network.leave(1);
        posts_to(&alice, &format!("minute {minute}"), "public").await;
        network.settle().await;
        network.advance(Duration::from_secs(30));
        network.settle().await;
        network.come_back(1);
        network.settle().await;
        network.advance(Duration::from_secs(30));
        network.settle().await;
    }
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
    let failed = letters(&network) - begun - 60;
    assert!(failed < 60, "{failed} attempts in vain in an hour");
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM delivery").await, 0);
}

#[rocket::async_test]
async fn who_refuses_one_letter_gets_the_others_and_is_asked_for_two_weeks() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    for status in [401, 301, 307, 400] {
        network.says(1, "/receive/public", status, "");
        let (refused, begun) = (posts_to(&alice, "never taken", "public").await, alice.pod.db.now());
        network.settle().await;
        let taken = posts_to(&alice, "for the family", "family").await;
        network.settle().await;
        assert!(sees(&bob, &taken).await.is_some(), "{status}: the others come through");
        let before = letters(&network);
        let again = gives_up(&network, &alice).await;
        // Eleven waits that grow, of 35 hours together, and then half days.
        assert!((34..=38).contains(&again), "{status}: {again}");
        assert_eq!(letters(&network) - before, again, "{status}: once each time");
        let days = alice.pod.db.now().since(begun).as_secs_f64() / 86_400.0;
        assert!((14.0..14.6).contains(&days), "{status}: given up after {days} days");
        assert_eq!(seen(&alice).await.failures, 0, "{status}: the pod is there");
        assert!(sees(&bob, &refused).await.is_none());
        network.is_itself(1);
    }
}

/// Time goes by until nothing waits any more. Returns how often something was sent meanwhile.
async fn gives_up(network: &Network, alice: &Citizen<'_>) -> usize {
    let mut times = 0;
    while count(alice.pod.db.read(), "SELECT COUNT(*) FROM delivery").await > 0 {
        network.advance(Duration::from_secs(next(alice).await + 1));
        network.settle().await;
        times += 1;
        assert!(times < 100, "it is not tried for ever");
    }
    times
}

#[rocket::async_test]
async fn a_pod_that_says_that_it_knows_nobody_is_believed_after_two_weeks_and_not_before() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    for status in [404, 410] {
        network.says(1, "/receive/users/", status, "");
        let late = posts_to(&alice, "while another one answered", "family").await;
        network.settle().await;
        network.is_itself(1);
        network.advance(Duration::from_secs(86_400));
        network.settle().await;
        assert!(sees(&bob, &late).await.is_some(), "{status}");
    }
    network.says(1, "/receive/users/", 404, "");
    let begun = alice.pod.db.now();
    posts_to(&alice, "for nobody", "family").await;
    network.settle().await;
    let again = gives_up(&network, &alice).await;
    let days = alice.pod.db.now().since(begun).as_secs_f64() / 86_400.0;
    assert!((14.0..14.6).contains(&days), "{again} times in {days} days");
    let left = count(alice.pod.db.read(), "SELECT COUNT(*) FROM envelope").await;
    assert_eq!(left, 0, "nothing is kept of it");
}

#[rocket::async_test]
async fn what_has_waited_for_weeks_is_not_given_up_because_a_pod_that_is_back_refuses_it_at_first() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    network.leave(1);
    let old = posts_to(&alice, "three weeks ago", "family").await;
    for _ in 0..42 {
        network.advance(Duration::from_secs(43_200));
        network.settle().await;
    }
    network.come_back(1);
    network.says(1, "/receive/", 404, "");
    network.advance(Duration::from_secs(13 * 3_600));
    network.settle().await;
    assert!(sees(&bob, &old).await.is_none());
    let seen = seen(&alice).await;
    assert_eq!((seen.failures, seen.failing_since), (0, None), "it is there");
    network.is_itself(1);
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
    assert!(sees(&bob, &old).await.is_some());
}

#[rocket::async_test]
async fn a_pod_that_is_back_and_refuses_what_has_waited_gets_what_is_said_now_at_once() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    network.leave(1);
    let refused = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    network.come_back(1);
    network.says(1, "/receive/users/", 404, "");
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
    let taken = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    assert!(sees(&bob, &taken).await.is_some() && sees(&bob, &refused).await.is_none());
}

#[rocket::async_test]
async fn a_pod_that_talks_and_takes_nothing_is_not_tried_for_each_of_its_words() {
    let network = Network::of(3).await;
    let [alice, bob, _] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    network.says(1, "/receive/", 500, "");
    let waits = posts_to(&alice, "it waits", "family").await;
    network.settle().await;
    let (before, failing) = (letters(&network), seen(&alice).await.failing_since);
    assert!(failing.is_some());
    let mut last = String::new();
    for number in 0..30 {
        network.advance(Duration::from_secs(2));
        last = posts_to(&bob, &format!("word {number}"), "public").await;
        network.settle().await;
    }
    assert!(sees(&alice, &last).await.is_some(), "all of it came");
    let tried = letters(&network) - before;
    assert!(tried <= 2, "{tried} attempts in a minute");
    let stands = seen(&alice).await;
    assert_eq!(stands.failing_since, failing, "it takes nothing as before");
    assert!(stands.failures > 0 && stands.last_error.is_some() && stands.came_at > failing);
    // It talks on and takes again: it is caught up within minutes, not when the schedule has come to it.
    network.advance(Duration::from_secs(1_800));
    network.settle().await;
    network.is_itself(1);
    network.advance(Duration::from_secs(601));
    posts_to(&bob, "mended", "public").await;
    network.settle().await;
    assert!(sees(&bob, &waits).await.is_some());
    assert_eq!(seen(&alice).await.failing_since, None);
    // After a day without a word its first one is enough.
    network.leave(1);
    let waits = posts_to(&alice, "it waits again", "family").await;
    for _ in 0..24 {
        network.settle().await;
        network.advance(Duration::from_secs(3_600));
    }
    network.come_back(1);
    posts_to(&bob, "here I am", "public").await;
    network.settle().await;
    assert!(sees(&bob, &waits).await.is_some());
}

#[rocket::async_test]
async fn a_pod_whose_clock_is_half_a_day_off_is_heard_all_the_same() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    // Bob's pod goes before, then everybody else's catches up and passes it.
    bob.pod.advance(Duration::from_secs(12 * 3_600));
    let early = posts_to(&bob, "from tomorrow", "public").await;
    network.settle().await;
    assert_eq!(
        count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await,
        0,
        "it is taken"
    );
    for other in [&alice, &carol] {
        other.pod.advance(Duration::from_secs(24 * 3_600));
    }
    network.settle().await;
    assert!(sees(&alice, &early).await.is_some());
    let late = posts_to(&bob, "from yesterday", "public").await;
    network.settle().await;
    assert!(sees(&alice, &late).await.is_some());
    let back = posts_to(&alice, "from today", "public").await;
    network.settle().await;
    // It is dated later than now, so it waits for its time; nothing of it is lost.
    bob.pod.advance(Duration::from_secs(13 * 3_600));
    network.settle().await;
    assert!(sees(&bob, &back).await.is_some());
}
