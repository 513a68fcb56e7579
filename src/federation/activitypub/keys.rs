//! Keys of actors, by the address that a signature names: each asked for once, kept in memory, and asked for once more when a
//! signature does not fit. A key that cannot be had is not asked for again for some minutes, whoever names it.
//!
//! Thousands may sign something within a second whose keys are here but not in memory. They are looked up together, one question at a
//! time, and read by threads that give way: so none of them stands between a reader and the database or a processor.

use std::collections::BTreeSet;
use std::sync::Mutex as Held;

use entity::{PersonId, actor, person, rounded};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use tokio::sync::{Mutex, oneshot};

use super::super::Undone;
use super::fetch::{self, Absent, Budget, Had};
use super::meet::{self, Signer};
use crate::arithmetic;
use crate::error::Fault;
use crate::pod::Pod;
use crate::wire::activitypub::{Id, KeyClaim};
use crate::wire::signature::VerifyingKey;

/// Somebody and the key that they sign with.
#[derive(Clone, Debug)]
pub(super) struct Keyed {
    pub(super) signer: Signer,
    pub(super) key: VerifyingKey,
}

/// Keys in one question.
const MOST: usize = 64;

/// Addresses of keys that are to be looked up, and who waits for each.
#[derive(Default)]
pub(super) struct Wanted {
    waiting: Held<Vec<(String, oneshot::Sender<Vec<Signer>>)>>,
    asking: Mutex<()>,
}

impl Wanted {
    /// Takes those who have waited longest.
    fn take(&self) -> Vec<(String, oneshot::Sender<Vec<Signer>>)> {
        let mut waiting = self.waiting.lock().expect("no panic while holding it");
        let many = waiting.len().min(MOST);
        waiting.drain(..many).collect()
    }
}

/// Whose key has this address.
pub(super) async fn find(pod: &Pod, key_id: &Id) -> Result<Keyed, Undone> {
    if let Some(keyed) = pod.fediverse.keys.get(key_id.as_str()) {
        return Ok(keyed);
    }
    if let Some(keyed) = kept(pod, key_id).await? {
        pod.fediverse.keys.insert(key_id.to_string(), keyed.clone());
        return Ok(keyed);
    }
    ask(pod, key_id).await
}

/// Whose key has this address, as it is kept here.
async fn kept(pod: &Pod, key_id: &Id) -> Result<Option<Keyed>, Undone> {
    for signer in owners(pod, key_id).await? {
        let pem = signer.actor.key_pem.clone();
        let read = arithmetic::done(move || VerifyingKey::from_pem(&pem));
        if let Some(key) = arithmetic::patiently(read).await? {
            return Ok(Some(Keyed { signer, key }));
        }
    }
    Ok(None)
}

/// Who is known here to have a key with this address.
async fn owners(pod: &Pod, key_id: &Id) -> Result<Vec<Signer>, Fault> {
    let (told, found) = oneshot::channel();
    let wanted = &pod.fediverse.wanted;
    wanted
        .waiting
        .lock()
        .expect("no panic while holding it")
        .push((key_id.to_string(), told));
    // In a task of its own, so that who is broken off takes nothing of others along. Each takes what is wanted when it is its turn, so
    // there are always enough of them.
    tokio::spawn(look_up(pod.clone()));
    found
        .await
        .map_err(|_| Fault::new("whose key it is could not be looked up"))
}

async fn look_up(pod: Pod) {
    let wanted = &pod.fediverse.wanted;
    let _turn = wanted.asking.lock().await;
    let these = wanted.take();
    let addresses = these.iter().map(|(address, _)| address.as_str()).collect();
    match known(&pod, addresses).await {
        Ok(signers) => {
            for (address, told) in these {
                let owners = signers.iter().filter(|signer| signer.actor.key_id == address);
                // Who has gone away waits for no answer.
                told.send(owners.cloned().collect()).ok();
            }
        }
        // Those who wait are told by its end.
        Err(error) => tracing::warn!(%error, "whose keys these are could not be looked up"),
    }
}

async fn known(pod: &Pod, addresses: BTreeSet<&str>) -> Result<Vec<Signer>, DbErr> {
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    let db = pod.db.read();
    let addresses = rounded(addresses.into_iter().collect());
    let actors = actor::Entity::find().filter(actor::Column::KeyId.is_in(addresses));
    let actors = actors.all(db).await?;
    let ids: BTreeSet<PersonId> = actors.iter().map(|actor| actor.person_id).collect();
    let people = person::Entity::find().filter(person::Column::Id.is_in(rounded(ids.into_iter().collect())));
    let people = people.all(db).await?;
    let signers = actors.into_iter().filter_map(|actor| {
        let person = people.iter().find(|person| person.id == actor.person_id)?.clone();
        Some(Signer { person, actor })
    });
    Ok(signers.collect())
}

/// A signature did not fit: there may be another key by now. None: it was asked for lately.
pub(super) async fn again(pod: &Pod, key_id: &Id) -> Result<Option<Keyed>, Undone> {
    let name = key_id.to_string();
    if pod.fediverse.renewed.contains_key(&name) {
        return Ok(None);
    }
    pod.fediverse.renewed.insert(name.clone(), ());
    pod.fediverse.keys.invalidate(&name);
    ask(pod, key_id).await.map(Some)
}

/// Asks for a key, and then whether its owner says that it is theirs. One that cannot be had is left alone for a while.
async fn ask(pod: &Pod, key_id: &Id) -> Result<Keyed, Undone> {
    let name = key_id.document().to_string();
    if let Some(passing) = pod.fediverse.dead.get(&name) {
        let why = "its key could not be had a moment ago".to_owned();
        return Err(if passing {
            Undone::Retry(why)
        } else {
            Undone::Reject(why)
        });
    }
    let asked = asked(pod, key_id).await;
    match &asked {
        Ok(keyed) => pod.fediverse.keys.insert(key_id.to_string(), keyed.clone()),
        Err(Undone::Retry(_)) => pod.fediverse.dead.insert(name, true),
        Err(Undone::Reject(_)) => pod.fediverse.dead.insert(name, false),
        Err(Undone::Broke(_)) => {}
    }
    asked
}

async fn asked(pod: &Pod, key_id: &Id) -> Result<Keyed, Undone> {
    let mut budget = Budget::default();
    let document = match fetch::thing(pod, key_id, &mut budget).await? {
        Had::Thing(thing, at) if at.is_beside(key_id) => thing,
        Had::Thing(..) => return Err(Undone::Reject("its key lies elsewhere".to_owned())),
        Had::Absent(absent) => {
            if absent == Absent::Gone {
                meet::left(pod, &key_id.document()).await?;
            }
            return Err(Undone::Reject("there is no such key any more".to_owned()));
        }
    };
    let owner = KeyClaim::owner(&document, key_id)?;
    let signer = meet::refresh(pod, &owner, Some(key_id), &mut budget).await?;
    let key = VerifyingKey::from_pem(&signer.actor.key_pem);
    let key = key.ok_or_else(|| Undone::Reject("its key is none".to_owned()))?;
    Ok(Keyed { signer, key })
}
