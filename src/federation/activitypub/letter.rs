//! Posting activities: written once, delivered to each address, signed when they are.

use entity::visible::actor::Reachable;
use entity::write::delivery::{self, To};
use entity::{PersonId, PodId, actor, person};

use crate::db::Tx;
use crate::error::Outcome;
use crate::federation::letter::send_to;
use crate::wire::activitypub::Activity;

/// Where an activity is posted to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inbox {
    /// The server.
    pub pod: PodId,
    /// Whose it is; none for that of a whole server.
    pub person: Option<PersonId>,
    /// Its address.
    pub url: String,
}

/// The address at which somebody gets what is for them alone. None: they live here.
pub fn personal(person: &person::Model, actor: &actor::Model) -> Option<Inbox> {
    Some(Inbox {
        pod: person.pod_id?,
        person: Some(person.id),
        url: actor.inbox.clone(),
    })
}

/// The addresses at which some people get what everybody may see: one for each server that has one, else their own.
pub fn shared(people: &[Reachable]) -> Vec<Inbox> {
    let inboxes = people.iter().filter_map(|(person, actor)| match &actor.shared_inbox {
        Some(url) => Some(Inbox {
            pod: person.pod_id?,
            person: None,
            url: url.clone(),
        }),
        None => personal(person, actor),
    });
    let mut inboxes: Vec<Inbox> = inboxes.collect();
    inboxes.sort_unstable();
    inboxes.dedup_by(|one, other| one.url == other.url);
    inboxes
}

/// Posts an activity of somebody here, and has its servers sent to.
///
/// # Errors
/// The database cannot be written.
pub async fn post(tx: &mut Tx, sender: PersonId, activity: &Activity, to: &[Inbox]) -> Outcome<()> {
    if to.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let to = to.iter().map(|inbox| delivery::Inbox {
        to: To {
            pod: inbox.pod,
            person: inbox.person,
        },
        url: Some(inbox.url.clone()),
    });
    let body = activity.json().to_string();
    let pods = delivery::post_into(tx.sql(), sender, body, to.collect(), now).await?;
    send_to(tx, &pods).await
}
