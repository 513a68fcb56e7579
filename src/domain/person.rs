//! Finding people: by address, by name, while one is being typed, and those one may know.

pub use entity::visible::person::{Among, Seeker};
use entity::{PersonId, SeenPost, UserId, Viewer, person, user, visible};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::contact::{self, PAGE, Page, place};
use crate::error::{OrNotFound, Outcome};

/// People offered while a name is being typed.
const OFFERED: u64 = 10;
/// People beside a profile.
const ALIKE: u64 = 6;

/// One person by their address. Closed, not yet let in, never known: all the same.
///
/// # Errors
/// There is nobody.
pub async fn one(db: &impl ConnectionTrait, guid: &str) -> Outcome<person::Model> {
    visible::person::one(db, guid).await?.or_not_found()
}

/// One person by their row, if they are there.
///
/// # Errors
/// The database cannot be read.
pub async fn by_id(db: &impl ConnectionTrait, id: PersonId) -> Outcome<Option<person::Model>> {
    Ok(visible::person::among(db, &[id]).await?.pop())
}

/// One person of this pod by their username.
///
/// # Errors
/// There is nobody.
pub async fn by_username(db: &impl ConnectionTrait, username: &str) -> Outcome<person::Model> {
    visible::person::by_username(db, username).await?.or_not_found()
}

/// A page of people whose name or diaspora ID begins like this, my contacts first.
///
/// # Errors
/// The database cannot be read.
pub async fn search(db: &impl ConnectionTrait, me: Seeker, text: &str, page: u64) -> Outcome<Page<person::Model>> {
    let total = visible::person::count(db, me, text, Among::Everyone).await?;
    let (number, pages) = place(total, page);
    let rows = visible::person::search(db, me, text, Among::Everyone, (number - 1) * PAGE, PAGE).await?;
    Ok(Page {
        rows,
        total,
        number,
        pages,
    })
}

/// People to offer while a name is being typed: my contacts, then those of this pod who may be found.
///
/// # Errors
/// The database cannot be read.
pub async fn complete(db: &impl ConnectionTrait, me: Seeker, text: &str) -> Outcome<Vec<person::Model>> {
    Ok(visible::person::search(db, me, text, Among::Here, 0, OFFERED).await?)
}

/// People to offer while a name is being typed under a post: of those who are told of it when they are named, the ones
/// that its reader knows of (see [`visible::naming`]).
///
/// # Errors
/// The database cannot be read.
pub async fn complete_on(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    me: Seeker,
    on: &SeenPost,
    text: &str,
) -> Outcome<Vec<person::Model>> {
    Ok(visible::naming::offered(db, viewer, me, on, text, OFFERED).await?)
}

/// Up to `most` people here whom I may know and do not share with yet: who invited me first, then who shares with
/// me, then who likes the same tags.
///
/// # Errors
/// The database cannot be read.
pub async fn suggestions(db: &impl ConnectionTrait, me: Seeker, most: u64) -> Outcome<Vec<person::Model>> {
    Ok(visible::person::suggestions(db, me, most).await?)
}

/// A few people who describe themselves as somebody does, as far as the viewer may find them: nobody whom they ignore.
///
/// # Errors
/// The database cannot be read.
pub async fn alike(db: &impl ConnectionTrait, viewer: Viewer, whom: PersonId) -> Outcome<Vec<person::Model>> {
    Ok(visible::tag::alike(db, viewer, whom, ALIKE).await?)
}

/// Most people shown of the community spotlight.
const SPOTLIT: u64 = 100;

/// The people in the community spotlight by name, and how I stand with each.
///
/// # Errors
/// The database cannot be read.
pub async fn in_spotlight(db: &impl ConnectionTrait, me: UserId) -> Outcome<Vec<contact::Row>> {
    let people = visible::person::in_spotlight(db, me, SPOTLIT).await?;
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut standings = contact::standings(db, me, &ids).await?;
    let rows = people.into_iter().map(|person| contact::Row {
        standing: standings.remove(&person.id).unwrap_or_default(),
        person,
    });
    Ok(rows.collect())
}

/// The accounts of those of some people who have one here.
///
/// # Errors
/// The database cannot be read.
pub async fn accounts(db: &impl ConnectionTrait, people: &[PersonId]) -> Outcome<Vec<(PersonId, UserId)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let here = user::Entity::find()
        .select_only()
        .columns([user::Column::PersonId, user::Column::Id])
        .filter(user::Column::PersonId.is_in(people.iter().copied()));
    Ok(here.into_tuple().all(db).await?)
}

/// Those of some people who are still there, in no order.
///
/// # Errors
/// The database cannot be read.
pub async fn there(db: &impl ConnectionTrait, ids: &[PersonId]) -> Outcome<Vec<person::Model>> {
    Ok(visible::person::among(db, ids).await?)
}
