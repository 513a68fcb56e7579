//! Sending an activity to one address: signed anew at each attempt, as signatures live for minutes, in the way that the server is
//! known to take, and once in the other way where it refuses the first.

use std::time::Duration;

use chrono::DateTime;
use entity::visible::actor::followers_on;
use entity::write::delivery::{self, Parcel};
use entity::write::follow;
use entity::{PersonId, PodId, actor, person, pod as pod_row, user};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::{instance, meet, places, sync};
use crate::arithmetic;
use crate::domain::contact::{self, Shares};
use crate::error::{Fault, Outcome, Stop};
use crate::federation::Undone;
use crate::federation::keyring::{self, Actor};
use crate::outbound::{After, OutboundError, Posted};
use crate::pod::Pod;
use crate::wire::activitypub::Id;
use crate::wire::signature::{Request, Scheme, SigningKey, sign};

/// What an activity is.
const MEDIA_TYPE: &str = "application/activity+json";
/// Whoever is not found is asked for again after this at the earliest, however much goes to them.
const ASKING: Duration = Duration::from_secs(3_600);

/// In whose name something is signed.
struct Sender {
    key_id: Id,
    key: SigningKey,
    /// Who of that server follows them, where it is told.
    followers: Option<String>,
}

/// What came of it.
pub(in crate::federation) enum Sent {
    /// The server has answered.
    Answered(Posted),
    /// It is not there.
    Away(OutboundError),
}

/// Sends it.
///
/// # Errors
/// Its sender has no key any more, or something broke.
pub(in crate::federation) async fn send(
    pod: &Pod,
    home: &pod_row::Model,
    (parcel, inbox): (&Parcel, &str),
    after: After,
) -> Result<Sent, Undone> {
    let sender = sender(pod, parcel, home.id).await?;
    twice(pod, home, &sender, (&parcel.body, inbox), after).await
}

/// Sends something in the name of the pod itself.
///
/// # Errors
/// The pod has no key, or something broke.
pub(super) async fn send_as_pod(pod: &Pod, home: &pod_row::Model, what: (&str, &str)) -> Result<Sent, Undone> {
    let (key_id, key) = instance::key(pod).await?;
    let sender = Sender {
        key_id,
        key,
        followers: None,
    };
    twice(pod, home, &sender, what, After::Kept).await
}

/// Once in the way that the server is known to take, and where it refuses that in the other one.
async fn twice(
    pod: &Pod,
    home: &pod_row::Model,
    sender: &Sender,
    (body, inbox): (&str, &str),
    after: After,
) -> Result<Sent, Undone> {
    let to = Id::parse(inbox).ok_or_else(|| Undone::Reject("its address is none".to_owned()))?;
    let known = home.signs.as_deref().and_then(Scheme::parse);
    let first = known.unwrap_or_default();
    let mut taken = first;
    let mut answer = match knock(pod, body, (sender, &to), (first, after)).await? {
        Ok(answer) => answer,
        Err(away) => return Ok(Sent::Away(away)),
    };
    if let Some(other) = first.after(answer.status) {
        match knock(pod, body, (sender, &to), (other, after)).await? {
            // Where neither is taken it was something else, and the first answer says what.
            Ok(second) if (200..300).contains(&second.status) => (answer, taken) = (second, other),
            Ok(_) => {}
            Err(away) => return Ok(Sent::Away(away)),
        }
    }
    if (200..300).contains(&answer.status) && known != Some(taken) {
        pod.act(async |tx| Ok(delivery::signs(tx.sql(), home.id, taken.code()).await?))
            .await?;
    }
    Ok(Sent::Answered(answer))
}

async fn sender(pod: &Pod, parcel: &Parcel, home: PodId) -> Result<Sender, Undone> {
    let gone = || Undone::Reject("its sender has no key any more".to_owned());
    let actor = match keyring::actor(pod, parcel.sender).await? {
        Some(actor) => actor,
        None if keyring::is_new(pod, parcel.sender).await? => {
            return Err(Undone::Retry("the keys of its sender are not made yet".to_owned()));
        }
        None => return Err(gone()),
    };
    let key_id = places::key(&places::person(&pod.settings, &actor.guid)).ok_or_else(gone)?;
    // What is for one person says nothing about the others.
    let followers = match parcel.recipient {
        None => Some(followers(pod, &actor, home).await?),
        Some(_) => None,
    };
    Ok(Sender {
        key_id,
        key: actor.key,
        followers,
    })
}

/// A digest of who follows somebody from one server, by which the server sees whether it thinks the same (FEP-8fcf).
async fn followers(pod: &Pod, who: &Actor, home: PodId) -> Result<String, Undone> {
    let uris = followers_on(pod.db.read(), who.user, home).await?;
    let digest = sync::digest(uris.into_iter());
    let collection = places::of_person(&pod.settings, &who.guid, "followers");
    let url = places::of_person(&pod.settings, &who.guid, "followers_synchronization");
    Ok(format!(
        "collectionId=\"{collection}\", url=\"{url}\", digest=\"{digest}\""
    ))
}

async fn knock(
    pod: &Pod,
    body: &str,
    (sender, to): (&Sender, &Id),
    (scheme, after): (Scheme, After),
) -> Result<Result<Posted, OutboundError>, Undone> {
    let now = DateTime::from_timestamp_micros(pod.clock.now().0).unwrap_or_default();
    let url = Url::parse(to.as_str()).map_err(Fault::of)?;
    let (signed, key_id, key) = (body.to_owned(), sender.key_id.clone(), sender.key.clone());
    let (to, followers) = (to.clone(), sender.followers.clone());
    let signing = arithmetic::done(move || {
        let mut headers = vec![("content-type", MEDIA_TYPE)];
        headers.extend(followers.as_deref().map(|followers| (sync::HEADER, followers)));
        let request = Request {
            method: "POST",
            address: &to,
            headers: &headers,
            body: Some(signed.as_bytes()),
        };
        sign(&request, scheme, &key_id, &key, now)
    });
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(
        "user-agent",
        HeaderValue::from_static(crate::federation::deliver::AGENT),
    );
    if let Some(followers) = &sender.followers {
        let value = HeaderValue::from_str(followers).map_err(Fault::of)?;
        headers.insert(HeaderName::from_static(sync::HEADER), value);
    }
    for (name, value) in signing.await?? {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(Fault::of)?;
        headers.insert(name, HeaderValue::from_str(&value).map_err(Fault::of)?);
    }
    Ok(pod.outbound.post(&url, headers, body.as_bytes().to_vec(), after).await)
}

/// Where somebody is whose own address was answered with 404 or 410.
pub(in crate::federation) enum Whereabouts {
    /// They have another inbox.
    At(String),
    /// They are where they were, as far as anybody says.
    There,
    /// They are gone.
    Gone,
}

/// There is nobody at somebody's own address: they are asked for anew, once an hour at most. Whoever is not at the address of the actor
/// either follows no longer; whoever is gone from there for good has left.
///
/// # Errors
/// Something broke here.
pub(in crate::federation) async fn whereabouts(
    pod: &Pod,
    parcel: &Parcel,
    (who, inbox): (PersonId, &str),
) -> Outcome<Whereabouts> {
    let known = person::Entity::find_by_id(who).one(pod.db.read()).await?;
    let Some(known) = known.filter(|known| known.closed_at.is_none()) else {
        return Ok(Whereabouts::Gone);
    };
    let row = actor::Entity::find_by_id(who).one(pod.db.read()).await?;
    if let Some(row) = row.filter(|row| row.inbox != inbox) {
        return at(pod, who, (inbox, row.inbox)).await;
    }
    match meet::still_there(pod, who, ASKING).await {
        Ok(Some(Ok(signer))) if signer.actor.inbox != inbox => at(pod, who, (inbox, signer.actor.inbox)).await,
        Ok(Some(Err(_))) => {
            nobody_there(pod, parcel.sender, &known).await?;
            Ok(Whereabouts::Gone)
        }
        Ok(None | Some(Ok(_))) | Err(Undone::Reject(_) | Undone::Retry(_)) => Ok(Whereabouts::There),
        Err(Undone::Broke(fault)) => Err(Stop::Broke(fault)),
    }
}

/// They have another inbox: all that waits for them goes there.
async fn at(pod: &Pod, who: PersonId, (old, new): (&str, String)) -> Outcome<Whereabouts> {
    pod.act(async |tx| Ok(delivery::readdress(tx.sql(), who, (old, &new)).await?))
        .await?;
    Ok(Whereabouts::At(new))
}

/// There is no such actor: they follow no longer.
async fn nobody_there(pod: &Pod, whom: PersonId, who: &person::Model) -> Outcome<()> {
    let account = user::Entity::find().filter(user::Column::PersonId.eq(whom));
    let Some(account) = account.one(pod.db.read()).await? else {
        return Ok(());
    };
    pod.act(async |tx| {
        if follow::end(tx.sql(), follow::Way::In, account.id, who.id)
            .await?
            .is_some()
        {
            contact::arrive(tx, who, account.person_id, Shares::No).await?;
        }
        Ok(())
    })
    .await
}
