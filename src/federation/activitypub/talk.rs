//! Private mail to people of the fediverse: a note for those who take part, each of whom is mentioned, since that is how they are
//! shown it. Who lives where a note for several would be shown to others gets one of their own, and who lives where even that would
//! be gets none ([`super::project`]); neither is named to the rest, whose answers would be shown there.

use entity::own::conversation::members_of;
use entity::visible::actor::{Reachable, Which, speaking};
use entity::visible::letter::{self as mail, Written};
use entity::visible::projection;
use entity::{ConversationId, MessageId, OwnConversation, OwnMessage, PersonId, person};
use sea_orm::EntityTrait;

use super::dispatch::{Outgoing, copies_gone};
use super::present::deed::{self, News};
use super::present::object::{self, Shown};
use super::present::words::{Company, mention_of};
use super::project::{self, Part, What};
use super::{people, places};
use crate::federation::Undone;
use crate::pod::Pod;
use crate::wire::activitypub::Id;

/// Those who take part and speak nothing else.
async fn abroad(pod: &Pod, of: &OwnConversation) -> Result<Vec<Reachable>, Undone> {
    let there = mail::abroad(pod.db.read(), of).await?;
    let ids: Vec<PersonId> = there.iter().map(|person| person.id).collect();
    Ok(speaking(pod.db.read(), Which::People(&ids)).await?)
}

/// A conversation that begins: its first message, with the subject above it.
pub(super) async fn begun(pod: &Pod, conversation: i64, message: i64) -> Result<Vec<Outgoing>, Undone> {
    let Some(of) = mail::by_id(pod.db.read(), ConversationId(conversation)).await? else {
        return Ok(Vec::new());
    };
    let subject = of.subject.clone();
    tell(pod, message, Some(&subject), None).await
}

/// A message, to all of them or to one.
pub(super) async fn said(pod: &Pod, message: i64, only: Option<PersonId>) -> Result<Vec<Outgoing>, Undone> {
    tell(pod, message, None, only).await
}

async fn tell(pod: &Pod, message: i64, subject: Option<&str>, only: Option<PersonId>) -> Result<Vec<Outgoing>, Undone> {
    let Some((row, author, of)): Option<Written> = mail::message(pod.db.read(), MessageId(message)).await? else {
        return Ok(Vec::new());
    };
    let there = abroad(pod, &of).await?;
    if author.pod_id.is_some() || there.is_empty() {
        return Ok(Vec::new());
    }
    let far: Vec<PersonId> = there.iter().map(|(person, _)| person.id).collect();
    let own = places::message(&pod.settings, &row.guid);
    let parts = project::parts(pod, (&row.guid, &own), there, What::Message).await?;
    let (alone, common): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.alone.is_some());
    let mut rest = members(pod, &of).await?;
    rest.retain(|person| person.id != author.id);
    rest.retain(|person| !far.contains(&person.id) || common.iter().any(|part| part.has(person.id)));
    let said = Said {
        pod,
        written: (&row, &author, &of),
        subject,
        only: only.map(|only| vec![only.0]),
    };
    let mut out: Vec<Outgoing> = said.to(&common, (own, &rest)).await?.into_iter().collect();
    for part in &alone {
        let people: Vec<person::Model> = part.people().cloned().collect();
        out.extend(said.to(std::slice::from_ref(part), (part.uri.clone(), &people)).await?);
    }
    Ok(out)
}

/// A message on its way.
struct Said<'a> {
    pod: &'a Pod,
    written: (&'a OwnMessage, &'a person::Model, &'a OwnConversation),
    subject: Option<&'a str>,
    /// To these alone.
    only: Option<Vec<i64>>,
}

impl Said<'_> {
    /// In one note, under this address, in which these are named.
    async fn to(&self, parts: &[Part], (id, named): (Id, &[person::Model])) -> Result<Option<Outgoing>, Undone> {
        let some = self.only.as_deref();
        let to: Vec<_> = parts.iter().flat_map(|part| part.inboxes(some)).collect();
        if to.is_empty() {
            return Ok(None);
        }
        let (pod, (row, author, of)) = (self.pod, self.written);
        let ids = people::ids(pod, named).await?;
        let company: Vec<PersonId> = named.iter().map(|person| person.id).collect();
        let addressed = named
            .iter()
            .filter_map(|person| Some(mention_of(person, ids.get(&person.id)?.clone())));
        let shown = Shown {
            id,
            audience: object::only(named.iter().filter_map(|person| ids.get(&person.id).cloned())),
            company: Company::These(&company),
            addressed: addressed.collect(),
            answers: None,
        };
        let mut note = object::message(pod, (row, author), self.subject, shown).await?;
        note.context = Some(places::conversation(&pod.settings, &of.guid));
        note.conversation = note.context.as_ref().map(Id::to_string);
        Ok(Some(Outgoing {
            given: parts.iter().map(|part| part.noted(&row.guid)).collect(),
            ..Outgoing::of(author.id, deed::say(note, News::New)?, to)
        }))
    }
}

/// Who takes part and has not left.
async fn members(pod: &Pod, of: &OwnConversation) -> Result<Vec<person::Model>, Undone> {
    let all = members_of(pod.db.read(), of).await?;
    let there = all.into_iter().filter(|(_, left)| left.is_none());
    Ok(there.map(|(person, _)| person).collect())
}

/// A message that was taken back, by each address under which it was given.
pub(super) async fn gone(pod: &Pod, conversation: i64, guid: &str, author: PersonId) -> Result<Vec<Outgoing>, Undone> {
    let db = pod.db.read();
    let author = person::Entity::find_by_id(author).one(db).await?;
    let of = mail::by_id(db, ConversationId(conversation)).await?;
    let (Some(of), Some(author)) = (of, author.filter(|author| author.pod_id.is_none())) else {
        return Ok(Vec::new());
    };
    let (there, own) = (abroad(pod, &of).await?, places::message(&pod.settings, guid));
    if !projection::copies(db, guid).await?.is_empty() {
        return copies_gone(pod, (guid, own), &author, there).await;
    }
    // Of what was written before copies were kept of messages there was this one, for everybody.
    let actor = places::person(&pod.settings, &author.guid);
    let mut out = Vec::new();
    for part in project::parts(pod, (guid, &own), there, What::Message).await? {
        let gone = deed::gone(actor.clone(), own.clone(), part.audience())?;
        out.push(Outgoing::of(author.id, gone, part.inboxes(None)));
    }
    Ok(out)
}
