//! The way in. What another pod sends is stored as it came, and answered; a job works on it then: opens it, finds out who
//! sent it, judges whether they may, and hands it to what people do.
//!
//! Each step knows whether it failed for good or for now. Whoever sent it is told neither.

use std::time::Duration;

use entity::write::gone::alone;
use entity::{PersonId, ReceivedId, person, received, visible};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::diaspora::apply;
use super::{Undone, discover, fetch, keyring, known};
use crate::db::Tx;
use crate::domain::gone;
use crate::error::{Fault, OrNotFound, Outcome, Stop};
use crate::job::{Done, Job};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::Handle;
use crate::wire::diaspora::{Arrival, Envelope, Known, PublicKey, Received, Rejected, Route, Sealed};

/// So long something is kept that waits for what it belongs to.
const KEPT: Duration = Duration::from_secs(30 * 86_400);

/// Stores what was sent to all, to be worked on.
///
/// # Errors
/// The database cannot be written.
pub async fn public(pod: &Pod, body: String) -> Outcome<()> {
    store(pod, None, body).await
}

/// Stores what was sent to somebody here.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn private(pod: &Pod, guid: &str, body: String) -> Outcome<()> {
    let whom = visible::person::one(pod.db.read(), guid).await?;
    let whom = whom.filter(|person| person.pod_id.is_none()).or_not_found()?;
    store(pod, Some(whom.id), body).await
}

async fn store(pod: &Pod, recipient: Option<PersonId>, body: String) -> Outcome<()> {
    pod.act(async |tx| {
        let row = received::ActiveModel {
            recipient_id: Set(recipient),
            body: Set(body),
            created_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(tx.sql()).await?.id;
        Ok(tx.enqueue(Job::Receive { received: id.0 }).await?)
    })
    .await
}

/// Works on something that was stored.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, claimed: &Claimed, id: ReceivedId) -> Result<Done, Stop> {
    let Some(row) = received::Entity::find_by_id(id).one(pod.db.read()).await? else {
        return Ok(Done::Done);
    };
    match take(pod, claimed, &row).await {
        Ok(()) => Ok(Done::Done),
        Err(Undone::Reject(why)) => {
            let tx = pod.db.begin().await?;
            received::Entity::delete_by_id(id).exec(tx.sql()).await?;
            tx.commit().await?;
            Ok(Done::Reject(why))
        }
        Err(undone @ (Undone::Retry(_) | Undone::Broke(_))) => undone.done(),
    }
}

async fn take(pod: &Pod, claimed: &Claimed, row: &received::Model) -> Result<(), Undone> {
    let (arrival, sender) = opened(pod, row.recipient_id, &row.body).await?;
    let early = match arrival.wanted().filter(|_| arrival.takes_back().is_some()) {
        Some(target) if known::related(pod, &target).await?.is_none() => {
            known::gone(target.kind).map(|kind| (kind, target))
        }
        Some(_) | None => None,
    };
    let mut tx;
    match early {
        Some((kind, target)) => {
            tx = pod.db.begin().await?;
            alone(tx.sql(), target.guid.as_str()).await?;
            if known::related(pod, &target).await?.is_some() {
                return Err(Undone::Retry("what it takes back has come just now".to_owned()));
            }
            gone::note_early(&mut tx, kind, target.guid.as_str(), sender.id).await?;
        }
        None => {
            let received = verified(pod, row.recipient_id, arrival, 0).await?;
            tx = pod.db.begin().await?;
            apply::apply(&mut tx, &pod.settings.host(), row.recipient_id, &received).await?;
        }
    }
    received::Entity::delete_by_id(row.id).exec(tx.sql()).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens and judges something as it came.
///
/// # Errors
/// It may not be, or not yet.
pub async fn judge(pod: &Pod, recipient: Option<PersonId>, body: &str) -> Result<Received, Undone> {
    judged(pod, recipient, body, 0).await
}

/// The same for what was fetched because of something else, which was fetched because of something else.
pub(super) async fn judged(
    pod: &Pod,
    recipient: Option<PersonId>,
    body: &str,
    depth: usize,
) -> Result<Received, Undone> {
    let (arrival, _) = opened(pod, recipient, body).await?;
    verified(pod, recipient, arrival, depth).await
}

/// What has come and who sent it: as its signature says, and not yet judged.
async fn opened(pod: &Pod, recipient: Option<PersonId>, body: &str) -> Result<(Arrival, person::Model), Undone> {
    let (route, document) = match recipient {
        None => (Route::Public, body.as_bytes().to_vec()),
        Some(id) => unsealed(pod, id, body).await?,
    };
    let envelope = Envelope::read(&document)?;
    let sender = sender(pod, envelope.sender()).await?;
    let key = keyring::of(pod, sender.id).await?.ok_or(Rejected::SenderKeyUnknown)?;
    Ok((envelope.open(&key)?.arrival(route)?, sender))
}

async fn verified(pod: &Pod, recipient: Option<PersonId>, arrival: Arrival, depth: usize) -> Result<Received, Undone> {
    let related = match arrival.wanted() {
        Some(wanted) => match known::related(pod, &wanted).await? {
            None if known::is_gone(pod, &wanted).await? => {
                return Err(Undone::Reject("what it is about was taken back".to_owned()));
            }
            // What is for a few cannot be fetched: it is on its way, or never comes.
            None if recipient.is_none() && depth < fetch::DEEPEST => {
                fetch::get(pod, &wanted, depth).await?;
                known::related(pod, &wanted).await?
            }
            related => related,
        },
        None => None,
    };
    let key = match arrival.signer(related.as_ref()) {
        Some(signer) => key_of(pod, signer).await?,
        None => None,
    };
    let known = Known {
        related: related.as_ref(),
        key: key.as_ref(),
    };
    Ok(arrival.verify(known)?)
}

/// Opens what is sealed for somebody here. That takes some milliseconds of arithmetic.
async fn unsealed(pod: &Pod, id: PersonId, body: &str) -> Result<(Route, Vec<u8>), Undone> {
    let whom = visible::person::among(pod.db.read(), &[id]).await?.pop();
    let route = Route::private(whom.and_then(|whom| Handle::parse(&whom.handle)))?;
    let key = keyring::own(pod, id).await?;
    let key = key.ok_or_else(|| Undone::Retry("the keys of its recipient are not made yet".to_owned()))?;
    let sealed = Sealed::read(body.as_bytes())?;
    let opening = tokio::task::spawn_blocking(move || sealed.open(&key));
    Ok((route, opening.await.map_err(Fault::of)??))
}

/// Who has sent it: somebody of another pod. Our own people do not write to themselves in this way.
async fn sender(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    let sender = discover::person(pod, handle).await?;
    if sender.pod_id.is_none() {
        return Err(Undone::Reject("its sender lives here".to_owned()));
    }
    Ok(sender)
}

async fn key_of(pod: &Pod, signer: &Handle) -> Result<Option<PublicKey>, Undone> {
    let signer = discover::person(pod, signer).await?;
    keyring::of(pod, signer.id).await
}

/// Forgets what could not be worked on for so long that nobody waits for it any more.
///
/// # Errors
/// The database cannot be written.
pub async fn sweep(tx: &mut Tx) -> Outcome<()> {
    let before = tx.now().minus(KEPT);
    received::Entity::delete_many()
        .filter(received::Column::CreatedAt.lt(before))
        .exec(tx.sql())
        .await?;
    Ok(())
}
