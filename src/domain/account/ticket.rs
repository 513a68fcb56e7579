//! Single-use secrets that travel by letter. The database knows their hashes.
//!
//! A new purpose: a variant of [`Purpose`], and who spends it.

use std::time::Duration;

use entity::{UserId, ticket};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::domain::seal;
use crate::error::Outcome;
use entity::Moment;

/// What a ticket is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new password.
    Reset,
    /// An address is one's own. The ticket's detail is the address.
    Email,
    /// The way back to a former address. The ticket's detail is that address. Older ones stay good.
    EmailBack,
}

impl Purpose {
    /// As it is kept.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Email => "email",
            Self::EmailBack => "email-undo",
        }
    }

    /// Whether a new one makes the older ones worthless. Of former addresses each is a way back.
    fn replaces(self) -> bool {
        match self {
            Self::Reset | Self::Email => true,
            Self::EmailBack => false,
        }
    }

    /// How long it is good.
    fn life(self) -> Duration {
        match self {
            Self::Reset => Duration::from_secs(60 * 60),
            Self::Email => Duration::from_secs(24 * 60 * 60),
            Self::EmailBack => Duration::from_secs(3 * 24 * 60 * 60),
        }
    }
}

/// Makes a ticket; where the purpose says so, older ones of the account are worth nothing from now on. Returns its secret.
///
/// # Errors
/// The database cannot be written.
pub async fn issue(tx: &mut Tx, user: UserId, purpose: Purpose, detail: &str) -> Outcome<String> {
    if purpose.replaces() {
        drop_all(tx, user, purpose).await?;
    }
    let secret = tx.random().token();
    let row = ticket::ActiveModel {
        user_id: Set(user),
        purpose: Set(purpose.code().to_owned()),
        hash: Set(seal::digest(&secret)),
        detail: Set(detail.to_owned()),
        expires_at: Set(tx.now().plus(purpose.life())),
        ..Default::default()
    };
    row.insert(tx.sql()).await?;
    Ok(secret)
}

/// The ticket with this secret, if it is still good. Looking spends nothing: mail programs open links, too.
///
/// # Errors
/// The database cannot be read.
pub async fn look(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    secret: &str,
    now: Moment,
) -> Outcome<Option<ticket::Model>> {
    let found = ticket::Entity::find()
        .filter(ticket::Column::Hash.eq(seal::digest(secret)))
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .filter(ticket::Column::ExpiresAt.gt(now));
    Ok(found.one(db).await?)
}

/// Spends a ticket. Returns whether it was there to be spent: of two at the same time, one has it.
///
/// # Errors
/// The database cannot be written.
pub async fn spend(tx: &mut Tx, ticket: &ticket::Model) -> Outcome<bool> {
    Ok(ticket::Entity::delete_by_id(ticket.id)
        .exec(tx.sql())
        .await?
        .rows_affected
        > 0)
}

/// All of an account's tickets for a purpose are worth nothing from now on.
///
/// # Errors
/// The database cannot be written.
pub async fn drop_all(tx: &mut Tx, user: UserId, purpose: Purpose) -> Outcome<()> {
    ticket::Entity::delete_many()
        .filter(ticket::Column::UserId.eq(user))
        .filter(ticket::Column::Purpose.eq(purpose.code()))
        .exec(tx.sql())
        .await?;
    Ok(())
}
