//! Private mail to people of the fediverse: a note for those who take part, each of whom is mentioned, since that is how they are
//! shown it.

use entity::own::conversation::members_of;
use entity::visible::actor::{Reachable, Which, speaking};
use entity::visible::letter::{self as mail, Written};
use entity::{ConversationId, MessageId, OwnConversation, PersonId, person};
use sea_orm::EntityTrait;

use super::dispatch::Outgoing;
use super::present::deed::{self, News};
use super::present::object::{self, Shown};
use super::present::words::{Company, mention_of};
use super::{letter, people, places};
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
    let db = pod.db.read();
    let Some((row, author, of)): Option<Written> = mail::message(db, MessageId(message)).await? else {
        return Ok(Vec::new());
    };
    let mut there = abroad(pod, &of).await?;
    there.retain(|(person, _)| only.is_none_or(|only| person.id == only));
    if author.pod_id.is_some() || there.is_empty() {
        return Ok(Vec::new());
    }
    // Who takes part is known to all who do.
    let members: Vec<person::Model> = members_of(db, &of)
        .await?
        .into_iter()
        .filter(|(person, left)| left.is_none() && person.id != author.id)
        .map(|(person, _)| person)
        .collect();
    let ids = people::ids(pod, &members).await?;
    let company: Vec<PersonId> = members.iter().map(|person| person.id).collect();
    let addressed = members
        .iter()
        .filter_map(|person| Some(mention_of(person, ids.get(&person.id)?.clone())));
    let shown = Shown {
        id: places::message(&pod.settings, &row.guid),
        audience: object::only(members.iter().filter_map(|person| ids.get(&person.id).cloned())),
        company: Company::These(&company),
        addressed: addressed.collect(),
        answers: None,
    };
    let mut note = object::message(pod, (&row, &author), subject, shown).await?;
    note.context = Id::parse(&pod.settings.url(&format!("/conversations/{}", of.guid)));
    note.conversation = note.context.as_ref().map(Id::to_string);
    let to = inboxes(&there);
    Ok(vec![Outgoing::of(author.id, deed::say(note, News::New)?, to)])
}

fn inboxes(there: &[Reachable]) -> Vec<letter::Inbox> {
    let inboxes = there.iter();
    inboxes
        .filter_map(|(person, actor)| letter::personal(person, actor))
        .collect()
}

/// A message that was taken back.
pub(super) async fn gone(pod: &Pod, conversation: i64, guid: &str, author: PersonId) -> Result<Vec<Outgoing>, Undone> {
    let db = pod.db.read();
    let author = person::Entity::find_by_id(author).one(db).await?;
    let of = mail::by_id(db, ConversationId(conversation)).await?;
    let (Some(of), Some(author)) = (of, author.filter(|author| author.pod_id.is_none())) else {
        return Ok(Vec::new());
    };
    let there = abroad(pod, &of).await?;
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let audience = object::only(there.iter().filter_map(|(_, actor)| Id::parse(&actor.uri)));
    let actor = places::person(&pod.settings, &author.guid);
    let gone = deed::gone(actor, places::message(&pod.settings, guid), audience)?;
    Ok(vec![Outgoing::of(author.id, gone, inboxes(&there))])
}
