//! Private mail to people of other pods: who gets what, and finding those who were named and are not known.

use entity::own::conversation::members_of;
use entity::visible::letter::{self, Written};
use entity::write::delivery::To;
use entity::{ConversationId, MessageId, PersonId, person};
use sea_orm::EntityTrait;

use super::ask::Turn;
use super::diaspora::present::{self, letters as say};
use super::discover::Useless;
use super::dispatch::sealed_for;
use super::letter::{Letter, sign};
use super::{Undone, discover};
use crate::domain::conversation::arrive;
use crate::error::Stop;
use crate::job::Done;
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::Handle;
use crate::wire::diaspora::Kind;

/// A conversation that begins.
pub(super) async fn begun(pod: &Pod, id: ConversationId, first: MessageId) -> Result<Option<Letter>, Undone> {
    let db = pod.db.read();
    let Some(of) = letter::by_id(db, id).await? else {
        return Ok(None);
    };
    let members = members_of(db, &of).await?;
    let Some((author, _)) = members.iter().find(|(person, _)| person.id == of.author_id) else {
        return Ok(None);
    };
    let first = letter::message(db, first).await?;
    let first = first.as_ref().map(|(message, by, _)| (message, by));
    let to = letter::abroad(db, &of).await?.iter().filter_map(sealed_for).collect();
    sign(pod, author, say::conversation(pod, &of, &members, first).await?, to).await
}

/// A message, to all of other pods who take part, or to one of them.
pub(super) async fn said(pod: &Pod, id: MessageId, only: Option<PersonId>) -> Result<Option<Letter>, Undone> {
    let db = pod.db.read();
    let Some((message, author, of)): Option<Written> = letter::message(db, id).await? else {
        return Ok(None);
    };
    let others = letter::abroad(db, &of).await?;
    let others = others.iter().filter(|person| only.is_none_or(|only| person.id == only));
    let to: Vec<To> = others.filter_map(sealed_for).collect();
    if author.pod_id.is_some() {
        return Ok(None);
    }
    sign(pod, &author, say::message(pod, &of, &message, &author).await?, to).await
}

/// A message that was taken back.
pub(super) async fn gone(
    pod: &Pod,
    of: ConversationId,
    guid: &str,
    author: PersonId,
) -> Result<Option<Letter>, Undone> {
    let db = pod.db.read();
    let author = person::Entity::find_by_id(author).one(db).await?;
    let (Some(of), Some(author)) = (letter::by_id(db, of).await?, author) else {
        return Ok(None);
    };
    let to = letter::abroad(db, &of).await?.iter().filter_map(sealed_for).collect();
    sign(pod, &author, present::retraction(&author, Kind::Message, guid)?, to).await
}

/// Looks for somebody who was named in a conversation.
///
/// # Errors
/// Something broke here.
pub async fn find(pod: &Pod, claimed: &Claimed, of: ConversationId, handle: &str) -> Result<Done, Stop> {
    let Some(handle) = Handle::parse(handle) else {
        return Ok(Done::Reject("this is no ID".to_owned()));
    };
    let turn = Turn::after(claimed.attempts - 1);
    let found = discover::awaited(pod, &handle, turn, Useless::Passing).await;
    let who = match found.and_then(discover::heard).and_then(discover::open) {
        Ok(who) => who,
        Err(Undone::Retry(why)) if claimed.is_last(pod.db.now()) => return Ok(Done::Reject(why)),
        Err(undone) => return undone.done(),
    };
    let mut tx = pod.db.begin().await?;
    arrive::found(&mut tx, of, &who).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}
