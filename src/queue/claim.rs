//! Taking jobs and settling them. The end of the lease is the token: who no longer has the lease changes nothing.

use std::sync::atomic::{AtomicBool, Ordering};

use entity::write::lease;
use entity::{JobId, Moment, job};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, Order, QueryFilter};

use crate::db::{Db, Tx};
use crate::error::Fault;
use crate::job::{Job, Lane};
use crate::queue::{LEASE, MOST_TRIES, TRIES, WAITING};

/// What shows that somebody has a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    id: JobId,
    until: Moment,
}

/// Deletes the rows of jobs in the transaction of their effects, as [`Claimed::finish`] does for one. Whoever has them says so when it is
/// committed ([`Claimed::ended`]).
///
/// # Errors
/// Somebody else has one of them by now; the transaction must not be committed.
pub async fn finish_all(tx: &mut Tx, tickets: &[Ticket]) -> Result<(), Fault> {
    if delete(tx.sql(), tickets).await? < tickets.len() as u64 {
        return Err(Fault::new("the lease of one of these jobs has run out"));
    }
    Ok(())
}

/// A job that this process has, until `until`.
#[derive(Debug)]
pub struct Claimed {
    /// Its row.
    pub id: JobId,
    /// What is to be done; none when this program cannot read it.
    pub job: Option<Job>,
    /// What it is called in the log.
    pub kind: String,
    /// How often it was begun, this time included.
    pub attempts: i32,
    /// The same each time this very job is begun, and for no other, for effects outside the database.
    pub stamp: String,
    /// The end of the lease.
    pub until: Moment,
    /// When it was enqueued.
    since: Moment,
    /// Its row was deleted by the arm itself.
    finished: AtomicBool,
}

impl Claimed {
    fn new(row: job::Model) -> Self {
        Self {
            // Row ids come again, the moment with them does not.
            stamp: format!("{}-{:06}", row.created_at.0, row.id),
            id: row.id,
            job: serde_json::from_str(&row.payload).ok(),
            kind: row.kind,
            attempts: row.attempts,
            until: row.locked_until.unwrap_or_default(),
            since: row.created_at,
            finished: AtomicBool::new(false),
        }
    }

    /// Deletes the job's row in the transaction of its effects: either both are on disk or neither.
    ///
    /// # Errors
    /// Somebody else has the job by now; the transaction must not be committed.
    pub async fn finish(&self, tx: &mut Tx) -> Result<(), Fault> {
        finish_all(tx, &[self.ticket()]).await?;
        self.ended();
        Ok(())
    }

    /// How often it is begun at the most.
    pub fn most_tries(&self) -> i32 {
        match self.job.as_ref().is_some_and(Job::waits) {
            true => MOST_TRIES,
            false => TRIES,
        }
    }

    /// Whether it is given up if it does not come to an end this time.
    pub fn is_last(&self, now: Moment) -> bool {
        let long = self.since.plus(WAITING) <= now && self.attempts >= TRIES;
        long || self.attempts >= self.most_tries()
    }

    /// What shows that this process has it.
    pub fn ticket(&self) -> Ticket {
        Ticket {
            id: self.id,
            until: self.until,
        }
    }

    /// Its row is gone.
    pub fn ended(&self) {
        self.finished.store(true, Ordering::SeqCst);
    }

    /// Whether the arm deleted the row. Says nothing of whether it was committed.
    pub fn is_finished(&self) -> bool {
        self.finished.load(Ordering::SeqCst)
    }
}

fn due(lane: Lane, now: Moment) -> Condition {
    Condition::all()
        .add(job::Column::DeadAt.is_null())
        .add(job::Column::Lane.eq(lane.code()))
        .add(job::Column::RunAt.lte(now))
        .add(job::Column::LockedUntil.is_null().or(job::Column::LockedUntil.lte(now)))
}

/// Takes up to so many jobs that are due, in the order of their lane.
///
/// # Errors
/// The database cannot be reached.
pub async fn claim(db: &Db, lane: Lane, most: u64) -> Result<Vec<Claimed>, Fault> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let now = db.now();
    let postgres = db.read().get_database_backend() == DbBackend::Postgres;
    // Looking costs no turn at SQLite's writer.
    if !postgres
        && job::Entity::find()
            .filter(due(lane, now))
            .one(db.read())
            .await?
            .is_none()
    {
        return Ok(Vec::new());
    }
    let order = match lane {
        Lane::Quick | Lane::Slow | Lane::Fetching | Lane::Patient | Lane::Delivering => Order::Asc,
        Lane::Overtaking => Order::Desc,
    };
    let mut these = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .cond_where(due(lane, now))
        .order_by(job::Column::RunAt, order.clone())
        .order_by(job::Column::Id, order)
        .limit(most)
        .to_owned();
    let tx = db.begin().await?;
    let mine = match postgres {
        true => {
            lease::by_index(tx.sql()).await?;
            these.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            lease::once(job::Column::Id, these)
        }
        false => job::Column::Id.in_subquery(these),
    };
    let mut rows = job::Entity::update_many()
        .col_expr(job::Column::LockedUntil, Expr::value(Some(now.plus(LEASE))))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .filter(mine)
        .exec_with_returning(tx.sql())
        .await?;
    tx.commit().await?;
    // RETURNING promises no order.
    rows.sort_by_key(|row| (row.run_at, row.id));
    Ok(rows.into_iter().map(Claimed::new).collect())
}

async fn delete(db: &impl ConnectionTrait, tickets: &[Ticket]) -> Result<u64, Fault> {
    let theirs = |ticket: &Ticket| {
        job::Column::Id
            .eq(ticket.id)
            .and(job::Column::LockedUntil.eq(ticket.until))
    };
    let any = tickets.iter().map(theirs).fold(Condition::any(), Condition::add);
    let gone = job::Entity::delete_many().filter(any).exec(db).await?;
    Ok(gone.rows_affected)
}

/// What becomes of a job's row.
#[derive(Clone, Debug, PartialEq)]
pub enum Settle {
    /// It goes.
    Gone,
    /// It went on well and is not through: again at once, as if for the first time.
    Again,
    /// Not before then; why.
    Later(Moment, String),
    /// Never again, but kept to be looked at; why.
    Dead(String),
}

/// Writes down what became of a job, unless somebody else has it by now.
///
/// # Errors
/// The database cannot be reached; the job comes back when its lease runs out.
pub async fn settle(db: &Db, claimed: &Claimed, settle: Settle) -> Result<(), Fault> {
    let tx = db.begin().await?;
    let mine = job::Entity::update_many()
        .filter(job::Column::Id.eq(claimed.id))
        .filter(job::Column::LockedUntil.eq(claimed.until))
        .col_expr(job::Column::LockedUntil, Expr::value(None::<Moment>));
    let changed = match settle {
        Settle::Gone => {
            delete(tx.sql(), &[claimed.ticket()]).await?;
            return tx.commit().await;
        }
        Settle::Again => mine
            .col_expr(job::Column::Attempts, Expr::value(0))
            .col_expr(job::Column::RunAt, Expr::value(tx.now())),
        Settle::Later(run_at, why) => mine
            .col_expr(job::Column::RunAt, Expr::value(run_at))
            .col_expr(job::Column::LastError, Expr::value(Some(why))),
        // Its name is free again: what is done every hour must not end with one hour that went wrong.
        Settle::Dead(why) => mine
            .col_expr(job::Column::DeadAt, Expr::value(Some(tx.now())))
            .col_expr(job::Column::Dedupe, Expr::value(None::<String>))
            .col_expr(job::Column::LastError, Expr::value(Some(why))),
    };
    changed.exec(tx.sql()).await?;
    tx.commit().await
}
