//! Public posts and comments that another pod asks for by name, and the other way round: what a message is about and is not here.
//!
//! What comes is judged like anything that is sent to all: who signed it counts, not where it was found.

use entity::visible::comment::comments;
use entity::visible::post::{Authored, posts};
use entity::{Reach, Viewer, person, pod as pod_row};
use sea_orm::EntityTrait;

use super::ask::{self, Turn};
use super::diaspora::{apply, present};
use super::{Undone, discover, known, letter, receive};
use crate::domain::participation;
use crate::error::{OrNotFound, Outcome, Stop};
use crate::job::Job;
use crate::outbound::{Patience, Want};
use crate::pod::Pod;
use crate::wire::diaspora::{Entity, Kept, LONGEST_ENVELOPE, Wanted};

/// Each message may lead to so many others: a comment to a reshare, and that to its root.
pub(super) const DEEPEST: usize = 2;

pub(super) const ENVELOPE: Want = Want {
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
pub(super) async fn get(pod: &Pod, wanted: &Wanted, depth: usize, turn: Turn) -> Result<(), Undone> {
    let Some(from) = &wanted.from else { return Ok(()) };
    let asking = Box::pin(ask(pod, wanted, depth, By::Anyone));
    match ask::in_turn(pod, from.host(), turn, asking).await {
        Ok(()) => Ok(()),
        Err(Undone::Broke(fault)) => Err(Undone::Broke(fault)),
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::info!(what = %wanted.guid, why = %undone, "what a message is about could not be fetched");
            Ok(())
        }
    }
}

/// Who has to have signed what is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Whoever it says has written it.
    Anyone,
    /// The one who was asked for it.
    Named,
}

/// The same for what may be here already, and where it matters whose it is.
pub(super) async fn unless_known(pod: &Pod, wanted: &Wanted, by: By) -> Result<(), Undone> {
    if known::related(pod.db.read(), wanted).await?.is_some() {
        return Ok(());
    }
    match ask(pod, wanted, 0, by).await {
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::info!(what = %wanted.guid, why = %undone, "it could not be fetched");
            Ok(())
        }
        asked => asked,
    }
}

async fn ask(pod: &Pod, wanted: &Wanted, depth: usize, by: By) -> Result<(), Undone> {
    let kind = match wanted.kind.kept() {
        Some(Kept::Post) => "post",
        Some(Kept::Comment) => "comment",
        Some(Kept::Poll) => "poll",
        Some(Kept::Like | Kept::Vote | Kept::Photo | Kept::Participation | Kept::Message) | None => return Ok(()),
    };
    let Some(from) = &wanted.from else { return Ok(()) };
    let whom = discover::person(pod, from).await?;
    let Some(base) = address(pod, &whom).await? else {
        return Ok(());
    };
    let path = format!("{base}/fetch/{kind}/{}", wanted.guid);
    let document = ask::get(pod, &path, &ENVELOPE).await?;
    let document = String::from_utf8(document).map_err(|_| Undone::Reject("it is no text".to_owned()))?;
    let received = Box::pin(receive::judged(pod, None, &document, depth + 1)).await?;
    let right = by == By::Anyone || received.signer() == from;
    let post = match received.to_entity() {
        Entity::StatusMessage(post) if post.guid == wanted.guid => Some(post.guid),
        Entity::StatusMessage(post) if post.poll.as_ref().is_some_and(|poll| poll.guid == wanted.guid) => {
            Some(post.guid)
        }
        Entity::Reshare(post) if post.guid == wanted.guid => Some(post.guid),
        Entity::Comment(said) if said.guid == wanted.guid => None,
        Entity::StatusMessage(_)
        | Entity::Reshare(_)
        | Entity::Comment(_)
        | Entity::Photo(_)
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
        | Entity::Embed(_) => return Err(Undone::Reject("something else was answered".to_owned())),
    };
    if !right {
        return Err(Undone::Reject("somebody else has written it".to_owned()));
    }
    let mut tx = pod.db.begin().await?;
    apply::apply(&mut tx, &pod.settings.host(), apply::Came::default(), &received).await?;
    if let Some(post) = post {
        let here = posts(Viewer::Anyone).one(tx.sql(), post.as_str()).await?;
        if let Some(here) = here {
            tx.enqueue(Job::FetchThread { post: here.post.id.0 }).await?;
            // Nobody there knows that this pod has it.
            participation::begin_for_pod(&mut tx, &here.post).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Where somebody's pod is; none for our own.
pub(super) async fn address(pod: &Pod, whom: &person::Model) -> Result<Option<String>, Undone> {
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

pub(super) fn gone(undone: Undone) -> Stop {
    match undone {
        Undone::Reject(_) | Undone::Retry(_) => Stop::Refused(crate::error::Refusal::NotFound),
        Undone::Broke(fault) => Stop::Broke(fault),
    }
}

type Found = Option<(person::Model, Option<Entity>)>;

async fn seen(pod: &Pod, guid: &str) -> Outcome<Option<Authored>> {
    let found = posts(Viewer::Anyone).public().listed().one(pod.db.read(), guid).await?;
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

/// A poll is told with its post.
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
    if on.post.reach != Reach::Public || on.post.quiet {
        return Ok(None);
    }
    let entity = match said.author.pod_id {
        None => Some(present::comment(pod, &on, &said).await.map_err(gone)?),
        Some(_) => None,
    };
    Ok(Some((said.author, entity)))
}
