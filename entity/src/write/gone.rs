//! Remembering what is gone, so that it does not come back when it is sent once more, or only now.

use std::collections::{BTreeSet, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveEnum, DbBackend, Set};

use crate::gone::{self, Kind};
use crate::sql::Sql;
use crate::{Moment, PersonId, Reach};

/// The moderators of this pod, in the place of a person.
pub const MODERATORS: PersonId = gone::Model::MODERATORS;

/// Whether something was here when it was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// It was, and whoever said so could.
    Here,
    /// Not yet.
    Unknown,
}

/// Whose word took something away, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Whose ([`MODERATORS`]: theirs).
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Whether it was here.
    pub was: Was,
}

/// From here to the end of the transaction nobody else works on what has this name: of two that come at once, the second sees
/// what the first has done.
pub async fn alone(db: &impl ConnectionTrait, guid: &str) -> Result<(), DbErr> {
    // SQLite has one writer at a time anyway.
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres {
        let lock = Sql::new("SELECT pg_advisory_xact_lock(hashtextextended(?, 28))", [guid.into()]);
        db.execute_raw(lock.statement(backend)).await?;
    }
    Ok(())
}

/// The same for several names, in one order, so that of two who take the same names neither waits for the other for ever.
pub async fn alone_with(db: &impl ConnectionTrait, guids: &BTreeSet<&str>) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres && !guids.is_empty() {
        let names = vec!["(?)"; guids.len()].join(", ");
        let locks =
            format!("SELECT COUNT(pg_advisory_xact_lock(hashtextextended(n.column1, 28))) FROM (VALUES {names}) AS n");
        let locks = Sql::new(&locks, guids.iter().map(|guid| (*guid).into()));
        db.query_one_raw(locks.statement(backend)).await?;
    }
    Ok(())
}

/// Those of some names that mean something here: something is called so, or was and is gone, or was taken back before it came, or
/// pictures wait for it.
pub async fn known(db: &impl ConnectionTrait, guids: &[&str]) -> Result<HashSet<String>, DbErr> {
    if guids.is_empty() {
        return Ok(HashSet::new());
    }
    let tables = [
        "post",
        "comment",
        "\"like\"",
        "poll_vote",
        "far_photo",
        "gone",
        "message",
        "message_gone",
    ];
    let among = Sql::marks(guids.len());
    let mut parts = Vec::from(tables.map(|table| format!("SELECT guid FROM {table} WHERE guid IN ({among})")));
    parts.push(format!(
        "SELECT post_guid AS guid FROM far_photo WHERE post_guid IN ({among})"
    ));
    let all = parts.iter().flat_map(|_| guids.iter().map(|guid| Value::from(*guid)));
    let known = Sql::new(&parts.join(" UNION ALL "), all);
    let rows = db.query_all_raw(known.statement(db.get_database_backend())).await?;
    rows.iter().map(|row| row.try_get("", "guid")).collect()
}

/// Writes down that something is gone.
pub async fn note(db: &impl ConnectionTrait, kind: Kind, guid: &str, word: Word) -> Result<(), DbErr> {
    let row = gone::ActiveModel {
        guid: Set(guid.to_owned()),
        kind: Set(kind),
        by_id: Set(word.by),
        settled: Set(word.was == Was::Here),
        gone_at: Set(word.at),
        open: Set(false),
    };
    let mut already = OnConflict::columns([gone::Column::Guid, gone::Column::Kind, gone::Column::ById]);
    match word.was {
        Was::Here => already.update_columns([gone::Column::Settled, gone::Column::GoneAt]),
        Was::Unknown => already.do_nothing(),
    };
    gone::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Something of somebody here is about to go. If it was for everybody that is written down, in its author's word.
pub async fn note_open(db: &impl ConnectionTrait, kind: Kind, guid: &str, now: Moment) -> Result<(), DbErr> {
    let of = match kind {
        Kind::Post => "post t JOIN post p ON p.id = t.id",
        Kind::Comment => "comment t JOIN post p ON p.id = t.post_id",
        // Nobody asks for these.
        Kind::Like | Kind::Vote | Kind::Photo | Kind::Follow => return Ok(()),
    };
    let note = format!(
        "INSERT INTO gone (guid, kind, by_id, settled, gone_at, open) \
         SELECT t.guid, {}, t.author_id, TRUE, CAST(? AS BIGINT), TRUE FROM {of} JOIN person a ON a.id = t.author_id \
         WHERE t.guid = ? AND p.reach = {} AND a.pod_id IS NULL AND t.created_at <= ? \
         ON CONFLICT (guid, kind, by_id) DO UPDATE SET settled = TRUE, open = TRUE, gone_at = excluded.gone_at",
        kind.to_value(),
        Reach::Public.to_value()
    );
    let note = Sql::new(&note, [now.0.into(), guid.into(), now.0.into()]);
    db.execute_raw(note.statement(db.get_database_backend())).await?;
    Ok(())
}

/// Since when something is gone that was of somebody here and for everybody.
pub async fn open(db: &impl ConnectionTrait, kind: Kind, guid: &str) -> Result<Option<Moment>, DbErr> {
    let row = gone::Entity::find()
        .filter(gone::Column::Guid.eq(guid))
        .filter(gone::Column::Kind.eq(kind))
        .filter(gone::Column::Open.eq(true))
        .one(db)
        .await?;
    Ok(row.map(|row| row.gone_at))
}

/// Forgets what somebody has said to be gone that never came, but for what they said last: so much of it.
pub async fn forget_oldest(db: &impl ConnectionTrait, by: PersonId, most: u32) -> Result<(), DbErr> {
    let oldest = Sql::new(
        "DELETE FROM gone WHERE by_id = ? AND NOT settled AND gone_at < (SELECT gone_at FROM gone \
         WHERE by_id = ? AND NOT settled ORDER BY gone_at DESC LIMIT 1 OFFSET ?)",
        [by.into(), by.into(), i64::from(most).into()],
    );
    db.execute_raw(oldest.statement(db.get_database_backend())).await?;
    Ok(())
}

/// By whose word something is gone, as far as anybody has said so.
pub async fn words(db: &impl ConnectionTrait, kind: Kind, guid: &str) -> Result<Vec<Word>, DbErr> {
    let rows = gone::Entity::find()
        .filter(gone::Column::Guid.eq(guid))
        .filter(gone::Column::Kind.eq(kind))
        .all(db)
        .await?;
    let word = |row: gone::Model| Word {
        by: row.by_id,
        at: row.gone_at,
        was: if row.settled { Was::Here } else { Was::Unknown },
    };
    Ok(rows.into_iter().map(word).collect())
}

/// It is back, by the word of whoever took it away.
pub async fn forget(db: &impl ConnectionTrait, kind: Kind, guid: &str, by: PersonId) -> Result<(), DbErr> {
    gone::Entity::delete_by_id((guid.to_owned(), kind, by)).exec(db).await?;
    Ok(())
}

/// Forgets what was said so long ago, but for what moderators have taken away.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    gone::Entity::delete_many()
        .filter(gone::Column::ById.ne(MODERATORS))
        .filter(gone::Column::GoneAt.lt(before))
        .exec(db)
        .await?;
    Ok(())
}
