//! The power goes, again and again, while people join, write and ask for letters: what was acknowledged is there,
//! once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend};

use super::process::{Client, Home, Running, free_port};
use crate::support::rows::{column, count};

const POSTS: usize = 1_000;
const WRITERS: usize = 6;
/// After so many posts the power goes.
const KILLS: [usize; 3] = [250, 500, 750];
/// So many join in each life of the pod.
const JOINING: usize = 4;

/// What the pod said that it has done.
#[derive(Default)]
struct Ledger {
    posts: Mutex<Vec<String>>,
    people: Mutex<Vec<String>>,
    letters: Mutex<Vec<String>>,
    tried: AtomicUsize,
    joining: AtomicUsize,
    asking: AtomicUsize,
}

impl Ledger {
    fn posted(&self) -> usize {
        self.posts.lock().unwrap().len()
    }
}

/// Writes as fast as it goes, until the power goes or all is written.
async fn write(client: Client, aspect: String, named: String, ledger: Arc<Ledger>) {
    while ledger.posted() < POSTS {
        let name = format!("post number {}.", ledger.tried.fetch_add(1, Ordering::SeqCst));
        let text = format!("{name} For @{{{named}}} #tag");
        let fields = [
            ("text", text.as_str()),
            ("reach", "limited"),
            ("aspect", &aspect),
            ("people", &named),
        ];
        match client.post("/posts", &fields).await {
            Ok(got) if got.status == 303 => ledger.posts.lock().unwrap().push(name),
            Ok(got) => panic!("a post was refused: {} {}", got.status, got.text),
            Err(_) => return,
        }
    }
}

/// Some people join, one after the other.
async fn join(port: u16, ledger: Arc<Ledger>) -> Option<()> {
    for _ in 0..JOINING {
        let name = format!("person{}", ledger.joining.fetch_add(1, Ordering::SeqCst));
        let mut visitor = Client::new(port);
        visitor.refresh("/join").await.ok()?;
        let email = format!("{name}@mail.example");
        let fields = [
            ("username", name.as_str()),
            ("email", &email),
            ("password", "correct horse battery"),
        ];
        let got = visitor.post("/join", &fields).await.ok()?;
        assert_eq!(got.status, 303, "{}", got.text);
        ledger.people.lock().unwrap().push(name);
    }
    Some(())
}

/// Asks for letters to one address after the other: each acknowledged one is to be sent once.
async fn ask(client: Client, ledger: Arc<Ledger>) -> Option<()> {
    while ledger.posted() < POSTS {
        let address = format!("wanted{}@mail.example", ledger.asking.fetch_add(1, Ordering::SeqCst));
        let got = client
            .post("/settings/account/email", &[("email", &address)])
            .await
            .ok()?;
        assert_eq!(
            (got.status, got.location.as_str()),
            (303, "/settings/account"),
            "{}",
            got.text
        );
        ledger.letters.lock().unwrap().push(address);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Some(())
}

/// An aspect of theirs.
pub async fn aspect(client: &Client) -> String {
    let page = client.get("/contacts").await.unwrap().text;
    let mut ids = page
        .split("contacts?aspect=")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '&', '#']).next());
    ids.find(|id| id.parse::<i64>().is_ok())
        .expect("there are aspects")
        .to_owned()
}

/// One life of the pod: everyone does what they do, until the power goes; or until all is written.
async fn live(running: Running, writer: &Client, ledger: &Arc<Ledger>, kill_at: Option<usize>) -> Option<Running> {
    let writer = writer.at(running.port);
    let aspect = aspect(&writer).await;
    let mut tasks = Vec::new();
    for _ in 0..WRITERS {
        tasks.push(tokio::spawn(write(
            writer.clone(),
            aspect.clone(),
            "second@localhost:3000".to_owned(),
            ledger.clone(),
        )));
    }
    let joining = tokio::spawn(join(running.port, ledger.clone()));
    let asking = tokio::spawn(ask(writer.clone(), ledger.clone()));
    let begun = Instant::now();
    while ledger.posted() < kill_at.unwrap_or(POSTS) {
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "{} posts: {}",
            ledger.posted(),
            running.said()
        );
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let left = match kill_at {
        Some(_) => {
            running.kill();
            None
        }
        None => Some(running),
    };
    for task in tasks {
        task.await.unwrap();
    }
    joining.await.unwrap();
    asking.await.unwrap();
    left
}

/// Waits until no job is left.
async fn settled(db: &DatabaseConnection, running: &Running) {
    let begun = Instant::now();
    while count(db, "SELECT count(*) FROM job WHERE kind NOT IN ('sweep', 'birthdays')").await > 0 {
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "work is left over: {}",
            running.said()
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// What the killed one was working on is taken up when its lease of some minutes is over: they pass at once here.
async fn let_leases_end(home: &Home) {
    let db = looking(&home.url()).await;
    db.execute_unprepared("UPDATE job SET locked_until = 1 WHERE locked_until IS NOT NULL")
        .await
        .unwrap();
    db.close().await.unwrap();
}

async fn looking(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database opens")
}

async fn assert_posts(db: &DatabaseConnection, ledger: &Ledger) {
    let kept = column(db, "SELECT text FROM post").await;
    for name in ledger.posts.lock().unwrap().iter() {
        let found = kept.iter().filter(|text| text.starts_with(name.as_str())).count();
        assert_eq!(found, 1, "{name} was acknowledged and is there {found} times");
    }
    let names: std::collections::BTreeSet<&str> = kept
        .iter()
        .filter_map(|text| text.split_once(". ").map(|(name, _)| name))
        .collect();
    assert_eq!(names.len(), kept.len(), "nothing is there twice, acknowledged or not");
    // Whatever came with a post came whole: its recipient, its tag, its mention, its notification, its choice.
    let posts = i64::try_from(kept.len()).unwrap();
    for table in ["post_recipient", "post_tag", "mention", "notification", "post_choice"] {
        let rows = count(
            db,
            &format!("SELECT count(*) FROM {table} WHERE post_id IN (SELECT id FROM post)"),
        )
        .await;
        assert_eq!(rows, posts, "{table}");
    }
}

async fn assert_people(db: &DatabaseConnection, ledger: &Ledger) {
    let names = column(db, "SELECT username FROM \"user\"").await;
    for name in ledger.people.lock().unwrap().iter() {
        assert_eq!(
            names.iter().filter(|kept| *kept == name).count(),
            1,
            "{name} was told to have joined"
        );
    }
    let people = i64::try_from(names.len()).unwrap();
    for table in ["user_key", "person_key", "person"] {
        assert_eq!(
            count(db, &format!("SELECT count(*) FROM {table}")).await,
            people,
            "{table}"
        );
    }
    let alike = "SELECT count(*) FROM user_key WHERE length(identity_pem) > 3000 AND length(actor_pem) > 1500";
    assert_eq!(count(db, alike).await, people, "each has a pair of each kind");
    assert_eq!(
        count(db, "SELECT count(DISTINCT identity_pem) FROM person_key").await,
        people,
        "and nobody another's"
    );
    assert_eq!(
        count(db, "SELECT count(*) FROM aspect").await,
        people * 4,
        "each has the four aspects"
    );
}

/// A letter that was on its way when the power went may come twice (its arrival is not in the database); no other.
fn assert_letters(home: &Home, ledger: &Ledger) {
    let letters = home.letters();
    let mut twice = 0;
    for address in ledger.letters.lock().unwrap().iter() {
        let found = letters
            .iter()
            .filter(|letter| {
                letter
                    .lines()
                    .any(|line| line.starts_with("To:") && line.contains(address.as_str()))
            })
            .count();
        assert!(found >= 1, "the letter to {address} was promised and not sent");
        twice += found - 1;
    }
    assert!(twice <= KILLS.len() * 2, "{twice} letters came twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_every_kill_exactly_once() {
    let home = Home::new()
        .await
        .with("limits.posts_per_minute", "1000000")
        .with("limits.sign_up_per_address", "1000000");
    let home = home.with("limits.mail_per_address", "1000000");
    let ledger = Arc::new(Ledger::default());
    let running = home.serve(free_port()).await;
    let writer = Client::set_up(running.port).await;
    let mut second = Client::new(running.port);
    second.refresh("/join").await.unwrap();
    let fields = [
        ("username", "second"),
        ("email", "second@mail.example"),
        ("password", "correct horse battery"),
    ];
    assert_eq!(second.post("/join", &fields).await.unwrap().status, 303);
    let mut running = running;
    for kill_at in KILLS {
        let gone = live(running, &writer, &ledger, Some(kill_at)).await;
        assert!(gone.is_none());
        let_leases_end(&home).await;
        let begun = Instant::now();
        running = home.serve(free_port()).await;
        assert!(begun.elapsed() < Duration::from_secs(15), "it serves again soon");
    }
    let running = live(running, &writer, &ledger, None)
        .await
        .expect("the last life goes on");
    let db = looking(&home.url()).await;
    settled(&db, &running).await;
    assert_eq!(running.stop("TERM").await, Some(0));
    assert!(ledger.posted() >= POSTS);
    assert!(ledger.people.lock().unwrap().len() >= JOINING, "somebody joined");
    assert!(ledger.letters.lock().unwrap().len() >= 5, "letters were asked for");
    assert_posts(&db, &ledger).await;
    assert_people(&db, &ledger).await;
    assert_letters(&home, &ledger);
    assert_eq!(
        count(&db, "SELECT count(*) FROM job WHERE dead_at IS NOT NULL").await,
        0,
        "no work was given up"
    );
    if db.get_database_backend() == DbBackend::Sqlite {
        assert_eq!(column(&db, "PRAGMA integrity_check").await, ["ok"]);
        assert_eq!(
            column(&db, "SELECT \"table\" FROM pragma_foreign_key_check").await,
            Vec::<String>::new()
        );
    }
    db.close().await.unwrap();
    home.remove().await;
}

/// So many posts wait for their time.
const WAITING: i64 = 90;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_whose_time_comes_while_the_power_goes_are_shared_once_each() {
    let home = Home::new().await.with("limits.posts_per_minute", "1000000");
    let mut running = home.serve(free_port()).await;
    let writer = Client::set_up(running.port).await;
    let hour = samara::clock::Clock::System.now().plus(Duration::from_secs(3_600));
    let later: String = hour.iso().chars().take(16).collect();
    for number in 0..WAITING {
        let text = format!("waits as number {number}.");
        let fields = [("text", text.as_str()), ("reach", "public"), ("later", &later)];
        let got = writer.post("/posts", &fields).await.unwrap();
        assert_eq!((got.status, got.location.as_str()), (303, "/posts/scheduled"));
    }
    let db = looking(&home.url()).await;
    // The hour passes at once.
    for come in [
        "UPDATE scheduled_post SET due_at = 1",
        "UPDATE job SET run_at = 1 WHERE kind = 'share-later'",
    ] {
        assert_eq!(
            i64::try_from(db.execute_unprepared(come).await.unwrap().rows_affected()).unwrap(),
            WAITING
        );
    }
    for kill_at in [20, 50] {
        let begun = Instant::now();
        while count(&db, "SELECT count(*) FROM post").await < kill_at {
            assert!(begun.elapsed() < Duration::from_secs(120), "{}", running.said());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        running.kill();
        let_leases_end(&home).await;
        running = home.serve(free_port()).await;
    }
    settled(&db, &running).await;
    assert_eq!(running.stop("TERM").await, Some(0));
    let mut texts = column(&db, "SELECT text FROM post").await;
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(i64::try_from(texts.len()).unwrap(), WAITING, "each of them");
    assert_eq!(count(&db, "SELECT count(*) FROM post").await, WAITING, "once");
    assert_eq!(count(&db, "SELECT count(*) FROM scheduled_post").await, 0);
    db.close().await.unwrap();
    home.remove().await;
}
