//! Where other pods send what is for this one. It is stored as it came and answered; working on it comes later. What is too large, or
//! no text, is refused at once. Nothing is asked of a session here, and no form of ours is expected.

use rocket::data::{Data, ToByteUnit};
use rocket::http::Status;
use rocket::{Route, State, post, routes};

use super::guard::Peer;
use super::inbox::{self, Envelope};
use super::reply::{Answer, Reply};
use crate::error::{Fault, Outcome, Refusal};
use crate::federation::receive;
use crate::pod::Pod;
use crate::wire::diaspora::{LONGEST_ENVELOPE, LONGEST_SEALED};

async fn text(data: Data<'_>, most: usize) -> Outcome<String> {
    let read = data.open(most.bytes()).into_bytes().await.map_err(Fault::of)?;
    if !read.is_complete() {
        return Err(Refusal::TooLarge.into());
    }
    let text = String::from_utf8(read.into_inner())
        .ok()
        .filter(|text| !text.contains('\0'));
    Ok(text.ok_or(Refusal::Unreadable)?)
}

/// Whether whoever sends has sent too much; what they are answered then.
pub(super) fn too_much(pod: &Pod, from: &Peer) -> Option<Reply> {
    let most = pod.settings.limits.received_per_minute;
    let seconds = pod.intake.count(from.0, most, pod.clock.now()).err()?;
    let answer = Reply::empty().status(Status::TooManyRequests.code);
    Some(answer.header("Retry-After", seconds.to_string()))
}

fn accepted() -> Reply {
    Reply::empty().status(Status::Accepted.code)
}

/// Some who speak both protocols have one address for both: what they send says which it is.
#[post("/receive/public", data = "<data>")]
async fn public(pod: &State<Pod>, from: Peer, envelope: Envelope, data: Data<'_>) -> Answer {
    if envelope.is_activity() {
        return inbox::take(pod, &from, &envelope, (None, data)).await;
    }
    if let Some(answer) = too_much(pod, &from) {
        return Ok(answer);
    }
    let body = text(data, LONGEST_ENVELOPE).await?;
    receive::public(pod, body).await?;
    Ok(accepted())
}

#[post("/receive/users/<guid>", data = "<data>")]
async fn private(pod: &State<Pod>, from: Peer, guid: &str, data: Data<'_>) -> Answer {
    if let Some(answer) = too_much(pod, &from) {
        return Ok(answer);
    }
    let body = text(data, LONGEST_SEALED).await?;
    receive::private(pod, guid, body).await?;
    Ok(accepted())
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![public, private]
}
