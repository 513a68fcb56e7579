//! A letter to other pods: an entity, signed once in somebody's name, and to whom it goes.

use entity::write::delivery::{self, To};
use entity::{PodId, person};

use super::activitypub::people;
use super::{Undone, keyring};
use crate::arithmetic;
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::Job;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::{Entity, Envelope};

/// A letter that is signed and not yet posted.
#[derive(Clone)]
pub(super) struct Letter {
    sender: person::Model,
    body: String,
    to: Vec<To>,
}

impl Letter {
    /// The envelope.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// Where it goes.
    pub(super) fn pods(&self) -> Vec<PodId> {
        self.to.iter().map(|to| to.pod).collect()
    }
}

/// Signs something in the name of somebody here, for those of whom it is for who speak this protocol. None: it goes to nobody.
///
/// # Errors
/// They have no keys yet, or it cannot be said on the wire.
pub(super) async fn sign(
    pod: &Pod,
    sender: &person::Model,
    entity: impl Into<Entity>,
    to: Vec<To>,
) -> Result<Option<Letter>, Undone> {
    let to = people::reading_diaspora(pod, to).await?;
    if to.is_empty() {
        return Ok(None);
    }
    Ok(Some(Letter {
        sender: sender.clone(),
        body: envelope(pod, sender, entity.into()).await?,
        to,
    }))
}

/// Something in an envelope that is signed by somebody here.
///
/// # Errors
/// As above.
pub(super) async fn envelope(pod: &Pod, sender: &person::Model, entity: Entity) -> Result<String, Undone> {
    let key = keyring::own(pod, sender.id).await?;
    let key = key.ok_or_else(|| Undone::Retry("the keys of its sender are not made yet".to_owned()))?;
    let handle = handle(sender)?;
    let payload = entity.xml()?;
    Ok(arithmetic::done(move || Envelope::write(&payload, &handle, &key)).await??)
}

/// The ID of a person as it stands on the wire.
pub(super) fn handle(person: &person::Model) -> Result<Handle, Undone> {
    Handle::parse(&person.handle).ok_or_else(|| Undone::Reject("an ID of ours is none on the wire".to_owned()))
}

/// Posts letters, and has their pods sent to.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn post(tx: &mut Tx, letters: Vec<Letter>) -> Outcome<()> {
    let now = tx.now();
    for letter in letters {
        let pods = delivery::post(tx.sql(), letter.sender.id, letter.body, &letter.to, now).await?;
        send_to(tx, &pods).await?;
    }
    Ok(())
}

/// Has these pods sent to: something was posted to them.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn send_to(tx: &mut Tx, pods: &[PodId]) -> Outcome<()> {
    let now = tx.now();
    let jobs = pods.iter().map(|pod| (Job::Deliver { pod: pod.0 }, now));
    tx.enqueue_all(jobs.collect()).await?;
    // A job may stand already, and wait for the time of a letter that was refused: this one does not wait with it.
    let names = pods
        .iter()
        .filter_map(|pod| Some((*pod, Job::Deliver { pod: pod.0 }.dedupe()?)));
    Ok(delivery::hasten_awake(tx.sql(), &names.collect::<Vec<_>>(), now).await?)
}
