//! Conversations: private letters between two people or a few, who share with each other when one begins.
//!
//! How far somebody has read is theirs alone. Who leaves gets nothing more and does not come back.

pub mod arrive;

use std::collections::BTreeSet;

use entity::own::conversation::{self as own, Mine};
use entity::visible::letter;
use entity::write::conversation::{self as write, NewConversation, NewMessage};
use entity::write::photo::{Of, Placed};
use entity::{Moment, OwnConversation, OwnMessage, PersonId, PodId, UserId, person, pod};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::ignore;
use super::me::Me;
use super::person::accounts;
use super::photo::{self, Picked};
use super::post::{audience, words};
use super::telling::out;
use crate::db::Tx;
use crate::error::{ConversationRefusal, OrNotFound, Outcome};
use crate::job::{Job, Subject};
use crate::live::What;
use crate::text::{clean, markdown};
use crate::wire::activitypub::software::{Handling, handling};

/// Conversations in a list.
pub const PAGE: u64 = 30;
/// Messages on a page.
pub const MESSAGES: u64 = 50;
/// Most people in one, whoever began it included.
pub const MOST: usize = 50;
/// Longest subject, in characters.
pub const SUBJECT: usize = 255;

impl Me {
    /// For the doors to what I write to others.
    pub fn letters(&self) -> Mine {
        Mine {
            user: self.user.id,
            person: self.person.id,
        }
    }
}

/// Begins one with its first message. `people` are named as in an audience: by guid or diaspora ID.
///
/// # Errors
/// See [`ConversationRefusal`].
pub async fn begin(
    tx: &mut Tx,
    me: &Me,
    host: &str,
    people: &[String],
    subject: &str,
    text: &str,
) -> Outcome<OwnConversation> {
    begin_with(tx, me, host, people, subject, (text, &[])).await
}

/// The same, its first message having photos, which may stand without a word.
///
/// # Errors
/// As above, or the photos cannot be.
pub async fn begin_with(
    tx: &mut Tx,
    me: &Me,
    host: &str,
    people: &[String],
    subject: &str,
    first: (&str, &[Picked]),
) -> Outcome<OwnConversation> {
    let subject = match clean::line(subject, SUBJECT) {
        Ok(subject) => subject,
        Err(unfit) => return Err(ConversationRefusal::Subject(unfit).into()),
    };
    let others = partners(tx, me, people).await?;
    let photos = photo::ready(tx, me, first.1, Vec::new(), photo::IN_MESSAGE).await?;
    let said = words::beside(tx.sql(), first.0, host, photos.len(), ConversationRefusal::Text).await?;
    let now = tx.now();
    let new = NewConversation {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        subject,
        others,
        guests: Vec::new(),
        at: now,
    };
    let begun = write::begin(tx.sql(), new).await?;
    let first = post(tx, me, &begun, said, &photos).await?;
    let subject = Subject::Conversation {
        conversation: begun.id.0,
        message: first.id.0,
    };
    tell_pods(tx, &begun, subject).await?;
    Ok(begun)
}

/// Something in it concerns whoever of other pods takes part.
async fn tell_pods(tx: &mut Tx, of: &OwnConversation, subject: Subject) -> Outcome<()> {
    if letter::abroad(tx.sql(), of).await?.is_empty() {
        return Ok(());
    }
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// Those who are named: each shares with me, gets what I share, and does not ignore me.
async fn partners(tx: &Tx, me: &Me, people: &[String]) -> Outcome<Vec<PersonId>> {
    let mut named = audience::named(tx.sql(), people).await?;
    named.retain(|person| person.id != me.person.id);
    if named.is_empty() {
        return Err(ConversationRefusal::Nobody.into());
    }
    if named.len() >= MOST {
        return Err(ConversationRefusal::TooMany.into());
    }
    let ids: Vec<PersonId> = named.iter().map(|person| person.id).collect();
    let contacts = entity::own::contact::among(tx.sql(), me.user.id, &ids).await?;
    for person in &named {
        let contact = contacts.iter().find(|contact| contact.person_id == person.id);
        let mutual = contact.is_some_and(|contact| contact.sharing && contact.receiving);
        // Whoever ignores me shares with me no longer, so far as I can tell: the same words.
        if !mutual || ignore::ignored_by(tx, me.person.id, &[person.id]).await? {
            return Err(ConversationRefusal::NotMutual(person.name.clone()).into());
        }
    }
    Ok(ids)
}

async fn post(
    tx: &mut Tx,
    me: &Me,
    to: &OwnConversation,
    said: words::Mentioned,
    photos: &[Placed],
) -> Outcome<OwnMessage> {
    let members = own::members_of(tx.sql(), to).await?;
    let inside: Vec<PersonId> = members.iter().map(|(person, _)| person.id).collect();
    let new = NewMessage {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        html: words::render(&said, &inside),
        plain: markdown::plain(&said.text),
        text: said.text,
        at: tx.now(),
    };
    let sent = write::send(tx.sql(), to, new).await?;
    words::fetch_ahead(tx, &sent.html).await?;
    if !photos.is_empty() {
        photo::arrange(tx, Of::Message(&sent), photos).await?;
    }
    let accounts = tell_readers(tx, me.person.id, to).await?;
    let others: Vec<_> = accounts.into_iter().filter(|user| *user != me.user.id).collect();
    out::written(tx, &others, &sent).await?;
    Ok(sent)
}

/// Somebody said something, or took it back: those who ignore them do not learn of it. Returns who does.
async fn tell_readers(tx: &mut Tx, who: PersonId, of: &OwnConversation) -> Outcome<Vec<UserId>> {
    let mut accounts = own::accounts(tx.sql(), of).await?;
    let silent = entity::own::ignore::ignoring(tx.sql(), who, &accounts).await?;
    accounts.retain(|user| !silent.contains(user));
    changed(tx, &accounts);
    Ok(accounts)
}

fn changed(tx: &mut Tx, accounts: &[UserId]) {
    tx.tell(accounts, What::Messages);
    tx.tell(accounts, What::Account);
}

/// Writes a message.
///
/// # Errors
/// I take no part, nobody else does any more, or the text cannot be.
pub async fn send(tx: &mut Tx, me: &Me, host: &str, guid: &str, text: &str) -> Outcome<OwnMessage> {
    send_with(tx, me, host, guid, (text, &[])).await
}

/// The same with photos, which may stand without a word.
///
/// # Errors
/// As above, or the photos cannot be.
pub async fn send_with(tx: &mut Tx, me: &Me, host: &str, guid: &str, said: (&str, &[Picked])) -> Outcome<OwnMessage> {
    let to = own::one(tx.sql(), me.letters(), guid).await?.or_not_found()?;
    let members = own::members_of(tx.sql(), &to).await?;
    let there = |(person, left): &(entity::person::Model, Option<entity::Moment>)| {
        person.id != me.person.id && left.is_none() && person.closed_at.is_none()
    };
    if !members.iter().any(there) {
        return Err(ConversationRefusal::Alone.into());
    }
    let photos = photo::ready(tx, me, said.1, Vec::new(), photo::IN_MESSAGE).await?;
    let said = words::beside(tx.sql(), said.0, host, photos.len(), ConversationRefusal::Text).await?;
    let sent = post(tx, me, &to, said, &photos).await?;
    let subject = Subject::Message {
        message: sent.id.0,
        to: None,
    };
    tell_pods(tx, &to, subject).await?;
    Ok(sent)
}

/// I have read it to its end.
///
/// # Errors
/// The database cannot be written.
pub async fn seen(tx: &mut Tx, me: &Me, of: &OwnConversation) -> Outcome<()> {
    let now = tx.now();
    if write::seen(tx.sql(), of, me.person.id, now).await? {
        tx.tell(&[me.user.id], What::Messages);
        tx.tell(&[me.user.id], What::Account);
    }
    Ok(())
}

/// I take part no longer.
///
/// # Errors
/// I take no part.
pub async fn leave(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let of = own::one(tx.sql(), me.letters(), guid).await?.or_not_found()?;
    let accounts = own::accounts(tx.sql(), &of).await?;
    changed(tx, &accounts);
    let now = tx.now();
    write::leave(tx.sql(), of, me.person.id, now).await?;
    photo::take_files(tx).await
}

/// Takes a message of mine back from everyone. Returns where it stood.
///
/// # Errors
/// There is none, or it is not mine.
pub async fn take_back(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<OwnConversation> {
    let message = own::my_message(tx.sql(), me.letters(), guid).await?.or_not_found()?;
    let of = own::of_message(tx.sql(), &message).await?.or_not_found()?;
    let subject = gone(&message, &of);
    write::take_back(tx.sql(), message).await?;
    photo::take_files(tx).await?;
    tell_readers(tx, me.person.id, &of).await?;
    tell_pods(tx, &of, subject).await?;
    Ok(of)
}

/// That a message is gone, as its author tells it.
fn gone(message: &OwnMessage, of: &OwnConversation) -> Subject {
    Subject::MessageGone {
        conversation: of.id.0,
        guid: message.guid.clone(),
        author: message.author_id.0,
    }
}

/// The moderators here are about to take a message away: those of other pods who take part are told as if its author had done so. Of what
/// others have written we tell nobody.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn tell_who_has(tx: &mut Tx, message: &OwnMessage, of: &OwnConversation) -> Outcome<()> {
    match accounts(tx.sql(), &[message.author_id]).await?.is_empty() {
        true => Ok(()),
        false => tell_pods(tx, of, gone(message, of)).await,
    }
}

/// Who does not get what is written in a conversation, or not at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unreached {
    /// Diaspora IDs of who was named and is not there: nobody knows them, or they do not share with whoever began it.
    pub guests: Vec<String>,
    /// Names of those whose pod does not answer: it gets everything when it does.
    pub away: Vec<String>,
    /// Names of those whose server would show it to others: it gets nothing.
    pub withheld: Vec<String>,
}

/// Who of those who take part does not get what is written.
///
/// # Errors
/// The database cannot be read.
pub async fn unreached(
    db: &impl ConnectionTrait,
    of: &OwnConversation,
    members: &[(person::Model, Option<Moment>)],
) -> Outcome<Unreached> {
    let there = members
        .iter()
        .filter(|(_, left)| left.is_none())
        .map(|(person, _)| person);
    let there: Vec<&person::Model> = there.collect();
    let homes: BTreeSet<PodId> = there.iter().filter_map(|person| person.pod_id).collect();
    let pods = match homes.is_empty() {
        true => Vec::new(),
        false => pod::Entity::find().filter(pod::Column::Id.is_in(homes)).all(db).await?,
    };
    let at = |which: &dyn Fn(&pod::Model) -> bool| -> Vec<&person::Model> {
        let homes: BTreeSet<PodId> = pods.iter().filter(|pod| which(pod)).map(|pod| pod.id).collect();
        let of_them = there
            .iter()
            .filter(|person| person.pod_id.is_some_and(|home| homes.contains(&home)));
        of_them.copied().collect()
    };
    let mut withheld = at(&|pod| handling(pod.software.as_deref()) == Handling::Never);
    let ids: Vec<PersonId> = withheld.iter().map(|person| person.id).collect();
    // Whoever speaks the other protocol, too, gets it by that.
    let actors = entity::visible::actor::only(db, &ids).await?;
    withheld.retain(|person| actors.contains(&person.id));
    let mut away = at(&|pod| pod.failing_since.is_some());
    away.retain(|person| !actors.contains(&person.id));
    let names = |people: Vec<&person::Model>| people.into_iter().map(|person| person.name.clone()).collect();
    Ok(Unreached {
        guests: letter::guests(db, of).await?,
        away: names(away),
        withheld: names(withheld),
    })
}
