//! People who are ActivityPub actors. Their address is who they are for ever; a name and a key may change, by the word of their
//! server. Who has an identity key of diaspora* besides is one person with both.

use entity::{actor, person, person_key};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{New, Said, describe, home, insert};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal};

/// An actor as its server describes it. Where it lives and how it is called was verified.
#[derive(Clone, Debug)]
pub struct Found {
    /// What stands in `actor`; the row of the person and the time are filled in here.
    pub row: actor::Model,
    /// The name here of somebody who is not known yet.
    pub guid: String,
    /// `user@host`, lower case, verified by WebFinger.
    pub handle: String,
    /// The host of the address, with a port that is not the usual one.
    pub host: String,
    /// Scheme and host of the address.
    pub address: String,
    /// What it says of itself.
    pub said: Said,
}

/// Keeps an actor who was not known, or what is new of one who was.
///
/// # Errors
/// Somebody else has this name, or the account was closed.
pub async fn learn(tx: &mut Tx, found: Found) -> Outcome<(person::Model, actor::Model)> {
    entity::write::gone::alone(tx.sql(), &found.row.uri).await?;
    let known = actor::Entity::find()
        .filter(actor::Column::Uri.eq(&found.row.uri))
        .one(tx.sql())
        .await?;
    if let Some(known) = known {
        let person = person::Entity::find_by_id(known.person_id).one(tx.sql()).await?;
        return again(tx, person.or_not_found()?, Some(known), found).await;
    }
    entity::write::gone::alone(tx.sql(), &found.handle).await?;
    let namesake = person::Entity::find()
        .filter(person::Column::Handle.eq(&found.handle))
        .one(tx.sql())
        .await?;
    let person = match namesake {
        Some(person) => {
            let other = actor::Entity::find_by_id(person.id).one(tx.sql()).await?;
            if other.is_some() || person.pod_id.is_none() {
                tracing::warn!(
                    who = person.handle,
                    "another actor has the name of somebody who is known"
                );
                return Err(PeopleRefusal::OtherKey.into());
            }
            person
        }
        None => {
            let new = New {
                guid: found.guid.clone(),
                handle: found.handle.clone(),
                name: found.said.name.clone(),
                picture: found.said.picture.clone(),
                searchable: found.said.searchable,
                home: home(tx, &found.host, &found.address).await?,
            };
            insert(tx, new).await?
        }
    };
    again(tx, person, None, found).await
}

/// Writes down what is new of somebody. What diaspora* says of who speaks both is said there.
async fn again(
    tx: &mut Tx,
    person: person::Model,
    known: Option<actor::Model>,
    found: Found,
) -> Outcome<(person::Model, actor::Model)> {
    person.closed_at.is_none().then_some(()).or_not_found()?;
    let now = tx.now();
    let row = actor::ActiveModel {
        person_id: Set(person.id),
        uri: Set(found.row.uri),
        url: Set(found.row.url),
        kind: Set(found.row.kind),
        inbox: Set(found.row.inbox),
        shared_inbox: Set(found.row.shared_inbox),
        followers: Set(found.row.followers),
        outbox: Set(found.row.outbox),
        featured: Set(found.row.featured),
        key_id: Set(found.row.key_id),
        key_pem: Set(found.row.key_pem),
        locked: Set(found.row.locked),
        fetched_at: Set(now),
    };
    let row = match known {
        Some(_) => row.update(tx.sql()).await?,
        None => row.insert(tx.sql()).await?,
    };
    if person_key::Entity::find_by_id(person.id).one(tx.sql()).await?.is_some() {
        return Ok((person, row));
    }
    describe(tx, person.id, found.said).await?;
    let person = person::Entity::find_by_id(person.id).one(tx.sql()).await?;
    Ok((person.or_not_found()?, row))
}

/// It says that it is called differently, or has moved its inbox: by its own word, which its key has signed.
///
/// # Errors
/// There is no such person.
pub async fn describe_again(tx: &mut Tx, of: &actor::Model, row: actor::Model, said: Said) -> Outcome<()> {
    let mut change = of.clone().into_active_model();
    change.url = Set(row.url);
    change.inbox = Set(row.inbox);
    change.shared_inbox = Set(row.shared_inbox);
    change.followers = Set(row.followers);
    change.outbox = Set(row.outbox);
    change.featured = Set(row.featured);
    change.key_id = Set(row.key_id);
    change.key_pem = Set(row.key_pem);
    change.locked = Set(row.locked);
    change.fetched_at = Set(tx.now());
    change.update(tx.sql()).await?;
    if person_key::Entity::find_by_id(of.person_id)
        .one(tx.sql())
        .await?
        .is_none()
    {
        describe(tx, of.person_id, said).await?;
    }
    Ok(())
}
