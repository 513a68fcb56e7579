//! The accounts of others, as an administrator sees them: name, state, role. Not what they share, nor with whom.
//!
//! A pod is never left without somebody who runs it.

use entity::user::{Role, State};
use entity::{UserId, person, user};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::db::Tx;
use crate::domain::account::{close, reset, session};
use crate::domain::audit::{self, Act};
use crate::domain::house;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::live::What;

/// Accounts on one page.
pub const PAGE: u64 = 50;

/// A page of accounts.
#[derive(Clone, Debug)]
pub struct Members {
    /// Accounts and who they are.
    pub rows: Vec<(user::Model, person::Model)>,
    /// All that fit.
    pub total: u64,
}

/// Accounts by name; `search` is looked for in username and confirmed address.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, search: &str, page: u64) -> Outcome<Members> {
    let search = search.trim().to_lowercase();
    let mut found = user::Entity::find();
    if !search.is_empty() {
        let like = format!(
            "%{}%",
            search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
        );
        let fits = |column: user::Column| {
            Expr::col((user::Entity, column)).like(sea_orm::sea_query::LikeExpr::new(like.clone()).escape('\\'))
        };
        found = found.filter(
            Condition::any()
                .add(fits(user::Column::Username))
                .add(fits(user::Column::Email)),
        );
    }
    let total = found.clone().count(db).await?;
    let offset = page.saturating_sub(1).saturating_mul(PAGE);
    let users = found
        .order_by_asc(user::Column::Username)
        .offset(offset)
        .limit(PAGE)
        .all(db)
        .await?;
    let ids = users.iter().map(|user| user.person_id);
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let whose = |user: user::Model| {
        let person = people.iter().find(|person| person.id == user.person_id)?.clone();
        Some((user, person))
    };
    Ok(Members {
        rows: users.into_iter().filter_map(whose).collect(),
        total,
    })
}

/// Locks an account: nobody can sign in to it, every device is signed out at once, and it leaves the spotlight.
///
/// # Errors
/// It is not in use, or the last one that runs the pod.
pub async fn lock(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = found(tx, id).await?;
    shut_out(tx, &user).await?;
    audit::write(tx, Some(by), Act::Lock, &user.username).await
}

/// What locking does, without its line in the log. An account that is locked already stays so.
///
/// # Errors
/// It is not in use, or the last one that runs the pod.
pub async fn shut_out(tx: &mut Tx, user: &user::Model) -> Outcome<()> {
    if user.state == State::Locked {
        return Ok(());
    }
    keep_one(tx, user).await?;
    set_state(tx, user.id, State::Active, State::Locked).await?;
    light(tx, user.id, Place::Aside).await?;
    session::end_all(tx, user.id, None).await
}

/// Opens an account again that moderators closed, within the week.
///
/// # Errors
/// It is not closed, its owner closed it, or it is too late.
pub async fn reopen(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = close::give_back(tx, id).await?;
    audit::write(tx, Some(by), Act::Reopen, &user.username).await
}

/// Unlocks an account.
///
/// # Errors
/// It is not locked.
pub async fn unlock(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = found(tx, id).await?;
    set_state(tx, id, State::Locked, State::Active).await?;
    audit::write(tx, Some(by), Act::Unlock, &user.username).await
}

/// Where an account stands for everyone here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the community spotlight.
    Spotlight,
    /// Not there.
    Aside,
}

/// Puts an account into the community spotlight, whatever its role is, or takes it out.
///
/// # Errors
/// It is not in use.
pub async fn set_spotlight(tx: &mut Tx, by: UserId, id: UserId, place: Place) -> Outcome<()> {
    let user = found(tx, id).await?;
    (user.state == State::Active).then_some(()).or_not_found()?;
    light(tx, id, place).await?;
    let act = match place {
        Place::Spotlight => Act::Spotlight,
        Place::Aside => Act::Aside,
    };
    audit::write(tx, Some(by), act, &user.username).await
}

async fn light(tx: &mut Tx, id: UserId, place: Place) -> Outcome<()> {
    let change = user::ActiveModel {
        spotlight: Set(place == Place::Spotlight),
        ..Default::default()
    };
    user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .exec(tx.sql())
        .await?;
    tx.tell(&[id], What::Account);
    Ok(())
}

/// Gives an account another role.
///
/// # Errors
/// It is not in use, or the last one that runs the pod.
pub async fn set_role(tx: &mut Tx, by: Option<UserId>, id: UserId, role: Role) -> Outcome<()> {
    let user = found(tx, id).await?;
    if role != Role::Administrator {
        keep_one(tx, &user).await?;
    }
    let change = user::ActiveModel {
        role: Set(role),
        ..Default::default()
    };
    let changed = user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::State.eq(State::Active))
        .exec(tx.sql())
        .await?;
    (changed.rows_affected == 1).then_some(()).or_not_found()?;
    tx.tell(&[id], What::Account);
    audit::write(tx, by, Act::Role, &format!("{}: {}", user.username, code(role))).await
}

/// A link with which the owner chooses a new password; given to them by the administrator. Every device is signed
/// out. Returns the link's secret, and whose it is.
///
/// # Errors
/// The account is not in use.
pub async fn password_link(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<(String, String)> {
    let user = found(tx, id).await?;
    (user.state == State::Active).then_some(()).or_not_found()?;
    session::end_all(tx, id, None).await?;
    audit::write(tx, Some(by), Act::Link, &user.username).await?;
    Ok((reset::link(tx, id).await?, user.username))
}

/// A role as forms and the audit log say it.
pub fn code(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Moderator => "moderator",
        Role::Administrator => "administrator",
    }
}

/// A role from a form.
pub fn role(code_: &str) -> Option<Role> {
    [Role::Member, Role::Moderator, Role::Administrator]
        .into_iter()
        .find(|role| code(*role) == code_)
}

async fn found(tx: &Tx, id: UserId) -> Outcome<user::Model> {
    user::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()
}

async fn set_state(tx: &mut Tx, id: UserId, from: State, to: State) -> Outcome<()> {
    let change = user::ActiveModel {
        state: Set(to),
        ..Default::default()
    };
    let changed = user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::State.eq(from))
        .exec(tx.sql())
        .await?;
    tx.tell(&[id], What::Account);
    (changed.rows_affected == 1).then_some(()).or_not_found()
}

/// Somebody else has to be there who runs the pod. The row of the settings is written first, so that two acts that
/// each would leave the other's administrator come one after the other.
async fn keep_one(tx: &Tx, user: &user::Model) -> Outcome<()> {
    if user.role != Role::Administrator {
        return Ok(());
    }
    house::keep(tx.sql(), "administrators", "one at least").await?;
    let others = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Administrator))
        .filter(user::Column::State.eq(State::Active))
        .filter(user::Column::Id.ne(user.id))
        .count(tx.sql())
        .await?;
    if others == 0 {
        Err(AccountRefusal::LastAdministrator.into())
    } else {
        Ok(())
    }
}
