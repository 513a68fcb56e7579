//! What was verified is done: by the same functions that a browser's acts call, through the eyes of whoever sent it.

mod letters;
mod moved;
mod people;
mod post;
mod shown;
mod talk;

use std::collections::BTreeSet;

use entity::visible::post::posts;
use entity::write::gone::alone;
use entity::write::numbers::Wanted;
use entity::{Moment, PersonId, ReceivedId, SeenPost, Viewer, person, received, visible};

pub(in crate::federation) use people::name;

use super::super::Undone;
use super::super::activitypub::FAR;
use crate::db::Tx;
use crate::db::ahead::{self, Batch};
use crate::domain::conversation::arrive;
use crate::domain::post::arrive as arrived;
use crate::domain::speaker::Speaker;
use crate::domain::{comment, gathered, poll};
use crate::error::{OrNotFound, Outcome};
use crate::wire::diaspora::entity::Retraction;
use crate::wire::diaspora::{Kept, Received, Timestamp};
use crate::wire::{Guid, Handle};

/// How something came.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::federation) struct Came {
    /// To whom it was sent, if it was sealed for somebody.
    pub(in crate::federation) recipient: Option<PersonId>,
    /// In which letter; none where it was fetched.
    letter: Option<ReceivedId>,
}

impl From<&received::Model> for Came {
    fn from(row: &received::Model) -> Self {
        Self {
            recipient: row.recipient_id,
            letter: Some(row.id),
        }
    }
}

/// Does what was verified.
pub(in crate::federation) async fn apply(
    tx: &mut Tx,
    host: &str,
    came: Came,
    received: &Received,
) -> Result<(), Undone> {
    let recipient = came.recipient;
    let adds = adds(tx, received);
    if !adds {
        gathered::settle(tx).await?;
        tx.forget_posts();
    }
    if let Received::AccountMigration(entity) = received {
        tx.forget_people();
        // One of the two may be closed by now, and lead to another.
        return Ok(moved::moved(tx, entity).await?);
    }
    if let Some(guid) = named(received) {
        if guid.as_str().starts_with(FAR) {
            return Err(Undone::Reject("its name is one of the fediverse".to_owned()));
        }
        if !tx.ahead().holds(guid.as_str()) {
            alone(tx.sql(), guid.as_str()).await?;
        }
    }
    let sender = somebody(tx, received.signer()).await?;
    // Blocked or closed since they were looked up: what still counts of them is told where it is worked on alone.
    let sender = sender.ok_or_else(|| Undone::Retry("its sender is out of sight by now".to_owned()))?;
    match received {
        Received::StatusMessage(entity) => post::status_message(tx, &sender, host, recipient, entity).await?,
        Received::Comment(entity) => talk::commented(tx, (&sender, recipient), entity).await?,
        Received::Like(entity) => talk::liked(tx, (&sender, recipient), entity).await?,
        Received::Contact(entity) => people::contacted(tx, &sender, came, entity).await?,
        Received::Profile(entity) => people::described(tx, &sender, came, entity).await?,
        Received::Retraction(entity) => retracted(tx, &sender, entity).await?,
        Received::AccountDeletion(_) => people::closed(tx, &sender).await?,
        Received::Participation(entity) => post::subscribed(tx, &sender, entity).await?,
        Received::Reshare(entity) => post::reshared(tx, &sender, host, entity).await?,
        Received::Conversation(entity) => letters::begun(tx, &sender, host, recipient, entity).await?,
        Received::Message(entity) => letters::said(tx, &sender, entity).await?,
        Received::PollParticipation(entity) => talk::voted(tx, (&sender, recipient), entity).await?,
        Received::Photo(entity) => shown::photo(tx, &sender, entity).await?,
        Received::EventParticipation(_) | Received::Person(_) | Received::AccountMigration(_) | Received::Event(_) => {
            return Err(Undone::Reject("this pod does not take such a thing".to_owned()));
        }
    }
    if !matches!(
        received,
        Received::StatusMessage(_) | Received::Comment(_) | Received::Like(_)
    ) {
        tx.forget_people();
    }
    Ok(())
}

/// Whether something only comes to what is here: it changes and takes back nothing of which somebody may have been told, or may know.
fn adds(tx: &Tx, received: &Received) -> bool {
    if let Received::StatusMessage(entity) = received {
        return tx.ahead().is_fresh(entity.guid.as_str());
    }
    matches!(
        received,
        Received::Comment(_) | Received::Like(_) | Received::Reshare(_)
    )
}

/// Looks up at once what is asked for each of these.
pub(in crate::federation) async fn look_ahead(tx: &mut Tx, all: &[&Received]) -> Result<(), Undone> {
    let names = all.iter().filter_map(|one| named(one));
    let guids: Vec<&str> = names.chain(waits_for(all)).map(Guid::as_str).collect();
    let (authors, mut about): (Vec<&Handle>, Vec<&Guid>) = all.iter().filter_map(|one| spoken(one)).unzip();
    about.extend(all.iter().filter_map(|one| shown(one)));
    let both = all.iter().map(|one| one.signer()).chain(authors);
    let handles: BTreeSet<&str> = both.map(Handle::as_str).collect();
    let handles: Vec<&str> = handles.into_iter().collect();
    let people = visible::person::by_handles(tx.sql(), &handles).await?;
    let about: BTreeSet<&str> = about.into_iter().map(Guid::as_str).collect();
    let about: Vec<&str> = about.into_iter().collect();
    let batch = Batch {
        guids: &guids,
        people,
        about: &about,
        rows: rows(all),
    };
    Ok(ahead::look(tx, batch).await?)
}

/// How many rows come of these, if all of it is new.
fn rows(all: &[&Received]) -> Wanted {
    let mut rows = Wanted::default();
    for one in all {
        if let Received::StatusMessage(_) | Received::Reshare(_) = one {
            rows.posts += 1;
        } else if let Received::Comment(_) = one {
            rows.comments += 1;
        } else if let Received::Like(_) = one {
            rows.likes += 1;
        }
    }
    rows
}

/// What something shows or answers besides: it has to be there by then.
fn shown(received: &Received) -> Option<&Guid> {
    if let Received::Reshare(entity) = received {
        entity.root.as_ref().map(|root| &root.guid)
    } else if let Received::Comment(entity) = received {
        entity.thread_parent_guid.as_ref()
    } else {
        None
    }
}

/// Posts that came with pictures of theirs: they are not as new as if they had come alone.
fn waits_for<'a>(all: &'a [&Received]) -> impl Iterator<Item = &'a Guid> {
    all.iter().filter_map(|one| {
        if let Received::Photo(entity) = one {
            entity.status_message_guid.as_ref()
        } else {
            None
        }
    })
}

/// Of what somebody else may have sent: its author, and what it is said or felt about.
fn spoken(received: &Received) -> Option<(&Handle, &Guid)> {
    if let Received::Comment(entity) = received {
        Some((&entity.author, &entity.parent_guid))
    } else if let Received::Like(entity) = received {
        Some((&entity.author, &entity.parent_guid))
    } else {
        None
    }
}

/// The author of something by their ID: its sender, or somebody who was looked up to verify what they signed.
async fn author(tx: &Tx, sender: &person::Model, handle: &Handle) -> Outcome<person::Model> {
    if sender.handle == handle.as_str() {
        return Ok(sender.clone());
    }
    somebody(tx, handle).await?.or_not_found()
}

/// Somebody who is there, by their ID.
async fn somebody(tx: &Tx, handle: &Handle) -> Outcome<Option<person::Model>> {
    match tx.ahead().person(handle.as_str()) {
        Some(person) => Ok(Some(person.clone())),
        None => Ok(visible::person::by_handle(tx.sql(), handle.as_str()).await?),
    }
}

/// A post through somebody's eyes: what they may not see, or what is not here, they say nothing about.
async fn seen(tx: &Tx, who: &person::Model, guid: &str) -> Outcome<SeenPost> {
    if let Some(found) = tx.ahead().post(guid) {
        return Ok(found.post.clone());
    }
    let found = posts(Viewer::Remote(who.id)).one(tx.sql(), guid).await?;
    Ok(found.or_not_found()?.post)
}

async fn retracted(tx: &mut Tx, sender: &person::Model, entity: &Retraction) -> Outcome<()> {
    let guid = entity.target_guid.as_str();
    match entity.target_type.kept() {
        Some(Kept::Post) => arrived::retract(tx, sender, guid).await,
        Some(Kept::Comment) => comment::take_away(tx, Speaker::elsewhere(sender), guid).await,
        Some(Kept::Like) => talk::unliked(tx, sender, guid).await,
        Some(Kept::Vote) => poll::take_away(tx, Speaker::elsewhere(sender), guid).await,
        Some(Kept::Participation) => post::unsubscribed(tx, sender, guid).await,
        Some(Kept::Photo) => arrived::retract_photo(tx, sender, guid).await,
        Some(Kept::Message) => arrive::taken_back(tx, sender, guid).await,
        // A poll goes with its post.
        Some(Kept::Poll) | None => Err(crate::error::Refusal::NotFound.into()),
    }
}

/// What something is called that may come, or be taken back, more than once.
fn named(received: &Received) -> Option<&Guid> {
    match received {
        Received::StatusMessage(entity) => Some(&entity.guid),
        Received::Reshare(entity) => Some(&entity.guid),
        Received::Comment(entity) => Some(&entity.guid),
        Received::Like(entity) => Some(&entity.guid),
        Received::PollParticipation(entity) => Some(&entity.guid),
        Received::Photo(entity) => Some(&entity.guid),
        Received::Retraction(entity) => Some(&entity.target_guid),
        Received::EventParticipation(_)
        | Received::Participation(_)
        | Received::Conversation(_)
        | Received::Message(_)
        | Received::Contact(_)
        | Received::Profile(_)
        | Received::Person(_)
        | Received::AccountDeletion(_)
        | Received::AccountMigration(_)
        | Received::Event(_) => None,
    }
}

/// A time of another pod. None where it is out of any reason.
fn moment(time: Timestamp) -> Option<Moment> {
    let micros = time.time().timestamp_micros();
    (micros > 0).then_some(Moment(micros))
}
