//! Opening a database, and bringing it up to date under a lock.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use migration::MigratorTrait;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::error::Fault;

/// Connections to a database that is up to date.
pub struct Opened {
    /// For looking; on PostgreSQL for acting too.
    pub read: DatabaseConnection,
    /// SQLite's one writer.
    pub write: Option<DatabaseConnection>,
    /// On PostgreSQL one connection for acts that do many things of the same kinds at once.
    pub many: Option<DatabaseConnection>,
}

/// Statements that a connection keeps ready.
const USUAL: usize = 100;
/// So many where much is written: making one ready takes longer than doing it, and what comes from other pods needs some hundred.
const MANY: usize = 600;

/// Names the advisory lock under which PostgreSQL is migrated: the letters of "samara".
const LOCK: i64 = 0x7361_6d61_7261;

/// Opens the database at a URL (`sqlite://path` or `postgres://…`) with so many connections for looking.
///
/// # Errors
/// It cannot be reached, or was made by a newer Samara.
pub async fn open(url: &str, connections: u32) -> Result<Opened, Fault> {
    if url.starts_with("sqlite:") {
        make_folder(url)?;
        // SQLite's own lock is held for a step at a time, which does not keep two processes from taking the same one.
        let alone = lock(url).await?;
        let migrating = sqlite(url, 1, USUAL).await?;
        migrate(&migrating).await?;
        migrating.close().await?;
        drop(alone);
        Ok(Opened {
            read: sqlite(url, connections, USUAL).await?,
            write: Some(sqlite(url, 1, MANY).await?),
            many: None,
        })
    } else {
        let migrating = postgres(url, 1, USUAL).await?;
        migrate_locked(&migrating).await?;
        migrating.close().await?;
        Ok(Opened {
            read: postgres(url, connections, USUAL).await?,
            write: None,
            many: Some(postgres(url, 1, MANY).await?),
        })
    }
}

/// The file of a SQLite database.
fn file(url: &str) -> &str {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    path.split('?').next().unwrap_or(path)
}

/// Waits until no other process migrates this database. The system takes the lock back from a process that dies.
async fn lock(url: &str) -> Result<File, Fault> {
    let path = format!("{}.lock", file(url));
    let waiting = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    waiting.await.map_err(Fault::of)?.map_err(Fault::of)
}

fn make_folder(url: &str) -> Result<(), Fault> {
    match Path::new(file(url)).parent() {
        Some(folder) => std::fs::create_dir_all(folder).map_err(Fault::of),
        None => Ok(()),
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the port that opens databases")]
async fn connect(options: ConnectOptions) -> Result<DatabaseConnection, Fault> {
    Ok(Database::connect(options).await?)
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(20));
    options
}

async fn sqlite(url: &str, connections: u32, ready: usize) -> Result<DatabaseConnection, Fault> {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(true)
            .statement_cache_capacity(ready)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("busy_timeout", "10000")
            // Not mapped into memory: each connection would count the whole file as its own.
            .pragma("cache_size", "-6000")
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", "2000")
            .optimize_on_close(true, None)
    });
    connect(options).await
}

async fn postgres(url: &str, connections: u32, ready: usize) -> Result<DatabaseConnection, Fault> {
    let mut options = options(url, connections);
    options.map_sqlx_postgres_opts(move |postgres| postgres.statement_cache_capacity(ready));
    connect(options).await
}

/// Several processes may start at once: one migrates, the others wait.
async fn migrate_locked(db: &DatabaseConnection) -> Result<(), Fault> {
    let lock = |function: &str| Statement::from_string(db.get_database_backend(), format!("SELECT {function}({LOCK})"));
    db.execute_raw(lock("pg_advisory_lock")).await?;
    let migrated = migrate(db).await;
    db.execute_raw(lock("pg_advisory_unlock")).await?;
    migrated
}

/// Brings a database up to date. Others are kept out by [`lock`] or [`migrate_locked`].
async fn migrate(db: &DatabaseConnection) -> Result<(), Fault> {
    refuse_newer(db).await?;
    migration::Migrator::up(db, None).await?;
    Ok(())
}

/// A database that a newer Samara has changed is left alone.
async fn refuse_newer(db: &DatabaseConnection) -> Result<(), Fault> {
    let manager = migration::SchemaManager::new(db);
    if !manager.has_table("seaql_migrations").await? {
        return Ok(());
    }
    let known: Vec<String> = migration::Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    let applied = Statement::from_string(db.get_database_backend(), "SELECT version FROM seaql_migrations");
    for row in db.query_all_raw(applied).await? {
        let version: String = row.try_get("", "version")?;
        if !known.contains(&version) {
            return Err(Fault::new(format!(
                "This database was made by a newer Samara (it has the step {version}). \
                 Start the newer program, or go back to a backup from before."
            )));
        }
    }
    Ok(())
}
