//! Whatever another pod does: the honest ones have each letter at once, nothing goes where it was not sent, and whoever does not take
//! letters is left alone, also by a pod that has just been started again.

use std::time::{Duration, Instant};

use super::ready::{can_sign, configured, soon};
use crate::operation::kill::aspect;
use crate::operation::process::{Client, Home, free_port};
use crate::operation::stored::looking;
use crate::support::peer::{Authority, Manner, Peer, Vouched};
use crate::support::pod::folder;
use crate::support::rows::column;

/// What a pod does from some moment on, and what becomes of a letter to it.
struct Case {
    host: &'static str,
    manner: Manner,
    shows: Vouched,
    ends: Ends,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// It has it.
    Taken,
    /// It is there and does not take it: this letter waits.
    Refused,
    /// It is not there: all letters wait.
    Away,
}

fn cases(away: &str) -> Vec<Case> {
    let case = |host, manner, ends| Case {
        host,
        manner,
        shows: Vouched::Well,
        ends,
    };
    let false_one = |host, shows| Case {
        host,
        manner: Manner::Says(202),
        shows,
        ends: Ends::Away,
    };
    vec![
        case("honest.example", Manner::Says(202), Ends::Taken),
        case("other.example", Manner::Says(200), Ends::Taken),
        case("slow.example", Manner::Slow(Duration::from_secs(10)), Ends::Taken),
        case("endless.example", Manner::Endless, Ends::Taken),
        case("hangs.example", Manner::Hangs, Ends::Away),
        case("stalls.example", Manner::Stalls, Ends::Away),
        case("shut.example", Manner::Shut, Ends::Away),
        case("breaks.example", Manner::Breaks, Ends::Away),
        case("broken.example", Manner::Says(500), Ends::Away),
        case("busy.example", Manner::Says(503), Ends::Away),
        case("unwilling.example", Manner::Says(401), Ends::Refused),
        case("lost.example", Manner::Says(404), Ends::Refused),
        case("gone.example", Manner::Says(410), Ends::Refused),
        case(
            "moved.example",
            Manner::Leads(301, format!("https://{away}/receive/public")),
            Ends::Refused,
        ),
        case(
            "leads.example",
            Manner::Leads(307, format!("https://{away}/receive/public")),
            Ends::Refused,
        ),
        case(
            "again.example",
            Manner::Leads(308, "http://lost.example/receive/public".to_owned()),
            Ends::Refused,
        ),
        false_one("expired.example", Vouched::Expired),
        false_one("another-name.example", Vouched::ForAnother),
        false_one("itself.example", Vouched::ByItself),
    ]
}

/// How each of the others is seen: its host, its failures in a row, and how many letters to it wait.
async fn seen(home: &Home) -> Vec<String> {
    let db = looking(home).await;
    let sql = "SELECT host || ' ' || CAST(failures AS TEXT) || ' ' || \
               CAST((SELECT count(*) FROM delivery d WHERE d.pod_id = pod.id) AS TEXT) FROM pod ORDER BY host";
    let seen = column(&db, sql).await;
    db.close().await.unwrap();
    seen
}

async fn letters_wait(home: &Home) -> i64 {
    let db = looking(home).await;
    let count = crate::support::rows::count(&db, "SELECT count(*) FROM delivery").await;
    db.close().await.unwrap();
    count
}

/// Shares a post with all, and waits until these have it; how long that took.
async fn honest_have(client: &Client, peers: &[(Case, Peer)], word: &str) -> Duration {
    let begun = Instant::now();
    let got = client
        .post("/posts", &[("reach", "public"), ("text", word)])
        .await
        .unwrap();
    assert_eq!(got.status, 303, "{}", got.text);
    for (_, peer) in peers
        .iter()
        .filter(|(case, _)| matches!(case.manner, Manner::Says(200 | 202)) && case.ends == Ends::Taken)
    {
        soon(word, async || peer.posts().contains_key(word)).await;
    }
    begun.elapsed()
}

fn attempts(peers: &[(Case, Peer)]) -> Vec<(&str, usize)> {
    let failing = peers.iter().filter(|(case, _)| case.ends != Ends::Taken);
    failing.map(|(case, peer)| (case.host, peer.taken().len())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_other_pods_do_wrong_is_their_own_loss() {
    let folder = folder();
    let authority = Authority::new(&folder);
    let canary = Peer::new("canary.example", &authority).await;
    let mut peers = Vec::new();
    for case in cases(&canary.host) {
        let peer = Peer::new(case.host, &authority).await;
        peers.push((case, peer));
    }
    let mut names: Vec<String> = peers.iter().map(|(_, peer)| peer.placed()).collect();
    names.push(canary.placed());
    let home = configured(Home::new().await, "pod.example", &names.join(","), &authority);
    let running = home.serve(free_port()).await;
    let client = Client::set_up_with(running.port, &running.key().await).await;
    can_sign(&client, "first@pod.example").await;
    let mine = aspect(&client).await;
    for (_, peer) in &peers {
        let got = client.get(&format!("/search?q={}", peer.person())).await.unwrap();
        assert_eq!(got.status, 303, "{} is found", peer.host);
        let path = format!("{}/aspects", got.location);
        assert_eq!(client.post(&path, &[("aspect", &mine)]).await.unwrap().status, 303);
    }
    // Each was told of the sharing, with a profile.
    soon("first letters", async || {
        peers.iter().all(|(_, peer)| peer.taken().len() >= 2) && letters_wait(&home).await == 0
    })
    .await;
    for (case, peer) in &peers {
        peer.behaves(case.manner.clone());
        peer.shows(&authority, case.shows);
    }
    for word in ["first.", "second.", "third."] {
        let took = honest_have(&client, &peers, word).await;
        assert!(took < Duration::from_secs(5), "the honest waited {took:?} for {word}");
    }
    soon("an end of every attempt", async || {
        let seen = seen(&home).await;
        peers.iter().all(|(case, _)| {
            let line = seen.iter().find(|line| line.starts_with(&format!("{} ", case.host)));
            let mut words = line
                .expect("it is known")
                .split(' ')
                .skip(1)
                .map(|word| word.parse::<u32>().unwrap());
            let (failures, waiting) = (words.next().unwrap(), words.next().unwrap());
            match case.ends {
                Ends::Taken => (failures, waiting) == (0, 0),
                Ends::Refused => failures == 0 && waiting == 3,
                Ends::Away => failures == 1 && waiting == 3,
            }
        })
    })
    .await;
    for (case, peer) in peers.iter().filter(|(case, _)| case.ends == Ends::Taken) {
        let posts = peer.posts();
        assert!(
            posts.len() == 3 && posts.values().all(|times| *times == 1),
            "{}: {posts:?}",
            case.host
        );
    }
    for (case, peer) in peers.iter().filter(|(case, _)| case.shows != Vouched::Well) {
        assert!(peer.posts().is_empty(), "{} was told something", case.host);
    }
    // Started again after the power has gone, it hammers nobody, and who was honest is served on.
    let before = attempts(&peers);
    let port = running.port;
    running.kill();
    let running = home.serve(port).await;
    honest_have(&client, &peers, "fourth.").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    for ((host, was), (_, is)) in before.iter().zip(attempts(&peers)) {
        let case = peers.iter().find(|(case, _)| case.host == *host).unwrap();
        let more = usize::from(case.0.ends == Ends::Refused);
        assert!(is <= was + more, "{host} was asked {is} times instead of {was}");
    }
    assert!(canary.taken().is_empty(), "no letter goes where its pod sends it on");
    running.kill();
    home.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}
