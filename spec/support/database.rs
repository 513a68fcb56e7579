//! A database of its own for each spec: a file of SQLite in a folder that goes away, or, when
//! `SAMARA_TEST_DATABASE` names a PostgreSQL server, a database cloned from one that was migrated once.

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
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

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

async fn template(server: &str) -> String {
    let make = || async {
        let name = format!("samara_spec_{}_template", std::process::id());
        on_server(server, format!("CREATE DATABASE {name}")).await;
        let opened = connect::open(&with_name(server, &name), 1)
            .await
            .expect("it can be migrated");
        opened.read.close().await.expect("it closes");
        name
    };
    TEMPLATE.get_or_init(make).await.clone()
}

impl TestDatabase {
    /// A new one, migrated.
    pub async fn new(folder: &std::path::Path) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        match server() {
            Some(server) => {
                let template = template(&server).await;
                let name = format!("samara_spec_{}_{number}", std::process::id());
                clone(&server, &name, &template).await;
                Self {
                    url: with_name(&server, &name),
                    name: Some(name),
                }
            }
            None => Self {
                url: format!("sqlite://{}", folder.join("pod.sqlite").display()),
                name: None,
            },
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
async fn clone(server: &str, name: &str, template: &str) {
    static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one = ONE.lock().await;
    on_server(server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
}
