//! Pictures that stand for `:name:`: giving them out, and proposing them while somebody writes. What stands under an
//! address never changes, but may be gone; one of another pod comes through the media proxy.

use rocket::http::ContentType;
use rocket::{Route, State, get, routes};

use super::contact::count_completion;
use crate::domain::emoji;
use crate::error::{Fault, OrNotFound};
use crate::pod::Pod;
use crate::text::emoji::is_key;
use crate::web::guard::SignedIn;
use crate::web::reply::{Answer, Reply};
use crate::web::view::emoji::Choice;

/// Where the picture of an emoji is kept.
pub(super) fn path(key: &str) -> String {
    format!("emoji/{key}")
}

#[get("/emoji/<key>")]
async fn show(pod: &State<Pod>, key: &str) -> Answer {
    let path = is_key(key).then(|| path(key)).or_not_found()?;
    if let Some(bytes) = pod.storage.get(&path).await.map_err(Fault::of)? {
        return Ok(Reply::bytes(kind(&bytes), bytes));
    }
    let address = emoji::elsewhere(pod.db.read(), key).await?.or_not_found()?;
    let ours = crate::media::address(pod, &address, crate::media::Variant::Emoji);
    Ok(Reply::to(ours))
}

/// By its first bytes: we have written it ourselves.
fn kind(bytes: &[u8]) -> ContentType {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => ContentType::PNG,
        [b'G', b'I', b'F', ..] => ContentType::GIF,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ContentType::WEBP,
        [0xff, 0xd8, ..] => ContentType::JPEG,
        _ => ContentType::Binary,
    }
}

/// Emoji whose name begins like this, else has it in it.
#[get("/complete/emoji?<q>")]
async fn complete(me: SignedIn, pod: &State<Pod>, q: Option<&str>) -> Answer {
    count_completion(pod, &me).await?;
    let found = emoji::complete(pod.db.read(), q.unwrap_or_default()).await?;
    Reply::json(&found.iter().map(Choice::of).collect::<Vec<_>>())
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, complete]
}
