//! People of other pods: what is learnt of them, and what they say of themselves later.
//!
//! Asking is done elsewhere. A diaspora ID, its guid and its key belong together from the first time on: whoever comes with
//! another one is somebody else, or an attack, and changes nothing.

pub mod actor;
pub mod asked;

use entity::write::profile::Extended;
use entity::{PersonId, PodId, person, person_key, pod, visible, write};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::emoji::{self, Given, Home};
use super::profile::{LONGEST_NAME, MOST_TAGS, tag_names};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal};
use crate::job::Job;
use crate::text::clean;

/// Rows taken away in one go.
const BATCH: u64 = 200;

/// Somebody as their pod describes them.
#[derive(Clone, Debug)]
pub struct Found {
    /// Their address between pods.
    pub guid: String,
    /// Their diaspora ID.
    pub handle: String,
    /// What they call themselves; may be empty.
    pub name: String,
    /// The whole address of their picture.
    pub picture: Option<String>,
    /// May be found by people who are no contacts.
    pub searchable: bool,
    /// Their public key, PEM.
    pub key: String,
    /// Their pod's host, with a port that is not the usual one.
    pub host: String,
    /// Their pod's address, without a slash at the end.
    pub address: String,
}

/// Keeps somebody who was not known, or the name and picture of somebody who was.
///
/// # Errors
/// Another person has this guid, or the account was closed.
pub async fn learn(tx: &mut Tx, found: Found) -> Outcome<person::Model> {
    // Who searches for somebody and what they send may find them at the same time.
    write::gone::alone(tx.sql(), &found.handle).await?;
    let known = person::Entity::find()
        .filter(person::Column::Handle.eq(&found.handle))
        .one(tx.sql())
        .await?;
    match known {
        Some(person) => again(tx, person, found).await,
        None => anew(tx, found).await,
    }
}

async fn anew(tx: &mut Tx, found: Found) -> Outcome<person::Model> {
    let other = person::Entity::find()
        .filter(person::Column::Guid.eq(&found.guid))
        .one(tx.sql())
        .await?;
    if other.is_some() {
        return Err(PeopleRefusal::OtherGuid.into());
    }
    let key = found.key;
    let new = New {
        guid: found.guid,
        handle: found.handle,
        name: found.name,
        picture: found.picture,
        searchable: found.searchable,
        home: home(tx, &found.host, &found.address).await?,
    };
    let person = insert(tx, new).await?;
    keep_key(tx, person.id, key).await?;
    Ok(person)
}

/// Somebody of another pod who is written down for the first time.
struct New {
    guid: String,
    handle: String,
    name: String,
    picture: Option<String>,
    searchable: bool,
    home: PodId,
}

async fn insert(tx: &mut Tx, new: New) -> Outcome<person::Model> {
    let hue = i32::try_from(tx.random().below(8)).unwrap_or(0) + 1;
    let name = name(&new.name, &new.handle);
    let row = person::ActiveModel {
        search: Set(visible::person::search_words(&name, &new.handle)),
        guid: Set(new.guid),
        handle: Set(new.handle),
        pod_id: Set(Some(new.home)),
        name: Set(name),
        avatar: Set(new.picture),
        hue: Set(hue),
        searchable: Set(new.searchable),
        nsfw: Set(false),
        closed_at: Set(None),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let person = row.insert(tx.sql()).await?;
    write::account::profile(tx.sql(), person.id, tx.now()).await?;
    Ok(person)
}

async fn keep_key(tx: &Tx, who: PersonId, pem: String) -> Outcome<()> {
    let key = person_key::ActiveModel {
        person_id: Set(who),
        identity_pem: Set(pem),
        actor_pem: Set(None),
    };
    person_key::Entity::insert(key).exec_without_returning(tx.sql()).await?;
    Ok(())
}

async fn again(tx: &mut Tx, person: person::Model, found: Found) -> Outcome<person::Model> {
    person.closed_at.is_none().then_some(()).or_not_found()?;
    let key = person_key::Entity::find_by_id(person.id).one(tx.sql()).await?;
    let same_key = key
        .as_ref()
        .is_none_or(|key| key.identity_pem.trim() == found.key.trim());
    if person.guid != found.guid || !same_key || person.pod_id.is_none() {
        tracing::warn!(who = person.handle, "somebody else answers for a person who is known");
        return Err(PeopleRefusal::OtherKey.into());
    }
    if key.is_none() {
        keep_key(tx, person.id, found.key).await?;
    }
    let name = name(&found.name, &person.handle);
    let search = visible::person::search_words(&name, &person.handle);
    let mut row = person.into_active_model();
    row.name = Set(name);
    row.search = Set(search);
    row.avatar = Set(found.picture);
    row.searchable = Set(found.searchable);
    Ok(row.update(tx.sql()).await?)
}

/// The row of a pod; its address is written down once.
async fn home(tx: &Tx, host: &str, address: &str) -> Outcome<PodId> {
    let row = pod::ActiveModel {
        host: Set(host.to_owned()),
        address: Set(address.to_owned()),
        software: Set(None),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let there = OnConflict::column(pod::Column::Host).do_nothing().to_owned();
    pod::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(tx.sql())
        .await?;
    let home = pod::Entity::find()
        .filter(pod::Column::Host.eq(host))
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let id = home.id;
    if home.address.is_empty() {
        let mut row = home.into_active_model();
        row.address = Set(address.to_owned());
        row.update(tx.sql()).await?;
    }
    Ok(id)
}

/// What somebody calls themselves, as one line that fits; the first part of their ID where there is none.
fn name(said: &str, handle: &str) -> String {
    let short: String = said.chars().take(LONGEST_NAME).collect();
    let user = handle.split('@').next().unwrap_or_default();
    match clean::optional_line(&short, LONGEST_NAME) {
        Ok(Some(name)) => name,
        Ok(None) | Err(_) => user.to_owned(),
    }
}

/// What somebody of another pod says of themselves.
#[derive(Clone, Debug)]
pub struct Said {
    /// What they call themselves; may be empty.
    pub name: String,
    /// The whole address of their picture.
    pub picture: Option<String>,
    /// May be found by people who are no contacts.
    pub searchable: bool,
    /// All their posts are to be opened first.
    pub nsfw: bool,
    /// Bio and the like, and who may see them.
    pub extended: Extended,
    /// Tags, apart by spaces.
    pub tags: String,
    /// The pictures that stand for words in the name and the bio.
    pub emoji: Vec<Given>,
}

/// Writes down what somebody of another pod says of themselves, in place of what was there.
///
/// # Errors
/// There is no such person.
pub async fn describe(tx: &mut Tx, who: PersonId, said: Said) -> Outcome<()> {
    let person = person::Entity::find_by_id(who)
        .filter(person::Column::PodId.is_not_null())
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let bio = said.extended.bio.clone();
    write::profile::write(tx.sql(), who, said.extended, tx.now()).await?;
    let names = said.tags.split_whitespace().filter_map(|word| tag_names(word).ok());
    let names: Vec<String> = names.flatten().take(MOST_TAGS).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tags = write::tag::ensure(tx.sql(), &names).await?;
    write::profile::set_tags(tx.sql(), who, &tags).await?;
    let name = name(&said.name, &person.handle);
    let search = visible::person::search_words(&name, &person.handle);
    if let Some(home) = person.pod_id {
        emoji::learn(tx, home, &said.emoji).await?;
    }
    let pictures = emoji::in_text(tx.sql(), Home::of(&person), &format!("{name}\n{bio}")).await?;
    let mut row = person.into_active_model();
    row.name = Set(name);
    row.emoji = Set(pictures.kept());
    row.search = Set(search);
    row.avatar = Set(said.picture);
    row.searchable = Set(said.searchable);
    row.nsfw = Set(said.nsfw);
    row.update(tx.sql()).await?;
    Ok(())
}

/// Somebody of another pod closed their account: from now on nothing of them is visible here.
///
/// # Errors
/// There is no such person.
async fn close(tx: &mut Tx, who: PersonId) -> Outcome<()> {
    let person = person::Entity::find_by_id(who)
        .filter(person::Column::PodId.is_not_null())
        .one(tx.sql())
        .await?
        .or_not_found()?;
    if person.closed_at.is_some() {
        return Ok(());
    }
    let now = tx.now();
    write::recount(tx.sql(), who, false).await?;
    write::follow::forget_all_of(tx.sql(), who).await?;
    let mut row = person.into_active_model();
    row.closed_at = Set(Some(now));
    row.update(tx.sql()).await?;
    Ok(())
}

/// The same, and a job removes what is here of them.
///
/// # Errors
/// As above.
pub async fn close_for_good(tx: &mut Tx, who: PersonId) -> Outcome<()> {
    close(tx, who).await?;
    Ok(tx.enqueue(Job::EmptyAbroad { person: who.0 }).await?)
}

/// Removes a piece of what somebody of another pod has left who closed their account. True when there is more.
///
/// # Errors
/// The database cannot be written.
pub async fn empty_some(tx: &mut Tx, who: PersonId) -> Outcome<bool> {
    let gone = person::Entity::find_by_id(who)
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::ClosedAt.is_not_null())
        .one(tx.sql())
        .await?;
    if gone.is_none() {
        return Ok(false);
    }
    let posts = write::post::delete_some_of(tx.sql(), who, BATCH).await?;
    let comments = write::comment::delete_some_of(tx.sql(), who, BATCH).await?;
    let likes = write::like::delete_some_of(tx.sql(), who, BATCH).await?;
    let votes = write::poll::delete_some_of(tx.sql(), who, BATCH).await?;
    let letters = write::conversation::delete_some_of(tx.sql(), who, tx.now(), BATCH).await?;
    let given = write::account_close::forget_given(tx.sql(), who, BATCH).await?;
    write::far_photo::forget_all_of(tx.sql(), who).await?;
    if [posts, comments, likes, votes, letters, given].contains(&BATCH) {
        return Ok(true);
    }
    write::account_close::forget(tx.sql(), who, tx.now()).await?;
    Ok(false)
}
