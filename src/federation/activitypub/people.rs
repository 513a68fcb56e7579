//! Who speaks what. Everybody gets a thing once: who has an identity key by the diaspora* protocol, who is an actor and nothing
//! else by ActivityPub.

use entity::visible::actor;
use entity::write::delivery::To;
use entity::{PersonId, PodId, person};

use crate::federation::Undone;
use crate::pod::Pod;

/// Whether somebody speaks ActivityPub and nothing else.
pub(in crate::federation) async fn is_actor_only(pod: &Pod, who: &person::Model) -> Result<bool, Undone> {
    if who.pod_id.is_none() {
        return Ok(false);
    }
    Ok(!actor::only(pod.db.read(), &[who.id]).await?.is_empty())
}

/// Those of whom a letter of the diaspora* protocol is for: without people who are actors and nothing else, and without servers
/// where nobody speaks it.
pub(in crate::federation) async fn reading_diaspora(pod: &Pod, mut to: Vec<To>) -> Result<Vec<To>, Undone> {
    let db = pod.db.read();
    let people: Vec<PersonId> = to.iter().filter_map(|to| to.person).collect();
    let pods: Vec<PodId> = to.iter().filter(|to| to.person.is_none()).map(|to| to.pod).collect();
    let people = actor::only(db, &people).await?;
    let pods = actor::servers(db, &pods).await?;
    to.retain(|to| match to.person {
        Some(person) => !people.contains(&person),
        None => !pods.contains(&to.pod),
    });
    Ok(to)
}
