//! Where people are in the fediverse, and who speaks what. Everybody gets a thing once: who has an identity key by the diaspora*
//! protocol, who is an actor and nothing else by ActivityPub. What only ActivityPub can say goes by it to whoever speaks it: what is about
//! something that came over it, which nobody knows by another name, and what stands in no list.

use std::collections::HashMap;

use entity::visible::actor::{self, Reachable, Tongues, Which};
use entity::write::delivery::To;
use entity::{PersonId, PodId, SeenPost, person};

use super::{FAR, places};
use crate::federation::Undone;
use crate::pod::Pod;
use crate::wire::activitypub::Id;

/// The addresses of some people, as far as they have one: those of ours and actors of other servers.
pub(in crate::federation) async fn ids(pod: &Pod, people: &[person::Model]) -> Result<HashMap<PersonId, Id>, Undone> {
    let far: Vec<PersonId> = people
        .iter()
        .filter(|person| person.pod_id.is_some())
        .map(|person| person.id)
        .collect();
    let actors = actor::addresses(pod.db.read(), &far).await?;
    let mut ids: HashMap<PersonId, Id> = actors
        .into_values()
        .filter_map(|actor| Some((actor.person_id, Id::parse(&actor.uri)?)))
        .collect();
    let ours = people.iter().filter(|person| person.pod_id.is_none());
    ids.extend(ours.map(|person| (person.id, places::person(&pod.settings, &person.guid))));
    Ok(ids)
}

/// The address of one person.
pub(in crate::federation) async fn id(pod: &Pod, person: &person::Model) -> Result<Option<Id>, Undone> {
    Ok(ids(pod, std::slice::from_ref(person)).await?.remove(&person.id))
}

/// Whether somebody speaks ActivityPub and nothing else.
pub(in crate::federation) async fn is_actor_only(pod: &Pod, who: &person::Model) -> Result<bool, Undone> {
    if who.pod_id.is_none() {
        return Ok(false);
    }
    Ok(!actor::only(pod.db.read(), &[who.id]).await?.is_empty())
}

/// Who is told of something in ActivityPub that is about a post.
pub(in crate::federation) fn tongues(about: &SeenPost) -> Tongues {
    match about.quiet {
        true => Tongues::Any,
        false => tongues_of(&about.guid),
    }
}

/// The same of what is about something else, by its name.
pub(in crate::federation) fn tongues_of(guid: &str) -> Tongues {
    match guid.starts_with(FAR) {
        true => Tongues::Any,
        false => Tongues::One,
    }
}

/// Those of some people who are told in ActivityPub of something that is about a post.
pub(super) async fn told(pod: &Pod, about: &SeenPost, which: Which<'_>) -> Result<Vec<Reachable>, Undone> {
    Ok(actor::told(pod.db.read(), which, tongues(about)).await?)
}

/// Those of whom a letter of the diaspora* protocol is for: without people who are actors and nothing else, and without servers
/// where nobody speaks it.
pub(in crate::federation) async fn reading_diaspora(pod: &Pod, mut to: Vec<To>) -> Result<Vec<To>, Undone> {
    let db = pod.db.read();
    let people: Vec<PersonId> = to.iter().filter_map(|to| to.person).collect();
    let pods: Vec<PodId> = to.iter().filter(|to| to.person.is_none()).map(|to| to.pod).collect();
    let people = actor::only(db, &people).await?;
    let pods = actor::servers(db, &pods).await?;
    to.retain(|to| match to.person {
        Some(person) => !people.contains(&person),
        None => !pods.contains(&to.pod),
    });
    Ok(to)
}

/// The address of a thing of ours, or of one that came over ActivityPub. `ours`: what it would be here.
pub(in crate::federation) async fn thing(
    pod: &Pod,
    (guid, author): (&str, &person::Model),
    ours: Id,
) -> Result<Option<Id>, Undone> {
    if author.pod_id.is_none() {
        return Ok(Some(ours));
    }
    let mut found = actor::objects(pod.db.read(), &[guid]).await?;
    Ok(found.remove(guid).and_then(|uri| Id::parse(&uri)))
}
