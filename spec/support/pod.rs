//! A whole pod in this process, without a socket: its own database and folder, a clock that stands still, randomness
//! that repeats.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use entity::Moment;
use samara::boot::{self, Words};
use samara::clock::Clock;
use samara::domain::house::{self, House, Join};
use samara::outbound::{Carrier, Outbound};
use samara::pod::Pod;
use samara::random::Random;
use samara::settings::{Settings, Sources};
use sea_orm::{ActiveModelTrait, Set};

use super::browser::{Browser, Server};
use super::cast::{self, Someone};
use super::database::TestDatabase;

/// A pod for one spec.
pub struct TestPod {
    pod: Pod,
    folder: PathBuf,
    database: TestDatabase,
    server: Server,
    asked: Arc<AtomicUsize>,
    acted: Arc<Mutex<Vec<String>>>,
}

/// When all specs begin: 2026-11-21T12:00:00Z.
pub const NOON: Moment = Moment(1_795_262_400_000_000);

/// Sentences and templates are the same for all.
pub fn words() -> Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS
        .get_or_init(|| Words::load().expect("sentences and templates are whole"))
        .clone()
}

/// A folder that no other spec has.
pub fn folder() -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("samara-spec-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for a folder");
    folder
}

impl TestPod {
    /// A pod that is set up, open to anyone, with nobody in it.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with other settings: names as in `pod.toml`.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let pod = Self::bare(settings).await;
        pod.set_up().await;
        pod
    }

    async fn set_up(&self) {
        let house = House {
            name: "Spec pod".to_owned(),
            join: Join::Open,
            set_up: true,
        };
        self.act(async |tx| house::save(tx, &house).await)
            .await
            .expect("settings are kept");
        self.remembered.forget_house();
    }

    /// As it is at the very first start.
    pub async fn bare(settings: &[(&str, &str)]) -> Self {
        Self::made(settings, 0, None).await
    }

    /// One of several pods that reach each other by this carrier, set up and open to anyone.
    pub async fn joined(settings: &[(&str, &str)], number: u64, carrier: Carrier) -> Self {
        let pod = Self::made(settings, number, Some(carrier)).await;
        pod.set_up().await;
        pod
    }

    async fn made(settings: &[(&str, &str)], number: u64, carrier: Option<Carrier>) -> Self {
        let folder = folder();
        let database = TestDatabase::new(&folder).await;
        let mut overrides: Vec<(String, String)> = [
            ("data", folder.display().to_string()),
            ("database", database.url.clone()),
            ("key", "5".repeat(64)),
            ("password.memory_kib", "19456".to_owned()),
            ("limits.posts_per_minute", "100000".to_owned()),
            ("limits.comments_per_minute", "100000".to_owned()),
            ("limits.likes_per_minute", "100000".to_owned()),
            ("limits.searches_per_minute", "100000".to_owned()),
            ("limits.uploads_per_minute", "100000".to_owned()),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into();
        overrides.extend(
            settings
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned())),
        );
        let sources = Sources {
            overrides,
            cores: 2,
            ..Sources::default()
        };
        let settings = Settings::load(&sources).expect("specs set what can be set");
        let mut opened = database.open().await;
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        opened.read.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let acted: Arc<Mutex<Vec<String>>> = Arc::default();
        if let Some(write) = &mut opened.write {
            let statements = acted.clone();
            write.set_metric_callback(move |info| statements.lock().unwrap().push(info.statement.sql.clone()));
        }
        let seed = NOON.0.unsigned_abs() + 1_000 * number;
        let outbound = match carrier {
            Some(carrier) => Outbound::carried(&settings, carrier),
            None => Outbound::from_settings(&settings),
        };
        let world = (Clock::fixed(NOON), Random::seeded(seed));
        let pod = boot::assemble_beside(settings, opened, world, words(), outbound).await;
        let pod = pod.expect("a pod is put together");
        let server = Server::start(pod.clone()).await;
        Self {
            pod,
            folder,
            database,
            server,
            asked,
            acted,
        }
    }

    /// A job of this kind that was given up.
    pub async fn given_up(&self, kind: &str) -> i64 {
        let now = self.db.now();
        let row = entity::job::ActiveModel {
            kind: Set(kind.to_owned()),
            lane: Set(samara::job::Lane::Quick.code()),
            payload: Set(format!("{{\"job\":\"{kind}\"}}")),
            attempts: Set(samara::queue::TRIES),
            run_at: Set(now),
            last_error: Set(Some("it took too long".to_owned())),
            dead_at: Set(Some(now)),
            created_at: Set(now),
            ..Default::default()
        };
        let row = self.act(async |tx| Ok(row.insert(tx.sql()).await?)).await.unwrap();
        row.id.0
    }

    /// Somebody who has joined, by name; made when first asked for. Their password is `correct horse <name>`.
    pub async fn user(&self, name: &str) -> Someone {
        cast::user(&self.pod, name).await
    }

    /// Somebody of another pod.
    pub async fn remote(&self, name: &str, host: &str) -> entity::person::Model {
        cast::remote(&self.pod, name, host).await
    }

    /// Their browser, signed in.
    pub async fn browser(&self, name: &str) -> Browser<'_> {
        let someone = self.user(name).await;
        let secret = cast::sign_in(&self.pod, someone.user).await;
        Browser::new(&self.server, &self.pod, Some(secret))
    }

    /// A browser that is not signed in.
    pub fn visitor(&self) -> Browser<'_> {
        Browser::new(&self.server, &self.pod, None)
    }

    /// Does all work that is due.
    pub async fn settle(&self) {
        let worker = std::sync::Arc::new(samara::worker::Worker::new(self.pod.clone()));
        samara::queue::drain(&self.pod.db, &worker)
            .await
            .expect("the queue can be read");
    }

    /// All mails that were sent, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        let folder = self.folder.join("mail");
        let Ok(files) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
        files.sort();
        files
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "eml"))
            .map(|file| Mail::read(file))
            .collect()
    }

    /// Moves the clock on. What was remembered for a moment is forgotten, as it would be by then.
    pub fn advance(&self, by: Duration) {
        self.pod.clock.advance(by);
        self.pod.remembered.forget_all();
        self.pod.media.forget();
    }

    /// Another process of the same pod: the same database, folder and clock.
    pub async fn beside(&self) -> Pod {
        self.beside_with(|_| ()).await
    }

    /// The same with other settings.
    pub async fn beside_with(&self, change: impl FnOnce(&mut Settings)) -> Pod {
        let opened = self.database.open().await;
        let random = Random::seeded(NOON.0.unsigned_abs() + 1);
        let mut settings = self.pod.settings.clone();
        change(&mut settings);
        let pod = boot::assemble(settings, opened, self.pod.clock.clone(), random, words());
        pod.await.expect("a second process is put together")
    }

    /// How often the database was asked so far, not counting acts where they have a writer of their own.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// What acts have asked and written since the last time, where they have a writer of their own (SQLite).
    pub fn acted(&self) -> Vec<String> {
        std::mem::take(&mut self.acted.lock().unwrap())
    }

    /// Its server, for who sends it something.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The folder of this pod.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }
}

impl Deref for TestPod {
    type Target = Pod;

    fn deref(&self) -> &Pod {
        &self.pod
    }
}

impl Drop for TestPod {
    fn drop(&mut self) {
        let pod = self.pod.clone();
        let folder = self.folder.clone();
        let database = self.database.twin();
        // Closing waits for connections, and a drop cannot wait: a thread of its own can. They come back by tasks of the
        // spec's runtime, which has to have other threads than this one: `rocket::async_test`, not `tokio::test`.
        let closing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime for closing").block_on(async {
                let _ = tokio::time::timeout(Duration::from_secs(5), pod.db.close()).await;
                database.drop_it().await;
            });
            let _ = std::fs::remove_dir_all(folder);
        });
        let _ = closing.join();
    }
}

/// A mail that was sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Everything as it was sent, headers first.
    pub raw: String,
}

impl Mail {
    /// What a file holds.
    pub fn read(file: &std::path::Path) -> Self {
        use mailparse::MailHeaderMap;
        let bytes = std::fs::read(file).expect("the mail is there");
        let parsed = mailparse::parse_mail(&bytes).expect("it is a mail");
        let header = |name: &str| parsed.headers.get_first_value(name).unwrap_or_default();
        let part = |kind: &str| {
            let found = parsed.parts().find(|part| part.ctype.mimetype == kind);
            found.and_then(|part| part.get_body().ok()).unwrap_or_default()
        };
        Self {
            to: header("To"),
            subject: header("Subject"),
            text: part("text/plain"),
            html: part("text/html"),
            raw: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A header's value; empty when there is none.
    pub fn header(&self, name: &str) -> String {
        use mailparse::MailHeaderMap;
        let parsed = mailparse::parse_mail(self.raw.as_bytes()).expect("it is a mail");
        parsed.headers.get_first_value(name).unwrap_or_default()
    }
}
