//! Changing the mail address: confirmed at the new one, told to the old one with a way back for three days.
//!
//! Knows the database only. Nobody learns from it whether an address has an account here: the answer is the same.

use entity::{Moment, SessionId, UserId, ticket as rows, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::domain::account::ticket::{self, Purpose};
use crate::domain::account::{password, session};
use crate::domain::telling;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::job::{Job, Letter};
use crate::live::What;
use crate::text::email::Email;

/// What a link from a mail would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it leads.
    pub way: Way,
    /// The address that would be the account's.
    pub address: String,
}

/// Which of the two links it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the new address.
    Onwards,
    /// Back to the former one.
    Back,
}

/// Asks for another address. A letter with a link goes there, unless it is somebody's already.
///
/// # Errors
/// It is no address, or the one the account has.
pub async fn ask(tx: &mut Tx, me: &user::Model, address: &str) -> Outcome<()> {
    let email = Email::parse(address).map_err(AccountRefusal::NewEmail)?;
    if email.as_str() == me.email {
        return Err(AccountRefusal::SameEmail.into());
    }
    let token = ticket::issue(tx, me.id, Purpose::Email, email.as_str()).await?;
    if owner(tx.sql(), email.as_str()).await?.is_none() {
        tx.enqueue(Job::letter_to(me.id, email.as_str(), Letter::EmailConfirm { token }))
            .await?;
    }
    Ok(())
}

/// What a link would do, for the page with the button. Nothing happens by looking: mail scanners look too.
///
/// # Errors
/// The link is no longer good, or never was.
pub async fn look(db: &impl ConnectionTrait, token: &str, now: Moment) -> Outcome<Offer> {
    let row = by_token(db, token, now).await?;
    Ok(Offer {
        way: way(&row),
        address: row.detail,
    })
}

/// Does what the link is for. All devices are signed out; but when a new address is confirmed on a device of the
/// same account, not that one.
///
/// # Errors
/// The link is no longer good; or the address has become somebody's in the meantime.
pub async fn follow(tx: &mut Tx, token: &str, here: Option<(UserId, SessionId)>) -> Outcome<Way> {
    let row = by_token(tx.sql(), token, tx.now()).await?;
    if !ticket::spend(tx, &row).await? {
        return Err(AccountRefusal::LinkGone.into());
    }
    let user = user::Entity::find_by_id(row.user_id)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    if owner(tx.sql(), &row.detail)
        .await?
        .is_some_and(|owner| owner != user.id)
    {
        return Err(AccountRefusal::LinkGone.into());
    }
    let change = user::ActiveModel {
        email: Set(row.detail.clone()),
        ..Default::default()
    };
    user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(user.id))
        .exec(tx.sql())
        .await?;
    password::forget_tickets(tx, user.id).await?;
    telling::try_again(tx, user.id).await?;
    tx.tell(&[user.id], What::Account);
    if way(&row) == Way::Back {
        // The older way back leads to the truer owner: whoever changed the address later has none any more.
        let later = rows::Entity::delete_many().filter(rows::Column::UserId.eq(user.id));
        later.filter(rows::Column::Id.gt(row.id)).exec(tx.sql()).await?;
        session::end_all(tx, user.id, None).await?;
        return Ok(Way::Back);
    }
    // A new account has no former address to go back to.
    if let Some(former) = super::address(&user) {
        let undo = ticket::issue(tx, user.id, Purpose::EmailBack, former).await?;
        tx.enqueue(Job::letter_to(user.id, former, Letter::EmailChanged { token: undo }))
            .await?;
    }
    let kept = here.filter(|(owner, _)| *owner == user.id).map(|(_, session)| session);
    session::end_all(tx, user.id, kept).await?;
    Ok(Way::Onwards)
}

fn way(row: &rows::Model) -> Way {
    if row.purpose == Purpose::EmailBack.code() {
        Way::Back
    } else {
        Way::Onwards
    }
}

async fn by_token(db: &impl ConnectionTrait, token: &str, now: Moment) -> Outcome<rows::Model> {
    for purpose in [Purpose::Email, Purpose::EmailBack] {
        if let Some(found) = ticket::look(db, purpose, token, now).await? {
            return Ok(found);
        }
    }
    Err(AccountRefusal::LinkGone.into())
}

async fn owner(db: &impl ConnectionTrait, email: &str) -> Outcome<Option<UserId>> {
    Ok(user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .one(db)
        .await?
        .map(|user| user.id))
}
