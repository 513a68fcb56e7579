//! Changing the password, and asking for it again before what matters.
//!
//! Knows the database and the hashes. A hash takes its time, so it is made before the transaction begins.

use entity::{SessionId, UserId, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::db::{Db, Tx};
use crate::domain::account::session;
use crate::domain::account::ticket::{self, Purpose};
use crate::domain::me::Me;
use crate::domain::throttle::{self, Limit};
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::hashing::Hashing;
use crate::job::{Job, Letter};
use crate::live::What;
use crate::settings::Limits;
use crate::text::password;

/// What somebody typed who wants another password.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The one they have.
    pub old: &'a str,
    /// The one they want.
    pub new: &'a str,
    /// The same again.
    pub again: &'a str,
}

/// Changes the password, signs all other devices out and says so by mail.
///
/// # Errors
/// The old one is wrong, the new one cannot be taken or was typed in two ways.
pub async fn change(db: &Db, limits: &Limits, hashing: &Hashing, me: &Me, change: Change<'_>) -> Outcome<()> {
    let user = &me.user;
    password::check(change.new, &[&user.username, &user.email, &me.person.name])
        .map_err(AccountRefusal::NewPassword)?;
    if change.new != change.again {
        return Err(AccountRefusal::PasswordsDiffer.into());
    }
    ask(db, limits, hashing, user, change.old).await?;
    let hash = hashing.hash(change.new).await;
    let mut tx = db.begin().await?;
    replace(&mut tx, user, &hash, Some(me.session.id)).await?;
    session::confirm(&mut tx, user.id, me.session.id).await?;
    Ok(tx.commit().await?)
}

/// Writes a new hash in the place of the one that was looked at, ends all sessions but one, makes links from older
/// mails worthless and tells the account's address.
///
/// # Errors
/// The password was changed in between.
pub async fn replace(tx: &mut Tx, user: &user::Model, hash: &str, here: Option<SessionId>) -> Outcome<()> {
    let written = user::Entity::update_many()
        .set(user::ActiveModel {
            password: Set(hash.to_owned()),
            ..Default::default()
        })
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::Password.eq(user.password.as_str()))
        .exec(tx.sql())
        .await?;
    (written.rows_affected == 1).then_some(()).or_not_found()?;
    forget_tickets(tx, user.id).await?;
    session::end_all(tx, user.id, here).await?;
    tx.enqueue(Job::letter(user.id, Letter::PasswordChanged)).await?;
    Ok(())
}

/// Whether this is the account's password, asked of somebody who is signed in. Tries are counted.
///
/// # Errors
/// It is not, or there were too many tries lately.
pub async fn ask(db: &Db, limits: &Limits, hashing: &Hashing, user: &user::Model, given: &str) -> Outcome<()> {
    let whom = user.id.to_string();
    throttle::count(db, limits, Limit::Password, &whom).await?;
    if !hashing.verify(given, Some(&user.password)).await {
        return Err(AccountRefusal::WrongPassword.into());
    }
    let mut tx = db.begin().await?;
    throttle::forgive(&mut tx, limits, Limit::Password, &whom).await?;
    Ok(tx.commit().await?)
}

/// The password was asked for again on this device: good for ten minutes.
///
/// # Errors
/// It is not the password.
pub async fn confirm(db: &Db, limits: &Limits, hashing: &Hashing, me: &Me, given: &str) -> Outcome<()> {
    ask(db, limits, hashing, &me.user, given).await?;
    let mut tx = db.begin().await?;
    session::confirm(&mut tx, me.user.id, me.session.id).await?;
    Ok(tx.commit().await?)
}

/// Links in mails to reset the password or to change the address are worth nothing any more. The way back to a
/// former address stays.
///
/// # Errors
/// The database cannot be written.
pub async fn forget_tickets(tx: &mut Tx, user: UserId) -> Outcome<()> {
    ticket::drop_all(tx, user, Purpose::Reset).await?;
    ticket::drop_all(tx, user, Purpose::Email).await?;
    tx.tell(&[user], What::Account);
    Ok(())
}
