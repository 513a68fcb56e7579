//! Finding somebody of another pod by their diaspora ID: WebFinger, then the hCard. What is known is not asked again, and
//! what another pod says later never changes a known guid or key.

use entity::person;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::Undone;
use super::ask::{self, DOCUMENT};
use crate::domain::abroad::{self, Found};
use crate::domain::block;
use crate::pod::Pod;
use crate::settings::Reachable;
use crate::wire::Handle;
use crate::wire::diaspora::PublicKey;
use crate::wire::diaspora::entity::Person;
use crate::wire::discovery::{self, HCard, WebFinger, webfinger};

/// Somebody by their diaspora ID, asked of their pod when they are not known here.
///
/// # Errors
/// There is nobody, they closed their account, or their pod does not say who it is.
pub async fn person(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    let known = person::Entity::find()
        .filter(person::Column::Handle.eq(handle.as_str()))
        .one(pod.db.read())
        .await?;
    match known {
        Some(person) if person.blocked => Err(blocked()),
        Some(person) if person.closed_at.is_some() => Err(Undone::Reject("this account was closed".to_owned())),
        Some(person) => Ok(person),
        None => refresh(pod, handle).await,
    }
}

/// Asks somebody's pod who they are, whether they are known here or not: names and pictures may have changed.
///
/// # Errors
/// As above.
pub async fn refresh(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    if handle.host() == pod.settings.host() {
        return Err(Undone::Reject("nobody here has this name".to_owned()));
    }
    if block::means(pod.db.read(), handle).await? {
        return Err(blocked());
    }
    let document = ask::get(pod, &looked_for(pod, handle), &DOCUMENT).await?;
    let links = WebFinger::read(&document)?;
    links.is_about(handle)?;
    let card = HCard::read(&ask::get(pod, links.hcard.as_str(), &DOCUMENT).await?)?;
    let found = found(pod, &discovery::person(handle, &links, &card))?;
    if block::covers(pod.db.read(), &found.host).await? {
        return Err(blocked());
    }
    Ok(pod.act(async |tx| abroad::learn(tx, found).await).await?)
}

/// Where somebody is looked for: over TLS, but on this machine where that was allowed.
fn looked_for(pod: &Pod, handle: &Handle) -> String {
    let safe = webfinger::address(handle);
    let plain = safe.replacen("https://", "http://", 1);
    let here = Url::parse(&plain).is_ok_and(|plain| pod.outbound.is_allowed_besides(&plain));
    if here { plain } else { safe }
}

fn blocked() -> Undone {
    Undone::Reject("it is blocked here".to_owned())
}

/// Makes sense of what was answered. Where letters go is taken from it without a path, and over TLS only: whoever is found
/// on another's pod must not lead its letters astray.
fn found(pod: &Pod, person: &Person) -> Result<Found, Undone> {
    let unfit = |what: &str| Undone::Reject(format!("{what} of the answer is of no use"));
    let seed = Url::parse(person.url.as_str()).map_err(|_| unfit("the address of the pod"))?;
    let plain = pod.settings.reachable == Reachable::Any || pod.outbound.is_allowed_besides(&seed);
    let plain = seed.scheme() == "http" && plain;
    let host = seed.host_str().filter(|_| seed.scheme() == "https" || plain);
    let host = host.ok_or_else(|| unfit("the address of the pod"))?;
    let host = match seed.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    if host == pod.settings.host() {
        return Err(unfit("the address of the pod"));
    }
    let key = PublicKey::parse(person.exported_key.as_str()).ok_or_else(|| unfit("the key"))?;
    let profile = &person.profile;
    let picture = profile
        .image_url
        .as_ref()
        .and_then(|path| seed.join(path.as_str()).ok());
    Ok(Found {
        guid: person.guid.as_str().to_owned(),
        handle: person.author.as_str().to_owned(),
        name: super::diaspora::apply::name(profile),
        picture: picture.map(String::from),
        searchable: profile.searchable,
        key: key.pem()?,
        host,
        address: seed.origin().ascii_serialization(),
    })
}
