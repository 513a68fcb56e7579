//! Devices that are signed in. The secret is in the device's cookie only; the database knows its hash.

use std::time::Duration;

use entity::user::State;
use entity::{Moment, SessionId, UserId, session, user};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::db::Tx;
use crate::domain::seal;
use crate::error::{OrNotFound, Outcome};
use crate::live::What;
use crate::settings::Sessions;

/// Last use is written down at most this often.
const TOUCH: Duration = Duration::from_secs(60);

/// A day.
const DAY: Duration = Duration::from_secs(86_400);

/// The session with this hash and its account, unless it has run out or the account may not be used.
///
/// # Errors
/// The database cannot be read.
pub async fn by_hash(
    db: &impl ConnectionTrait,
    hash: &str,
    now: Moment,
    limits: &Sessions,
) -> Outcome<Option<(session::Model, user::Model)>> {
    let to_user = session::Entity::belongs_to(user::Entity)
        .from(session::Column::UserId)
        .to(user::Column::Id)
        .into();
    let found = session::Entity::find()
        .join(JoinType::InnerJoin, to_user)
        .select_also(user::Entity)
        .filter(session::Column::Hash.eq(hash))
        .one(db)
        .await?;
    let Some((session, Some(user))) = found else {
        return Ok(None);
    };
    let idle = now.since(session.seen_at) > DAY * limits.idle_days;
    let old = now.since(session.created_at) > DAY * limits.absolute_days;
    if idle || old {
        return Ok(None);
    }
    Ok((user.state == State::Active).then_some((session, user)))
}

/// Its last use was so long ago that it should be written down.
pub fn stale(session: &session::Model, now: Moment) -> bool {
    now.since(session.seen_at) > TOUCH
}

/// Writes down that it was used.
///
/// # Errors
/// The database cannot be written.
pub async fn touch(tx: &mut Tx, session: &session::Model) -> Outcome<()> {
    let now = tx.now();
    let seen = session::ActiveModel {
        id: Set(session.id),
        seen_at: Set(now),
        ..Default::default()
    };
    session::Entity::update_many()
        .set(seen)
        .filter(session::Column::Id.eq(session.id))
        .exec(tx.sql())
        .await?;
    let user = user::ActiveModel {
        seen_at: Set(now),
        ..Default::default()
    };
    user::Entity::update_many()
        .set(user)
        .filter(user::Column::Id.eq(session.user_id))
        .exec(tx.sql())
        .await?;
    Ok(())
}

/// Signs a device in; returns the secret for its cookie. Whatever the device had before is worth nothing.
///
/// # Errors
/// The database cannot be written.
pub async fn begin(tx: &mut Tx, user: UserId, device: &str) -> Outcome<String> {
    let secret = tx.random().token();
    let now = tx.now();
    let row = session::ActiveModel {
        user_id: Set(user),
        hash: Set(seal::digest(&secret)),
        device: Set(device.to_owned()),
        created_at: Set(now),
        seen_at: Set(now),
        asked_at: Set(now),
        ..Default::default()
    };
    row.insert(tx.sql()).await?;
    Ok(secret)
}

/// The password was given again on this device.
///
/// # Errors
/// The database cannot be written.
pub async fn confirm(tx: &mut Tx, user: UserId, id: SessionId) -> Outcome<()> {
    let asked = session::ActiveModel {
        asked_at: Set(tx.now()),
        ..Default::default()
    };
    session::Entity::update_many()
        .set(asked)
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::UserId.eq(user))
        .exec(tx.sql())
        .await?;
    tx.tell(&[user], What::Account);
    Ok(())
}

/// An account's devices, last used first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, user: UserId) -> Outcome<Vec<session::Model>> {
    let mine = session::Entity::find().filter(session::Column::UserId.eq(user));
    let mine = mine
        .order_by_desc(session::Column::SeenAt)
        .order_by_asc(session::Column::Id);
    Ok(mine.all(db).await?)
}

/// Signs one device of an account out.
///
/// # Errors
/// It has no such device.
pub async fn end(tx: &mut Tx, user: UserId, id: SessionId) -> Outcome<()> {
    let mine = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::UserId.eq(user))
        .exec(tx.sql())
        .await?;
    tx.tell(&[user], What::Account);
    (mine.rows_affected > 0).then_some(()).or_not_found()
}

/// Signs all devices of an account out, but perhaps one.
///
/// # Errors
/// The database cannot be written.
pub async fn end_all(tx: &mut Tx, user: UserId, except: Option<SessionId>) -> Outcome<()> {
    let mut all = session::Entity::delete_many().filter(session::Column::UserId.eq(user));
    if let Some(except) = except {
        all = all.filter(session::Column::Id.ne(except));
    }
    all.exec(tx.sql()).await?;
    tx.tell(&[user], What::Account);
    Ok(())
}
