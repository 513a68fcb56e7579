//! The way in. What another pod sends is stored as it came, and answered. Then it is worked on: opened, judged by who sent it
//! and whether they may, and handed to what people do. Here for one letter; for many at once in [`super::batch`].
//!
//! Each step knows whether it failed for good or for now. Whoever sent it is told neither.

use std::time::Duration;

use entity::write::delivery;
use entity::write::gone::alone;
use entity::write::last_word;
use entity::{Moment, PersonId, PodId, ReceivedId, person, received, visible};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Set};

use super::ask::Turn;
use super::diaspora::apply;
use super::discover::Useless;
use super::letterbox::Incoming;
use super::{Undone, discover, fetch, keyring, known, linked, shelf, veiled};
use crate::arithmetic;
use crate::db::Tx;
use crate::domain::account::close;
use crate::domain::{farewell, gone};
use crate::error::{Fault, Outcome, Refusal};
use crate::job::Job;
use crate::pod::Pod;
use crate::queue::{LEASE, MOST_TRIES};
use crate::wire::Handle;
use crate::wire::diaspora::{Arrival, Envelope, Kind, Known, PublicKey, Received, Rejected, Route, Sealed};

/// So long something is kept that waits for what it belongs to.
const KEPT: Duration = Duration::from_secs(30 * 86_400);

/// Stores what was sent to all, to be worked on.
///
/// # Errors
/// The database cannot be written.
pub async fn public(pod: &Pod, body: String) -> Outcome<()> {
    store(pod, None, body, None).await
}

/// Stores what was sent to somebody here. What comes for an account that is closed and may still be opened again waits for that:
/// a 404 would have its sender give up what is said to somebody who comes back.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn private(pod: &Pod, guid: &str, body: String) -> Outcome<()> {
    let db = pod.db.read();
    let whom = person::Entity::find()
        .filter(person::Column::Guid.eq(guid))
        .filter(person::Column::PodId.is_null());
    let whom = whom.one(db).await?.ok_or(Refusal::NotFound)?;
    if whom.closed_at.is_none() {
        return store(pod, Some(whom.id), body, None).await;
    }
    if let Some(end) = close::closing(db, whom.id).await? {
        return store(pod, Some(whom.id), body, Some(end)).await;
    }
    // Looked up first: whoever tries guids has nothing written.
    if let Some(gone) = farewell::owed(db, guid, pod.db.now()).await? {
        pod.act(async |tx| farewell::again(tx, gone).await).await?;
    }
    Err(Refusal::NotFound.into())
}

/// Stores it, to be worked on now or from then on.
async fn store(pod: &Pod, recipient: Option<PersonId>, body: String, from: Option<Moment>) -> Outcome<()> {
    let now = pod.db.now();
    let row = received::ActiveModel {
        recipient_id: Set(recipient),
        body: Set(body),
        created_at: Set(now),
        run_at: Set(from.unwrap_or(now)),
        ..Default::default()
    };
    shelf::put(pod, Incoming::Letter(Box::new(row))).await
}

/// Works on one letter that was stored, asking other pods where that is needed. Somebody's word that takes back what is not
/// here is remembered.
///
/// # Errors
/// It may not be, or not yet; then nothing has happened.
pub(super) async fn take(pod: &Pod, row: &received::Model) -> Result<(), Undone> {
    let turn = Turn::after(row.attempts);
    let (arrival, sender) = opened(pod, row.recipient_id, &row.body, turn).await?;
    let target = arrival.wanted().filter(|_| arrival.takes_back().is_some());
    let hidden = veiled::hidden(pod, &sender, target.as_ref()).await?;
    if !hidden.is_empty() {
        return veiled::apply(pod, row, (arrival, &sender), &hidden).await;
    }
    let early = match target {
        Some(target) if known::related(pod.db.read(), &target).await?.is_none() => {
            known::gone(target.kind).map(|kind| (kind, target))
        }
        Some(_) | None => None,
    };
    let mut tx;
    match early {
        Some((kind, target)) => {
            tx = pod.db.begin().await?;
            alone(tx.sql(), target.guid.as_str()).await?;
            if known::related(pod.db.read(), &target).await?.is_some() {
                return Err(Undone::Retry("what it takes back has come just now".to_owned()));
            }
            gone::note_early(&mut tx, &[kind], target.guid.as_str(), sender.id).await?;
        }
        None => {
            let received = verified(pod, row.recipient_id, (arrival, &sender), (0, turn)).await?;
            tx = pod.db.begin().await?;
            carry_out(&mut tx, &pod.settings.host(), row, &received).await?;
        }
    }
    if let Some(home) = sender.pod_id {
        heard(&mut tx, &[home]).await?;
    }
    finish(&tx, &[row.id]).await?;
    tx.commit().await?;
    Ok(())
}

/// Does what was verified, and has fetched what its text links to.
pub(super) async fn carry_out(
    tx: &mut Tx,
    host: &str,
    row: &received::Model,
    received: &Received,
) -> Result<(), Undone> {
    if let Err(undone) = apply::apply(tx, host, row.into(), received).await {
        return Err(known::resting(tx.sql(), received, undone).await?);
    }
    if row.recipient_id.is_none() {
        linked::want(tx, host, received).await?;
    }
    Ok(())
}

/// Deletes what was worked on in the transaction that did so: either both are on disk or neither.
///
/// # Errors
/// Somebody else has worked on one of them; the transaction must not be committed.
pub(super) async fn finish(tx: &Tx, ids: &[ReceivedId]) -> Result<(), Fault> {
    let gone = received::Entity::delete_many()
        .filter(received::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.sql())
        .await?;
    match gone.rows_affected == ids.len() as u64 {
        true => Ok(()),
        false => Err(Fault::new("another one has worked on this letter")),
    }
}

/// What waits and is for somebody may have waited for what has just come to them: it is looked at now. Each letter is so often at the
/// most that nobody has much done by what waits in vain.
pub(super) async fn wake(tx: &mut Tx, whom: PersonId) -> Outcome<()> {
    let now = tx.now();
    let waits = Condition::all()
        .add(received::Column::RecipientId.eq(whom))
        .add(received::Column::Attempts.between(1, MOST_TRIES))
        // What is in hand has this time to come to its end.
        .add(received::Column::RunAt.gt(now.plus(LEASE)))
        .add(received::Column::RunAt.lt(received::NEVER));
    let woken = received::Entity::update_many()
        .col_expr(received::Column::RunAt, Expr::value(now))
        .filter(waits)
        .exec(tx.sql())
        .await?;
    if woken.rows_affected > 0 {
        tx.arrived();
    }
    Ok(())
}

/// A pod that was away and sends something is back: what waits for it goes now.
pub(super) async fn heard(tx: &mut Tx, homes: &[PodId]) -> Outcome<()> {
    let now = tx.now();
    for home in delivery::back(tx.sql(), homes, now).await? {
        let name = Job::Deliver { pod: home.0 }.dedupe().unwrap_or_default();
        delivery::hasten(tx.sql(), &name, now).await?;
    }
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
    let turn = Turn::First;
    let (arrival, sender) = opened(pod, recipient, body, turn).await?;
    let sender = discover::heard(sender)?;
    verified(pod, recipient, (arrival, &sender), (depth, turn)).await
}

/// What has come and who sent it: as its signature says, and not yet judged. Of whom is blocked only what takes something away.
async fn opened(
    pod: &Pod,
    recipient: Option<PersonId>,
    body: &str,
    turn: Turn,
) -> Result<(Arrival, person::Model), Undone> {
    let (route, document) = match recipient {
        None => (Route::Public, body.as_bytes().to_vec()),
        Some(id) => unsealed(pod, id, body).await?,
    };
    let envelope = Envelope::read(&document)?;
    let sender = sender(pod, envelope.sender(), turn).await?;
    let key = key_of(pod, &sender).await?.ok_or(Rejected::SenderKeyUnknown)?;
    let opened = match envelope.open(&key) {
        Ok(opened) => opened,
        Err(why) => return Err(doubted(pod, &sender, why).await?),
    };
    let arrival = opened.arrival(route)?;
    let sender = match (sender.blocked, arrival.takes_away(), moves(&arrival)) {
        (true, true, _) | (false, _, true) => sender,
        (true, false, _) => discover::heard(sender)?,
        (false, _, false) => discover::open(sender)?,
    };
    Ok((arrival, sender))
}

/// Where somebody has moved to is said by either of their names, of which one is closed.
fn moves(arrival: &Arrival) -> bool {
    arrival.kind() == Kind::AccountMigration
}

async fn verified(
    pod: &Pod,
    recipient: Option<PersonId>,
    (arrival, sender): (Arrival, &person::Model),
    (depth, turn): (usize, Turn),
) -> Result<Received, Undone> {
    let related = match arrival.wanted() {
        Some(wanted) => match known::related(pod.db.read(), &wanted).await? {
            None if known::is_gone(pod, &wanted).await? => {
                return Err(Undone::Reject("what it is about was taken back".to_owned()));
            }
            // What is for a few cannot be fetched: it is on its way, or never comes.
            None if recipient.is_none() && depth < fetch::DEEPEST => {
                fetch::get(pod, &wanted, depth, turn).await?;
                known::related(pod.db.read(), &wanted).await?
            }
            related => related,
        },
        None => None,
    };
    let signer = match arrival.signer(related.as_ref()) {
        Some(signer) => {
            let signer = discover::awaited(pod, signer, turn, Useless::Passing).await?;
            let signer = discover::heard(signer)?;
            Some(if moves(&arrival) {
                signer
            } else {
                discover::open(signer)?
            })
        }
        None => None,
    };
    let key = match &signer {
        Some(signer) => key_of(pod, signer).await?,
        None => None,
    };
    let known = Known {
        related: related.as_ref(),
        key: key.as_ref(),
    };
    match arrival.verify(known) {
        Ok(received) => Ok(received),
        Err(why) => Err(doubted(pod, signer.as_ref().unwrap_or(sender), why).await?),
    }
}

/// Why it is not taken. A signature that does not fit has the pod of who should have made it asked about them, so that it is
/// noticed when they have other keys there; it is not believed for that.
async fn doubted(pod: &Pod, whose: &person::Model, why: Rejected) -> Result<Undone, Undone> {
    if matches!(why, Rejected::Signature | Rejected::AuthorSignature) && whose.pod_id.is_some() {
        discover::doubt(pod, whose).await?;
    }
    Ok(why.into())
}

/// Opens what is sealed for somebody here. That takes some milliseconds of arithmetic.
async fn unsealed(pod: &Pod, id: PersonId, body: &str) -> Result<(Route, Vec<u8>), Undone> {
    let whom = visible::person::among(pod.db.read(), &[id]).await?.pop();
    if whom.is_none() && close::closing(pod.db.read(), id).await?.is_some() {
        return Err(Undone::Retry("its recipient may open their account again".to_owned()));
    }
    let route = Route::private(whom.and_then(|whom| Handle::parse(&whom.handle)))?;
    let key = keyring::own(pod, id).await?;
    let key = key.ok_or_else(|| Undone::Retry("the keys of its recipient are not made yet".to_owned()))?;
    let sealed = Sealed::read(body.as_bytes())?;
    Ok((route, arithmetic::done(move || sealed.open(&key)).await??))
}

/// Who has sent it: somebody of another pod. Our own people do not write to themselves in this way.
async fn sender(pod: &Pod, handle: &Handle, turn: Turn) -> Result<person::Model, Undone> {
    let sender = discover::awaited(pod, handle, turn, Useless::Passing).await?;
    if sender.pod_id.is_none() {
        return Err(Undone::Reject("its sender lives here".to_owned()));
    }
    Ok(sender)
}

/// Somebody's key. Of whom only the name is known, their pod is asked, once in a while.
pub(super) async fn key_of(pod: &Pod, whose: &person::Model) -> Result<Option<PublicKey>, Undone> {
    let key = keyring::of(pod, whose.id).await?;
    if key.is_some() || whose.pod_id.is_none() {
        return Ok(key);
    }
    discover::key(pod, whose).await?;
    keyring::of(pod, whose.id).await
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
    Ok(last_word::sweep(tx.sql()).await?)
}
