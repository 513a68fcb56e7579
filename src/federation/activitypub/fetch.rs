//! Having a document of the fediverse: asked for in the name of the pod's own actor, signed anew at each redirect, and read only
//! if it is served as what it says. What a letter for a few names and the pod is not shown is asked for in the name of one of them.

use chrono::{DateTime, Utc};
use entity::write::delivery;
use entity::{Moment, PersonId, pod as pod_row};
use reqwest::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::super::{Undone, keyring};
use super::instance;
use super::places;
use crate::error::Fault;
use crate::outbound::{Fetched, OutboundError, Patience, Want, may_pass};
use crate::pod::Pod;
use crate::settings::Reachable;
use crate::wire::Verified;
use crate::wire::activitypub::limits::LONGEST_DOCUMENT;
use crate::wire::activitypub::{Actor, Collection, Id, Object, Rejected, Thing, is_ours};
use crate::wire::signature::{Request, Scheme, SigningKey, sign};

const DOCUMENT: Want = Want {
    accept: "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
    most_bytes: LONGEST_DOCUMENT as u64,
    range: None,
    patience: Patience::PAGE,
};

/// So many questions are asked in somebody's name for one thing that came in.
const IN_A_NAME: usize = 4;

/// How many questions one thing that came in may still cause, so that nobody has us ask without end.
#[derive(Debug)]
pub struct Budget {
    left: usize,
    /// In whose name may be asked what the pod itself is not shown, and how often.
    named: Option<(PersonId, usize)>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: 100, named: None }
    }
}

impl Budget {
    pub(super) fn spend(&mut self) -> Result<(), Undone> {
        let left = self.left.checked_sub(1);
        self.left = left.ok_or_else(|| Undone::Reject("it would take too many questions".to_owned()))?;
        Ok(())
    }

    /// What a letter for a few names may be asked for in the name of one of them.
    pub(super) fn in_the_name_of(&mut self, who: PersonId) {
        self.named.get_or_insert((who, IN_A_NAME));
    }

    fn spend_named(&mut self) -> Option<PersonId> {
        let (who, left) = self.named.as_mut()?;
        *left = left.checked_sub(1)?;
        Some(*who)
    }
}

/// What lies at an address.
#[derive(Debug)]
pub enum Had {
    /// This, and where it was found in the end.
    Thing(Box<Thing>, Id),
    /// Nothing, for us at least.
    Absent(Absent),
}

/// What the server says of an address at which it shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Something was there and is there no more, whoever asks (410).
    Gone,
    /// There is nothing, or nothing for who asks (404): of what is for a few the pod's own actor is told no more than that.
    Missing,
}

/// A moment as the protocols write it.
pub(super) fn time(moment: Moment) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(moment.0).unwrap_or_default()
}

/// Why nothing was had.
enum Nothing {
    /// It is gone.
    Gone,
    /// It is not there, or not for whoever asks.
    Hidden(u16),
}

impl Nothing {
    /// The same for whoever has nobody else to ask for it.
    fn absent(self) -> Result<Absent, Undone> {
        match self {
            Self::Gone => Ok(Absent::Gone),
            Self::Hidden(404) => Ok(Absent::Missing),
            Self::Hidden(status) => Err(Self::refused(status)),
        }
    }

    fn refused(status: u16) -> Undone {
        Undone::Reject(format!("the other server answers {status}"))
    }
}

/// Has what lies at an address. Nothing of it is believed yet.
///
/// # Errors
/// It is nothing of the fediverse, its server is blocked or away, or too much is asked of it.
pub async fn thing(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Had, Undone> {
    let by = instance::key(pod).await?;
    match ask(pod, id, budget, &by).await? {
        Ok((thing, at)) => Ok(Had::Thing(Box::new(thing), at)),
        Err(nothing) => Ok(Had::Absent(nothing.absent()?)),
    }
}

/// Asks in somebody's name, in the way that the server is known to take, and where it refuses that in the other one.
async fn ask(
    pod: &Pod,
    id: &Id,
    budget: &mut Budget,
    by: &(Id, SigningKey),
) -> Result<Result<(Thing, Id), Nothing>, Undone> {
    budget.spend()?;
    let id = id.document();
    let url = Url::parse(id.as_str()).map_err(|_| Undone::Reject("this is no address".to_owned()))?;
    allowed(pod, &id, &url).await?;
    let home = pod_row::Entity::find().filter(pod_row::Column::Host.eq(id.authority()));
    let home = home.one(pod.db.read()).await?;
    let known = home.as_ref().and_then(|home| home.signs.as_deref());
    let first = known.and_then(Scheme::parse).unwrap_or_default();
    let mut answer = knock(pod, &url, by, first).await?;
    if let Some(other) = first.after(answer.status) {
        let second = knock(pod, &url, by, other).await?;
        // Where neither is taken it was something else, and the first answer says what.
        if other.after(second.status).is_none() {
            answer = second;
            if let Some(home) = home.filter(|_| (200..300).contains(&answer.status)) {
                pod.act(async |tx| Ok(delivery::signs(tx.sql(), home.id, other.code()).await?))
                    .await?;
            }
        }
    }
    let at = Id::parse(answer.url.as_str()).ok_or_else(|| Undone::Reject("it leads to no address".to_owned()))?;
    match answer.status {
        200..300 => {
            let kind = answer.header(CONTENT_TYPE).unwrap_or_default();
            if !is_ours(kind) {
                return Err(Rejected::MediaType.into());
            }
            if !at.is_beside(&id) {
                allowed(pod, &at, &answer.url).await?;
            }
            let thing = Thing::read(&answer.body.whole().await?)?;
            Ok(Ok((thing, at)))
        }
        410 => Ok(Err(Nothing::Gone)),
        status @ (401 | 403 | 404) => Ok(Err(Nothing::Hidden(status))),
        status if may_pass(status) => Err(Undone::Retry(format!("the other server answers {status}"))),
        status => Err(Nothing::refused(status)),
    }
}

async fn knock(
    pod: &Pod,
    url: &Url,
    (key_id, key): &(Id, SigningKey),
    scheme: Scheme,
) -> Result<Fetched, OutboundError> {
    let signing = |url: &Url| signed(url, scheme, key_id, key, time(pod.clock.now()));
    pod.outbound.get_signed(url, &DOCUMENT, &signing).await
}

/// Only over TLS, not of ourselves, of nobody who is blocked, and of nobody too often.
async fn allowed(pod: &Pod, id: &Id, url: &Url) -> Result<(), Undone> {
    if id.is_beside(&places::pod(&pod.settings)) {
        return Err(Undone::Reject("nothing of ours has this address".to_owned()));
    }
    let plain = pod.settings.reachable == Reachable::Any || pod.outbound.is_allowed_besides(url);
    if !id.is_secure() && !plain {
        return Err(Undone::Reject("it is not served over TLS".to_owned()));
    }
    if pod.blocks().await?.cover(id.authority()) {
        return Err(Undone::Reject("it is blocked here".to_owned()));
    }
    match pod.fediverse.may_ask(id) {
        true => Ok(()),
        false => Err(Undone::Retry("this server was asked too often just now".to_owned())),
    }
}

fn signed(
    url: &Url,
    scheme: Scheme,
    key_id: &Id,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<HeaderMap, OutboundError> {
    let form = |why: &str| OutboundError::Form(why.to_owned());
    let address = Id::parse(url.as_str()).ok_or_else(|| form("it leads to no address"))?;
    let request = Request {
        method: "GET",
        address: &address,
        headers: &[],
        body: None,
    };
    let added = sign(&request, scheme, key_id, key, now).map_err(|fault: Fault| form(&fault.to_string()))?;
    let mut headers = HeaderMap::new();
    let host = HeaderValue::from_str(address.authority()).map_err(|_| form("its host is none"))?;
    headers.insert(HOST, host);
    for (name, value) in added {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| form("a header is none"))?;
        let value = HeaderValue::from_str(&value).map_err(|_| form("a header is none"))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

/// Something that may be had and verified by where it lies.
pub(super) trait Lies: Sized {
    /// What it is called when it is something else.
    const NAME: &'static str;

    fn of(thing: Thing) -> Option<Self>;

    fn at(self, address: &Id) -> Result<Verified<Self, Id>, Rejected>;
}

impl Lies for Actor {
    const NAME: &'static str = "actor";

    fn of(thing: Thing) -> Option<Self> {
        match thing {
            Thing::Actor(actor) => Some(*actor),
            Thing::Object(_)
            | Thing::Activity(_)
            | Thing::Collection(_)
            | Thing::Key(_)
            | Thing::Stamp(_)
            | Thing::Other(_) => None,
        }
    }

    fn at(self, address: &Id) -> Result<Verified<Self, Id>, Rejected> {
        self.verify(address)
    }
}

impl Lies for Object {
    const NAME: &'static str = "object";

    fn of(thing: Thing) -> Option<Self> {
        match thing {
            Thing::Object(object) => Some(*object),
            Thing::Actor(_)
            | Thing::Activity(_)
            | Thing::Collection(_)
            | Thing::Key(_)
            | Thing::Stamp(_)
            | Thing::Other(_) => None,
        }
    }

    fn at(self, address: &Id) -> Result<Verified<Self, Id>, Rejected> {
        self.verify(address)
    }
}

impl Lies for Collection {
    const NAME: &'static str = "collection";

    fn of(thing: Thing) -> Option<Self> {
        match thing {
            Thing::Collection(collection) => Some(*collection),
            Thing::Actor(_)
            | Thing::Object(_)
            | Thing::Activity(_)
            | Thing::Key(_)
            | Thing::Stamp(_)
            | Thing::Other(_) => None,
        }
    }

    fn at(self, address: &Id) -> Result<Verified<Self, Id>, Rejected> {
        self.verify(address)
    }
}

/// Has something and believes it: it lies where it says. What says that it lies elsewhere is asked for there, once. None: it is
/// gone.
pub(super) async fn verified<T: Lies>(
    pod: &Pod,
    id: &Id,
    budget: &mut Budget,
) -> Result<Option<Verified<T, Id>>, Undone> {
    Ok(lying::<T>(pod, id, budget).await?.ok())
}

/// The same, with what its server says where it shows nothing.
pub(super) async fn lying<T: Lies>(
    pod: &Pod,
    id: &Id,
    budget: &mut Budget,
) -> Result<Result<Verified<T, Id>, Absent>, Undone> {
    let by = instance::key(pod).await?;
    match shown(pod, id, budget, &by).await? {
        Ok(verified) => Ok(Ok(verified)),
        Err(nothing) => Ok(Err(nothing.absent()?)),
    }
}

/// The same, asked for in somebody's name.
async fn shown<T: Lies>(
    pod: &Pod,
    id: &Id,
    budget: &mut Budget,
    by: &(Id, SigningKey),
) -> Result<Result<Verified<T, Id>, Nothing>, Undone> {
    let mut id = id.clone();
    for _ in 0..2 {
        let (thing, at) = match ask(pod, &id, budget, by).await? {
            Ok(had) => had,
            Err(nothing) => return Ok(Err(nothing)),
        };
        let whole = T::of(thing).ok_or(Rejected::OtherKind(T::NAME))?;
        match whole.at(&at) {
            Ok(verified) => return Ok(Ok(verified)),
            Err(Rejected::Address(said)) => id = said,
            Err(why) => return Err(why.into()),
        }
    }
    Err(Undone::Reject("it does not lie where it says".to_owned()))
}

/// An object, and who of ours alone was shown it; nobody, where everybody is or may be.
pub(super) type Shown = (Verified<Object, Id>, Option<PersonId>);

/// The same of an object that somebody has told of or answered. What the pod itself is not shown is asked for in the name of one of those
/// whom the letter was for, if it was for a few.
pub(super) async fn named(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Option<Shown>, Undone> {
    let by = instance::key(pod).await?;
    let nothing = match shown(pod, id, budget, &by).await? {
        Ok(verified) => return Ok(Some((verified, None))),
        Err(Nothing::Gone) => return Ok(None),
        Err(hidden @ Nothing::Hidden(_)) => hidden.absent().map(|_| None),
    };
    let Some(who) = budget.spend_named() else {
        return nothing;
    };
    let Some(actor) = keyring::actor(pod, who).await? else {
        return nothing;
    };
    let key_id = places::key(&places::person(&pod.settings, &actor.guid));
    let by = (
        key_id.ok_or_else(|| Fault::new("an address of ours is too long"))?,
        actor.key,
    );
    match shown(pod, id, budget, &by).await? {
        Ok(verified) => Ok(Some((verified, Some(who)))),
        Err(Nothing::Gone | Nothing::Hidden(_)) => nothing,
    }
}
