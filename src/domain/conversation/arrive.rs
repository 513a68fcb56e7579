//! Conversations and messages of other pods that were verified. However often they come, they are kept once, and what was
//! taken back or left does not come again.

use std::collections::{BTreeSet, HashMap};

use entity::own::{self, conversation as door};
use entity::visible::{self, letter};
use entity::write::conversation::{self as write, NewConversation, NewMessage};
use entity::{ConversationId, Moment, OwnConversation, PersonId, person, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::tell_readers;
use crate::db::Tx;
use crate::domain::emoji::Home;
use crate::domain::photo;
use crate::domain::post::words;
use crate::domain::telling::out;
use crate::error::{ConversationRefusal, OrNotFound, Outcome};
use crate::job::{Job, Subject};
use crate::text::{clean, markdown};

/// Most people in a conversation of another pod: others allow more than we do.
const MOST: usize = 250;

/// A conversation as another pod sent it.
#[derive(Clone, Debug)]
pub struct Begun<'a> {
    /// Its address.
    pub guid: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// When it began, by its author's word.
    pub at: Option<Moment>,
    /// The diaspora IDs of all who take part.
    pub people: Vec<&'a str>,
    /// Its first messages.
    pub messages: Vec<Said<'a>>,
}

/// A message as another pod sent it.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Its address.
    pub guid: &'a str,
    /// Markdown.
    pub text: &'a str,
    /// When it was written, by its author's word.
    pub at: Option<Moment>,
}

/// A conversation has come to somebody here. The others of this pod who are named take part when it comes to them; who is not
/// known yet is looked for, and keeps nobody waiting.
///
/// # Errors
/// Somebody else's has this guid; it names too many, or not the one it came to; or they do not share with its author.
pub async fn begun(
    tx: &mut Tx,
    host: &str,
    author: &person::Model,
    recipient: PersonId,
    begun: Begun<'_>,
) -> Outcome<()> {
    let whom = visible::person::among(tx.sql(), &[recipient])
        .await?
        .pop()
        .or_not_found()?;
    let of = match letter::conversation(tx.sql(), begun.guid).await? {
        Some(of) => (of.author_id == author.id).then_some(of).or_not_found()?,
        None => {
            welcome(tx, author, &whom).await?;
            anew(tx, host, author, &begun).await?
        }
    };
    if !letter::ever(tx.sql(), &of, whom.id).await? {
        welcome(tx, author, &whom).await?;
        write::join(tx.sql(), &of, &whom).await?.then_some(()).or_not_found()?;
    }
    for said in begun.messages {
        keep(tx, author, &of, said).await?;
    }
    Ok(())
}

/// One begins to write to somebody who shares with one: as here.
async fn welcome(tx: &Tx, author: &person::Model, whom: &person::Model) -> Outcome<()> {
    let account = user::Entity::find().filter(user::Column::PersonId.eq(whom.id));
    let account = account.one(tx.sql()).await?.or_not_found()?;
    let contacts = own::contact::among(tx.sql(), account.id, &[author.id]).await?;
    let shares = contacts.iter().any(|contact| contact.receiving);
    let refusal = ConversationRefusal::NotMutual(whom.name.clone());
    Ok(shares.then_some(()).ok_or(refusal)?)
}

/// Its author and who of other pods is known take part; all others are named as guests at first.
async fn anew(tx: &mut Tx, host: &str, author: &person::Model, begun: &Begun<'_>) -> Outcome<OwnConversation> {
    if begun.people.len() > MOST {
        return Err(ConversationRefusal::TooMany.into());
    }
    let found = person::Entity::find()
        .filter(person::Column::Handle.is_in(begun.people.iter().copied()))
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::Id.ne(author.id))
        .all(tx.sql())
        .await?;
    let mut known: HashMap<&str, PersonId> = found.iter().map(|one| (one.handle.as_str(), one.id)).collect();
    known.insert(&author.handle, author.id);
    let strangers = begun.people.iter().filter(|handle| !known.contains_key(**handle));
    let guests: BTreeSet<String> = strangers.map(|handle| (*handle).to_owned()).collect();
    let subject = clean::line(begun.subject, super::SUBJECT).map_err(ConversationRefusal::Subject)?;
    let now = tx.now();
    let new = NewConversation {
        guid: begun.guid.to_owned(),
        author: author.id,
        subject,
        others: found.iter().map(|person| person.id).collect(),
        guests: guests.iter().cloned().collect(),
        at: begun.at.unwrap_or(now).min(now),
    };
    let of = write::begin(tx.sql(), new).await?;
    let at_home = format!("@{host}");
    for handle in guests.into_iter().filter(|handle| !handle.ends_with(&at_home)) {
        let conversation = of.id.0;
        tx.enqueue(Job::FindGuest { conversation, handle }).await?;
    }
    Ok(of)
}

/// Somebody who was named was found: they take part, and get what people here have written meanwhile.
///
/// # Errors
/// The database cannot be written.
pub async fn found(tx: &mut Tx, of: ConversationId, who: &person::Model) -> Outcome<()> {
    let of = letter::by_id(tx.sql(), of).await?.or_not_found()?;
    if !write::join(tx.sql(), &of, who).await? {
        return Ok(());
    }
    for message in letter::by_ours(tx.sql(), &of).await? {
        let subject = Subject::Message {
            message: message.0,
            to: Some(who.id.0),
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// A message in a conversation that is here.
///
/// # Errors
/// Its author takes no part, somebody else's has this guid, or the text cannot be.
pub async fn said(tx: &mut Tx, author: &person::Model, of: &OwnConversation, said: Said<'_>) -> Outcome<()> {
    // Whoever was named and was unknown has now shown themselves.
    found(tx, of.id, author).await?;
    keep(tx, author, of, said).await
}

async fn keep(tx: &mut Tx, author: &person::Model, of: &OwnConversation, said: Said<'_>) -> Outcome<()> {
    if let Some((message, ..)) = letter::named(tx.sql(), said.guid).await? {
        let same = message.author_id == author.id && message.conversation_id == of.id;
        return same.then_some(()).or_not_found();
    }
    letter::takes_part(tx.sql(), of, author.id)
        .await?
        .then_some(())
        .or_not_found()?;
    let readers = door::accounts(tx.sql(), of).await?;
    if readers.is_empty() || letter::is_gone(tx.sql(), said.guid).await? {
        return Ok(());
    }
    let text = words::arrived(tx.sql(), said.text, Home::of(author), ConversationRefusal::Text).await?;
    let members = door::members_of(tx.sql(), of).await?;
    let inside: Vec<PersonId> = members.iter().map(|(person, _)| person.id).collect();
    let now = tx.now();
    let at = said.at.unwrap_or(now).min(now);
    let new = NewMessage {
        guid: said.guid.to_owned(),
        author: author.id,
        html: words::render(&text, &inside),
        plain: markdown::plain(&text.text),
        text: text.text,
        at,
    };
    let kept = write::send(tx.sql(), of, new).await?;
    write::late(tx.sql(), of, at).await?;
    words::fetch_ahead(tx, &kept.html).await?;
    let told = tell_readers(tx, author.id, of).await?;
    out::written(tx, &told, &kept).await
}

/// A message is taken back, by its author's word.
///
/// # Errors
/// It is not theirs.
pub async fn taken_back(tx: &mut Tx, author: &person::Model, guid: &str) -> Outcome<()> {
    let (message, by, of) = letter::named(tx.sql(), guid).await?.or_not_found()?;
    (by.id == author.id).then_some(()).or_not_found()?;
    write::take_back(tx.sql(), message).await?;
    photo::take_files(tx).await?;
    tell_readers(tx, author.id, &of).await?;
    Ok(())
}
