//! What was verified is done: by the same functions that a browser's acts call, through the eyes of whoever sent it.

mod letters;
mod moved;
mod people;
mod post;
mod talk;

use entity::visible::post::posts;
use entity::{Moment, PersonId, SeenPost, Viewer, person, visible};

pub(in crate::federation) use people::name;

use super::super::Undone;
use crate::db::Tx;
use crate::domain::comment;
use crate::domain::conversation::arrive;
use crate::domain::post::arrive as arrived;
use crate::domain::speaker::Speaker;
use crate::error::{OrNotFound, Outcome};
use crate::wire::Handle;
use crate::wire::diaspora::entity::Retraction;
use crate::wire::diaspora::{Kind, Received, Timestamp};

/// Does what was verified. `recipient`: to whom it was sent, if it was sealed for somebody.
pub(in crate::federation) async fn apply(
    tx: &mut Tx,
    host: &str,
    recipient: Option<PersonId>,
    received: &Received,
) -> Result<(), Undone> {
    if let Received::AccountMigration(entity) = received {
        // One of the two may be closed by now, and lead to another.
        return Ok(moved::moved(tx, entity).await?);
    }
    let sender = someone(tx, received.signer()).await?;
    match received {
        Received::StatusMessage(entity) => post::status_message(tx, &sender, host, recipient, entity).await?,
        Received::Comment(entity) => talk::commented(tx, recipient, entity).await?,
        Received::Like(entity) => talk::liked(tx, recipient, entity).await?,
        Received::Contact(entity) => people::contacted(tx, &sender, recipient, entity).await?,
        Received::Profile(entity) => people::described(tx, &sender, entity).await?,
        Received::Retraction(entity) => retracted(tx, &sender, entity).await?,
        Received::AccountDeletion(_) => people::closed(tx, &sender).await?,
        Received::Participation(entity) => post::subscribed(tx, &sender, entity).await?,
        Received::Reshare(entity) => post::reshared(tx, &sender, host, entity).await?,
        Received::Conversation(entity) => letters::begun(tx, &sender, host, recipient, entity).await?,
        Received::Message(entity) => letters::said(tx, &sender, entity).await?,
        Received::Photo(_)
        | Received::PollParticipation(_)
        | Received::EventParticipation(_)
        | Received::Person(_)
        | Received::AccountMigration(_)
        | Received::Event(_) => return Err(Undone::Reject("this pod does not take such a thing".to_owned())),
    }
    Ok(())
}

/// Somebody by their ID. They were looked up to verify what they sent.
async fn someone(tx: &Tx, handle: &Handle) -> Outcome<person::Model> {
    visible::person::by_handle(tx.sql(), handle.as_str())
        .await?
        .or_not_found()
}

/// A post through somebody's eyes: what they may not see, or what is not here, they say nothing about.
async fn seen(tx: &Tx, who: &person::Model, guid: &str) -> Outcome<SeenPost> {
    let found = posts(Viewer::Remote(who.id)).one(tx.sql(), guid).await?;
    Ok(found.or_not_found()?.post)
}

async fn retracted(tx: &mut Tx, sender: &person::Model, entity: &Retraction) -> Outcome<()> {
    let guid = entity.target_guid.as_str();
    match entity.target_type {
        Kind::Post | Kind::StatusMessage | Kind::Reshare => arrived::retract(tx, sender, guid).await,
        Kind::Comment => comment::take_away(tx, Speaker::elsewhere(sender), guid).await,
        Kind::Like => talk::unliked(tx, sender, guid).await,
        Kind::Message => arrive::taken_back(tx, sender, guid).await,
        Kind::Photo
        | Kind::Poll
        | Kind::PollAnswer
        | Kind::PollParticipation
        | Kind::Participation
        | Kind::Conversation
        | Kind::Contact
        | Kind::Profile
        | Kind::Person
        | Kind::Retraction
        | Kind::AccountDeletion
        | Kind::AccountMigration
        | Kind::Event
        | Kind::EventParticipation
        | Kind::Location
        | Kind::Embed
        | Kind::RelatedEntity => Err(crate::error::Refusal::NotFound.into()),
    }
}

/// A time of another pod. None where it is out of any reason.
fn moment(time: Timestamp) -> Option<Moment> {
    let micros = time.time().timestamp_micros();
    (micros > 0).then_some(Moment(micros))
}
