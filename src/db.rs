//! The database: many readers, and [`Tx`], the only thing with `.enqueue()` and `.commit()`.
//!
//! On PostgreSQL a [`Tx`] is a transaction of its own. SQLite has one writer: acts queue at a gate, and acts that
//! wait together share one `BEGIN IMMEDIATE … COMMIT` as savepoints, so that one fsync serves them all
//! (see [`gate`]). Either way `commit()` returns when the act is on disk.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use entity::{CommentId, LikeId, Moment, PersonId, PodId, PostId, UserId, job as job_row};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, Set, TransactionTrait};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::error::Fault;
use crate::job::{Job, Lane};
use crate::live::{Event, Live, What};
use crate::random::Random;

pub mod ahead;
pub mod connect;
pub mod gate;
pub mod gathered;

use ahead::Ahead;
use gate::{Gate, Turn};
use gathered::{Gathered, Lengths};

/// Jobs in one statement.
const ROWS: usize = 500;

/// The database of a pod. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    read: DatabaseConnection,
    write: Writing,
    clock: Clock,
    random: Random,
    live: Live,
    /// What was read once and never changes, by its key.
    fixed: Mutex<HashMap<String, String>>,
    /// Rung when jobs were committed.
    jobs: Bell,
    /// Rung when something came from another pod.
    arrivals: Notify,
    /// How many acts of this process are on disk.
    acts: AtomicU64,
}

enum Writing {
    /// SQLite: one connection, one act at a time.
    Gated(Gate),
    /// PostgreSQL: the pool that reads, too, and a connection for what does many things at once.
    Pooled { many: DatabaseConnection },
}

impl Db {
    /// Readers, one writer (SQLite) or the same pool (PostgreSQL), and what acts need besides.
    pub fn new(opened: connect::Opened, clock: Clock, random: Random, live: Live) -> Self {
        let write = match (opened.write, opened.many) {
            (Some(connection), _) => Writing::Gated(Gate::new(connection)),
            (None, many) => Writing::Pooled {
                many: many.unwrap_or_else(|| opened.read.clone()),
            },
        };
        Self(Arc::new(Inner {
            read: opened.read,
            write,
            clock,
            random,
            live,
            fixed: Mutex::default(),
            jobs: Bell::default(),
            arrivals: Notify::new(),
            acts: AtomicU64::new(0),
        }))
    }

    /// For looking.
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.read
    }

    /// For acting. Dropped without [`Tx::commit`], nothing has happened.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        let act = match &self.0.write {
            Writing::Gated(gate) => Act::Gated(gate.turn().await?),
            Writing::Pooled { .. } => Act::Pooled(self.0.read.begin().await?),
        };
        Ok(self.act(act))
    }

    /// The same for many things of the same kinds, one such act at a time: on PostgreSQL they share a connection, which has met their
    /// statements before, where each of a pool would have to be told of them.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn begin_many(&self) -> Result<Tx, Fault> {
        match &self.0.write {
            Writing::Gated(_) => self.begin().await,
            Writing::Pooled { many } => Ok(self.act(Act::Pooled(many.begin().await?))),
        }
    }

    fn act(&self, act: Act) -> Tx {
        Tx {
            db: self.clone(),
            act,
            jobs: Vec::new(),
            effects: Vec::new(),
            gathered: None,
            unwritten: None,
            marked: None,
            ahead: Ahead::default(),
        }
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// The pod's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The pod's randomness.
    pub fn random(&self) -> &Random {
        &self.0.random
    }

    /// The switchboard of events.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Rung when there is work.
    pub fn jobs(&self) -> &Bell {
        &self.0.jobs
    }

    /// Rung when something came from another pod.
    pub fn arrivals(&self) -> &Notify {
        &self.0.arrivals
    }

    /// How many acts of this process are on disk: while it stays the same, so does what it has read, unless others have written.
    pub fn acts(&self) -> u64 {
        self.0.acts.load(Ordering::SeqCst)
    }

    /// Closes all connections; SQLite then folds its log into the file.
    pub async fn close(&self) {
        let many = match &self.0.write {
            Writing::Gated(gate) => {
                gate.close().await;
                None
            }
            Writing::Pooled { many } => Some(many),
        };
        for connections in many.into_iter().chain([&self.0.read]) {
            if let Err(error) = connections.clone().close().await {
                tracing::warn!(%error, "the database was not closed cleanly");
            }
        }
    }
}

/// What whoever does jobs listens to.
#[derive(Default)]
pub struct Bell {
    rung: Notify,
    /// For which lanes, by the bits of their codes ([`Lane::code`]).
    lanes: AtomicU32,
}

impl Bell {
    fn ring(&self, lanes: u32) {
        self.lanes.fetch_or(lanes, Ordering::SeqCst);
        self.rung.notify_one();
    }

    /// Waits until it is rung. Returns for which lanes ([`Bell::is_for`]).
    pub async fn rung(&self) -> u32 {
        self.rung.notified().await;
        self.lanes.swap(0, Ordering::SeqCst)
    }

    /// Whether a lane is among them.
    pub fn is_for(lanes: u32, lane: Lane) -> bool {
        lanes & Self::bit(lane.code()) != 0
    }

    fn bit(code: i16) -> u32 {
        1 << code
    }
}

enum Act {
    Gated(Turn),
    Pooled(DatabaseTransaction),
}

enum Effect {
    /// For these lanes.
    Jobs(u32),
    Arrival,
    Event(Event),
    Fixed(String, String),
}

/// One act: its rows, its notifications and its jobs, on disk together or not at all.
pub struct Tx {
    db: Db,
    act: Act,
    /// Written together at its end.
    jobs: Vec<job_row::ActiveModel>,
    effects: Vec<Effect>,
    /// What is written together later, while that is gathered.
    gathered: Option<Gathered>,
    /// How much of all these there was at the last mark.
    marked: Option<(usize, usize, Lengths)>,
    /// What was gathered before the last mark and has been written since: that is undone with what came after the mark.
    unwritten: Option<Gathered>,
    /// What was looked up for all that it is to do.
    ahead: Ahead,
}

impl Tx {
    /// For the doors and writers of the crate `entity`.
    pub fn sql(&self) -> &DatabaseTransaction {
        match &self.act {
            Act::Gated(turn) => turn.sql(),
            Act::Pooled(tx) => tx,
        }
    }

    /// What happens from here on can be taken back by itself; what happened until now counts.
    ///
    /// # Errors
    /// The database cannot be reached; the whole act must not be committed.
    pub async fn mark(&mut self) -> Result<(), Fault> {
        // Two in one go: each statement costs the way to the database and back.
        let mark = match self.marked {
            None => "SAVEPOINT piece",
            Some(_) => "RELEASE SAVEPOINT piece; SAVEPOINT piece",
        };
        self.sql().execute_unprepared(mark).await?;
        let gathered = self.gathered.as_ref().map(Gathered::len).unwrap_or_default();
        self.marked = Some((self.jobs.len(), self.effects.len(), gathered));
        self.unwritten = None;
        self.ahead.mark();
        Ok(())
    }

    /// Nothing since the mark has happened.
    ///
    /// # Errors
    /// The database cannot be reached; the whole act must not be committed.
    pub async fn back(&mut self) -> Result<(), Fault> {
        if let Some((jobs, effects, gathered)) = self.marked {
            self.sql().execute_unprepared("ROLLBACK TO SAVEPOINT piece").await?;
            self.jobs.truncate(jobs);
            self.effects.truncate(effects);
            self.ahead.back();
            if let Some(before) = self.unwritten.take() {
                self.gathered = Some(before);
            } else if let Some(all) = &mut self.gathered {
                all.truncate(gathered);
            }
        }
        Ok(())
    }

    /// From here on what can be is gathered, and written together where whoever called this says so (`domain::gathered`).
    pub fn gather(&mut self) {
        self.gathered.get_or_insert_default();
    }

    /// What is written together later. None: each thing is written when it happens.
    pub fn gathered(&mut self) -> Option<&mut Gathered> {
        self.gathered.as_mut()
    }

    /// Takes what is written together, for whoever writes it now.
    pub fn take_gathered(&mut self) -> Option<Gathered> {
        let all = std::mem::take(self.gathered.as_mut()?);
        if let Some((_, _, before)) = self.marked
            && self.unwritten.is_none()
        {
            let mut kept = all.clone();
            kept.truncate(before);
            self.unwritten = Some(kept);
        }
        Some(all)
    }

    /// What was looked up for all that it is to do.
    pub fn ahead(&self) -> &Ahead {
        &self.ahead
    }

    /// People may have changed from here on: what was looked up of them ahead is forgotten.
    pub fn forget_people(&mut self) {
        self.ahead.forget_people();
    }

    /// The same of posts.
    pub fn forget_posts(&mut self) {
        self.ahead.forget_posts();
    }

    /// Another pod has to do with a post from here on.
    pub fn goes_elsewhere(&mut self, post: PostId, pod: PodId) {
        self.ahead.goes_elsewhere(post, pod);
    }

    /// Leaves a post to be written with others, if it may be: then it has its number already.
    pub fn defer_post(&mut self, guid: &str) -> Option<(PostId, &mut Gathered)> {
        let gathered = self.gathered.as_mut()?;
        Some((self.ahead.post_number(guid)?, gathered))
    }

    /// The same of a comment on a post.
    pub fn defer_comment(&mut self, guid: &str, on: PostId) -> Option<(CommentId, &mut Gathered)> {
        let gathered = self.gathered.as_mut()?;
        Some((self.ahead.comment_number(guid, on)?, gathered))
    }

    /// The same of what may be somebody's first like of a post.
    pub fn defer_like(&mut self, guid: &str, on: PostId, by: PersonId) -> Option<(LikeId, &mut Gathered)> {
        let gathered = self.gathered.as_mut()?;
        Some((self.ahead.like_number(guid, on, by)?, gathered))
    }

    /// Somebody likes a post from here on, so that no other like of theirs is the first.
    pub fn likes(&mut self, on: PostId, by: PersonId) {
        self.ahead.note_like(on, by);
    }

    /// What time it is for this act.
    pub fn now(&self) -> Moment {
        self.db.now()
    }

    /// What [`Tx::fix`] was given under this key.
    pub fn fixed(&self, key: &str) -> Option<String> {
        let fixed = self.db.0.fixed.lock().expect("no panic while holding it");
        fixed.get(key).cloned()
    }

    /// Remembers what stands in a row that never changes, until this process ends. Only once this act is on disk:
    /// the row may have been made by this very act.
    pub fn fix(&mut self, key: &str, value: &str) {
        self.effects.push(Effect::Fixed(key.to_owned(), value.to_owned()));
    }

    /// The pod's randomness.
    pub fn random(&self) -> &Random {
        self.db.random()
    }

    /// Work that this act causes; on disk when the act is, and never without it.
    ///
    /// # Errors
    /// The database refuses the row.
    pub async fn enqueue(&mut self, job: Job) -> Result<(), Fault> {
        let now = self.now();
        self.enqueue_at(job, now).await
    }

    /// Work that this act causes, not before a time.
    ///
    /// # Errors
    /// The database refuses the row.
    pub async fn enqueue_at(&mut self, job: Job, run_at: Moment) -> Result<(), Fault> {
        self.enqueue_all(vec![(job, run_at)]).await
    }

    /// Several of them.
    ///
    /// # Errors
    /// One of them cannot be written as text.
    pub async fn enqueue_all(&mut self, jobs: Vec<(Job, Moment)>) -> Result<(), Fault> {
        let now = self.now();
        for (job, run_at) in jobs {
            self.jobs.push(job_row::ActiveModel {
                kind: Set(job.kind().to_owned()),
                lane: Set(job.lane().code()),
                payload: Set(serde_json::to_string(&job).map_err(Fault::of)?),
                attempts: Set(0),
                run_at: Set(run_at),
                locked_until: Set(None),
                dedupe: Set(job.dedupe()),
                last_error: Set(None),
                dead_at: Set(None),
                created_at: Set(now),
                ..Default::default()
            });
        }
        Ok(())
    }

    /// Writes the jobs down, in as few statements as can be: others wait for this act.
    async fn write_jobs(&mut self) -> Result<(), Fault> {
        let jobs = std::mem::take(&mut self.jobs);
        let codes = jobs.iter().map(|job| Bell::bit(*job.lane.as_ref()));
        let lanes = codes.fold(0, |all, bit| all | bit);
        for some in jobs.chunks(ROWS) {
            let already = sea_orm::sea_query::OnConflict::column(job_row::Column::Dedupe)
                .do_nothing()
                .to_owned();
            job_row::Entity::insert_many(some.to_vec())
                .on_conflict(already)
                .exec_without_returning(self.sql())
                .await?;
        }
        if !jobs.is_empty() {
            self.effects.push(Effect::Jobs(lanes));
        }
        Ok(())
    }

    /// Browsers to tell once this act is on disk.
    pub fn tell(&mut self, to: &[UserId], what: What) {
        if !to.is_empty() {
            self.effects.push(Effect::Event(Event {
                to: to.iter().map(|user| user.0).collect(),
                what,
            }));
        }
    }

    /// Whoever works on what came from other pods is told, once this act is on disk.
    pub fn arrived(&mut self) {
        self.effects.push(Effect::Arrival);
    }

    /// Pages of a post to tell, once this act is on disk, that something was said there.
    pub fn tell_thread(&mut self, post: PostId) {
        self.effects.push(Effect::Event(Event {
            to: Vec::new(),
            what: What::Thread(post.0),
        }));
    }

    /// Makes it so. When this returns, the act survives `kill -9`.
    ///
    /// # Errors
    /// The database could not write; nothing has happened.
    pub async fn commit(mut self) -> Result<(), Fault> {
        let written = self.gathered.as_ref().is_none_or(Gathered::is_empty);
        debug_assert!(written, "whoever gathers writes it before the end");
        self.write_jobs().await?;
        match self.act {
            Act::Gated(turn) => turn.commit().await?,
            Act::Pooled(tx) => tx.commit().await?,
        }
        self.db.0.acts.fetch_add(1, Ordering::SeqCst);
        for effect in self.effects {
            match effect {
                Effect::Jobs(lanes) => self.db.0.jobs.ring(lanes),
                Effect::Arrival => self.db.0.arrivals.notify_one(),
                Effect::Event(event) => self.db.0.live.tell(event),
                Effect::Fixed(key, value) => {
                    let mut fixed = self.db.0.fixed.lock().expect("no panic while holding it");
                    fixed.insert(key, value);
                }
            }
        }
        Ok(())
    }
}
