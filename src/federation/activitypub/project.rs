//! What is for a few people only, as each server is given it: addressed to those of its own people who have it and to nobody else, so
//! that no server learns of the others, and in the form in which its program shows it to nobody more.
//!
//! How a server was given something is kept (`projection`): a change, the end of it, and whoever asks for it again get the same.

use std::collections::BTreeMap;

use entity::visible::actor::Reachable;
use entity::visible::projection::{self, Copy};
use entity::write::projection::NewCopy;
use entity::{PersonId, PodId, pod as pod_row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::letter::{self, Inbox};
use super::places;
use super::present::object;
use super::present::words::mention_of;
use crate::federation::Undone;
use crate::pod::Pod;
use crate::wire::activitypub::software::{Handling, handling};
use crate::wire::activitypub::{Audience, Id, Object, Tag};

/// A copy for a server, or for one person there.
pub(super) struct Part {
    /// Its address.
    pub(super) uri: Id,
    /// The server.
    pub(super) pod: PodId,
    /// The person, if it is for one alone.
    pub(super) alone: Option<PersonId>,
    /// Whether it was there before.
    pub(super) known: bool,
    people: Vec<Reachable>,
    handling: Handling,
}

impl Part {
    /// For whom it is.
    pub(super) fn audience(&self) -> Audience {
        object::only(self.people.iter().filter_map(|(_, actor)| Id::parse(&actor.uri)))
    }

    /// Whom it may name.
    pub(super) fn company(&self) -> Vec<PersonId> {
        self.people.iter().map(|(person, _)| person.id).collect()
    }

    /// The mentions without which somebody would not see it.
    pub(super) fn mentions(&self) -> Vec<Tag> {
        if !self.handling.mentions() {
            return Vec::new();
        }
        let mentions = self.people.iter();
        mentions
            .filter_map(|(person, actor)| Some(mention_of(person, Id::parse(&actor.uri)?)))
            .collect()
    }

    /// Where it is posted to: to each of them by themselves, since a server takes what comes to its common address for something
    /// that it may show to whoever follows. Only to `some`, if that is said.
    pub(super) fn inboxes(&self, some: Option<&[i64]>) -> Vec<Inbox> {
        let wanted = self
            .people
            .iter()
            .filter(|(person, _)| some.is_none_or(|some| some.contains(&person.id.0)));
        wanted
            .filter_map(|(person, actor)| letter::personal(person, actor))
            .collect()
    }

    /// To be written down.
    pub(super) fn kept(&self, guid: &str, object: &Object) -> NewCopy {
        NewCopy {
            guid: guid.to_owned(),
            pod: self.pod,
            person: self.alone,
            uri: self.uri.to_string(),
            body: object.json().to_string(),
        }
    }
}

/// The copies of something for some people. `of`: its address here. Whoever lives on a server that would show it to others is in none.
pub(super) async fn parts(pod: &Pod, (guid, of): (&str, &Id), people: Vec<Reachable>) -> Result<Vec<Part>, Undone> {
    let known = projection::copies(pod.db.read(), guid).await?;
    let mut servers: BTreeMap<PodId, Vec<Reachable>> = BTreeMap::new();
    for (person, actor) in people {
        if let Some(home) = person.pod_id {
            servers.entry(home).or_default().push((person, actor));
        }
    }
    let rows = pod_row::Entity::find()
        .filter(pod_row::Column::Id.is_in(servers.keys().copied()))
        .all(pod.db.read())
        .await?;
    let mut parts = Vec::new();
    for row in rows {
        let Some(people) = servers.remove(&row.id) else {
            continue;
        };
        let theirs: Vec<&Copy> = known.iter().filter(|copy| copy.pod == row.id).collect();
        let handling = handling(row.software.as_deref());
        parts.extend(of_server(pod, (of, row.id), (handling, &theirs), people));
    }
    Ok(parts)
}

/// What was sent decides over what is known of the program by now: nobody gets a second copy.
fn of_server(
    pod: &Pod,
    (of, server): (&Id, PodId),
    (handling, known): (Handling, &[&Copy]),
    people: Vec<Reachable>,
) -> Vec<Part> {
    let common = known.iter().any(|copy| copy.person.is_none());
    let alone = known.iter().any(|copy| copy.person.is_some());
    let handling = match handling {
        Handling::Never if known.is_empty() => return Vec::new(),
        Handling::Never | Handling::Alone if common => Handling::Mentioned,
        Handling::Never => Handling::Alone,
        Handling::Together | Handling::Openly | Handling::Mentioned if alone => Handling::Alone,
        Handling::Together | Handling::Openly | Handling::Mentioned | Handling::Alone => handling,
    };
    if handling != Handling::Alone {
        return vec![Part {
            uri: of.clone(),
            pod: server,
            alone: None,
            known: common,
            people,
            handling,
        }];
    }
    let part = |one: Reachable| {
        let there = known.iter().find(|copy| copy.person == Some(one.0.id));
        let uri = match there {
            Some(copy) => Id::parse(&copy.uri),
            None => places::copy(of, &pod.random.guid_hex()),
        };
        Some(Part {
            uri: uri?,
            pod: server,
            alone: Some(one.0.id),
            known: there.is_some(),
            people: vec![one],
            handling,
        })
    };
    people.into_iter().filter_map(part).collect()
}

/// The address under which the holders of a copy know something else: that of their own copy of it. `of`: its address here.
pub(super) async fn beside(pod: &Pod, part: &Part, (guid, of): (&str, Id)) -> Result<Id, Undone> {
    Ok(held(pod, part, guid).await?.unwrap_or(of))
}

/// The same; none where they were not given it.
pub(super) async fn held(pod: &Pod, part: &Part, guid: &str) -> Result<Option<Id>, Undone> {
    let copies = projection::copies(pod.db.read(), guid).await?;
    let theirs = copies
        .iter()
        .filter(|copy| copy.pod == part.pod)
        .find(|copy| copy.person.is_none() || copy.person == part.alone);
    Ok(theirs.and_then(|copy| Id::parse(&copy.uri)))
}
