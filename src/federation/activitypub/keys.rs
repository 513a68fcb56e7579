//! Keys of actors, by the address that a signature names: each asked for once, kept in memory, and asked for once more when a
//! signature does not fit. A key that cannot be had is not asked for again for some minutes, whoever names it.

use entity::{actor, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::Undone;
use super::fetch::{self, Absent, Budget, Had};
use super::meet::{self, Signer};
use crate::pod::Pod;
use crate::wire::activitypub::{Id, KeyClaim};
use crate::wire::signature::VerifyingKey;

/// Somebody and the key that they sign with.
#[derive(Clone, Debug)]
pub(super) struct Keyed {
    pub(super) signer: Signer,
    pub(super) key: VerifyingKey,
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
    let rows = actor::Entity::find().filter(actor::Column::KeyId.eq(key_id.as_str()));
    for row in rows.all(pod.db.read()).await? {
        let person = person::Entity::find_by_id(row.person_id).one(pod.db.read()).await?;
        let key = VerifyingKey::from_pem(&row.key_pem);
        if let (Some(person), Some(key)) = (person, key) {
            let signer = Signer { person, actor: row };
            return Ok(Some(Keyed { signer, key }));
        }
    }
    Ok(None)
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
