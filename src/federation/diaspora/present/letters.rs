//! Conversations and messages of people here.

use entity::visible::letter;
use entity::{Moment, OwnConversation, OwnMessage, PhotoKind, SeenPhoto, person};

use super::{guid, time, unsayable};
use crate::federation::{Undone, letter as post};
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::entity::{Conversation, Message, Participants};
use crate::wire::diaspora::{Entity, Text};

/// Most characters of a message.
const LONGEST: usize = 65_535;

/// A conversation with its first message, unless that was taken back.
pub(in crate::federation) async fn conversation(
    pod: &Pod,
    of: &OwnConversation,
    members: &[(person::Model, Option<Moment>)],
    first: Option<(&OwnMessage, &person::Model)>,
) -> Result<Entity, Undone> {
    let author = members.iter().find(|(person, _)| person.id == of.author_id);
    let (author, _) = author.ok_or_else(|| unsayable("who began it"))?;
    let people: Result<Vec<Handle>, Undone> = members.iter().map(|(person, _)| post::handle(person)).collect();
    let messages = match first {
        Some((first, by)) => vec![said(pod, of, first, by).await?],
        None => Vec::new(),
    };
    Ok(Entity::Conversation(Conversation {
        author: post::handle(author)?,
        guid: guid(&of.guid)?,
        subject: Text::new(&of.subject).ok_or_else(|| unsayable("its subject"))?,
        created_at: time(of.created_at),
        participants: Participants::new(people?).ok_or_else(|| unsayable("who takes part"))?,
        messages,
    }))
}

/// A message.
pub(in crate::federation) async fn message(
    pod: &Pod,
    of: &OwnConversation,
    message: &OwnMessage,
    author: &person::Model,
) -> Result<Entity, Undone> {
    Ok(Entity::Message(said(pod, of, message, author).await?))
}

async fn said(
    pod: &Pod,
    of: &OwnConversation,
    message: &OwnMessage,
    author: &person::Model,
) -> Result<Message, Undone> {
    let photos = letter::photos(pod.db.read(), message).await?;
    let text = with_photos(pod, &message.text, &photos);
    Ok(Message {
        author: post::handle(author)?,
        guid: guid(&message.guid)?,
        text: Text::new(&text).ok_or_else(|| unsayable("its text"))?,
        created_at: time(message.created_at),
        edited_at: None,
        conversation_guid: guid(&of.guid)?,
    })
}

/// The protocol's messages have no photos: each is shown below the words, at the address that nobody can guess.
fn with_photos(pod: &Pod, text: &str, photos: &[SeenPhoto]) -> String {
    let mut text = text.to_owned();
    for photo in photos {
        let alt: String = photo
            .alt
            .chars()
            .map(|letter| if "[]\\\r\n!".contains(letter) { ' ' } else { letter })
            .collect();
        let show = match photo.kind {
            PhotoKind::Picture | PhotoKind::Moving => "!",
            PhotoKind::Video | PhotoKind::Audio => "",
        };
        let url = pod.settings.url(&format!("/p/{}/full", photo.address));
        let alt = if alt.trim().is_empty() && show.is_empty() {
            &url
        } else {
            alt.trim()
        };
        let blank = if text.is_empty() { "" } else { "\n\n" };
        let line = format!("{blank}{show}[{alt}](<{url}>)");
        if text.chars().count() + line.chars().count() > LONGEST {
            break;
        }
        text.push_str(&line);
    }
    text
}
