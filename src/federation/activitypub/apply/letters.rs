//! What answers a message of one of our conversations: it is taken in as a message of the other protocol is, where it is for all of ours who
//! take part and for nobody else. Else somebody would read what was not for them, or it would be lost to somebody to whom it speaks.

use std::collections::HashSet;

use entity::own::conversation::members_of;
use entity::visible::{actor, letter};
use entity::{GoneKind, OwnConversation, PersonId};

use super::audience::Whom;
use super::object::{How, warned_of};
use super::{Came, Stay, not};
use crate::db::Tx;
use crate::domain::conversation::arrive::{self, Said};
use crate::domain::gone;
use crate::error::Outcome;
use crate::federation::activitypub::places::{self, Place};
use crate::federation::activitypub::{guid_of, said as words};
use crate::wire::activitypub::{Address, Id, Object};

/// Whether there is a message of this name.
pub(super) async fn is_here(tx: &Tx, guid: &str) -> Outcome<bool> {
    Ok(letter::named(tx.sql(), guid).await?.is_some())
}

/// The conversation into which something belongs: the one in which it is already, or the one that it answers. `answers_else`: it answers a
/// post or a comment. None: it stands elsewhere, or by itself.
pub(super) async fn conversation(
    tx: &Tx,
    came: &Came<'_>,
    (id, object, how): (&Id, &Object, How),
    (whom, answers_else): (&Whom, bool),
) -> Outcome<Option<OwnConversation>> {
    let guid = guid_of(id);
    if !tx.ahead().is_fresh(&guid)
        && let Some((.., of)) = letter::named(tx.sql(), &guid).await?
    {
        return Ok(Some(of));
    }
    let Whom::These(people) = whom else { return Ok(None) };
    let sent = match how {
        How::Pushed | How::Alone | How::Changed => !answers_else,
        How::Fetched | How::Shown | How::Added => false,
    };
    if !sent {
        return Ok(None);
    }
    let Some(of) = answered(tx, came, object).await? else {
        return Ok(None);
    };
    let fits = is_for_all_in(tx, came, object, (people, &of)).await?;
    Ok(fits.then_some(of))
}

/// The conversation in which something says that it stands: by the message that it answers, or by the conversation's own name.
async fn answered(tx: &Tx, came: &Came<'_>, object: &Object) -> Outcome<Option<OwnConversation>> {
    let message = object
        .in_reply_to
        .as_ref()
        .and_then(|parent| match places::ours(came.settings, parent) {
            Some(Place::Message(guid)) => Some(guid),
            Some(
                Place::Pod
                | Place::Person(_)
                | Place::Followers(_)
                | Place::Post(_)
                | Place::Comment(_)
                | Place::Conversation(_),
            ) => None,
            None => Some(guid_of(parent)),
        });
    if let Some(guid) = message
        && let Some((.., of)) = letter::named(tx.sql(), &guid).await?
    {
        return Ok(Some(of));
    }
    let older = object.conversation.as_deref().and_then(Id::parse);
    for id in object.context.iter().chain(&older) {
        if let Some(Place::Conversation(guid)) = places::ours(came.settings, id) {
            return Ok(letter::conversation(tx.sql(), &guid).await?);
        }
    }
    Ok(None)
}

/// Whether whoever says something takes part, all of ours who do are among those for whom it is, and nobody else is named, be it in secret.
/// Who has left takes part no more, and still stands in what they were named in.
async fn is_for_all_in(
    tx: &Tx,
    came: &Came<'_>,
    object: &Object,
    (people, of): (&[PersonId], &OwnConversation),
) -> Outcome<bool> {
    let members = members_of(tx.sql(), of).await?;
    let mut there = members.iter().filter(|(_, left)| left.is_none());
    let author = came.from.person.id;
    let readers = || {
        let ours = members
            .iter()
            .filter(|(person, _)| person.pod_id.is_none() && person.closed_at.is_none());
        ours.filter(|(_, left)| left.is_none())
    };
    let inside = |who: &PersonId| members.iter().any(|(person, _)| person.id == *who);
    if !there.any(|(person, _)| person.id == author)
        || !readers().all(|(reader, _)| people.contains(&reader.id))
        || !people.iter().all(inside)
    {
        return Ok(false);
    }
    let far: Vec<PersonId> = members
        .iter()
        .filter(|(person, _)| person.pod_id.is_some())
        .map(|(person, _)| person.id)
        .collect();
    let far = actor::addresses(tx.sql(), &far).await?;
    let mut called: HashSet<String> = far.into_values().map(|actor| actor.uri).collect();
    let ours = members.iter().filter(|(person, _)| person.pod_id.is_none());
    called.extend(ours.map(|(person, _)| places::person(came.settings, &person.guid).to_string()));
    let audience = &object.audience;
    let hidden = audience.hidden.iter().filter_map(Address::id);
    let mut named = audience.named().chain(hidden).chain(&audience.groups);
    Ok(named.all(|id| called.contains(id.as_str())))
}

/// A message, as the other protocol's are: kept once, in the words in which it came first, and never again once it was taken back.
pub(super) async fn said(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, object): (&Id, &Object),
    of: &OwnConversation,
) -> Result<(), Stay> {
    let (guid, who) = (guid_of(id), &came.from.person);
    // It may have been taken back before it came; what it would have been was not known then.
    if gone::by(tx.sql(), GoneKind::Post, &guid, who.id).await? {
        return Err(not("it was taken back"));
    }
    let text = warned_of(tx, came, object).await?;
    let said = Said {
        guid: &guid,
        text: &text,
        at: words::moment(object.published.as_ref(), tx.now()),
    };
    Ok(arrive::said(tx, who, of, said).await?)
}
