//! Getting to know an actor: its document lies at its address, and the name that it gives itself leads back to it by WebFinger.
//! Somebody who has an identity of diaspora* besides is met there first, and is one person with both.

use std::time::Duration;

use entity::{PersonId, actor, person, visible};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::super::ask::{self, DOCUMENT};
use super::super::{Undone, discover};
use super::fetch::{self, Absent, Budget};
use super::{guid_of, places, said};
use crate::domain::abroad::actor::{self as domain, Found};
use crate::domain::abroad::asked::{self as asked_for, About};
use crate::domain::abroad::close_for_good;
use crate::domain::block;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::activitypub::{Actor, ActorKind, Id, KeyText};
use crate::wire::discovery::{Jrd, WebFinger, webfinger};
use crate::wire::signature::VerifyingKey;

/// Somebody of the fediverse, as a person and as an actor.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Who it is.
    pub person: person::Model,
    /// What is known of it as an actor.
    pub actor: actor::Model,
}

/// An actor who is known here by its address. Who is blocked or has left is nobody.
///
/// # Errors
/// They are blocked, or have closed their account.
pub async fn known(pod: &Pod, id: &Id) -> Result<Option<Signer>, Undone> {
    let row = actor::Entity::find().filter(actor::Column::Uri.eq(id.as_str()));
    let Some(row) = row.one(pod.db.read()).await? else {
        return Ok(None);
    };
    let person = person::Entity::find_by_id(row.person_id).one(pod.db.read()).await?;
    let Some(person) = person else { return Ok(None) };
    let person = discover::open(person)?;
    Ok(Some(Signer { person, actor: row }))
}

/// An actor by its address, asked for when it is not known.
///
/// # Errors
/// There is no such actor, it is blocked, or its server does not answer.
pub async fn actor(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Signer, Undone> {
    match known(pod, id).await? {
        Some(signer) => Ok(signer),
        None => refresh(pod, id, None, budget).await,
    }
}

/// Asks for an actor, known or not. `key`: of its keys the one to remember.
///
/// # Errors
/// As above.
pub async fn refresh(pod: &Pod, id: &Id, key: Option<&Id>, budget: &mut Budget) -> Result<Signer, Undone> {
    Ok(asked(pod, id, key, budget).await?.0)
}

/// Asks for somebody who is known anew, unless that was done less than `apart` ago. None: it is too soon.
///
/// # Errors
/// As above.
pub async fn look_again(pod: &Pod, who: &person::Model, apart: Duration) -> Result<Option<person::Model>, Undone> {
    let Some(id) = due(pod, who.id, apart).await? else {
        return Ok(None);
    };
    let signer = refresh(pod, &id, None, &mut Budget::default()).await?;
    Ok(Some(signer.person))
}

/// Where somebody is to be asked for. None: they were less than `apart` ago.
async fn due(pod: &Pod, who: PersonId, apart: Duration) -> Result<Option<Id>, Undone> {
    let row = actor::Entity::find_by_id(who).one(pod.db.read()).await?;
    let id = row.and_then(|row| Id::parse(&row.uri));
    let id = id.ok_or_else(|| Undone::Reject("this is no actor".to_owned()))?;
    let due = pod.act(async |tx| asked_for::ask(tx, who, About::Person, apart).await);
    Ok(due.await?.then_some(id))
}

/// Asks for somebody anew whose inbox is not there, unless that was done less than `apart` ago. None: it is too soon. What their server
/// says where it shows nobody is not an error.
///
/// # Errors
/// As above.
pub(super) async fn still_there(
    pod: &Pod,
    who: PersonId,
    apart: Duration,
) -> Result<Option<Result<Signer, Absent>>, Undone> {
    let Some(id) = due(pod, who, apart).await? else {
        return Ok(None);
    };
    let mut budget = Budget::default();
    Ok(Some(match document(pod, &id, &mut budget).await? {
        Ok(whole) => Ok(learnt(pod, &whole, None, &mut budget).await?),
        Err(absent) => Err(absent),
    }))
}

/// The same with all that the actor says, such as what else it is called.
///
/// # Errors
/// As above.
pub(in crate::federation) async fn asked(
    pod: &Pod,
    id: &Id,
    key: Option<&Id>,
    budget: &mut Budget,
) -> Result<(Signer, Actor), Undone> {
    let whole = document(pod, id, budget).await?;
    let whole = whole.map_err(|_| Undone::Reject("there is no such actor any more".to_owned()))?;
    Ok((learnt(pod, &whole, key, budget).await?, whole))
}

/// What an actor says of itself. Whoever is known and is gone for good by the word of their server has left.
async fn document(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Result<Actor, Absent>, Undone> {
    let lying = fetch::lying::<Actor>(pod, id, budget).await?;
    if let Err(Absent::Gone) = lying {
        left(pod, id).await?;
    }
    Ok(lying.map(|whole| (*whole).clone()))
}

/// The server of an actor says that it is gone for good. Whoever is somebody by the diaspora* protocol, too, says so there.
pub(super) async fn left(pod: &Pod, id: &Id) -> Result<(), Undone> {
    let db = pod.db.read();
    let row = actor::Entity::find().filter(actor::Column::Uri.eq(id.as_str()));
    let Some(row) = row.one(db).await? else {
        return Ok(());
    };
    let person = person::Entity::find_by_id(row.person_id).one(db).await?;
    let there = person.is_some_and(|person| person.closed_at.is_none());
    if !there || visible::actor::only(db, &[row.person_id]).await?.is_empty() {
        return Ok(());
    }
    tracing::info!(actor = row.uri, "an actor is gone for good");
    Ok(pod.act(async |tx| close_for_good(tx, row.person_id).await).await?)
}

/// Keeps what an actor says of itself.
async fn learnt(pod: &Pod, whole: &Actor, key: Option<&Id>, budget: &mut Budget) -> Result<Signer, Undone> {
    let known = known(pod, &whole.id).await?;
    let handle = match &known {
        // A name that was verified is not asked for again.
        Some(known) => Handle::parse(&known.person.handle).ok_or_else(nameless)?,
        None => named(pod, whole, budget).await?,
    };
    if block::means(pod.db.read(), &handle).await? {
        return Err(Undone::Reject("it is blocked here".to_owned()));
    }
    let found = found(whole, handle, key)?;
    let (person, actor) = pod
        .act(async |tx| domain::learn(tx, found.clone()).await)
        .await
        .map_err(Undone::from)?;
    Ok(Signer { person, actor })
}

fn nameless() -> Undone {
    Undone::Reject("nobody vouches for its name".to_owned())
}

/// The name of an actor, by its own word and by that of the host that the name belongs to.
async fn named(pod: &Pod, whole: &Actor, budget: &mut Budget) -> Result<Handle, Undone> {
    let authority = whole.id.authority();
    let own = whole.username.as_ref().map(|name| format!("{name}@{authority}"));
    let claims = [whole.webfinger.clone(), own];
    for claim in claims.into_iter().flatten() {
        let Some(handle) = Handle::typed(&claim) else { continue };
        if let Some(handle) = vouched(pod, &handle, &whole.id, budget).await? {
            return Ok(handle);
        }
    }
    // Servers have no name among people; nobody else can have the one that is made of the host twice.
    let bare = authority.split(':').next().unwrap_or_default();
    let server = whole.kind == ActorKind::Application;
    server
        .then(|| Handle::parse(&format!("{bare}@{authority}")))
        .flatten()
        .ok_or_else(nameless)
}

/// Asks whether a name leads to an actor. Another name may be answered, which is then asked for in the same way.
async fn vouched(pod: &Pod, claim: &Handle, id: &Id, budget: &mut Budget) -> Result<Option<Handle>, Undone> {
    let mut handle = claim.clone();
    for _ in 0..2 {
        let Some(jrd) = look_up(pod, &handle, budget).await? else {
            return Ok(None);
        };
        let subject = Handle::typed(&jrd.subject).unwrap_or_else(|| handle.clone());
        if subject != handle {
            handle = subject;
            continue;
        }
        if jrd.actor() != Some(id.as_str()) {
            return Ok(None);
        }
        if WebFinger::of(&jrd).is_ok() {
            match Box::pin(discover::refresh(pod, &handle)).await {
                Ok(_) | Err(Undone::Reject(_)) => {}
                Err(undone @ (Undone::Retry(_) | Undone::Broke(_))) => return Err(undone),
            }
        }
        return Ok(Some(handle));
    }
    Ok(None)
}

async fn look_up(pod: &Pod, handle: &Handle, budget: &mut Budget) -> Result<Option<Jrd>, Undone> {
    if handle.host() == pod.settings.host() {
        return Ok(None);
    }
    budget.spend()?;
    match ask::get(pod, &discover::looked_for(pod, handle), &DOCUMENT).await {
        Ok(document) => Ok(Jrd::read(&document).ok()),
        Err(Undone::Reject(_)) => Ok(None),
        Err(undone) => Err(undone),
    }
}

/// Who is called so: an actor that WebFinger names, and that names itself so.
///
/// # Errors
/// There is nobody, or the server does not answer.
pub async fn by_name(pod: &Pod, handle: &Handle, jrd: &Jrd) -> Result<person::Model, Undone> {
    let id = jrd.actor().and_then(Id::parse);
    let id = id.ok_or_else(|| Undone::Reject(format!("{} leads to no actor", webfinger::address(handle))))?;
    Ok(actor(pod, &id, &mut Budget::default()).await?.person)
}

/// Makes sense of what was answered.
fn found(whole: &Actor, handle: Handle, key: Option<&Id>) -> Result<Found, Undone> {
    let host = whole.id.authority().to_owned();
    Ok(Found {
        row: row(whole, key)?,
        guid: guid_of(&whole.id),
        handle: handle.as_str().to_owned(),
        host,
        address: whole.id.origin().to_owned(),
        said: said::of_actor(whole, &handle),
    })
}

/// What is written down of an actor. The person and the time are filled in where that is done.
pub(super) fn row(whole: &Actor, key: Option<&Id>) -> Result<actor::Model, Undone> {
    let unfit = |what: &str| Undone::Reject(format!("{what} of the actor is of no use"));
    let claim = match key {
        Some(id) => whole.key(id),
        None => whole
            .keys
            .iter()
            .find(|key| matches!(key.text, KeyText::Pem(_)))
            .or_else(|| whole.keys.first()),
    };
    let claim = claim.ok_or_else(|| unfit("the key"))?;
    let pem = VerifyingKey::of(&claim.text).ok_or_else(|| unfit("the key"))?.pem()?;
    let text = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
    Ok(actor::Model {
        person_id: entity::PersonId(0),
        uri: whole.id.to_string(),
        url: text(&whole.page),
        kind: whole.kind.name().to_owned(),
        inbox: text(&whole.inbox).ok_or_else(|| unfit("the inbox"))?,
        shared_inbox: text(&whole.shared_inbox),
        followers: text(&whole.followers),
        outbox: text(&whole.outbox),
        featured: text(&whole.featured),
        key_id: claim.id.to_string(),
        key_pem: pem,
        locked: whole.locked,
        fetched_at: entity::Moment(0),
    })
}

/// Whether an address is one of ours.
pub(super) fn is_ours(pod: &Pod, id: &Id) -> bool {
    id.is_beside(&places::pod(&pod.settings))
}

/// The address of somebody's page as an address that may be asked.
pub(super) fn typed(text: &str) -> Option<Id> {
    let url = Url::parse(text.trim()).ok()?;
    matches!(url.scheme(), "https" | "http")
        .then(|| Id::parse(text.trim()))
        .flatten()
}
