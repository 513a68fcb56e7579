//! Moving to another pod, as far as it is done here: an account says which others were the same person's, and one that is left leads to
//! where its owner is. Both have to say so, so that nobody is made to be somebody else.

use entity::{UserId, former, person};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::account::close;
use super::me::Me;
use super::moved;
use crate::db::Tx;
use crate::error::{AccountRefusal, MovingRefusal, Outcome};
use crate::job::{Job, Letter, Subject};

/// Accounts that one has had elsewhere.
pub const MOST: usize = 5;

/// An account elsewhere that was somebody's.
#[derive(Clone, Debug)]
pub struct Former {
    /// Its ID.
    pub handle: String,
    /// Its address as an actor, where it is one.
    pub uri: Option<String>,
    /// The word that its pod needs to lead here.
    pub consent: String,
}

/// What somebody says was theirs, the first first.
///
/// # Errors
/// The database cannot be read.
pub async fn formers(db: &impl ConnectionTrait, user: UserId) -> Outcome<Vec<former::Model>> {
    let theirs = former::Entity::find().filter(former::Column::UserId.eq(user));
    let theirs = theirs
        .order_by_asc(former::Column::CreatedAt)
        .order_by_asc(former::Column::Handle);
    Ok(theirs.all(db).await?)
}

/// Somebody says that an account elsewhere was theirs. Once more says it anew.
///
/// # Errors
/// They have said so of as many as can be.
pub async fn name(tx: &mut Tx, user: UserId, named: Former) -> Outcome<()> {
    let said = formers(tx.sql(), user).await?;
    if said.len() >= MOST && said.iter().all(|one| one.handle != named.handle) {
        return Err(MovingRefusal::Many(MOST).into());
    }
    let row = former::ActiveModel {
        user_id: Set(user),
        handle: Set(named.handle),
        uri: Set(named.uri),
        consent: Set(named.consent),
        created_at: Set(tx.now()),
    };
    let there = OnConflict::columns([former::Column::UserId, former::Column::Handle])
        .update_columns([former::Column::Uri, former::Column::Consent])
        .to_owned();
    former::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

/// Says so no more. What was not said is no error.
///
/// # Errors
/// The database cannot be written.
pub async fn unname(tx: &mut Tx, user: UserId, handle: &str) -> Outcome<()> {
    former::Entity::delete_many()
        .filter(former::Column::UserId.eq(user))
        .filter(former::Column::Handle.eq(handle))
        .exec(tx.sql())
        .await?;
    Ok(())
}

/// Somebody leaves this pod and is from now on who they are elsewhere: who shares with them here shares with that one, everybody
/// elsewhere is told, and the account is closed as by [`close::close`], without a way back. The caller has asked for the password, and
/// the account elsewhere whether it agrees; `consent`: its word of that in the diaspora* protocol, where it has given one.
///
/// # Errors
/// They are the last one who runs the pod, or the account is not in use or theirs.
pub async fn leave(tx: &mut Tx, me: &Me, new: &person::Model, consent: Option<String>) -> Outcome<()> {
    let (user, old) = (me.user.id, &me.person);
    if moved::to(tx.sql(), old.id).await?.is_some() {
        return Err(AccountRefusal::Moved.into());
    }
    moved::followed(tx, old, new).await?;
    close::for_good(tx, user).await?;
    let subject = Subject::Moved {
        user: user.0,
        to: new.id.0,
        consent,
    };
    tx.enqueue(Job::Dispatch { subject }).await?;
    let letter = Letter::AccountMoved { to: new.handle.clone() };
    Ok(tx.enqueue(Job::letter(user, letter)).await?)
}
