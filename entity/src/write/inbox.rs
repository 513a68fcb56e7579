//! The queue of what actors have sent, and the memory of what has come before.

use std::collections::HashSet;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{DatabaseConnection, DbBackend, QueryOrder, QuerySelect, Set};

use super::lease;
use crate::{ActivityId, Moment, PersonId, activity, activity_seen};

/// What an actor sent and nobody has worked on yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its row.
    pub id: ActivityId,
    /// Who has signed it.
    pub signer: PersonId,
    /// To whose inbox it came; none: to that of the pod.
    pub recipient: Option<PersonId>,
    /// As it came.
    pub body: String,
    /// When it came.
    pub came: Moment,
    /// How often it was tried.
    pub attempts: i32,
}

/// What an actor sent just now.
#[derive(Clone, Debug)]
pub struct Came {
    /// Who has signed it.
    pub signer: PersonId,
    /// To whose inbox it came; none: to that of the pod.
    pub recipient: Option<PersonId>,
    /// As it came.
    pub body: String,
}

/// Stores what has come.
pub async fn store(db: &impl ConnectionTrait, all: Vec<Came>, now: Moment) -> Result<(), DbErr> {
    if all.is_empty() {
        return Ok(());
    }
    let rows = all.into_iter().map(|came| activity::ActiveModel {
        signer_id: Set(came.signer),
        recipient_id: Set(came.recipient),
        body: Set(came.body),
        created_at: Set(now),
        run_at: Set(now),
        attempts: Set(0),
        ..Default::default()
    });
    activity::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// What is due, oldest first, but for what this process has in hand. Where several processes work on one database each takes
/// what no other has, until its lease is over.
pub async fn due(
    db: &DatabaseConnection,
    (now, lease): (Moment, Moment),
    most: u64,
    in_hand: &[ActivityId],
) -> Result<Vec<Waiting>, DbErr> {
    let ids = match db.get_database_backend() {
        DbBackend::Postgres => {
            let columns = (activity::Column::Id, activity::Column::RunAt);
            let ids = lease::oldest::<activity::Entity>(db, columns, (now, lease), most).await?;
            ids.into_iter().map(ActivityId).collect()
        }
        DbBackend::MySql | DbBackend::Sqlite | _ => free(db, now, most, in_hand).await?,
    };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = activity::Entity::find()
        .filter(activity::Column::Id.is_in(ids))
        .order_by_asc(activity::Column::Id)
        .all(db)
        .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id,
        signer: row.signer_id,
        recipient: row.recipient_id,
        body: row.body,
        came: row.created_at,
        attempts: row.attempts,
    });
    Ok(waiting.collect())
}

async fn free(
    db: &impl ConnectionTrait,
    now: Moment,
    most: u64,
    in_hand: &[ActivityId],
) -> Result<Vec<ActivityId>, DbErr> {
    let found: Vec<ActivityId> = activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(activity::Column::RunAt.lte(now))
        .order_by_asc(activity::Column::RunAt)
        .order_by_asc(activity::Column::Id)
        .limit(most + in_hand.len() as u64)
        .into_tuple()
        .all(db)
        .await?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Ok(found
        .into_iter()
        .filter(|id| !in_hand.contains(id))
        .take(most)
        .collect())
}

/// Deletes what was worked on. Returns how many rows there still were.
pub async fn finish(db: &impl ConnectionTrait, ids: &[ActivityId]) -> Result<u64, DbErr> {
    if ids.is_empty() {
        return Ok(0);
    }
    let gone = activity::Entity::delete_many()
        .filter(activity::Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

/// It waits for its time.
pub async fn later(db: &impl ConnectionTrait, id: ActivityId, run_at: Moment, attempts: i32) -> Result<(), DbErr> {
    activity::Entity::update_many()
        .col_expr(activity::Column::RunAt, Expr::value(run_at))
        .col_expr(activity::Column::Attempts, Expr::value(attempts))
        .filter(activity::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether more than so many wait for their time, which is before the second of these.
pub async fn is_crowded(db: &impl ConnectionTrait, times: (Moment, Moment), most: u64) -> Result<bool, DbErr> {
    let columns = (activity::Column::Id, activity::Column::RunAt);
    lease::is_crowded::<activity::Entity>(db, columns, times, most).await
}

/// Those of some names under which something has come before.
pub async fn seen(db: &impl ConnectionTrait, names: &[String]) -> Result<HashSet<String>, DbErr> {
    let found = activity_seen::Entity::find().filter(activity_seen::Column::Name.is_in(names));
    Ok(found.all(db).await?.into_iter().map(|row| row.name).collect())
}

/// Notes that something has come under these names.
pub async fn note(db: &impl ConnectionTrait, names: Vec<String>, now: Moment) -> Result<(), DbErr> {
    if names.is_empty() {
        return Ok(());
    }
    let rows = names.into_iter().map(|name| activity_seen::ActiveModel {
        name: Set(name),
        created_at: Set(now),
    });
    let already = OnConflict::column(activity_seen::Column::Name).do_nothing().to_owned();
    activity_seen::Entity::insert_many(rows)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Forgets what came so long ago.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    activity_seen::Entity::delete_many()
        .filter(activity_seen::Column::CreatedAt.lt(before))
        .exec(db)
        .await?;
    activity::Entity::delete_many()
        .filter(activity::Column::CreatedAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether one waits that was not tried yet.
pub async fn fresh(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let untried = activity::Entity::find().filter(activity::Column::Attempts.eq(0));
    Ok(untried.one(db).await?.is_some())
}

/// How many wait.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    activity::Entity::find().count(db).await
}
