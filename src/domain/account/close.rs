//! Closing an account: at once nothing of the person is visible; for a week they may change their mind by signing in;
//! then a job empties the account piece by piece. The name stays taken. What moderators closed, only an administrator
//! opens again.
//!
//! Knows the database only; files are the job's. Every step is such that doing it again changes nothing.

use std::time::Duration;

use entity::user::{Role, State};
use entity::write::account_close;
use entity::{Moment, PersonId, UserId, job, person, received, user};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::domain::account::{second_step, session};
use crate::domain::moved;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::job::{Job, Letter};
use crate::live::What;

/// How long one may change one's mind.
pub const GRACE: Duration = Duration::from_secs(7 * 86_400);

/// Rows taken away in one go.
const BATCH: u64 = 200;

/// When a closed account is emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After [`GRACE`].
    Later,
    /// Now: from the command line only.
    AtOnce,
}

/// Closes an account. The caller has asked for the password.
///
/// # Errors
/// It is the last one that runs the pod, or not in use.
pub async fn close(tx: &mut Tx, id: UserId, when: When) -> Outcome<()> {
    let user = fresh(tx, id).await?;
    let at = match when {
        When::Later => tx.now().plus(GRACE),
        When::AtOnce => tx.now(),
    };
    shut(tx, &user, &[State::Active], at, None).await?;
    if when == When::Later {
        tx.enqueue(Job::letter(id, Letter::AccountClosing)).await?;
    }
    Ok(())
}

/// Closes the account of somebody who has moved to another pod: for a week it leads there, and cannot be opened again.
///
/// # Errors
/// As above.
pub async fn for_good(tx: &mut Tx, id: UserId) -> Outcome<()> {
    let user = fresh(tx, id).await?;
    let at = tx.now().plus(GRACE);
    shut(tx, &user, &[State::Active], at, None).await
}

/// Closes the account of somebody else after a report: its owner cannot open it again. What they closed themselves a
/// short time ago, or what is locked, is closed in this way as well.
///
/// # Errors
/// It is the last one that runs the pod, or closed for good.
pub async fn close_by(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = fresh(tx, id).await?;
    // The job that empties it stands already, and looks at this moment.
    let at = user.close_at.unwrap_or_else(|| tx.now().plus(GRACE));
    let from = [State::Active, State::Locked, State::Closing];
    shut(tx, &user, &from, at, Some(by)).await?;
    tx.enqueue(Job::letter(id, Letter::AccountShut)).await?;
    Ok(())
}

async fn shut(tx: &mut Tx, user: &user::Model, from: &[State], at: Moment, by: Option<UserId>) -> Outcome<()> {
    if user.role == Role::Administrator && others_who_run(tx, user.id).await? == 0 {
        return Err(AccountRefusal::LastAdministrator.into());
    }
    let change = user::ActiveModel {
        state: Set(State::Closing),
        close_at: Set(Some(at)),
        closed_by: Set(by),
        ..Default::default()
    };
    let closed = user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::State.is_in(from.iter().copied()))
        .exec(tx.sql())
        .await?;
    (closed.rows_affected == 1).then_some(()).or_not_found()?;
    hide(tx, user, Some(tx.now())).await?;
    account_close::forget_secrets(tx.sql(), user.id).await?;
    session::end_all(tx, user.id, None).await?;
    tx.enqueue_at(Job::EmptyAccount { user: user.id.0 }, at).await?;
    // What is sealed for them and was taken in waits with them: they may come back and want to have it.
    let waiting = received::Column::RunAt.lt(at);
    letters_run_at(tx, user.person_id, waiting, at).await
}

/// When what other pods sent to somebody here is worked on.
async fn letters_run_at(tx: &Tx, to: PersonId, which: SimpleExpr, at: Moment) -> Outcome<()> {
    received::Entity::update_many()
        .col_expr(received::Column::RunAt, Expr::value(at))
        .filter(received::Column::RecipientId.eq(to))
        .filter(which)
        .exec(tx.sql())
        .await?;
    Ok(())
}

/// Somebody here whose account is closed and may be opened again, and until when.
///
/// # Errors
/// The database cannot be read.
pub async fn closing(db: &impl ConnectionTrait, who: PersonId) -> Outcome<Option<Moment>> {
    let account = user::Entity::find()
        .filter(user::Column::PersonId.eq(who))
        .filter(user::Column::State.eq(State::Closing));
    let Some(account) = account.one(db).await? else {
        return Ok(None);
    };
    let moved = moved::to(db, who).await?.is_some();
    Ok(account.close_at.filter(|_| !moved))
}

/// Opens a closing account of one's own again, as it was.
///
/// # Errors
/// It is not closing, was closed by somebody else, its owner has moved, or it is too late.
pub async fn reopen(tx: &mut Tx, user: &user::Model) -> Outcome<()> {
    if moved::to(tx.sql(), user.person_id).await?.is_some() {
        return Err(AccountRefusal::Moved.into());
    }
    open(tx, user, Condition::all().add(user::Column::ClosedBy.is_null())).await?;
    tx.enqueue(Job::letter(user.id, Letter::AccountReopened)).await?;
    Ok(())
}

/// Opens an account again that moderators closed. The caller sees to it that an administrator wants it.
///
/// # Errors
/// There is none, it is not closed in this way, its owner has moved, or it is too late.
pub async fn give_back(tx: &mut Tx, id: UserId) -> Outcome<user::Model> {
    let user = fresh(tx, id).await?;
    if user.state != State::Closing || user.closed_by.is_none() {
        return Err(AccountRefusal::NotShut.into());
    }
    if moved::to(tx.sql(), user.person_id).await?.is_some() {
        return Err(AccountRefusal::Moved.into());
    }
    open(tx, &user, Condition::all().add(user::Column::ClosedBy.is_not_null())).await?;
    tx.enqueue(Job::letter(id, Letter::AccountGivenBack)).await?;
    Ok(user)
}

async fn open(tx: &mut Tx, user: &user::Model, closed: Condition) -> Outcome<()> {
    let change = user::ActiveModel {
        state: Set(State::Active),
        close_at: Set(None),
        closed_by: Set(None),
        ..Default::default()
    };
    let opened = user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::State.eq(State::Closing))
        .filter(closed)
        .exec(tx.sql())
        .await?;
    (opened.rows_affected == 1).then_some(()).or_not_found()?;
    hide(tx, user, None).await?;
    let name = Job::EmptyAccount { user: user.id.0 }.dedupe();
    job::Entity::delete_many()
        .filter(job::Column::Dedupe.eq(name))
        .exec(tx.sql())
        .await?;
    let now = tx.now();
    letters_run_at(tx, user.person_id, received::Column::RunAt.gt(now), now).await?;
    tx.arrived();
    Ok(())
}

/// What is left to be emptied of an account whose time has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Left {
    /// It is not to be emptied: reopened, or its time has not come.
    Nothing,
    /// More rows; call [`empty_some`] again.
    Rows,
    /// The picture with this storage key, unless somebody else has the same; then [`empty_last`].
    Picture(Option<String>),
}

/// Takes a piece of a closed account away: posts first, then what others gave it.
///
/// # Errors
/// The database cannot be written.
pub async fn empty_some(tx: &mut Tx, id: UserId) -> Outcome<Left> {
    let user = fresh(tx, id).await?;
    let due = match user.state {
        State::Closed => true,
        State::Closing => user.close_at.is_some_and(|at| at <= tx.now()),
        State::Waiting | State::Active | State::Locked => false,
    };
    if !due {
        return Ok(Left::Nothing);
    }
    // From here on there is no way back: reopening asks for an account that is closing.
    let closed = user::ActiveModel {
        state: Set(State::Closed),
        ..Default::default()
    };
    user::Entity::update_many()
        .set(closed)
        .filter(user::Column::Id.eq(id))
        .exec(tx.sql())
        .await?;
    let posts = entity::write::post::delete_some_of(tx.sql(), user.person_id, BATCH).await?;
    let comments = entity::write::comment::delete_some_of(tx.sql(), user.person_id, BATCH).await?;
    let likes = entity::write::like::delete_some_of(tx.sql(), user.person_id, BATCH).await?;
    let votes = entity::write::poll::delete_some_of(tx.sql(), user.person_id, BATCH).await?;
    let letters = entity::write::conversation::delete_some_of(tx.sql(), user.person_id, tx.now(), BATCH).await?;
    let photos = entity::write::photo::delete_some_of(tx.sql(), user.person_id, BATCH).await?;
    crate::domain::photo::take_files(tx).await?;
    let given = account_close::forget_given(tx.sql(), user.person_id, BATCH).await?;
    if [posts, comments, likes, votes, letters, photos, given].contains(&BATCH) {
        return Ok(Left::Rows);
    }
    let person = person::Entity::find_by_id(user.person_id)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let Some(key) = person.avatar else {
        return Ok(Left::Picture(None));
    };
    let others = person::Entity::find()
        .filter(person::Column::Avatar.eq(key.as_str()))
        .filter(person::Column::Id.ne(person.id))
        .count(tx.sql())
        .await?;
    Ok(Left::Picture((others == 0).then_some(key)))
}

/// Takes the rest away and says so at the address, which is then forgotten. What stays: the name, so that nobody else
/// gets it, and the public key.
///
/// # Errors
/// The database cannot be written.
pub async fn empty_last(tx: &mut Tx, id: UserId) -> Outcome<()> {
    let user = fresh(tx, id).await?;
    account_close::forget_secrets(tx.sql(), id).await?;
    second_step::forget(tx, id).await?;
    session::end_all(tx, id, None).await?;
    account_close::empty(tx.sql(), id, user.person_id, tx.now()).await?;
    let placeholder = nowhere(id);
    if user.email != placeholder {
        tx.enqueue(Job::letter_to(id, &user.email, Letter::AccountClosed))
            .await?;
    }
    let change = user::ActiveModel {
        state: Set(State::Closed),
        email: Set(placeholder),
        // No hash: no password fits.
        password: Set(String::new()),
        role: Set(Role::Member),
        application: Set(None),
        invited_by: Set(None),
        share_back: Set(None),
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

/// An address that no mail goes to (RFC 2606).
pub fn nowhere(id: UserId) -> String {
    format!("closed-{id}@closed.invalid")
}

async fn hide(tx: &mut Tx, user: &user::Model, closed_at: Option<Moment>) -> Outcome<()> {
    let change = person::ActiveModel {
        closed_at: Set(closed_at),
        ..Default::default()
    };
    let there = closed_at.is_none();
    let other = if there {
        person::Column::ClosedAt.is_not_null()
    } else {
        person::Column::ClosedAt.is_null()
    };
    let changed = person::Entity::update_many()
        .set(change)
        .filter(person::Column::Id.eq(user.person_id))
        .filter(other)
        .exec(tx.sql())
        .await?;
    if changed.rows_affected > 0 {
        entity::write::recount(tx.sql(), user.person_id, there).await?;
    }
    tx.tell(&[user.id], What::Account);
    Ok(())
}

async fn others_who_run(tx: &Tx, id: UserId) -> Outcome<u64> {
    let others = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Administrator))
        .filter(user::Column::State.eq(State::Active))
        .filter(user::Column::Id.ne(id));
    Ok(others.count(tx.sql()).await?)
}

async fn fresh(tx: &Tx, id: UserId) -> Outcome<user::Model> {
    user::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()
}
