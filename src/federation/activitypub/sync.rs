//! Whether a server and we think the same of who of ours follows somebody there (FEP-8fcf). It says so with what it sends; where we
//! think otherwise it is asked whom it knows, and what differs is mended: who is in somebody's aspect is asked for anew, and who
//! is in none does not follow.

use std::collections::HashSet;
use std::time::Duration;

use entity::write::follow::{self, State, Way};
use entity::{PersonId, UserId, actor};

use super::super::Undone;
use super::apply::account;
use super::fetch::{self, Budget};
use super::follow::not_following;
use super::meet::Signer;
use super::places::{self, Place};
use crate::domain::abroad::asked::{self, About};
use crate::error::{Outcome, Stop};
use crate::job::{Done, Job, Subject};
use crate::pod::Pod;
use crate::wire::activitypub::{Collection, Id, Item};
use crate::wire::bytes::hex;

/// The header that says who follows.
pub(super) const HEADER: &str = "collection-synchronization";
/// Of one actor's server is asked so often at most.
const APART: Duration = Duration::from_secs(3_600);
/// So many of ours that it names are looked at.
const MOST: usize = 1_000;
/// So many who do not follow are taken back at once: whoever names more of ours is told of the others an hour later.
const UNDONE: usize = 50;

/// Addresses hashed, and these hashes taken together bit by bit: whoever has the same ones has the same digest.
pub(super) fn digest(uris: impl Iterator<Item = String>) -> String {
    let mut all = [0_u8; 32];
    for uri in uris {
        let one = openssl::sha::sha256(uri.as_bytes());
        all.iter_mut().zip(one).for_each(|(all, one)| *all ^= one);
    }
    hex(&all)
}

/// What a server says of who of ours follows one of its actors.
struct Claim {
    /// Where it says whom it knows.
    url: Id,
    digest: String,
}

impl Claim {
    /// Only of the actor's own followers, and only where its own server says it.
    fn read(header: &str, of: &actor::Model) -> Option<Self> {
        let member = |name: &str| {
            let (_, after) = header.split_once(&format!("{name}=\""))?;
            after.split_once('"').map(|(value, _)| value)
        };
        let url = Id::parse(member("url")?)?;
        let own = Id::parse(&of.uri)?;
        let theirs = of.followers.as_deref() == member("collectionId") && url.origin() == own.origin();
        let digest = member("digest")?.to_lowercase();
        theirs.then_some(Self { url, digest })
    }
}

/// An actor's server has said who of ours follows it.
///
/// # Errors
/// The database cannot be reached.
pub(super) async fn heard(pod: &Pod, from: &Signer, header: &str) -> Outcome<()> {
    let Some(claim) = Claim::read(header, &from.actor) else {
        return Ok(());
    };
    let here = follow::from_here(pod.db.read(), from.person.id).await?;
    let following = here.iter().filter(|(_, _, state)| *state == State::Accepted);
    let uris = following.map(|(_, guid, _)| places::person(&pod.settings, guid).to_string());
    if digest(uris) == claim.digest {
        return Ok(());
    }
    pod.act(async |tx| {
        if asked::ask(tx, from.person.id, About::Followers, APART).await? {
            let job = Job::SyncFollowers {
                person: from.person.id.0,
                url: claim.url.to_string(),
            };
            tx.enqueue(job).await?;
        }
        Ok(())
    })
    .await
}

/// Asks whom a server knows, and mends what differs.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, whom: PersonId, url: &str) -> Result<Done, Stop> {
    match mended(pod, whom, url).await {
        Ok(()) => Ok(Done::Done),
        Err(undone) => undone.done(),
    }
}

async fn mended(pod: &Pod, whom: PersonId, url: &str) -> Result<(), Undone> {
    let url = Id::parse(url).ok_or_else(|| Undone::Reject("this is no address".to_owned()))?;
    let list = fetch::verified::<Collection>(pod, &url, &mut Budget::default()).await?;
    let Some(list) = list else { return Ok(()) };
    // Of a list that goes on elsewhere nobody knows who is missing.
    if list.next.is_some() || list.first.is_some() || list.items.len() > MOST {
        return Err(Undone::Reject("it does not say whom it knows at once".to_owned()));
    }
    let known = list.items.iter().filter_map(Item::id);
    let known: HashSet<String> = known
        .filter_map(|id| match places::ours(&pod.settings, id) {
            Some(Place::Person(guid)) => Some(guid),
            Some(
                Place::Pod
                | Place::Followers(_)
                | Place::Post(_)
                | Place::Comment(_)
                | Place::Message(_)
                | Place::Conversation(_),
            )
            | None => None,
        })
        .collect();
    let here = follow::from_here(pod.db.read(), whom).await?;
    for (user, guid, state) in &here {
        match (state, known.contains(guid)) {
            (State::Accepted, false) => again(pod, *user, whom).await?,
            (State::Asked, true) => accepted(pod, *user, whom).await?,
            (State::Accepted | State::Waiting | State::Refused, true)
            | (State::Asked | State::Waiting | State::Refused, false) => {}
        }
    }
    let strangers = known.iter().filter(|guid| here.iter().all(|(_, own, _)| own != *guid));
    for guid in strangers.take(UNDONE) {
        let own = places::person(&pod.settings, guid);
        if let Some(account) = account(pod.db.read(), &pod.settings, &own).await? {
            not_following(pod, account.id, whom).await?;
        }
    }
    Ok(())
}

/// It does not know that somebody here follows: it is asked anew, as if they had just been put into an aspect.
async fn again(pod: &Pod, user: UserId, whom: PersonId) -> Result<(), Undone> {
    let asked = pod.act(async |tx| {
        follow::end(tx.sql(), Way::Out, user, whom).await?;
        let subject = Subject::Contact {
            user: user.0,
            person: whom.0,
        };
        Ok(tx.enqueue(Job::Dispatch { subject }).await?)
    });
    Ok(asked.await?)
}

/// Its yes was lost.
async fn accepted(pod: &Pod, user: UserId, whom: PersonId) -> Result<(), Undone> {
    let noted = pod.act(async |tx| {
        if let Some(was) = follow::one(tx.sql(), Way::Out, user, whom).await? {
            let now = tx.now();
            let yes = follow::Follow {
                state: State::Accepted,
                ..was
            };
            follow::set(tx.sql(), &yes, now).await?;
        }
        Ok(())
    });
    Ok(noted.await?)
}
