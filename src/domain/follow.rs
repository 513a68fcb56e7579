//! Following over ActivityPub, which is sharing said in another way: whoever follows an account here shares with it, and gets
//! its public posts; whom an account puts into an aspect it asks to follow.
//!
//! Every word may come twice and in any order: what counts is who and whom.

use entity::write::follow::{self as write, Follow, State, Way};
use entity::{PersonId, UserId, own, person, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::contact::{self, Shares};
use super::notification;
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome};
use crate::job::{Job, Subject};
use crate::live::What;

/// Whether somebody may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// They may.
    Yes,
    /// They may not, or not any more.
    No,
}

async fn account(db: &impl ConnectionTrait, whom: PersonId) -> Outcome<user::Model> {
    let found = user::Entity::find().filter(user::Column::PersonId.eq(whom));
    found.one(db).await?.or_not_found()
}

/// An actor wants to follow somebody here. Once more, perhaps under another address, is answered once more.
///
/// # Errors
/// There is no such account.
pub async fn asked(tx: &mut Tx, who: &person::Model, whom: PersonId, uri: &str) -> Outcome<()> {
    let me = account(tx.sql(), whom).await?;
    let ignored = own::ignore::since(tx.sql(), me.id, who.id).await?.is_some();
    let known = write::one(tx.sql(), Way::In, me.id, who.id).await?;
    let accepted = known.as_ref().is_some_and(|known| known.state == State::Accepted);
    let state = if ignored {
        State::Refused
    } else if accepted || !me.locked {
        State::Accepted
    } else {
        State::Waiting
    };
    let follow = Follow {
        user: me.id,
        person: who.id,
        way: Way::In,
        uri: uri.to_owned(),
        state,
    };
    write::set(tx.sql(), &follow, tx.now()).await?;
    match state {
        State::Accepted => contact::arrive(tx, who, whom, Shares::Yes).await?,
        State::Waiting if known.is_none_or(|known| known.state != State::Waiting) => {
            notification::tell_asking(tx, me.id, who.id).await?;
            tx.tell(&[me.id], What::Account);
        }
        State::Waiting | State::Refused | State::Asked => {}
    }
    match state {
        State::Waiting | State::Asked => Ok(()),
        State::Accepted | State::Refused => answer(tx, me.id, who.id).await,
    }
}

/// What was decided is said to the actor.
async fn answer(tx: &mut Tx, user: UserId, person: PersonId) -> Outcome<()> {
    let subject = Subject::Follower {
        user: user.0,
        person: person.0,
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// An actor follows somebody here no longer.
///
/// # Errors
/// There is no such account.
pub async fn ended(tx: &mut Tx, who: &person::Model, whom: PersonId) -> Outcome<()> {
    let me = account(tx.sql(), whom).await?;
    write::end(tx.sql(), Way::In, me.id, who.id).await?;
    notification::forget_asking(tx, me.id, who.id).await?;
    contact::arrive(tx, who, whom, Shares::No).await
}

/// I let somebody follow me, or not.
///
/// # Errors
/// They have not asked.
pub async fn decide(tx: &mut Tx, me: UserId, who: &person::Model, may: May) -> Outcome<()> {
    let asked = write::one(tx.sql(), Way::In, me, who.id).await?;
    let asked = asked.filter(|asked| asked.state == State::Waiting).or_not_found()?;
    let state = match may {
        May::Yes => State::Accepted,
        May::No => State::Refused,
    };
    write::set(tx.sql(), &Follow { state, ..asked }, tx.now()).await?;
    notification::forget_asking(tx, me, who.id).await?;
    if may == May::Yes {
        let my = user::Entity::find_by_id(me).one(tx.sql()).await?.or_not_found()?;
        contact::arrive(tx, who, my.person_id, Shares::Yes).await?;
    }
    tx.tell(&[me], What::Account);
    answer(tx, me, who.id).await
}

/// Who waits for me to say whether they may follow me.
///
/// # Errors
/// The database cannot be read.
pub async fn waiting(db: &impl ConnectionTrait, me: UserId) -> Outcome<Vec<person::Model>> {
    Ok(write::waiting(db, me).await?)
}

/// An actor has answered whether somebody here may follow it. What nobody here has asked for is no answer.
///
/// # Errors
/// Nobody here has asked.
pub async fn answered(tx: &mut Tx, who: &person::Model, asked: Follow, may: May) -> Outcome<()> {
    (asked.person == who.id && asked.way == Way::Out)
        .then_some(())
        .or_not_found()?;
    let state = match may {
        May::Yes => State::Accepted,
        May::No => State::Refused,
    };
    let reader = user::Entity::find_by_id(asked.user)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    write::set(tx.sql(), &Follow { state, ..asked }, tx.now()).await?;
    if may == May::No {
        write::out_of_sight(tx.sql(), who.id, reader.person_id).await?;
    }
    tx.tell(&[reader.id], What::Account);
    Ok(())
}

/// An actor shuts somebody here out: neither follows the other any more.
///
/// # Errors
/// There is no such account.
pub async fn shut_out(tx: &mut Tx, who: &person::Model, whom: PersonId) -> Outcome<()> {
    let me = account(tx.sql(), whom).await?;
    if let Some(asked) = write::one(tx.sql(), Way::Out, me.id, who.id).await? {
        answered(tx, who, asked, May::No).await?;
    }
    ended(tx, who, whom).await
}
