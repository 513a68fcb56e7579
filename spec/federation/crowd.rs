//! Many pods at once, of which some are dead and some are ill: the others do not wait, and the dead are not hammered.
//!
//! `SAMARA_TEST_PEERS=10000` has as many of them as a large pod knows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use samara::domain::abroad::{Found, learn};
use samara::domain::contact::{Shares, arrive};

use samara::pod::Pod;
use samara::queue::Queue;
use samara::worker::Worker;

use super::posts_to;
use crate::operation::stored::until;
use crate::support::Network;
use crate::support::network::{Citizen, Request, pair};
use crate::support::rows::count;

/// How often something was posted to each host.
type Tries = Arc<Mutex<HashMap<String, u64>>>;

fn peers() -> usize {
    let many = std::env::var("SAMARA_TEST_PEERS").ok();
    many.map_or(30, |many| many.parse().expect("a number of pods"))
}

/// Of ten pods one is dead, and one answers 503 until it is well again.
fn manner(at: usize) -> &'static str {
    match at % 10 {
        3 => "dead",
        7 => "ill",
        _ => "well",
    }
}

fn host(at: usize) -> String {
    format!("n{at}.{}.example", manner(at))
}

/// How often all of one manner were tried.
fn tried(tries: &Tries, manner: &str) -> u64 {
    let tries = tries.lock().unwrap();
    let theirs = tries.iter().filter(|(host, _)| host.contains(manner));
    theirs.map(|(_, many)| many).sum()
}

/// From now on somebody on each of so many pods has what somebody says to all.
async fn listen(to: &Citizen<'_>, peers: usize) {
    let mut tx = to.pod.db.begin().await.unwrap();
    for at in 0..peers {
        let found = Found {
            guid: format!("{at:032x}"),
            handle: format!("somebody@{}", host(at)),
            name: format!("Somebody {at}"),
            picture: None,
            searchable: false,
            key: pair("bob").public,
            host: host(at),
            address: format!("https://{}", host(at)),
        };
        let who = learn(&mut tx, found).await.unwrap();
        arrive(&mut tx, &who, to.who.person, Shares::Yes).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[rocket::async_test]
async fn a_post_reaches_all_who_are_well_and_the_dead_cost_next_to_nothing_after_a_day() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let (tries, well): (Tries, Arc<Mutex<bool>>) = (Arc::default(), Arc::default());
    let peers = peers();
    listen(&alice, peers).await;
    for at in 0..peers {
        let (tries, well, name) = (tries.clone(), well.clone(), host(at));
        let answers = move |request: &Request| {
            if !request.post {
                return (404, String::new());
            }
            *tries.lock().unwrap().entry(name.clone()).or_default() += 1;
            let ill = name.contains("ill") && !*well.lock().unwrap();
            match name.contains("dead") {
                true => (500, String::new()),
                false if ill => (503, String::new()),
                false => (202, String::new()),
            }
        };
        network.joins(&host(at), Arc::new(answers));
    }
    let many = |manner_of: &str| (0..peers).filter(|at| manner(*at) == manner_of).count() as u64;
    posts_to(&alice, "to all", "public").await;
    network.settle().await;
    assert_eq!(tried(&tries, "well"), many("well"), "each that is well has it at once");
    assert_eq!(tried(&tries, "dead"), many("dead"), "the others were tried once");
    // A day in which something is posted every other hour, then one with something every half hour.
    for _ in 0..12 {
        network.advance(Duration::from_secs(7_200));
        posts_to(&alice, "and again", "public").await;
        network.settle().await;
    }
    let (dead, all) = (tried(&tries, "dead"), tried(&tries, "well"));
    assert_eq!(all, 13 * many("well"), "nobody waited for the others");
    for _ in 0..48 {
        network.advance(Duration::from_secs(1_800));
        posts_to(&alice, "and again", "public").await;
        network.settle().await;
    }
    let (dead, all) = (tried(&tries, "dead") - dead, tried(&tries, "well") - all);
    assert_eq!(all, 48 * many("well"));
    assert!(dead <= 3 * many("dead"), "{dead} tries in a day");
    assert!(
        dead * 100 < all,
        "{dead} tries for the dead, {all} for those who are well"
    );
    // Whoever is well again has everything that was posted meanwhile.
    *well.lock().unwrap() = true;
    let before = tried(&tries, "ill");
    network.advance(Duration::from_secs(13 * 3_600));
    network.settle().await;
    assert_eq!(tried(&tries, "ill") - before, 61 * many("ill"), "each letter once");
    let waits = "SELECT COUNT(*) FROM delivery d JOIN pod p ON p.id = d.pod_id WHERE p.host NOT LIKE '%dead%'";
    assert_eq!(count(alice.pod.db.read(), waits).await, 0);
}

/// Ten thousand connections that nobody uses any more are a third of a gigabyte.
#[rocket::async_test]
async fn while_many_are_sent_to_no_connection_is_kept_to_those_for_whom_nothing_more_lies() {
    // To sixteen connections are kept: they may have been sent to before the others were begun with.
    for (peers, closed) in [(3, 0..=0), (30, 14..=30)] {
        let network = Network::of(1).await;
        let alice = network.citizen(0, "alice").await;
        listen(&alice, peers).await;
        let ends: Arc<Mutex<Vec<bool>>> = Arc::default();
        for at in 0..peers {
            let ends = ends.clone();
            let answers = move |request: &Request| {
                let close = |(name, value): &(String, String)| name == "connection" && value == "close";
                ends.lock().unwrap().push(request.headers.iter().any(close));
                (202, String::new())
            };
            network.joins(&host(at), Arc::new(answers));
        }
        posts_to(&alice, "to all", "public").await;
        // Side by side, as where a pod runs.
        let worker = Arc::new(Worker::new(Pod::clone(alice.pod)));
        let queue = Queue::start(alice.pod.db.clone(), worker, 4);
        until("each of them has it", async || ends.lock().unwrap().len() >= peers).await;
        queue.stop().await;
        let ends = ends.lock().unwrap();
        let many = ends.iter().filter(|close| **close).count();
        assert!(closed.contains(&many), "{many} of {peers} connections are closed");
    }
}
