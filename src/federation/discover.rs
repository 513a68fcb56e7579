//! Finding somebody of another pod by their diaspora ID: WebFinger, then the hCard. What is known is not asked again, and
//! what another pod says later never changes a known guid or key.

use std::time::Duration;

use entity::person;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::Undone;
use super::activitypub::{FAR, meet};
use super::ask::{self, DOCUMENT, Turn};
use crate::domain::abroad::asked::{self, About};
use crate::domain::abroad::{self, Found};
use crate::domain::block;
use crate::error::{PeopleRefusal, Refusal, Stop};
use crate::pod::Pod;
use crate::settings::Reachable;
use crate::wire::Handle;
use crate::wire::diaspora::PublicKey;
use crate::wire::diaspora::entity::Person;
use crate::wire::discovery::{self, HCard, Jrd, WebFinger, webfinger};

/// A signature that does not fit has somebody's pod asked so often at the most.
const DOUBTING: Duration = Duration::from_secs(86_400);

/// Somebody by their diaspora ID, asked of their pod when they are not known here.
///
/// # Errors
/// There is nobody, they closed their account, or their pod does not say who it is.
pub async fn person(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    open(anybody(pod, handle).await?)
}

/// Whoever has closed their account says nothing more.
pub(super) fn open(person: person::Model) -> Result<person::Model, Undone> {
    match person.closed_at {
        Some(_) => Err(Undone::Reject("this account was closed".to_owned())),
        None => Ok(person),
    }
}

/// The same, also of who has closed their account.
async fn anybody(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    heard(whoever(pod, handle).await?)
}

/// The same, also of who is blocked.
async fn whoever(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    match known(pod, handle).await? {
        Some(person) => Ok(person),
        None => refresh(pod, handle).await,
    }
}

/// What an answer about somebody means that is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Useless {
    /// There is nobody.
    Final,
    /// It says how their pod is set up today: tomorrow it may be another one.
    Passing,
}

impl Useless {
    fn of(self, undone: Undone) -> Undone {
        match undone {
            Undone::Reject(why) if self == Self::Passing => Undone::Retry(why),
            undone @ (Undone::Reject(_) | Undone::Retry(_) | Undone::Broke(_)) => undone,
        }
    }
}

/// Somebody for whom something waits, known or not, also of who is blocked.
///
/// # Errors
/// As for [`person`]; or it is not their turn to be asked about.
pub(super) async fn awaited(pod: &Pod, handle: &Handle, turn: Turn, useless: Useless) -> Result<person::Model, Undone> {
    if let Some(person) = known(pod, handle).await? {
        return Ok(person);
    }
    may_ask(pod, handle).await?;
    let asking = Box::pin(async { answer(pod, handle).await.map_err(|undone| useless.of(undone)) });
    let answer = ask::in_turn(pod, handle.host(), turn, asking).await?;
    keep(pod, handle, answer).await
}

/// Whoever is blocked says nothing more.
pub(super) fn heard(person: person::Model) -> Result<person::Model, Undone> {
    if person.blocked { Err(blocked()) } else { Ok(person) }
}

async fn known(pod: &Pod, handle: &Handle) -> Result<Option<person::Model>, Undone> {
    let known = person::Entity::find().filter(person::Column::Handle.eq(handle.as_str()));
    Ok(known.one(pod.db.read()).await?)
}

/// Asks the pod of somebody who is known who they are now, unless that was done less than `apart` ago. What does not fit
/// changes nothing, and is noted for administrators. None: it is too soon.
///
/// # Errors
/// As for [`person`].
pub async fn look_again(pod: &Pod, who: &person::Model, apart: Duration) -> Result<Option<person::Model>, Undone> {
    match may_look(pod, who, apart).await? {
        Some(handle) => refresh(pod, &handle).await.map(Some),
        None => Ok(None),
    }
}

/// The ID of somebody who is known, if their pod may be asked about them now.
async fn may_look(pod: &Pod, who: &person::Model, apart: Duration) -> Result<Option<Handle>, Undone> {
    let handle = Handle::parse(&who.handle).filter(|_| who.pod_id.is_some());
    let handle = handle.ok_or_else(|| Undone::Reject("nobody asks about our own people".to_owned()))?;
    let now = pod.act(async |tx| asked::ask(tx, who.id, About::Person, apart).await);
    Ok(now.await?.then_some(handle))
}

/// Asks the pod of somebody whose key is not known for it, once in a while. Where it has answered and named none, it is not asked again
/// so soon, and that is no error.
///
/// # Errors
/// It could not be had now.
pub(super) async fn key(pod: &Pod, who: &person::Model) -> Result<(), Undone> {
    let Some(handle) = may_look(pod, who, ask::KEYS).await? else {
        return match pod.desk.asking.had_no_key(who.id) {
            true => Ok(()),
            false => Err(Undone::Retry(
                "their pod was asked for their key a moment ago".to_owned(),
            )),
        };
    };
    may_ask(pod, &handle).await?;
    let answer = Box::pin(answer(pod, &handle))
        .await
        .map_err(|undone| Useless::Passing.of(undone))?;
    if matches!(answer, Answer::Actor(_)) {
        pod.desk.asking.has_no_key(who.id);
    }
    keep(pod, &handle, answer).await?;
    Ok(())
}

/// Something came in somebody's name that their key did not sign. Their pod is asked, once in a while, whether it has another
/// key for them by now: then an administrator is to know, since what is known here stays.
pub(super) async fn doubt(pod: &Pod, who: &person::Model) -> Result<(), Undone> {
    match look_again(pod, who, DOUBTING).await {
        Ok(_) | Err(Undone::Reject(_) | Undone::Retry(_)) => Ok(()),
        Err(undone @ Undone::Broke(_)) => Err(undone),
    }
}

/// Asks somebody's pod who they are, whether they are known here or not: names and pictures may have changed.
///
/// # Errors
/// As above.
pub async fn refresh(pod: &Pod, handle: &Handle) -> Result<person::Model, Undone> {
    may_ask(pod, handle).await?;
    let answer = Box::pin(answer(pod, handle)).await?;
    keep(pod, handle, answer).await
}

/// Nobody asks about our own people, or about who is blocked.
async fn may_ask(pod: &Pod, handle: &Handle) -> Result<(), Undone> {
    if handle.host() == pod.settings.host() {
        return Err(Undone::Reject("nobody here has this name".to_owned()));
    }
    if block::means(pod.db.read(), handle).await? {
        return Err(blocked());
    }
    Ok(())
}

/// What a pod says of somebody.
enum Answer {
    /// This, and it is not kept yet.
    Identity(Box<Found>),
    /// They are an actor, who is kept.
    Actor(Box<person::Model>),
}

/// Asks somebody's pod.
async fn answer(pod: &Pod, handle: &Handle) -> Result<Answer, Undone> {
    let document = ask::get(pod, &looked_for(pod, handle), &DOCUMENT).await?;
    let jrd = Jrd::read(&document)?;
    let links = match WebFinger::of(&jrd) {
        Ok(links) => links,
        // Who has no card may be an actor.
        Err(_) if jrd.actor().is_some() => {
            let actor = Box::pin(meet::by_name(pod, handle, &jrd)).await?;
            return Ok(Answer::Actor(Box::new(actor)));
        }
        Err(why) => return Err(why.into()),
    };
    links.is_about(handle)?;
    let card = HCard::read(&ask::get(pod, links.hcard.as_str(), &DOCUMENT).await?)?;
    let found = found(pod, &discovery::person(handle, &links, &card))?;
    Ok(Answer::Identity(Box::new(found)))
}

/// Keeps what a pod says of somebody.
async fn keep(pod: &Pod, handle: &Handle, answer: Answer) -> Result<person::Model, Undone> {
    let found = match answer {
        Answer::Identity(found) => *found,
        Answer::Actor(person) => return Ok(*person),
    };
    if block::covers(pod.db.read(), &found.host).await? {
        return Err(blocked());
    }
    let guid = found.guid.clone();
    let learnt = pod.act(async |tx| abroad::learn(tx, found.clone()).await).await;
    let unlike = match &learnt {
        Ok(_) => None,
        Err(Stop::Refused(Refusal::People(PeopleRefusal::OtherKey))) => Some(guid),
        Err(_) => return Ok(learnt?),
    };
    // Only of who is known: whoever is new fits.
    if let Some(who) = known(pod, handle).await?.filter(|who| who.pod_id.is_some()) {
        let what = unlike.map(|guid| if guid == who.guid { "key" } else { "guid" });
        if what.is_some() || asked::unlike_since(pod.db.read(), who.id).await?.is_some() {
            pod.act(async |tx| asked::unlike(tx, who.id, what).await).await?;
        }
    }
    Ok(learnt?)
}

/// Where somebody is looked for: over TLS, but on this machine where that was allowed.
pub(super) fn looked_for(pod: &Pod, handle: &Handle) -> String {
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
    if person.guid.as_str().starts_with(FAR) {
        return Err(unfit("the name"));
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
