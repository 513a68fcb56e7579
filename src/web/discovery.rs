//! The addresses at which other pods look for people of this one, and ask what it is (docs/federation.md).

use std::sync::Arc;

use rocket::http::{ContentType, Status};
use rocket::{Route, State, get, routes};

use super::asset;
use super::reply::{Answer, Reply};
use crate::error::{Fault, OrNotFound, Refusal};
use crate::federation::{earlier, fetch, served};
use crate::pod::Pod;
use crate::wire::discovery::xrd;

/// Shown on other pods for who has no picture.
const NOBODY: &str = "icons/icon-192.png";

#[get("/.well-known/webfinger?<resource>")]
async fn webfinger(pod: &State<Pod>, resource: Option<&str>) -> Answer {
    let resource = resource.ok_or(Refusal::Unreadable)?;
    let (asked, acts) = (format!("webfinger {resource}"), pod.db.acts());
    let answer = match pod.remembered.answer(&asked, acts) {
        Some(answer) => answer,
        None => {
            let jrd = served::jrd(pod, resource).await?;
            let json: Arc<str> = serde_json::to_string(&jrd).map_err(Fault::of)?.into();
            pod.remembered.keep_answer(asked, acts, json.clone());
            json
        }
    };
    let kind = ContentType::new("application", "jrd+json").with_params(("charset", "utf-8"));
    Ok(Reply::text(kind, answer.to_string()).header("Access-Control-Allow-Origin", "*"))
}

/// An empty one: old programs only look whether it is there.
#[get("/.well-known/host-meta")]
fn host_meta() -> Reply {
    let kind = ContentType::new("application", "xrd+xml").with_params(("charset", "utf-8"));
    Reply::text(kind, xrd::host_meta().to_owned())
}

#[get("/hcard/users/<guid>")]
async fn hcard(pod: &State<Pod>, guid: &str) -> Answer {
    Ok(Reply::html(served::card(pod, guid, &asset::address(NOBODY)).await?))
}

#[get("/.well-known/nodeinfo")]
fn nodes(pod: &State<Pod>) -> Answer {
    Reply::json(&served::nodes(pod))
}

#[get("/nodeinfo/<version>")]
async fn node(pod: &State<Pod>, version: &str) -> Answer {
    let (version, info) = served::node(pod, version).await?;
    // Its parameter is an address, which Rocket takes for no media type.
    Ok(Reply::json(&info)?.header("Content-Type", version.media_type()))
}

/// Something public, signed by its author, or where its author lives.
#[get("/fetch/<kind>/<guid>", rank = 1)]
async fn fetched(pod: &State<Pod>, kind: &str, guid: &str) -> Answer {
    let envelope = ContentType::new("application", "magic-envelope+xml").with_params(("charset", "utf-8"));
    Ok(match fetch::answer(pod, kind, guid).await? {
        fetch::Answer::Envelope(text) => Reply::text(envelope, text),
        fetch::Answer::Elsewhere(url) => Reply::to(url).status(Status::Found.code),
    })
}

/// The newest public posts of somebody, for pods that have just come to know them.
#[get("/people/<guid>/stream")]
async fn earlier_posts(pod: &State<Pod>, guid: &str) -> Answer {
    Reply::json(&earlier::posts_of(pod, guid).await?)
}

/// What is below a public post of somebody here, for pods that have fetched it.
#[get("/fetch/thread/<guid>")]
async fn below(pod: &State<Pod>, guid: &str) -> Answer {
    Reply::json(&earlier::below(pod, guid).await?)
}

/// One thing of it, as it is relayed.
#[get("/fetch/thread/<post>/<kind>/<guid>")]
async fn relayed(pod: &State<Pod>, post: &str, kind: &str, guid: &str) -> Answer {
    let envelope = ContentType::new("application", "magic-envelope+xml").with_params(("charset", "utf-8"));
    Ok(Reply::text(envelope, earlier::relayed(pod, post, kind, guid).await?))
}

/// The feed of somebody, at the address under which other pods look for it.
#[get("/public/<file>")]
fn feed(file: &str) -> Answer {
    let name = file.strip_suffix(".atom").or_not_found()?;
    Ok(Reply::to(format!("/feeds/{name}.atom")).status(Status::MovedPermanently.code))
}

/// Somebody who was told on another pod to look for a person here.
#[get("/people?<q>")]
fn subscribe(q: Option<&str>) -> Reply {
    let asked = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", q.unwrap_or_default())
        .finish();
    Reply::to(format!("/search?{asked}"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        webfinger,
        host_meta,
        hcard,
        nodes,
        node,
        fetched,
        earlier_posts,
        below,
        relayed,
        feed,
        subscribe
    ]
}
