//! SQLite's one writer, shared fairly.
//!
//! Whoever has the gate has the connection. The first act opens `BEGIN IMMEDIATE`; each act is a savepoint within, which
//! the next one releases with the words that open its own; an act that ends while others wait leaves the transaction open
//! for them and is told when the last of the group has committed. So each act costs its own work, one statement and a share
//! of one fsync, and an act that fails takes back its own savepoint only. Never wait for the network or for a slow computation while holding a [`Turn`].

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::error::Fault;

/// At most so many acts share one commit.
const MOST: u32 = 64;
/// An act that left the group open looks after it itself when nobody has closed it by then.
const PATIENCE: Duration = Duration::from_millis(3);

/// The gate before SQLite's writer.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    connection: DatabaseConnection,
    open: Arc<Mutex<Option<Group>>>,
    waiting: AtomicUsize,
    groups: AtomicU64,
}

/// Acts that will be committed together.
struct Group {
    number: u64,
    outer: DatabaseTransaction,
    acts: u32,
    /// None until the group has ended; then whether it is on disk.
    ended: watch::Sender<Option<bool>>,
}

impl Group {
    /// The next act begins. SQLite says so if it has ended the transaction by itself.
    async fn next(&self) -> Result<(), DbErr> {
        self.outer.execute_unprepared("RELEASE act; SAVEPOINT act").await?;
        Ok(())
    }

    /// Nobody knows any more what is in the transaction: nothing of it may be kept.
    async fn give_up(self) {
        if let Err(error) = self.outer.rollback().await {
            tracing::error!(%error, "a group of acts could not be taken back");
        }
        self.ended.send_replace(Some(false));
    }
}

/// Counts who waits, also when the one who waits gives up.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Gate {
    /// Before this connection, which nobody else may use.
    pub fn new(connection: DatabaseConnection) -> Self {
        Self(Arc::new(Inner {
            connection,
            open: Arc::new(Mutex::new(None)),
            waiting: AtomicUsize::new(0),
            groups: AtomicU64::new(0),
        }))
    }

    /// Waits for one's turn.
    ///
    /// # Errors
    /// The database cannot be written to.
    pub async fn turn(&self) -> Result<Turn, Fault> {
        let mut guard = {
            self.0.waiting.fetch_add(1, Ordering::SeqCst);
            let _waiting = Waiting(&self.0.waiting);
            self.0.open.clone().lock_owned().await
        };
        if let Some(group) = guard.as_ref()
            && group.next().await.is_err()
        {
            self.start_anew(&mut guard).await;
        }
        if guard.is_none() {
            *guard = Some(self.open().await?);
        }
        Ok(Turn {
            gate: self.clone(),
            held: Some(guard),
        })
    }

    /// Opens a group with its first act.
    async fn open(&self) -> Result<Group, DbErr> {
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let outer = self.0.connection.begin_with_options(immediate).await?;
        outer.execute_unprepared("SAVEPOINT act").await?;
        Ok(Group {
            number: self.0.groups.fetch_add(1, Ordering::SeqCst),
            outer,
            acts: 0,
            ended: watch::Sender::new(None),
        })
    }

    /// Writes what the acts of a group have done.
    async fn end(&self, guard: &mut OwnedMutexGuard<Option<Group>>) -> Result<(), Fault> {
        let Some(Group { outer, ended, .. }) = guard.take() else {
            return Ok(());
        };
        let result = outer.commit().await;
        ended.send_replace(Some(result.is_ok()));
        if result.is_err() {
            self.start_anew(guard).await;
        }
        result.map_err(Fault::of)
    }

    /// After something that could be neither kept nor taken back: gives up the group and takes another connection.
    /// SQLite ends a whole transaction by itself when the disk is full or broken; the connection that we hold would
    /// still count it as open, and refuse every act from then on.
    async fn start_anew(&self, guard: &mut OwnedMutexGuard<Option<Group>>) {
        if let Some(group) = guard.take() {
            group.give_up().await;
        }
        match self.0.connection.get_sqlite_connection_pool().acquire().await {
            Ok(connection) => {
                if let Err(error) = connection.close().await {
                    tracing::error!(%error, "the writer's connection was not closed cleanly");
                }
            }
            Err(error) => tracing::error!(%error, "the writer has no connection"),
        }
    }

    /// Ends what is open and closes the connection.
    pub async fn close(&self) {
        let mut guard = self.0.open.clone().lock_owned().await;
        if let Err(error) = self.end(&mut guard).await {
            tracing::error!(%error, "the last acts were not written");
        }
        if let Err(error) = self.0.connection.clone().close().await {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }
}

/// One act's turn at the writer. Dropped without [`Turn::commit`], its savepoint is taken back.
pub struct Turn {
    gate: Gate,
    held: Option<OwnedMutexGuard<Option<Group>>>,
}

impl Turn {
    /// The transaction within which this act is a savepoint.
    pub fn sql(&self) -> &DatabaseTransaction {
        let held = self.held.as_ref().expect("held until it is committed or dropped");
        &held.as_ref().expect("open while somebody has the gate").outer
    }

    /// Returns when the act is on disk.
    ///
    /// # Errors
    /// It could not be written; then nothing of the group has happened.
    pub async fn commit(mut self) -> Result<(), Fault> {
        let guard = self.held.take().expect("held until it is committed or dropped");
        let gate = self.gate.clone();
        // In a task of its own, so that nobody who stops waiting for the answer leaves others waiting for the commit.
        tokio::spawn(release(gate, guard)).await.map_err(Fault::of)?
    }
}

async fn release(gate: Gate, mut guard: OwnedMutexGuard<Option<Group>>) -> Result<(), Fault> {
    let group = guard.as_mut().expect("open while somebody has the gate");
    group.acts += 1;
    if group.acts >= MOST || gate.0.waiting.load(Ordering::SeqCst) == 0 {
        return gate.end(&mut guard).await;
    }
    let mut ended = group.ended.subscribe();
    let mine = group.number;
    drop(guard);
    loop {
        if let Some(on_disk) = *ended.borrow_and_update() {
            return on_disk
                .then_some(())
                .ok_or_else(|| Fault::new("the acts written together could not be committed"));
        }
        if tokio::time::timeout(PATIENCE, ended.changed()).await.is_err() {
            let mut guard = gate.0.open.clone().lock_owned().await;
            let still_mine = guard.as_ref().is_some_and(|group| group.number == mine);
            if still_mine && ended.borrow().is_none() {
                return gate.end(&mut guard).await;
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut guard) = self.held.take() else {
            return;
        };
        let gate = self.gate.clone();
        let take_back = async move {
            let Some(group) = guard.as_ref() else { return };
            let others = group.acts > 0;
            if let Err(error) = group.outer.execute_unprepared("ROLLBACK TO act").await {
                tracing::error!(%error, "an act could not be taken back");
                return gate.start_anew(&mut guard).await;
            }
            // Acts that were released before this one are kept; their owners close the group if nobody else does.
            if (!others || gate.0.waiting.load(Ordering::SeqCst) == 0)
                && let Err(error) = gate.end(&mut guard).await
            {
                tracing::error!(%error, "a group of acts was not written");
            }
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(take_back);
        }
    }
}
