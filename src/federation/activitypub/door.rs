//! Who signs a request, and what is taken from them: verified over the bytes as they came, and stored before it is answered.

use std::fmt;

use entity::write::inbox::Came;
use entity::{PersonId, actor, person, visible};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::super::letterbox::Incoming;
use super::super::{Undone, shelf};
use super::fetch::time;
pub use super::meet::Signer;
use super::{keys, sync};
use crate::error::{Fault, Outcome, Stop};
use crate::pod::Pod;
use crate::wire::activitypub::{Activity, Deed, Id, Item, Thing};
use crate::wire::signature::{Presented, Refused as Unsigned, Request};

/// Why a request is not taken.
#[derive(Debug)]
pub enum Refused {
    /// Its signature is missing, wrong, or by nobody who can be found.
    Unsigned(String),
    /// It cannot be read.
    Malformed(String),
    /// Whoever it is by or about is blocked.
    Blocked,
    /// There is nobody here whom it could be for.
    Nobody,
    /// Whose key it is could not be found out now.
    Away(String),
    /// Something broke here.
    Broke(Fault),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(why) | Self::Malformed(why) | Self::Away(why) => f.write_str(why),
            Self::Blocked => f.write_str("it is blocked here"),
            Self::Nobody => f.write_str("nobody here has this inbox"),
            Self::Broke(fault) => fault.fmt(f),
        }
    }
}

impl From<Unsigned> for Refused {
    fn from(why: Unsigned) -> Self {
        match why {
            Unsigned::Malformed => Self::Malformed(why.to_string()),
            Unsigned::Absent
            | Unsigned::Algorithm
            | Unsigned::Uncovered(_)
            | Unsigned::NotThere
            | Unsigned::Host
            | Unsigned::Digest
            | Unsigned::TooOld
            | Unsigned::TooNew
            | Unsigned::Signature => Self::Unsigned(why.to_string()),
        }
    }
}

impl From<Undone> for Refused {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Reject(why) => Self::Unsigned(why),
            Undone::Retry(why) => Self::Away(why),
            Undone::Broke(fault) => Self::Broke(fault),
        }
    }
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Self {
        Undone::from(stop).into()
    }
}

impl From<sea_orm::DbErr> for Refused {
    fn from(error: sea_orm::DbErr) -> Self {
        Undone::from(error).into()
    }
}

/// Who has signed a request. Who is blocked has not.
///
/// # Errors
/// Nobody who is known or can be found, or nobody who may.
pub async fn signer(pod: &Pod, request: &Request<'_>) -> Result<Signer, Refused> {
    let presented = Presented::read(request, time(pod.clock.now()))?;
    let key_id = presented.key_id();
    if pod.blocks().await?.cover(key_id.authority()) {
        return Err(Refused::Blocked);
    }
    let keyed = keys::find(pod, key_id).await?;
    let signer = match presented.verify(&keyed.key) {
        Ok(()) => keyed.signer,
        Err(why) if why.stale_key() => {
            let Some(keyed) = keys::again(pod, key_id).await? else {
                return Err(why.into());
            };
            presented.verify(&keyed.key)?;
            keyed.signer
        }
        Err(why) => return Err(why.into()),
    };
    Ok(signer)
}

/// Who asks for something, if that is proven. Whoever has left or was blocked after their key was last looked at is nobody.
///
/// # Errors
/// The database cannot be read.
pub async fn asker(pod: &Pod, request: &Request<'_>) -> Outcome<Option<Signer>> {
    let Ok(signer) = signer(pod, request).await else {
        return Ok(None);
    };
    let person = person::Entity::find_by_id(signer.person.id).one(pod.db.read()).await?;
    let person = person.filter(|person| person.closed_at.is_none() && !person.blocked);
    Ok(person.map(|person| Signer { person, ..signer }))
}

/// What an inbox has been sent.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// The request, its body among it.
    pub request: Request<'a>,
    /// To whose inbox, by their guid; none: to that of the pod.
    pub to: Option<&'a str>,
}

/// Takes what was sent: judges who has signed it and what it is about, and stores it.
///
/// # Errors
/// It is not taken; why.
pub async fn take(pod: &Pod, post: Post<'_>) -> Result<(), Refused> {
    let body = post.request.body.unwrap_or_default();
    let unreadable = |why: &dyn fmt::Display| Refused::Malformed(why.to_string());
    let text = std::str::from_utf8(body).map_err(|why| unreadable(&why))?;
    let thing = Thing::read(body).map_err(|why| unreadable(&why))?;
    let activity = thing.activity().ok_or_else(|| unreadable(&"it is no activity"))?;
    let recipient = match post.to {
        Some(guid) => Some(resident(pod, guid).await?),
        None => None,
    };
    // Whoever we never knew has nothing here to be deleted or changed, and no key any more that could be asked for.
    if of_itself(activity) && !known(pod, &activity.actor).await? {
        return Ok(());
    }
    let blocks = pod.blocks().await?;
    if about(activity).any(|id| blocks.cover(id.authority())) {
        return Err(Refused::Blocked);
    }
    let signer = signer(pod, &post.request).await?;
    if signer.person.blocked {
        return Err(Refused::Blocked);
    }
    if signer.actor.uri != activity.actor.as_str() && !hint(activity) {
        return Err(Refused::Unsigned("it is signed by somebody else".to_owned()));
    }
    let came = Came {
        signer: signer.person.id,
        recipient,
        body: text.to_owned(),
    };
    shelf::put(pod, Incoming::Activity(came)).await?;
    if let Some(said) = post.request.header(sync::HEADER) {
        sync::heard(pod, &signer, &said).await?;
    }
    Ok(())
}

async fn resident(pod: &Pod, guid: &str) -> Result<PersonId, Refused> {
    let whom = visible::person::one(pod.db.read(), guid).await?;
    let whom = whom.filter(|person| person.pod_id.is_none());
    whom.map(|person| person.id).ok_or(Refused::Nobody)
}

async fn known(pod: &Pod, id: &Id) -> Result<bool, Refused> {
    let rows = actor::Entity::find().filter(actor::Column::Uri.eq(id.as_str()));
    Ok(rows.count(pod.db.read()).await? > 0)
}

/// Somebody leaves, or changes what they say of themselves.
fn of_itself(activity: &Activity) -> bool {
    if let Deed::Delete(deletion) = &activity.deed {
        deletion.object == activity.actor
    } else if let Deed::Update(item) = &activity.deed {
        item.id() == Some(&activity.actor)
    } else {
        false
    }
}

/// Passed on by somebody who has not said it: the thing itself is asked for where it lies.
fn hint(activity: &Activity) -> bool {
    matches!(&activity.deed, Deed::Create(_) | Deed::Update(_) | Deed::Delete(_)) && about(activity).nth(1).is_some()
}

/// Whom and what an activity is by and about, the actor first.
fn about(activity: &Activity) -> impl Iterator<Item = &Id> {
    let mut all = vec![&activity.actor];
    if let Deed::Create(items) | Deed::Other(_, items) = &activity.deed {
        all.extend(items.iter().filter_map(Item::id));
    } else if let Deed::Update(item)
    | Deed::Undo(item)
    | Deed::Accept(item, _)
    | Deed::Reject(item)
    | Deed::Announce(item)
    | Deed::Add(item, _)
    | Deed::Remove(item, _) = &activity.deed
    {
        all.extend(item.id());
    } else if let Deed::Delete(deletion) = &activity.deed {
        all.push(&deletion.object);
    } else if let Deed::Like(liking) | Deed::EmojiReact(liking) = &activity.deed {
        all.push(&liking.object);
    }
    all.into_iter()
}
