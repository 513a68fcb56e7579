//! Inboxes of the fediverse: that of the pod and those of its people. What comes is judged by who has signed it, over the bytes as
//! they came, stored, and answered; working on it comes later. No session is behind it, and no form of ours.

use rocket::data::{Data, ToByteUnit};
use rocket::http::Status;
use rocket::outcome::Outcome;
use rocket::request::FromRequest;
use rocket::{Request, Route, State, async_trait, post, routes};

use super::guard::Peer;
use super::reply::{Answer, Reply};
use crate::error::{Fault, Refusal, Stop};
use crate::federation::activitypub::door::{self, Post, Refused};
use crate::pod::Pod;
use crate::wire::activitypub::Id;
use crate::wire::activitypub::limits::LONGEST_DOCUMENT;
use crate::wire::signature;

/// A request as a signature sees it: its address as the world writes it, and its headers.
pub struct Envelope {
    address: Option<Id>,
    headers: Vec<(String, String)>,
}

impl Envelope {
    /// Of which type it says to be, without parameters.
    pub fn kind(&self) -> String {
        let kind = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map(|(_, value)| value.split(';').next().unwrap_or_default());
        kind.unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether it says to be an activity.
    pub fn is_activity(&self) -> bool {
        matches!(
            self.kind().as_str(),
            "application/activity+json" | "application/ld+json"
        )
    }
}

#[async_trait]
impl<'r> FromRequest<'r> for Envelope {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, (Status, ()), Status> {
        let pod = request
            .rocket()
            .state::<Pod>()
            .expect("every pod's server manages its pod");
        let headers = request.headers().iter();
        let mut headers: Vec<(String, String)> = headers
            .map(|header| (header.name().to_string(), header.value().to_owned()))
            .collect();
        let named = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
        if let Some(host) = request.host().filter(|_| !named) {
            headers.push(("host".to_owned(), host.to_string()));
        }
        Outcome::Success(Self {
            address: Id::parse(&pod.settings.url(&request.uri().to_string())),
            headers,
        })
    }
}

/// Takes what was sent to an inbox.
///
/// # Errors
/// It is too large, cannot be read, or is signed by nobody who may.
pub async fn take(pod: &Pod, from: &Peer, envelope: &Envelope, (to, data): (Option<&str>, Data<'_>)) -> Answer {
    if let Some(answer) = super::federation::too_much(pod, from) {
        return Ok(answer);
    }
    let read = data
        .open(LONGEST_DOCUMENT.bytes())
        .into_bytes()
        .await
        .map_err(Fault::of)?;
    if !read.is_complete() {
        return Err(Refusal::TooLarge.into());
    }
    let body = read.into_inner();
    let Some(address) = envelope.address.as_ref().filter(|_| envelope.is_activity()) else {
        return Err(Refusal::Unreadable.into());
    };
    let headers: Vec<(&str, &str)> = envelope
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let request = signature::Request {
        method: "POST",
        address,
        headers: &headers,
        body: Some(&body),
    };
    let status = match door::take(pod, Post { request, to }).await {
        Ok(()) => Status::Accepted,
        Err(refused) => told(refused)?,
    };
    Ok(Reply::empty().status(status.code))
}

/// What whoever sends is told: nothing but whether to come again.
fn told(refused: Refused) -> Result<Status, Stop> {
    tracing::info!(why = %refused, "what was sent to an inbox is not taken");
    Ok(match refused {
        Refused::Unsigned(_) => Status::Unauthorized,
        Refused::Malformed(_) => Status::BadRequest,
        Refused::Blocked => Status::Forbidden,
        Refused::Nobody => return Err(Refusal::NotFound.into()),
        Refused::Away(_) => Status::ServiceUnavailable,
        Refused::Broke(fault) => return Err(Stop::Broke(fault)),
    })
}

#[post("/inbox", data = "<data>")]
async fn shared(pod: &State<Pod>, from: Peer, envelope: Envelope, data: Data<'_>) -> Answer {
    take(pod, &from, &envelope, (None, data)).await
}

#[post("/people/<guid>/inbox", data = "<data>")]
async fn personal(pod: &State<Pod>, from: Peer, envelope: Envelope, guid: &str, data: Data<'_>) -> Answer {
    take(pod, &from, &envelope, (Some(guid), data)).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![shared, personal]
}
