//! A database of its own for each spec, copied from one that was migrated once: a file of SQLite in a folder that goes
//! away, or, when `SAMARA_TEST_DATABASE` names a PostgreSQL server, a database there.

use std::sync::atomic::{AtomicU64, Ordering};

use samara::db::connect::{self, Opened};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement};
use tokio::sync::OnceCell;

/// A database and how to get rid of it.
pub struct TestDatabase {
    /// For [`samara::settings::Settings::database`].
    pub url: String,
    name: Option<String>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);
static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();

/// What databases of a server are cloned from.
struct Template {
    name: String,
    /// How they are copied.
    strategy: &'static str,
}

/// The PostgreSQL server that specs run on, if they do.
pub fn server() -> Option<String> {
    std::env::var("SAMARA_TEST_DATABASE").ok().filter(|url| !url.is_empty())
}

/// The URL of another database of a server.
pub fn with_name(server: &str, name: &str) -> String {
    let (base, _) = server
        .rsplit_once('/')
        .expect("the server's address ends with a database");
    format!("{base}/{name}")
}

/// Says something to a server.
pub async fn on_server(server: &str, sql: String) {
    let mut options = ConnectOptions::new(server);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("PostgreSQL answers");
    db.execute_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect("PostgreSQL does it");
    db.close().await.expect("it closes");
}

async fn template(server: &str) -> &'static Template {
    let make = || async {
        let name = format!("samara_spec_{}_template", std::process::id());
        on_server(server, format!("CREATE DATABASE {name}")).await;
        let opened = connect::open(&with_name(server, &name), 1)
            .await
            .expect("it can be migrated");
        let version = Statement::from_string(opened.read.get_database_backend(), "SHOW server_version_num");
        let version = opened.read.query_one_raw(version).await.expect("PostgreSQL answers");
        let version: String = version.expect("it has a version").try_get_by_index(0).expect("a text");
        opened.read.close().await.expect("it closes");
        // Since version 15 all of a clone goes through the log unless told otherwise, which takes four times as long.
        let strategy = if version.parse::<u32>().is_ok_and(|version| version >= 150_000) {
            "STRATEGY FILE_COPY"
        } else {
            ""
        };
        Template { name, strategy }
    };
    TEMPLATE.get_or_init(make).await
}

/// The bytes of a file of SQLite that was migrated.
async fn migrated() -> &'static [u8] {
    let make = || async {
        let file = std::env::temp_dir().join(format!("samara-spec-{}-template.sqlite", std::process::id()));
        let opened = connect::open(&format!("sqlite://{}", file.display()), 1)
            .await
            .expect("it can be migrated");
        opened.read.close().await.expect("it closes");
        let write = opened.write.expect("SQLite has a writer");
        write.close().await.expect("it closes");
        let bytes = std::fs::read(&file).expect("the file is there");
        for end in ["", ".lock", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", file.display()));
        }
        bytes
    };
    MIGRATED.get_or_init(make).await
}

impl TestDatabase {
    /// A new one, migrated.
    pub async fn new(folder: &std::path::Path) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        match server() {
            Some(server) => {
                let template = template(&server).await;
                let name = format!("samara_spec_{}_{number}", std::process::id());
                clone(&server, &name, template).await;
                Self {
                    url: with_name(&server, &name),
                    name: Some(name),
                }
            }
            None => {
                let file = folder.join("pod.sqlite");
                std::fs::write(&file, migrated().await).expect("there is room for a database");
                Self {
                    url: format!("sqlite://{}", file.display()),
                    name: None,
                }
            }
        }
    }

    /// Opens it.
    pub async fn open(&self) -> Opened {
        connect::open(&self.url, 3).await.expect("a migrated database opens")
    }

    /// The same database, for whoever closes it.
    pub fn twin(&self) -> Self {
        Self {
            url: self.url.clone(),
            name: self.name.clone(),
        }
    }

    /// Drops it, when its connections are closed.
    pub async fn drop_it(&self) {
        if let (Some(server), Some(name)) = (server(), &self.name) {
            on_server(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

/// PostgreSQL copies one template at a time.
async fn clone(server: &str, name: &str, template: &Template) {
    static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one = ONE.lock().await;
    let Template {
        name: template,
        strategy,
    } = template;
    on_server(server, format!("CREATE DATABASE {name} TEMPLATE {template} {strategy}")).await;
}
