//! Ignoring people: they are told nothing, and I hear no more of them.
//!
//! Whoever is ignored gets nothing more from me and keeps what they have. That they share with me is their own
//! affair and stays. What they post is left out of my streams by the doors of `entity::visible`.

use entity::write::contact::Side;
use entity::{Moment, PersonId, UserId, own, person, user, visible, write};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::contact::{self, PAGE, Page};
use super::notification;
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal};
use crate::live::What;

/// Ignores a person from now on.
///
/// # Errors
/// The person is not there or is myself.
pub async fn add(tx: &mut Tx, me: UserId, person: PersonId) -> Outcome<()> {
    let my = user::Entity::find_by_id(me).one(tx.sql()).await?.or_not_found()?;
    if my.person_id == person {
        return Err(PeopleRefusal::IgnoreOneself.into());
    }
    visible::person::among(tx.sql(), &[person])
        .await?
        .pop()
        .or_not_found()?;
    contact::unshare(tx, me, person).await?;
    let now = tx.now();
    write::ignore::insert(tx.sql(), me, person, now).await?;
    write::ignore::quiet(tx.sql(), me, person, now).await?;
    notification::changed(tx, &[me]);
    tell_their_pod(tx, me, person).await
}

async fn tell_their_pod(tx: &mut Tx, me: UserId, person: PersonId) -> Outcome<()> {
    if person::Entity::find_by_id(person)
        .one(tx.sql())
        .await?
        .is_some_and(|person| person.pod_id.is_some())
    {
        contact::tell_their_pod(
            tx,
            Side {
                user: me,
                about: person,
            },
        )
        .await?;
    }
    Ok(())
}

/// Ignores them no longer. They are in no aspect afterwards: whether to share again is a choice of its own.
///
/// # Errors
/// The database cannot be written.
pub async fn remove(tx: &mut Tx, me: UserId, person: PersonId) -> Outcome<()> {
    write::ignore::delete(tx.sql(), me, person).await?;
    tx.tell(&[me], What::Account);
    tell_their_pod(tx, me, person).await
}

/// A page of the people whom I ignore, by name, with since when.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, me: UserId, page: u64) -> Outcome<Page<(person::Model, Moment)>> {
    let total = own::ignore::count(db, me).await?;
    let (number, pages) = contact::place(total, page);
    let rows = own::ignore::page(db, me, (number - 1) * PAGE, PAGE).await?;
    Ok(Page {
        rows,
        total,
        number,
        pages,
    })
}

/// Whether any of these people, as far as they live here, ignores a person. For refusing what they would not want; why is
/// not said.
///
/// # Errors
/// The database cannot be read.
pub async fn ignored_by(tx: &Tx, whom: PersonId, people: &[PersonId]) -> Outcome<bool> {
    match tx.ahead().is_ignored(whom, people) {
        Some(ignored) => Ok(ignored),
        None => Ok(own::ignore::by_any(tx.sql(), whom, people).await?),
    }
}
