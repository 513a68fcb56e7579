//! Counting tries of an account's secrets (the password asked for again, codes), so that nobody can guess them.
//!
//! A try is counted before it is looked at and in a transaction of its own, since what is refused is not committed.
//! Counts are in the database: a restart forgets nothing.

use std::time::Duration;

use entity::{UserId, throttle};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use crate::db::Db;
use crate::error::{Outcome, Refusal};

/// So many tries are looked at in one [`WINDOW`].
pub const MOST: i32 = 10;
/// How long a try counts.
pub const WINDOW: Duration = Duration::from_secs(900);

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The password, asked for again by somebody who is signed in.
    Password,
    /// A code of the second step.
    Code,
}

impl Secret {
    fn key(self, user: UserId) -> String {
        match self {
            Self::Password => format!("password-again {user}"),
            Self::Code => format!("code {user}"),
        }
    }
}

/// How a try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// It may be looked at.
    Open,
    /// It may be looked at, and it is the last one.
    Last,
}

/// Counts a try.
///
/// # Errors
/// There were too many lately: this one is not looked at, even if it is right.
pub async fn count(db: &Db, secret: Secret, user: UserId) -> Outcome<Try> {
    let (tx, key) = (db.begin().await?, secret.key(user));
    let now = tx.now();
    let more = throttle::Entity::update_many()
        .col_expr(throttle::Column::Count, Expr::col(throttle::Column::Count).add(1))
        .filter(throttle::Column::Key.eq(key.as_str()))
        .filter(throttle::Column::Since.gt(now.minus(WINDOW)))
        .exec(tx.sql())
        .await?;
    if more.rows_affected == 0 {
        let first = throttle::ActiveModel {
            key: Set(key.clone()),
            count: Set(1),
            since: Set(now),
        };
        let anew = OnConflict::column(throttle::Column::Key)
            .update_columns([throttle::Column::Count, throttle::Column::Since])
            .to_owned();
        throttle::Entity::insert(first)
            .on_conflict(anew)
            .exec_without_returning(tx.sql())
            .await?;
    }
    let row = throttle::Entity::find_by_id(key).one(tx.sql()).await?;
    tx.commit().await?;
    let (count, since) = row.map_or((1, now), |row| (row.count, row.since));
    if count > MOST {
        let left = since.plus(WINDOW).since(now).as_secs().div_ceil(60);
        return Err(Refusal::TooOften(Ord::max(left, 1)).into());
    }
    Ok(if count == MOST { Try::Last } else { Try::Open })
}

/// It was right: what was counted is forgotten.
///
/// # Errors
/// The database cannot be written.
pub async fn forget(db: &Db, secret: Secret, user: UserId) -> Outcome<()> {
    let tx = db.begin().await?;
    throttle::Entity::delete_by_id(secret.key(user)).exec(tx.sql()).await?;
    Ok(tx.commit().await?)
}
