//! Having a document of the fediverse: asked for in the name of the pod's own actor, signed anew at each redirect, and read only
//! if it is served as what it says.

use chrono::{DateTime, Utc};
use entity::Moment;
use reqwest::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::super::Undone;
use super::instance;
use super::places;
use crate::error::Fault;
use crate::outbound::{OutboundError, Patience, Want, may_pass};
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

/// How many questions one thing that came in may still cause, so that nobody has us ask without end.
#[derive(Debug)]
pub struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(100)
    }
}

impl Budget {
    pub(super) fn spend(&mut self) -> Result<(), Undone> {
        let left = self.0.checked_sub(1);
        self.0 = left.ok_or_else(|| Undone::Reject("it would take too many questions".to_owned()))?;
        Ok(())
    }
}

/// What lies at an address.
#[derive(Debug)]
pub enum Had {
    /// This, and where it was found in the end.
    Thing(Box<Thing>, Id),
    /// Nothing any more, or nothing for us.
    Gone,
}

/// A moment as the protocols write it.
pub(super) fn time(moment: Moment) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(moment.0).unwrap_or_default()
}

/// Has what lies at an address. Nothing of it is believed yet.
///
/// # Errors
/// It is nothing of the fediverse, its server is blocked or away, or too much is asked of it.
pub async fn thing(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Had, Undone> {
    budget.spend()?;
    let id = id.document();
    let url = Url::parse(id.as_str()).map_err(|_| Undone::Reject("this is no address".to_owned()))?;
    allowed(pod, &id, &url).await?;
    let (key_id, key) = instance::key(pod).await?;
    let mut scheme = Scheme::default();
    loop {
        let signing = |url: &Url| signed(url, scheme, &key_id, &key, time(pod.clock.now()));
        let answer = pod.outbound.get_signed(&url, &DOCUMENT, &signing).await?;
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
                return Ok(Had::Thing(Box::new(thing), at));
            }
            404 | 410 => return Ok(Had::Gone),
            400 | 401 if scheme == Scheme::Cavage => scheme = Scheme::Message,
            status if may_pass(status) => {
                return Err(Undone::Retry(format!("the other server answers {status}")));
            }
            status => return Err(Undone::Reject(format!("the other server answers {status}"))),
        }
    }
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
    let mut id = id.clone();
    for _ in 0..2 {
        let (thing, at) = match thing(pod, &id, budget).await? {
            Had::Thing(thing, at) => (*thing, at),
            Had::Gone => return Ok(None),
        };
        let whole = T::of(thing).ok_or(Rejected::OtherKind(T::NAME))?;
        match whole.at(&at) {
            Ok(verified) => return Ok(Some(verified)),
            Err(Rejected::Address(said)) => id = said,
            Err(why) => return Err(why.into()),
        }
    }
    Err(Undone::Reject("it does not lie where it says".to_owned()))
}
