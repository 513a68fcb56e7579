//! What is for a few people only, as each server is given it: addressed to those of its own people who have it and to nobody else, so
//! that no server learns of the others, and in the form in which its program shows it to nobody more.
//!
//! How a server was given something is kept (`projection`): a change, the end of it, and whoever asks for it again get the same.

use std::collections::BTreeMap;

use entity::visible::actor::{self, Reachable};
use entity::visible::projection::{self, Copy};
use entity::write::projection::NewCopy;
use entity::{PersonId, PodId, person, pod as pod_row};
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

    /// Whether it is for somebody.
    pub(super) fn has(&self, who: PersonId) -> bool {
        self.people().any(|person| person.id == who)
    }

    /// For whom it is, as they are known here.
    pub(super) fn people(&self) -> impl Iterator<Item = &person::Model> {
        self.people.iter().map(|(person, _)| person)
    }

    /// Whom it may name.
    pub(super) fn company(&self) -> Vec<PersonId> {
        self.people().map(|person| person.id).collect()
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

    /// The same of what is shown at no address: that it was given, and nothing of what it says.
    pub(super) fn noted(&self, guid: &str) -> NewCopy {
        NewCopy {
            guid: guid.to_owned(),
            pod: self.pod,
            person: self.alone,
            uri: self.uri.to_string(),
            body: "{}".to_owned(),
        }
    }
}

/// What it is that is given: by that it is told who gets it in one piece with others of their server.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    /// A post by this person.
    Post(PersonId),
    /// Something below a post by this person, with this guid: it is given as the post was, so that it stands below that.
    Below(PersonId, &'a str),
    /// A message, in which everybody is mentioned.
    Message,
}

impl What<'_> {
    /// Who has to be followed for it to be seen where nobody is mentioned.
    fn author(self) -> Option<PersonId> {
        match self {
            Self::Post(author) | Self::Below(author, _) => Some(author),
            Self::Message => None,
        }
    }
}

/// The copies of something for some people. `of`: its address here. Whoever lives on a server that would show it to others is in none.
pub(super) async fn parts(
    pod: &Pod,
    (guid, of): (&str, &Id),
    people: Vec<Reachable>,
    what: What<'_>,
) -> Result<Vec<Part>, Undone> {
    let db = pod.db.read();
    let known = projection::copies(db, guid).await?;
    let above = match what {
        What::Below(_, post) => projection::copies(db, post).await?,
        What::Post(_) | What::Message => Vec::new(),
    };
    let mut servers: BTreeMap<PodId, Vec<Reachable>> = BTreeMap::new();
    for (person, actor) in people {
        if let Some(home) = person.pod_id {
            servers.entry(home).or_default().push((person, actor));
        }
    }
    let rows = pod_row::Entity::find()
        .filter(pod_row::Column::Id.is_in(servers.keys().copied()))
        .all(db)
        .await?;
    let mut parts = Vec::new();
    for row in rows {
        let Some(people) = servers.remove(&row.id) else {
            continue;
        };
        let of_server = |copies: &[Copy]| -> Vec<Copy> {
            let theirs = copies.iter().filter(|copy| copy.pod == row.id);
            theirs.cloned().collect()
        };
        let handling = handling(row.software.as_deref());
        let server = Server {
            id: row.id,
            handling,
            known: of_server(&known),
            above: of_server(&above),
            blind: match what.author().filter(|_| handling == Handling::Together) {
                Some(author) => not_following(pod, author, &people).await?,
                None => Vec::new(),
            },
        };
        parts.extend(server.parts(pod, of, people));
    }
    Ok(parts)
}

/// Those of some people who do not follow somebody here, or may not.
async fn not_following(pod: &Pod, whom: PersonId, people: &[Reachable]) -> Result<Vec<PersonId>, Undone> {
    let mut ids: Vec<PersonId> = people.iter().map(|(person, _)| person.id).collect();
    let following = actor::following(pod.db.read(), whom, &ids).await?;
    ids.retain(|id| !following.contains(id));
    Ok(ids)
}

/// A server that something is given to.
struct Server {
    id: PodId,
    handling: Handling,
    /// The copies that were given there before.
    known: Vec<Copy>,
    /// Those of the post below which it stands.
    above: Vec<Copy>,
    /// Whoever is shown nothing there in which they are not mentioned.
    blind: Vec<PersonId>,
}

impl Server {
    fn parts(&self, pod: &Pod, of: &Id, people: Vec<Reachable>) -> Vec<Part> {
        let (mut together, mut parts) = (Vec::new(), Vec::new());
        for one in people {
            match self.is_alone(&one) {
                Some(true) => parts.extend(self.alone(pod, of, one)),
                Some(false) => together.push(one),
                None => {}
            }
        }
        if !together.is_empty() {
            parts.push(Part {
                uri: of.clone(),
                pod: self.id,
                alone: None,
                known: self.known.iter().any(|copy| copy.person.is_none()),
                people: together,
                handling: match self.handling {
                    Handling::Never | Handling::Alone => Handling::Mentioned,
                    Handling::Together | Handling::Openly | Handling::Mentioned => self.handling,
                },
            });
        }
        parts
    }

    /// Whether somebody gets a copy of their own. None: they get none. What was sent decides over what is known of the program, and of
    /// who follows whom, by now: nobody gets a second copy.
    fn is_alone(&self, one: &Reachable) -> Option<bool> {
        if let Some(alone) = was_alone(one, &self.known) {
            return Some(alone);
        }
        let as_above = was_alone(one, &self.above);
        match self.handling {
            Handling::Never => None,
            Handling::Alone => Some(as_above.unwrap_or(true)),
            Handling::Openly | Handling::Mentioned => Some(as_above.unwrap_or(false)),
            Handling::Together => Some(as_above.unwrap_or_else(|| self.blind.contains(&one.0.id))),
        }
    }

    fn alone(&self, pod: &Pod, of: &Id, one: Reachable) -> Option<Part> {
        let there = self.known.iter().find(|copy| copy.person == Some(one.0.id));
        let uri = match there {
            Some(copy) => Id::parse(&copy.uri),
            None => places::copy(of, &pod.random.guid_hex()),
        };
        Some(Part {
            uri: uri?,
            pod: self.id,
            alone: Some(one.0.id),
            known: there.is_some(),
            people: vec![one],
            handling: Handling::Alone,
        })
    }
}

/// Whether somebody was given a copy of their own. None: these are for others.
fn was_alone((person, actor): &Reachable, given: &[Copy]) -> Option<bool> {
    if given.iter().any(|copy| copy.person == Some(person.id)) {
        return Some(true);
    }
    let common = given.iter().filter(|copy| copy.person.is_none());
    let mut common = common.filter(|copy| copy.to.contains(&actor.uri));
    common.next().map(|_| false)
}

/// The address under which the holders of a copy know something else: that of their own copy of it. `of`: its address here.
pub(super) async fn beside(pod: &Pod, part: &Part, (guid, of): (&str, Id)) -> Result<Id, Undone> {
    Ok(held(pod, part, guid).await?.unwrap_or(of))
}

/// The same; none where they were not given it.
pub(super) async fn held(pod: &Pod, part: &Part, guid: &str) -> Result<Option<Id>, Undone> {
    let copies = projection::copies(pod.db.read(), guid).await?;
    let theirs: Vec<&Copy> = copies.iter().filter(|copy| copy.pod == part.pod).collect();
    let own = theirs.iter().find(|copy| copy.person == part.alone);
    let common = || theirs.iter().find(|copy| copy.person.is_none());
    Ok(own.or_else(common).and_then(|copy| Id::parse(&copy.uri)))
}
