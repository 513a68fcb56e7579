//! The key of the pod's own actor, made when it is first asked for.

use super::places;
use crate::domain::account::keys;
use crate::error::Fault;
use crate::federation::Undone;
use crate::pod::Pod;
use crate::wire::activitypub::Id;
use crate::wire::signature::SigningKey;

/// The address of the key, and the key.
///
/// # Errors
/// It cannot be read, made or kept.
pub(in crate::federation) async fn key(pod: &Pod) -> Result<(Id, SigningKey), Undone> {
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
    let id = places::key(&places::pod(&pod.settings)).ok_or_else(|| Fault::new("the pod's actor has no address"))?;
    Ok((id, key))
}
