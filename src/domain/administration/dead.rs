//! Jobs that were given up, for those who run the pod: what each was, why and when it ended. They try it again or drop it. What a job
//! is about is not shown: that is others'.

use entity::{JobId, Moment, UserId, job};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::db::Tx;
use crate::domain::audit::{self, Act};
use crate::error::{OrNotFound, Outcome};
use crate::job::Job;

/// Jobs on one page.
pub const PAGE: u64 = 50;

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dead {
    /// Its row.
    pub id: JobId,
    /// What it was ([`Job::kind`]).
    pub kind: String,
    /// Why it did not come to an end; may be empty.
    pub why: String,
    /// Since when it is not tried any more.
    pub at: Moment,
}

fn all() -> Select<job::Entity> {
    job::Entity::find().filter(job::Column::DeadAt.is_not_null())
}

/// A page of them, those that were given up last first, and how many there are.
///
/// # Errors
/// The database cannot be read.
pub async fn page(db: &impl ConnectionTrait, page: u64) -> Outcome<(Vec<Dead>, u64)> {
    let total = all().count(db).await?;
    let rows = all()
        .order_by_desc(job::Column::DeadAt)
        .order_by_desc(job::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE)
        .all(db)
        .await?;
    let dead = |row: job::Model| Dead {
        id: row.id,
        kind: row.kind,
        why: row.last_error.unwrap_or_default(),
        at: row.dead_at.unwrap_or_default(),
    };
    Ok((rows.into_iter().map(dead).collect(), total))
}

/// Takes one out of the list.
async fn taken(tx: &Tx, id: JobId) -> Outcome<job::Model> {
    let row = all()
        .filter(job::Column::Id.eq(id))
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let gone = job::Entity::delete_many()
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::DeadAt.is_not_null())
        .exec(tx.sql())
        .await?;
    (gone.rows_affected == 1).then_some(row).or_not_found()
}

/// Does one again, as if it were wanted now.
///
/// # Errors
/// There is no such job, or this version of the program cannot read it.
pub async fn again(tx: &mut Tx, by: UserId, id: JobId) -> Outcome<()> {
    let row = taken(tx, id).await?;
    let job: Job = serde_json::from_str(&row.payload).ok().or_not_found()?;
    tx.enqueue(job).await?;
    audit::write(tx, Some(by), Act::JobAgain, &row.kind).await
}

/// Drops one for good.
///
/// # Errors
/// There is no such job.
pub async fn forget(tx: &mut Tx, by: UserId, id: JobId) -> Outcome<()> {
    let row = taken(tx, id).await?;
    audit::write(tx, Some(by), Act::JobDrop, &row.kind).await
}
