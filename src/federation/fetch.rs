//! Public posts and comments that another pod asks for by name, and the other way round: what a message is about and is not here.
//!
//! What comes is judged like anything that is sent to all: who signed it counts, not where it was found.

use entity::visible::comment::comments;
use entity::visible::post::{Authored, posts};
use entity::{Reach, Viewer, person, pod as pod_row};
use sea_orm::EntityTrait;

use super::ask;
use super::diaspora::{apply, present};
use super::{Undone, discover, letter, receive};
use crate::error::{OrNotFound, Outcome, Stop};
use crate::outbound::{Patience, Want};
use crate::pod::Pod;
use crate::wire::diaspora::{Entity, Kept, Kind, LONGEST_ENVELOPE, Wanted};

/// Each message may lead to so many others: a comment to a reshare, and that to its root.
pub(super) const DEEPEST: usize = 2;

const ENVELOPE: Want = Want {
    accept: "application/magic-envelope+xml, */*;q=0.1",
    most_bytes: LONGEST_ENVELOPE as u64,
    range: None,
    patience: Patience::PAGE,
};

/// Asks the pod of who speaks about something for it, and keeps what it answers. That there is nothing is no error: it may be
/// private, and on its way.
///
/// # Errors
/// Something broke here.
pub(super) async fn get(pod: &Pod, wanted: &Wanted, depth: usize) -> Result<(), Undone> {
    match ask_for(pod, wanted, depth).await {
        Ok(()) => Ok(()),
        Err(Undone::Broke(fault)) => Err(Undone::Broke(fault)),
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::info!(what = %wanted.guid, why = %undone, "what a message is about could not be fetched");
            Ok(())
        }
    }
}

async fn ask_for(pod: &Pod, wanted: &Wanted, depth: usize) -> Result<(), Undone> {
    let what = match wanted.kind.kept() {
        Some(Kept::Post) => Kind::Post,
        Some(Kept::Poll) => Kind::Poll,
        Some(Kept::Comment | Kept::Like | Kept::Vote | Kept::Photo | Kept::Participation) | None => return Ok(()),
    };
    let Some(from) = &wanted.from else {
        return Ok(());
    };
    let whom = discover::person(pod, from).await?;
    let Some(base) = address(pod, &whom).await? else {
        return Ok(());
    };
    let path = format!("{base}/fetch/{}/{}", what.element(), wanted.guid);
    let document = ask::get(pod, &path, &ENVELOPE).await?;
    let document = String::from_utf8(document).map_err(|_| Undone::Reject("it is no text".to_owned()))?;
    let received = Box::pin(receive::judged(pod, None, &document, depth + 1)).await?;
    let entity = received.to_entity();
    let named = match &entity {
        Entity::StatusMessage(post) if what == Kind::Poll => post.poll.as_ref().map(|poll| &poll.guid),
        Entity::StatusMessage(post) => Some(&post.guid),
        Entity::Reshare(post) => Some(&post.guid),
        Entity::Photo(_)
        | Entity::Comment(_)
        | Entity::Like(_)
        | Entity::PollParticipation(_)
        | Entity::EventParticipation(_)
        | Entity::Participation(_)
        | Entity::Conversation(_)
        | Entity::Message(_)
        | Entity::Contact(_)
        | Entity::Profile(_)
        | Entity::Person(_)
        | Entity::Retraction(_)
        | Entity::AccountDeletion(_)
        | Entity::AccountMigration(_)
        | Entity::Event(_)
        | Entity::Poll(_)
        | Entity::PollAnswer(_)
        | Entity::Location(_)
        | Entity::Embed(_) => None,
    };
    if named != Some(&wanted.guid) {
        return Err(Undone::Reject("something else was answered".to_owned()));
    }
    let mut tx = pod.db.begin().await?;
    apply::apply(&mut tx, &pod.settings.host(), None, &received).await?;
    tx.commit().await?;
    Ok(())
}

/// Where somebody's pod is; none for our own.
async fn address(pod: &Pod, whom: &person::Model) -> Result<Option<String>, Undone> {
    let Some(home) = whom.pod_id else { return Ok(None) };
    let home = pod_row::Entity::find_by_id(home).one(pod.db.read()).await?;
    Ok(home.map(|home| home.address).filter(|address| !address.is_empty()))
}

/// What is answered to another pod that asks for something.
pub enum Answer {
    /// It, signed by its author.
    Envelope(String),
    /// Its author lives there.
    Elsewhere(String),
}

/// Something public by its name.
///
/// # Errors
/// There is no such thing that everybody may see.
pub async fn answer(pod: &Pod, kind: &str, guid: &str) -> Outcome<Answer> {
    let (author, entity) = match kind {
        "post" | "status_message" | "reshare" => post(pod, guid).await?,
        "comment" => comment(pod, guid).await?,
        "poll" => poll(pod, guid).await?,
        _ => None,
    }
    .or_not_found()?;
    let Some(entity) = entity else {
        let base = address(pod, &author).await.map_err(gone)?.or_not_found()?;
        return Ok(Answer::Elsewhere(format!("{base}/fetch/{kind}/{guid}")));
    };
    let envelope = letter::envelope(pod, &author, entity).await.map_err(gone)?;
    Ok(Answer::Envelope(envelope))
}

fn gone(undone: Undone) -> Stop {
    match undone {
        Undone::Reject(_) | Undone::Retry(_) => Stop::Refused(crate::error::Refusal::NotFound),
        Undone::Broke(fault) => Stop::Broke(fault),
    }
}

type Found = Option<(person::Model, Option<Entity>)>;

async fn seen(pod: &Pod, guid: &str) -> Outcome<Option<Authored>> {
    let found = posts(Viewer::Anyone).public().one(pod.db.read(), guid).await?;
    Ok(found.filter(|post| post.post.created_at <= pod.db.now()))
}

async fn post(pod: &Pod, guid: &str) -> Outcome<Found> {
    let Some(found) = seen(pod, guid).await? else {
        return Ok(None);
    };
    let entity = match found.author.pod_id {
        None => Some(present::post(pod, &found).await.map_err(gone)?),
        Some(_) => None,
    };
    Ok(Some((found.author, entity)))
}

/// The post that asks it.
async fn poll(pod: &Pod, guid: &str) -> Outcome<Found> {
    let db = pod.db.read();
    let Some(on) = entity::visible::poll::post_of(db, Viewer::Anyone, guid).await? else {
        return Ok(None);
    };
    match posts(Viewer::Anyone).by_id(db, on).await? {
        Some(on) => post(pod, &on.post.guid).await,
        None => Ok(None),
    }
}

async fn comment(pod: &Pod, guid: &str) -> Outcome<Found> {
    let db = pod.db.read();
    let Some(said) = comments(Viewer::Anyone).one(db, guid).await? else {
        return Ok(None);
    };
    let on = posts(Viewer::Anyone)
        .by_id(db, said.comment.post_id)
        .await?
        .or_not_found()?;
    if on.post.reach != Reach::Public {
        return Ok(None);
    }
    let entity = match said.author.pod_id {
        None => Some(present::comment(pod, &on, &said).await.map_err(gone)?),
        Some(_) => None,
    };
    Ok(Some((said.author, entity)))
}
