//! Files of other servers: who fetches one, what room there is for it, and which make room.
//!
//! The room is counted in one row (`used`), so that of two processes that want the last of it one gets it. It is taken
//! before a file is written and given back after it was deleted: the storage never holds more than was counted.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::media_file::{Column, Entity, Model, State};
use crate::{MediaFileId, Moment, media_file, media_tally};

const USED: &str = "used";
/// Rows that are looked at or changed in one statement.
const BATCH: u64 = 200;

/// Something that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Of address and class, in hex.
    pub digest: &'a str,
    /// Its address.
    pub url: &'a str,
    /// What is made of it.
    pub class: i32,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the keys of its files begin with.
    pub folder: String,
    /// Its files, as JSON.
    pub files: String,
    /// What they take.
    pub bytes: i64,
    /// In pixels; 0 where it has none.
    pub width: i32,
    /// In pixels; 0 where it has none.
    pub height: i32,
    /// A few blurred colours; empty for none.
    pub blurhash: String,
}

/// The row of a digest.
///
/// # Errors
/// The database cannot be read.
pub async fn one(db: &impl ConnectionTrait, digest: &str) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::Digest.eq(digest)).one(db).await
}

/// Takes on to fetch something until a time; `false` when it is here, is not to be asked for yet, or somebody else does.
///
/// # Errors
/// The database cannot be written.
pub async fn claim(db: &impl ConnectionTrait, wanted: Wanted<'_>, now: Moment, until: Moment) -> Result<bool, DbErr> {
    let row = media_file::ActiveModel {
        digest: Set(wanted.digest.to_owned()),
        url: Set(wanted.url.to_owned()),
        class: Set(wanted.class),
        state: Set(State::Wanted),
        why: Set(String::new()),
        folder: Set(String::new()),
        files: Set(String::new()),
        bytes: Set(0),
        width: Set(0),
        height: Set(0),
        blurhash: Set(String::new()),
        tries: Set(0),
        fetched_at: Set(Moment(0)),
        used_at: Set(now),
        next_try_at: Set(Moment(0)),
        lease_until: Set(until),
        ..Default::default()
    };
    let already = OnConflict::column(Column::Digest).do_nothing().to_owned();
    let made = Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    if made > 0 {
        return Ok(true);
    }
    let taken = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(until))
        .col_expr(Column::State, Expr::value(State::Wanted))
        .filter(Column::Digest.eq(wanted.digest))
        .filter(Column::State.is_in([State::Wanted, State::Refused]))
        .filter(Column::NextTryAt.lte(now))
        .filter(Column::LeaseUntil.lte(now))
        .exec(db)
        .await?;
    Ok(taken.rows_affected > 0)
}

/// The row that somebody took on until then and has still.
fn mine(digest: &str, until: Moment) -> Condition {
    Condition::all()
        .add(Column::Digest.eq(digest))
        .add(Column::LeaseUntil.eq(until))
        .add(Column::State.is_in([State::Wanted, State::Writing]))
}

/// Remembers that something could not be had, and when to ask again.
///
/// # Errors
/// The database cannot be written.
pub async fn refuse(
    db: &impl ConnectionTrait,
    (digest, until): (&str, Moment),
    why: &str,
    next_try_at: Moment,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Refused))
        .col_expr(Column::Why, Expr::value(why))
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .col_expr(Column::NextTryAt, Expr::value(next_try_at))
        .col_expr(Column::LeaseUntil, Expr::value(Moment(0)))
        .filter(mine(digest, until))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether there was room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// It is taken.
    Taken,
    /// There is not as much within the bound: so many bytes are missing.
    Full(i64),
    /// Somebody else fetches the file by now.
    Lost,
}

/// Takes the room for files that are about to be written.
///
/// # Errors
/// The database cannot be written.
pub async fn reserve(
    db: &impl ConnectionTrait,
    (digest, until): (&str, Moment),
    kept: Kept,
    bound: i64,
) -> Result<Room, DbErr> {
    let taken = media_tally::Entity::update_many()
        .col_expr(
            media_tally::Column::Amount,
            Expr::col(media_tally::Column::Amount).add(kept.bytes),
        )
        .filter(media_tally::Column::Name.eq(USED))
        .filter(media_tally::Column::Amount.lte(bound - kept.bytes))
        .exec(db)
        .await?;
    if taken.rows_affected == 0 {
        let used = media_tally::Entity::find()
            .filter(media_tally::Column::Name.eq(USED))
            .one(db)
            .await?
            .map_or(0, |row| row.amount);
        return Ok(Room::Full(Ord::max(used + kept.bytes - bound, 1)));
    }
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Writing))
        .col_expr(Column::Folder, Expr::value(kept.folder))
        .col_expr(Column::Files, Expr::value(kept.files))
        .col_expr(Column::Bytes, Expr::value(kept.bytes))
        .col_expr(Column::Width, Expr::value(kept.width))
        .col_expr(Column::Height, Expr::value(kept.height))
        .col_expr(Column::Blurhash, Expr::value(kept.blurhash))
        .filter(mine(digest, until))
        .filter(Column::State.eq(State::Wanted))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        give_back(db, kept.bytes).await?;
        return Ok(Room::Lost);
    }
    Ok(Room::Taken)
}

/// The files are written: from now on it is here. `false` when somebody has taken it for given up meanwhile.
///
/// # Errors
/// The database cannot be written.
pub async fn there(db: &impl ConnectionTrait, (digest, until): (&str, Moment), now: Moment) -> Result<bool, DbErr> {
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::There))
        .col_expr(Column::Why, Expr::value(""))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::FetchedAt, Expr::value(now))
        .col_expr(Column::UsedAt, Expr::value(now))
        .col_expr(Column::LeaseUntil, Expr::value(Moment(0)))
        .filter(mine(digest, until))
        .filter(Column::State.eq(State::Writing))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// The files could not be written and those that were are deleted: the room is free, and it is remembered as refused.
///
/// # Errors
/// The database cannot be written.
pub async fn release(
    db: &impl ConnectionTrait,
    lease: (&str, Moment),
    why: &str,
    next_try_at: Moment,
) -> Result<(), DbErr> {
    let row = Entity::find()
        .filter(mine(lease.0, lease.1))
        .filter(Column::State.eq(State::Writing))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let changed = Entity::update_many()
        .col_expr(Column::Bytes, Expr::value(0_i64))
        .col_expr(Column::Folder, Expr::value(""))
        .col_expr(Column::Files, Expr::value(""))
        .col_expr(Column::State, Expr::value(State::Wanted))
        .filter(Column::Id.eq(row.id))
        .filter(Column::State.eq(State::Writing))
        .exec(db)
        .await?;
    if changed.rows_affected > 0 {
        give_back(db, row.bytes).await?;
    }
    refuse(db, lease, why, next_try_at).await
}

async fn give_back(db: &impl ConnectionTrait, bytes: i64) -> Result<(), DbErr> {
    media_tally::Entity::update_many()
        .col_expr(
            media_tally::Column::Amount,
            Expr::col(media_tally::Column::Amount).sub(bytes),
        )
        .filter(media_tally::Column::Name.eq(USED))
        .exec(db)
        .await?;
    Ok(())
}

/// What was shown longest ago, together at least so many bytes, if there are as many; it is shown no more from now on.
///
/// # Errors
/// The database cannot be written.
pub async fn oldest(db: &impl ConnectionTrait, bytes: i64) -> Result<Vec<Model>, DbErr> {
    let there = Entity::find()
        .filter(Column::State.eq(State::There))
        .order_by_asc(Column::UsedAt)
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(db)
        .await?;
    let (mut leaving, mut room) = (Vec::new(), 0);
    for row in there {
        if room >= bytes {
            break;
        }
        let changed = Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Leaving))
            .filter(Column::Id.eq(row.id))
            .filter(Column::State.eq(State::There))
            .exec(db)
            .await?;
        if changed.rows_affected > 0 {
            room += row.bytes;
            leaving.push(row);
        }
    }
    Ok(leaving)
}

/// What was begun to be written or deleted by somebody who did not come to its end: it is to be deleted.
///
/// # Errors
/// The database cannot be written.
pub async fn stranded(db: &impl ConnectionTrait, now: Moment) -> Result<Vec<Model>, DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Leaving))
        .filter(Column::State.eq(State::Writing))
        .filter(Column::LeaseUntil.lte(now))
        .exec(db)
        .await?;
    let leaving = Entity::find().filter(Column::State.eq(State::Leaving)).limit(BATCH);
    leaving.all(db).await
}

/// The files of something are deleted: its row goes, and its room is free.
///
/// # Errors
/// The database cannot be written.
pub async fn gone(db: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(row.id))
        .filter(Column::State.eq(State::Leaving))
        .exec(db)
        .await?;
    if deleted.rows_affected > 0 {
        give_back(db, row.bytes).await?;
    }
    Ok(())
}

/// Something is shown no more from now on.
///
/// # Errors
/// The database cannot be written.
pub async fn leave(db: &impl ConnectionTrait, id: MediaFileId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Leaving))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::There))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets what could not be had and was not wanted since a time.
///
/// # Errors
/// The database cannot be written.
pub async fn forget_refused(db: &impl ConnectionTrait, since: Moment) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::State.is_in([State::Refused, State::Wanted]))
        .filter(Column::UsedAt.lt(since))
        .filter(Column::NextTryAt.lt(since))
        .filter(Column::LeaseUntil.lt(since))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets that things could not be had, so that they are asked for again.
///
/// # Errors
/// The database cannot be written.
pub async fn forgive(db: &impl ConnectionTrait, now: Moment) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::State.eq(State::Refused))
        .filter(Column::LeaseUntil.lte(now))
        .exec(db)
        .await?;
    Ok(())
}

/// These were shown.
///
/// # Errors
/// The database cannot be written.
pub async fn touch(db: &impl ConnectionTrait, ids: &[MediaFileId], now: Moment) -> Result<(), DbErr> {
    for some in ids.chunks(BATCH as usize) {
        Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::UsedAt.lt(now))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Counts something.
///
/// # Errors
/// The database cannot be written.
pub async fn count(db: &impl ConnectionTrait, name: &str, more: i64) -> Result<(), DbErr> {
    let row = media_tally::ActiveModel {
        name: Set(name.to_owned()),
        amount: Set(more),
    };
    let add = OnConflict::column(media_tally::Column::Name)
        .value(
            media_tally::Column::Amount,
            Expr::col((media_tally::Entity, media_tally::Column::Amount)).add(more),
        )
        .to_owned();
    media_tally::Entity::insert(row)
        .on_conflict(add)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// How many of something.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Reason {
    /// Why.
    pub why: String,
    /// How many.
    pub many: i64,
}

/// How it stands with files of other servers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What was counted, by name; `used` is the room that is taken, in bytes.
    pub tally: Vec<(String, i64)>,
    /// Files that are here.
    pub there: u64,
    /// What could not be had, by reason, the most frequent first.
    pub refused: Vec<Reason>,
    /// The addresses of what was refused last; at most a thousand.
    pub refused_urls: Vec<String>,
}

/// How it stands.
///
/// # Errors
/// The database cannot be read.
pub async fn facts(db: &impl ConnectionTrait) -> Result<Facts, DbErr> {
    let tally = media_tally::Entity::find()
        .order_by_asc(media_tally::Column::Name)
        .all(db)
        .await?;
    let there = Entity::find().filter(Column::State.eq(State::There)).count(db).await?;
    let refused = Entity::find()
        .select_only()
        .column(Column::Why)
        .column_as(Column::Id.count(), "many")
        .filter(Column::State.eq(State::Refused))
        .group_by(Column::Why)
        .into_model::<Reason>();
    let mut refused = refused.all(db).await?;
    refused.sort_by(|one, other| other.many.cmp(&one.many).then_with(|| one.why.cmp(&other.why)));
    let urls = Entity::find()
        .select_only()
        .column(Column::Url)
        .filter(Column::State.eq(State::Refused))
        .order_by_desc(Column::Id)
        .limit(1_000)
        .into_tuple::<String>();
    Ok(Facts {
        refused_urls: urls.all(db).await?,
        tally: tally.into_iter().map(|row| (row.name, row.amount)).collect(),
        there,
        refused,
    })
}
