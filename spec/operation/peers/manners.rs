//! Whatever another pod does: the honest ones have each letter at once, nothing goes where it was not sent, and whoever does not take
//! letters is left alone, also by a pod that has just been started again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::ready::{can_sign, configured, soon};
use crate::operation::kill::aspect;
use crate::operation::process::{Client, Home, free_port};
use crate::operation::stored::looking;
use crate::support::network::signed;
use crate::support::peer::{Authority, KEY, Manner, Peer, Vouched};
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_was_in_hand_when_the_program_was_killed_counts_as_tried() {
    let folder = folder();
    let authority = Authority::new(&folder);
    // Nothing is known of its sender, and their pod does not say.
    let silent = Peer::new("silent.example", &authority).await;
    silent.behaves(Manner::Stalls);
    let home = configured(Home::new().await, "pod.example", &silent.placed(), &authority);
    let running = home.serve(free_port()).await;
    let port = running.port;
    Client::set_up_with(port, &running.key().await).await;
    let sender = silent.person();
    let letter = signed("<XML><post/></XML>", sender.as_str(), KEY);
    let to = format!("http://127.0.0.1:{port}/receive/public");
    let answer = reqwest::Client::new().post(to).body(letter).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    let in_hand = home.data.join("in-hand");
    let marked = || std::fs::read_dir(&in_hand).is_ok_and(|mut files| files.next().is_some());
    soon("the letter in hand", async || marked()).await;
    running.kill();
    let running = home.serve(port).await;
    let db = looking(&home).await;
    soon("that it was tried", async || {
        column(&db, "SELECT CAST(attempts AS TEXT) FROM received").await == ["4"]
    })
    .await;
    db.close().await.unwrap();
    running.kill();
    home.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}

/// When each pod that failed is sent to again, in seconds from now; and what is said of it.
async fn waits(home: &Home) -> BTreeMap<String, (i64, String)> {
    let db = looking(home).await;
    let sql = "SELECT o.host || ' ' || CAST(j.run_at / 1000000 AS TEXT) || ' ' || COALESCE(o.last_error, '') \
               FROM pod o JOIN job j ON j.dedupe = 'deliver ' || CAST(o.id AS TEXT) WHERE o.failures > 0";
    let lines = column(&db, sql).await;
    db.close().await.unwrap();
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let line = |line: String| {
        let mut words = line.splitn(3, ' ').map(str::to_owned);
        let (host, at) = (words.next().unwrap(), words.next().unwrap().parse::<i64>().unwrap());
        (
            host,
            (at - i64::try_from(now).unwrap(), words.next().unwrap_or_default()),
        )
    };
    lines.into_iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_when_to_come_again_or_has_no_address_any_more_is_asked_then_and_not_before() {
    let folder = folder();
    let authority = Authority::new(&folder);
    let date = chrono::Utc::now() + chrono::Duration::seconds(7_200);
    let manners = [
        ("honest.example", Manner::Says(202)),
        ("seconds.example", Manner::Waits(429, "3600".to_owned())),
        (
            "dated.example",
            Manner::Waits(503, date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ),
        ("absurd.example", Manner::Waits(429, "1000000000".to_owned())),
        ("unnamed.example", Manner::Says(202)),
    ];
    let mut peers = Vec::new();
    for (host, manner) in manners {
        peers.push((Peer::new(host, &authority).await, manner));
    }
    let names = |peers: &[(Peer, Manner)]| {
        peers
            .iter()
            .map(|(peer, _)| peer.placed())
            .collect::<Vec<_>>()
            .join(",")
    };
    let all = names(&peers);
    let home = configured(Home::new().await, "pod.example", &all, &authority);
    let running = home.serve(free_port()).await;
    let port = running.port;
    let client = Client::set_up_with(port, &running.key().await).await;
    can_sign(&client, "first@pod.example").await;
    let mine = aspect(&client).await;
    for (peer, _) in &peers {
        let got = client.get(&format!("/search?q={}", peer.person())).await.unwrap();
        let path = format!("{}/aspects", got.location);
        assert_eq!(client.post(&path, &[("aspect", &mine)]).await.unwrap().status, 303);
    }
    soon("first letters", async || letters_wait(&home).await == 0).await;
    assert_eq!(running.stop("TERM").await, Some(0));
    for (peer, manner) in &peers {
        peer.behaves(manner.clone());
    }
    // The last one's name leads nowhere from now on.
    let home = home.with("reachable_names", &names(&peers[..4]));
    let running = home.serve(port).await;
    let word = "waits.";
    let got = client
        .post("/posts", &[("reach", "public"), ("text", word)])
        .await
        .unwrap();
    assert_eq!(got.status, 303, "{}", got.text);
    soon("the honest one", async || peers[0].0.posts().contains_key(word)).await;
    soon("the failures of the others", async || waits(&home).await.len() == 4).await;
    let seen = waits(&home).await;
    for (host, from, to) in [
        ("seconds.example", 3_500, 3_600),
        ("dated.example", 7_000, 7_200),
        ("absurd.example", 43_100, 43_200),
        ("unnamed.example", 200, 400),
    ] {
        let (wait, why) = &seen[host];
        assert!((from..=to).contains(wait), "{host}: {wait} s, {why}");
    }
    assert!(peers[4].0.posts().is_empty());
    running.kill();
    // Its name is back.
    let home = home.with("reachable_names", &all);
    let db = looking(&home).await;
    sea_orm::ConnectionTrait::execute_unprepared(&db, "UPDATE job SET run_at = 1 WHERE kind = 'deliver'")
        .await
        .unwrap();
    db.close().await.unwrap();
    let running = home.serve(port).await;
    soon("the one whose name is back", async || {
        peers[4].0.posts().get(word) == Some(&1)
    })
    .await;
    running.kill();
    home.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}
