//! Activities of actors of the fediverse to a measured pod, written and signed as their servers would.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::actors::address;
use super::letters::{Request, Seeded, at_once, request};
use crate::clock::Clock;
use crate::error::Fault;
use crate::random::Random;
use crate::wire::activitypub::Id;
use crate::wire::signature::{self, Scheme, SigningKey, sign};

/// The pod's address, as the seeded one has it.
const POD: &str = "http://localhost:3000";
const EVERYBODY: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// In turn an answer to, a like of and a reshare of posts of this pod.
    Talk,
    /// Reshares of one post.
    Storm,
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(Clock::System.now().micros()).unwrap_or_default()
}

fn activity(on: &[String], at: usize, actor: &str, what: What, random: &Random) -> Option<Value> {
    let post = match what {
        What::Talk => on.get(random.below(on.len().max(1) as u64) as usize)?,
        What::Storm => on.first()?,
    };
    let object = format!("{POD}{post}");
    let name = random.guid_hex();
    let (id, now) = (format!("{actor}/said/{name}"), now().format("%Y-%m-%dT%H:%M:%SZ"));
    let (to, cc) = ([EVERYBODY], [format!("{actor}/followers")]);
    let context = "https://www.w3.org/ns/activitystreams";
    let verb = match (what, at % 3) {
        (What::Talk, 0) => {
            let note = json!({
                "id": id, "type": "Note", "attributedTo": actor, "inReplyTo": object, "to": to, "cc": cc,
                "published": now.to_string(),
                "content": format!("<p>Measured answer number {at} and a few more words.</p>"),
            });
            return Some(json!({
                "@context": context, "id": format!("{id}/create"), "type": "Create", "actor": actor,
                "to": to, "cc": cc, "published": now.to_string(), "object": note,
            }));
        }
        (What::Talk, 1) => "Like",
        (What::Talk, _) | (What::Storm, _) => "Announce",
    };
    Some(json!({
        "@context": context, "id": id, "type": verb, "actor": actor, "to": to, "cc": cc,
        "published": now.to_string(), "object": object,
    }))
}

fn signed(body: &str, actor: &str, key: &SigningKey, scheme: Scheme) -> Option<Request> {
    let (inbox, key_id) = (
        Id::parse(&format!("{POD}/inbox"))?,
        Id::parse(&format!("{actor}#main-key"))?,
    );
    let media_type = "application/activity+json";
    let asked = signature::Request {
        method: "POST",
        address: &inbox,
        headers: &[("content-type", media_type)],
        body: Some(body.as_bytes()),
    };
    let headers = sign(&asked, scheme, &key_id, key, now()).ok()?;
    Some(request("/inbox", media_type, body, &headers))
}

/// Writes so many of them, by so many actors whose servers have this port, on all processors. Half are signed in the older way.
pub(super) async fn written(
    seeded: Arc<Seeded>,
    (count, actors, port): (usize, usize, u16),
    what: What,
) -> Result<Vec<Request>, Fault> {
    let key = seeded.actor.clone();
    let on: Vec<String> = seeded.all("post").into_iter().map(str::to_owned).collect();
    at_once(count, move |at| {
        let actor = address(at % actors, port);
        let body = activity(&on, at, &actor, what, &Random::System)?.to_string();
        let scheme = if at % 2 == 0 { Scheme::Cavage } else { Scheme::Message };
        signed(&body, &actor, &key, scheme)
    })
    .await
}
