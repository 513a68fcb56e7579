//! Counting tries, in one statement, so that tries at the same time are all counted.

use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;

use crate::Moment;
use crate::sql::Sql;

/// How a count stands after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Tally {
    /// Tries in this window, this one included.
    pub count: i32,
    /// When the window began.
    pub since: Moment,
}

/// When a window ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// So long after its first try.
    FromFirst,
    /// So long after the last try that still counted: in no stretch of that length are there ever more.
    FromLast {
        /// The most that count.
        most: i32,
    },
}

/// Counts a try. Windows that began before `stale` have ended.
pub async fn add(
    db: &impl ConnectionTrait,
    key: &str,
    window: Window,
    now: Moment,
    stale: Moment,
) -> Result<Tally, DbErr> {
    // Beyond the limit a window no longer moves: whoever goes on trying is not shut out for ever.
    let moving = match window {
        Window::FromFirst => 0,
        Window::FromLast { most } => most,
    };
    let sql = Sql::new(
        "INSERT INTO throttle (key, count, since) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET \
         count = CASE WHEN throttle.since <= ? THEN 1 ELSE throttle.count + 1 END, \
         since = CASE WHEN throttle.since <= ? OR throttle.count < ? THEN ? ELSE throttle.since END \
         RETURNING count, since",
        [
            key.into(),
            now.0.into(),
            stale.0.into(),
            stale.0.into(),
            moving.into(),
            now.0.into(),
        ],
    );
    let tally = Tally::find_by_statement(sql.statement(db.get_database_backend()))
        .one(db)
        .await?;
    tally.ok_or_else(|| DbErr::RecordNotFound("a row that was just written".to_owned()))
}

/// Takes a try back that turned out well.
pub async fn take_back(db: &impl ConnectionTrait, key: &str) -> Result<(), DbErr> {
    let sql = Sql::new(
        "UPDATE throttle SET count = count - 1 WHERE key = ? AND count > 0",
        [key.into()],
    );
    db.execute_raw(sql.statement(db.get_database_backend())).await?;
    Ok(())
}
