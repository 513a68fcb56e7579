//! Many letters to many pods and inboxes, and many from one, while the power goes again and again: whatever was acknowledged is there,
//! once, at each of them; and a backup that was restored says nothing anew.
//!
//! `SAMARA_TEST_FANOUT=1000x50` is the long form: so many posts to so many pods.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use samara::wire::Guid;
use samara::wire::diaspora::entity::{More, StatusMessage};
use samara::wire::diaspora::{Entity, Text};

use super::ready::{can_sign, configured, soon};
use crate::operation::kill::aspect;
use crate::operation::process::{Client, Home, Running, free_port};
use crate::operation::stored::looking;
use crate::support::network::signed;
use crate::support::peer::{Authority, KEY, Manner, Peer, Speaks, Taken};
use crate::support::pod::folder;
use crate::support::rows::{column, count};
use sea_orm::ConnectionTrait;

/// After so many of a hundred posts the power goes.
const KILLS: [usize; 3] = [20, 45, 70];
/// Letters that may be under way when it goes, to all pods together, beside one to each of them: those that they have taken and whose
/// rows still stand.
const UNDER_WAY: usize = 64;

/// How many posts to how many pods.
fn size() -> (usize, usize) {
    let asked = std::env::var("SAMARA_TEST_FANOUT").unwrap_or_else(|_| "60x5".to_owned());
    let (posts, pods) = asked.split_once('x').expect("posts x pods");
    (posts.parse().unwrap(), pods.parse().unwrap())
}

/// A pod that knows these others, and shares with all of them.
struct Known {
    home: Home,
    port: u16,
    running: Option<Running>,
    client: Client,
    peers: Vec<Peer>,
}

impl Known {
    async fn new(speaks: Speaks, pods: usize, authority: &Authority) -> Self {
        let mut peers = Vec::new();
        for number in 0..pods {
            peers.push(Peer::speaking(speaks, &format!("pod{number}.example"), authority).await);
        }
        let names: Vec<String> = peers.iter().map(Peer::placed).collect();
        let mut home = configured(Home::new().await, "sends.example", &names.join(","), authority);
        if let Ok(redis) = std::env::var("SAMARA_TEST_REDIS") {
            home = home.with("redis", &redis);
        }
        let running = home.serve(free_port()).await;
        let client = Client::set_up_with(running.port, &running.key().await).await;
        can_sign(&client, "first@sends.example").await;
        let mine = aspect(&client).await;
        for peer in &peers {
            // A peer that is slow to answer, as on a busy machine, is looked for again.
            let mut path = String::new();
            let search = format!("/search?q={}", peer.person());
            soon(&format!("{} is found", peer.host), async || {
                let got = client.get(&search).await.unwrap();
                path = format!("{}/aspects", got.location);
                got.status == 303
            })
            .await;
            assert_eq!(client.post(&path, &[("aspect", &mine)]).await.unwrap().status, 303);
        }
        let known = Self {
            home,
            port: running.port,
            running: Some(running),
            client,
            peers,
        };
        known.sent().await;
        if speaks == Speaks::ActivityPub {
            known.is_followed().await;
        }
        known
    }

    /// Somebody of each of them follows whoever is here, and may.
    async fn is_followed(&self) {
        let http = reqwest::Client::new();
        let db = looking(&self.home).await;
        let me = column(&db, "SELECT guid FROM person WHERE handle = 'first@sends.example'").await;
        db.close().await.unwrap();
        let me = format!("https://sends.example/people/{}", me[0]);
        for peer in &self.peers {
            let (headers, body) = peer.signs(&format!("{me}/inbox"), "Follow", &me);
            let path = me.strip_prefix("https://sends.example").unwrap();
            let mut to = http
                .post(format!("http://127.0.0.1:{}{path}/inbox", self.port))
                .body(body);
            for (name, value) in headers {
                to = to.header(name, value);
            }
            let answer = to.send().await.unwrap();
            assert_eq!(answer.status(), 202, "{}", answer.text().await.unwrap());
        }
        soon("all of them to follow", async || {
            let followed = "SELECT count(*) FROM follow WHERE way = 'in' AND state = 'accepted'";
            self.counts(followed).await == i64::try_from(self.peers.len()).unwrap()
        })
        .await;
        self.sent().await;
    }

    async fn counts(&self, sql: &str) -> i64 {
        let db = looking(&self.home).await;
        let count = count(&db, sql).await;
        db.close().await.unwrap();
        count
    }

    /// Waits until everything was sent, and nothing is left to be told. That may take long as long as there is less and less of it.
    async fn sent(&self) {
        let (mut least, mut since) = (i64::MAX, Instant::now());
        loop {
            let letters = self.counts("SELECT count(*) FROM delivery").await;
            let jobs = "SELECT count(*) FROM job WHERE kind IN ('dispatch', 'pass-on', 'deliver')";
            let left = letters + self.counts(jobs).await;
            if left == 0 {
                return;
            }
            if left < least {
                (least, since) = (left, Instant::now());
            }
            assert!(since.elapsed() < Duration::from_secs(120), "{left} are left");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The power goes.
    fn falls(&mut self) {
        self.running.take().expect("it runs").kill();
    }

    /// It is there again; what was being worked on is taken up at once.
    async fn rises(&mut self) {
        hurried(&self.home).await;
        let begun = Instant::now();
        self.running = Some(self.home.serve(self.port).await);
        assert!(begun.elapsed() < Duration::from_secs(15), "it serves again soon");
    }
}

/// Leases and waiting are over.
async fn hurried(home: &Home) {
    let db = looking(home).await;
    for over in [
        "UPDATE job SET locked_until = 1 WHERE locked_until IS NOT NULL",
        "UPDATE job SET run_at = 1 WHERE kind IN ('deliver', 'dispatch', 'pass-on')",
        "UPDATE received SET run_at = 1 WHERE attempts < 12",
    ] {
        db.execute_unprepared(over).await.unwrap();
    }
    db.close().await.unwrap();
}

/// A post by somebody of another pod, as its pod sends it.
fn from(peer: &Peer, text: &str, number: usize) -> String {
    let post: Entity = StatusMessage {
        author: peer.person(),
        guid: Guid::parse(&format!("{:0<20}{number:012}", peer.host.replace('.', "-"))).unwrap(),
        created_at: None,
        public: true,
        provider_display_name: None,
        text: Text::new(text).unwrap(),
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    }
    .into();
    signed(&post.xml().unwrap(), peer.person().as_str(), KEY)
}

/// Sends it until it is acknowledged; how often.
async fn handed_in(http: &reqwest::Client, port: u16, letter: &str) {
    let begun = Instant::now();
    loop {
        let to = http
            .post(format!("http://127.0.0.1:{port}/receive/public"))
            .body(letter.to_owned());
        if to.send().await.is_ok_and(|answer| answer.status() == 202) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it is never acknowledged");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Another pod hands in so many posts while all this goes on.
fn hands_in(peer: &Peer, port: u16, posts: usize) -> tokio::task::JoinHandle<()> {
    let letters: Vec<String> = (0..posts)
        .map(|number| from(peer, &format!("in-{number}."), number))
        .collect();
    tokio::spawn(async move {
        let http = reqwest::Client::new();
        for letter in letters {
            handed_in(&http, port, &letter).await;
            // So that it goes on until the last of our own.
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_to_many_pods_and_comes_from_one_is_there_once_however_often_the_power_goes() {
    let (posts, pods) = size();
    let folder = folder();
    let authority = Authority::new(&folder);
    let mut pod = Known::new(Speaks::Diaspora, pods, &authority).await;
    let coming = hands_in(&pod.peers[0], pod.port, posts);
    let said = says_and_falls(&mut pod, posts).await;
    coming.await.unwrap();
    hurried(&pod.home).await;
    pod.sent().await;
    came_to_each(&pod, &said);
    soon("all that came in", async || {
        pod.counts("SELECT count(*) FROM received").await == 0
    })
    .await;
    let db = looking(&pod.home).await;
    let mut texts = column(&db, "SELECT text FROM post WHERE text LIKE 'in-%'").await;
    assert_eq!(texts.len(), posts, "each once");
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), posts, "and each");
    assert_eq!(
        count(&db, "SELECT count(*) FROM job WHERE dead_at IS NOT NULL").await,
        0
    );
    db.close().await.unwrap();
    two_do_each_thing_once(&pod).await;
    pod.falls();
    pod.home.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}

/// F01 for the fediverse.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_to_many_inboxes_is_there_once_however_often_the_power_goes() {
    let (posts, servers) = size();
    let folder = folder();
    let authority = Authority::new(&folder);
    let mut pod = Known::new(Speaks::ActivityPub, servers, &authority).await;
    let said = says_and_falls(&mut pod, posts).await;
    hurried(&pod.home).await;
    pod.sent().await;
    came_to_each(&pod, &said);
    assert_eq!(
        pod.counts("SELECT count(*) FROM job WHERE dead_at IS NOT NULL").await,
        0
    );
    pod.falls();
    pod.home.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}

/// So many posts, and the power goes now and then while they are under way; their words.
async fn says_and_falls(pod: &mut Known, posts: usize) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for number in 0..posts {
        let word = format!("out-{number}.");
        let sent = pod
            .client
            .post("/posts", &[("reach", "public"), ("text", &word)])
            .await
            .unwrap();
        assert_eq!(sent.status, 303, "{}", sent.text);
        said.insert(word);
        if KILLS.iter().any(|at| at * posts / 100 == number) {
            // Letters are under way by then; how many is another number each time.
            tokio::time::sleep(Duration::from_millis(17 * (number as u64 % 7))).await;
            pod.falls();
            pod.rises().await;
        }
    }
    said
}

/// Each post is with each of them, and few came twice.
fn came_to_each(pod: &Known, said: &BTreeSet<String>) {
    let (posts, pods, mut again) = (said.len(), pod.peers.len(), 0);
    for peer in &pod.peers {
        let taken = peer.posts();
        assert_eq!(taken.keys().cloned().collect::<BTreeSet<_>>(), *said, "{}", peer.host);
        again += taken.values().sum::<usize>() - posts;
        // What came twice is the same thing by name, so that in effect it is there once.
        let named: BTreeSet<(String, String)> = peer.taken().iter().filter_map(Taken::post).collect();
        assert_eq!(named.len(), posts, "{}", peer.host);
    }
    println!(
        "{posts} posts to {pods} pods, {} kills: {again} came twice",
        KILLS.len()
    );
    assert!(again <= KILLS.len() * (UNDER_WAY + pods), "{again} came twice");
}

/// On PostgreSQL a second process works on the same rows: nothing is sent twice then.
async fn two_do_each_thing_once(pod: &Known) {
    if pod.home.url().starts_with("sqlite") {
        return;
    }
    let second = pod.home.serve(free_port()).await;
    let words: Vec<String> = (0..20).map(|number| format!("both-{number}.")).collect();
    for (number, word) in words.iter().enumerate() {
        let client = if number % 2 == 0 {
            pod.client.clone()
        } else {
            pod.client.at(second.port)
        };
        let sent = client
            .post("/posts", &[("reach", "public"), ("text", word)])
            .await
            .unwrap();
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
    pod.sent().await;
    for peer in &pod.peers {
        let taken = peer.posts();
        let times: Vec<usize> = words.iter().map(|word| taken.get(word).copied().unwrap_or(0)).collect();
        assert_eq!(times, vec![1; words.len()], "{}", peer.host);
    }
    second.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_was_restored_says_nothing_anew_and_gives_no_name_twice() {
    let folder = folder();
    let authority = Authority::new(&folder);
    let mut pod = Known::new(Speaks::Diaspora, 2, &authority).await;
    let says = async |client: &Client, word: &str| {
        let got = client
            .post("/posts", &[("reach", "public"), ("text", word)])
            .await
            .unwrap();
        assert_eq!(got.status, 303, "{}", got.text);
        got.location.rsplit("#post-").next().unwrap().to_owned()
    };
    let mut names = BTreeSet::new();
    for word in ["a-1.", "a-2."] {
        names.insert(says(&pod.client, word).await);
    }
    pod.sent().await;
    pod.peers[1].behaves(Manner::Says(503));
    let waiting = says(&pod.client, "waits.").await;
    names.insert(waiting.clone());
    soon("one letter that waits", async || {
        pod.counts("SELECT count(*) FROM delivery").await == 1
    })
    .await;
    soon("its pod failing", async || {
        pod.counts("SELECT count(*) FROM pod WHERE failures > 0").await == 1
    })
    .await;
    assert_eq!(pod.running.take().expect("it runs").stop("TERM").await, Some(0));
    let backup = pod.home.copy().await;
    // Life goes on for a while, and is lost.
    pod.rises().await;
    for word in ["lost-1.", "lost-2.", "lost-3."] {
        names.insert(says(&pod.client, word).await);
    }
    soon("the lost ones", async || pod.peers[0].posts().contains_key("lost-3.")).await;
    pod.peers[1].behaves(Manner::Says(202));
    pod.falls();
    let lost = std::mem::replace(&mut pod.home, backup);
    let before: Vec<usize> = pod.peers.iter().map(|peer| peer.taken().len()).collect();
    pod.rises().await;
    pod.sent().await;
    let since = |peer: usize| pod.peers[peer].taken()[before[peer]..].to_vec();
    assert!(since(0).is_empty(), "{:?}", since(0));
    let late = since(1);
    assert_eq!(
        (late.len(), late[0].element("guid")),
        (1, waiting),
        "what was under way arrives"
    );
    let fresh = says(&pod.client, "fresh.").await;
    assert!(!names.contains(&fresh), "no name is given twice");
    pod.sent().await;
    assert_eq!((since(0).len(), since(1).len()), (1, 2));
    pod.falls();
    pod.home.remove().await;
    lost.remove().await;
    std::fs::remove_dir_all(folder).unwrap();
}
