//! The last letter of accounts that are gone, or have moved: kept as it was signed, since their keys are gone, too. Pods that write to them
//! all the same have missed it and are told again, once in a while.

use std::time::Duration;

use entity::write::delivery::{self, To};
use entity::{Moment, PersonId, PodId, farewell, person};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::error::Outcome;
use crate::job::Job;

/// Whoever writes again and again has it told so often at the most.
const APART: Duration = Duration::from_secs(7 * 86_400);

/// Keeps the letter and who knew the account.
///
/// # Errors
/// The database cannot be written.
pub async fn keep(tx: &mut Tx, who: PersonId, body: &str, pods: &[PodId]) -> Outcome<()> {
    let pods: Vec<String> = pods.iter().map(|pod| pod.0.to_string()).collect();
    let row = farewell::ActiveModel {
        person_id: Set(who),
        body: Set(body.to_owned()),
        pods: Set(pods.join(" ")),
        sent_at: Set(tx.now()),
    };
    let there = OnConflict::column(farewell::Column::PersonId)
        .update_columns([farewell::Column::Body, farewell::Column::Pods, farewell::Column::SentAt])
        .to_owned();
    farewell::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

/// Whether a last letter was sent, such as when they have moved.
///
/// # Errors
/// The database cannot be read.
pub async fn is_kept(db: &impl ConnectionTrait, who: PersonId) -> Outcome<bool> {
    Ok(farewell::Entity::find_by_id(who).one(db).await?.is_some())
}

/// Whether the person with this guid was an account of ours that is gone, and those who knew it were last told long ago.
///
/// # Errors
/// The database cannot be read.
pub async fn owed(db: &impl ConnectionTrait, guid: &str, now: Moment) -> Outcome<Option<PersonId>> {
    let gone = person::Entity::find()
        .filter(person::Column::Guid.eq(guid))
        .filter(person::Column::PodId.is_null())
        .filter(person::Column::ClosedAt.is_not_null());
    let Some(gone) = gone.one(db).await? else {
        return Ok(None);
    };
    let letter = farewell::Entity::find_by_id(gone.id).one(db).await?;
    let owed = letter.is_some_and(|letter| letter.sent_at <= now.minus(APART));
    Ok(owed.then_some(gone.id))
}

/// Somebody writes to an account that is gone: those who knew it are told again. What was written is sealed for a key that is no
/// more, so which of them wrote cannot be said.
///
/// # Errors
/// The database cannot be written.
pub async fn again(tx: &mut Tx, gone: PersonId) -> Outcome<()> {
    let now = tx.now();
    let due = farewell::Entity::update_many()
        .col_expr(farewell::Column::SentAt, Expr::value(now.0))
        .filter(farewell::Column::PersonId.eq(gone))
        .filter(farewell::Column::SentAt.lte(now.minus(APART)));
    if due.exec(tx.sql()).await?.rows_affected == 0 {
        return Ok(());
    }
    let Some(letter) = farewell::Entity::find_by_id(gone).one(tx.sql()).await? else {
        return Ok(());
    };
    let pods: Vec<i64> = letter.pods.split(' ').filter_map(|pod| pod.parse().ok()).collect();
    let to = pods.iter().map(|pod| To {
        pod: PodId(*pod),
        person: None,
    });
    delivery::post(tx.sql(), gone, letter.body, &to.collect::<Vec<_>>(), now).await?;
    let jobs = pods.into_iter().map(|pod| (Job::Deliver { pod }, now));
    Ok(tx.enqueue_all(jobs.collect()).await?)
}
