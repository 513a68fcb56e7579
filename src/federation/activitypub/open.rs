//! Opening what somebody has typed the address of: a person or a post of the fediverse, asked for when it is not known.

use entity::visible::post::posts;
use entity::{Viewer, actor, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::Undone;
use super::apply::{self, Here};
use super::fetch::{self, Budget, Had};
use super::places::{self, Place};
use super::{gather, meet};
use crate::job::Job;
use crate::pod::Pod;
use crate::wire::activitypub::{Id, Thing};

/// What was found.
#[derive(Debug)]
pub enum Opened {
    /// Somebody.
    Person(Box<person::Model>),
    /// A post, by its guid here.
    Post(String),
    /// A comment, by its guid here.
    Comment(String),
}

/// Opens an address for somebody. What is here and not for them is to them as what is not here: it is asked for where it lies, and is not
/// for everybody. None: what was typed is no address.
///
/// # Errors
/// There is nothing of the fediverse, or its server does not answer.
pub async fn open(pod: &Pod, viewer: Viewer, typed: &str) -> Result<Option<Opened>, Undone> {
    let Some(id) = meet::typed(typed) else { return Ok(None) };
    if let Some(opened) = here(pod, viewer, &id).await? {
        return Ok(Some(opened));
    }
    let mut budget = Budget::default();
    let (thing, at) = match fetch::thing(pod, &id, &mut budget).await? {
        Had::Thing(thing, at) => (*thing, at),
        Had::Absent(_) => return Err(Undone::Reject("there is nothing at this address".to_owned())),
    };
    if let Thing::Actor(_) = thing {
        // Where it says that it lies, it is asked for anew.
        let named = thing.id().cloned().unwrap_or(at);
        let person = meet::actor(pod, &named, &mut budget).await?.person;
        return Ok(Some(Opened::Person(Box::new(person))));
    }
    let named = thing.id().cloned().unwrap_or(at);
    if !gather::object(pod, &named, &mut budget).await? {
        return Err(Undone::Reject("there is nothing at this address".to_owned()));
    }
    let opened = here(pod, viewer, &named).await?;
    if let Some(Opened::Post(guid)) = &opened {
        wants_thread(pod, guid).await?;
    }
    Ok(opened)
}

/// What is here of this address and for these eyes, be it that of a thing or that of a page for people.
async fn here(pod: &Pod, viewer: Viewer, id: &Id) -> Result<Option<Opened>, Undone> {
    if let Some(Place::Person(guid)) = places::ours(&pod.settings, id) {
        let person = entity::visible::person::one(pod.db.read(), &guid).await?;
        return Ok(person.map(|person| Opened::Person(Box::new(person))));
    }
    match apply::seen_by(pod.db.read(), viewer, &pod.settings, id).await? {
        Some(Here::Post(post)) if post.post.created_at <= pod.db.now() => {
            return Ok(Some(Opened::Post(post.post.guid.clone())));
        }
        Some(Here::Comment(said)) => return Ok(Some(Opened::Comment(said.comment.guid.clone()))),
        Some(Here::Post(_)) | None => {}
    }
    let either = sea_orm::Condition::any()
        .add(actor::Column::Uri.eq(id.as_str()))
        .add(actor::Column::Url.eq(id.as_str()));
    let Some(row) = actor::Entity::find().filter(either).one(pod.db.read()).await? else {
        return Ok(None);
    };
    let person = person::Entity::find_by_id(row.person_id)
        .filter(person::Column::ClosedAt.is_null())
        .one(pod.db.read())
        .await?;
    Ok(person.map(|person| Opened::Person(Box::new(person))))
}

async fn wants_thread(pod: &Pod, guid: &str) -> Result<(), Undone> {
    let Some(found) = posts(Viewer::Anyone).one(pod.db.read(), guid).await? else {
        return Ok(());
    };
    let job = Job::FetchThread { post: found.post.id.0 };
    Ok(pod.act(async |tx| Ok(tx.enqueue(job).await?)).await?)
}
