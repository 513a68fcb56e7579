//! A forgotten password: a letter with a link that is good for an hour and for one use.
//!
//! The request itself only writes a job, whether or not anybody has the address, so that it always takes as long.
//! Setting the password signs nobody in: the second step is asked for at the next sign-in, as ever.

use entity::user::State;
use entity::{Moment, UserId, user};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::ticket::{self, Purpose};
use super::{create, password};
use crate::db::Tx;
use crate::error::{AccountRefusal, Outcome};
use crate::job::{Job, Letter};
use crate::text::email::Email;
use crate::text::password as rules;

/// Somebody has forgotten their password: the rest is done by the job.
///
/// # Errors
/// The database cannot be written.
pub async fn forgotten(tx: &mut Tx, email: &Email) -> Outcome<()> {
    Ok(tx
        .enqueue(Job::Forgotten {
            address: email.as_str().to_owned(),
        })
        .await?)
}

/// What the job does: a ticket and a letter, if somebody has that address.
///
/// # Errors
/// The database cannot be written.
pub async fn ask(tx: &mut Tx, address: &str) -> Outcome<()> {
    let Ok(email) = Email::parse(address) else {
        return Ok(());
    };
    let Some(user) = create::by_email(tx.sql(), &email).await? else {
        return Ok(());
    };
    match user.state {
        State::Active | State::Closing => {}
        State::Waiting | State::Locked | State::Closed => return Ok(()),
    }
    let token = link(tx, user.id).await?;
    Ok(tx.enqueue(Job::letter(user.id, Letter::Reset { token })).await?)
}

/// Makes a link; older ones are worth nothing from now on. Returns its secret.
///
/// # Errors
/// The database cannot be written.
pub async fn link(tx: &mut Tx, user: UserId) -> Outcome<String> {
    ticket::issue(tx, user, Purpose::Reset, "").await
}

/// Whose link this is. Looking spends nothing: mail programs open links, too.
///
/// # Errors
/// It was used, replaced, is too old or never was.
pub async fn look(db: &impl ConnectionTrait, token: &str, now: Moment) -> Outcome<user::Model> {
    let ticket = ticket::look(db, Purpose::Reset, token, now)
        .await?
        .ok_or(AccountRefusal::LinkGone)?;
    let user = user::Entity::find_by_id(ticket.user_id).one(db).await?;
    user.ok_or_else(|| AccountRefusal::LinkGone.into())
}

/// Whether the account may have this password.
///
/// # Errors
/// Too short, too long, too common, or like the name.
pub fn check(user: &user::Model, password: &str) -> Outcome<()> {
    let also_not = [user.username.as_str(), super::address(user).unwrap_or_default()];
    Ok(rules::check(password, &also_not).map_err(AccountRefusal::Password)?)
}

/// Spends the link and sets the password. Every device is signed out, and the account's address is told.
///
/// # Errors
/// Somebody else was quicker.
pub async fn set(tx: &mut Tx, token: &str, hash: &str) -> Outcome<user::Model> {
    let ticket = ticket::look(tx.sql(), Purpose::Reset, token, tx.now())
        .await?
        .ok_or(AccountRefusal::LinkGone)?;
    let user = look(tx.sql(), token, tx.now()).await?;
    if !ticket::spend(tx, &ticket).await? {
        return Err(AccountRefusal::LinkGone.into());
    }
    password::replace(tx, &user, hash, None).await?;
    Ok(user)
}
