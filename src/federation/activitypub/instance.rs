//! The pod's own actor: in its name is asked what is asked for nobody in particular.

use super::super::Undone;
use super::places;
use crate::domain::account::keys;
use crate::error::Fault;
use crate::pod::Pod;
use crate::wire::activitypub::Id;
use crate::wire::signature::SigningKey;

/// The address of its key and the key, made when it is first wanted.
///
/// # Errors
/// The database cannot be reached.
pub async fn key(pod: &Pod) -> Result<(Id, SigningKey), Undone> {
    let id = places::key(&places::pod(&pod.settings)).ok_or_else(|| Fault::new("the pod's address is too long"))?;
    if let Some(key) = pod.fediverse.own.get(&()) {
        return Ok((id, key));
    }
    let pem = match keys::of_pod(pod.db.read(), &pod.vault).await? {
        Some(pem) => pem,
        None => {
            let made = tokio::task::spawn_blocking(|| keys::generate(keys::ACTOR_BITS));
            let pair = made.await.map_err(Fault::of)??;
            pod.act(async |tx| keys::keep_of_pod(tx, &pod.vault, pair).await)
                .await?
        }
    };
    let key = SigningKey::from_pem(&pem).ok_or_else(|| Fault::new("the key of the pod's actor is none"))?;
    pod.fediverse.own.insert((), key.clone());
    Ok((id, key))
}
