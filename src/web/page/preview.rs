//! Playing what the link of a post leads to, and taking its card away.
//!
//! Nothing of another server is on a page until somebody presses a button that says whom their browser will talk to:
//! that is a POST from a page of ours, so that no link and no other site can press it. Only its answer lets a frame
//! in, and only one of that very server.

use entity::SeenPreview;
use rocket::{Route, State, get, post, routes};
use url::Url;

use crate::domain::post;
use crate::error::{OrNotFound, Outcome};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::post::seen;
use crate::web::reply::{Answer, Reply};
use crate::web::view::preview::{PreviewCard, WatchView};
use crate::wire::preview::provider;

/// What a post's link leads to, if that can be played.
async fn playable(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<(WatchView, SeenPreview)> {
    let found = seen(pod, visit, guid).await?;
    let mut previews = entity::visible::preview::of(pod.db.read(), std::iter::once(&found.post)).await?;
    let preview = previews.remove(&found.post.id).or_not_found()?;
    let card = PreviewCard::of(pod, visit, guid, &preview).or_not_found()?;
    card.player.is_some().then_some(()).or_not_found()?;
    let view = WatchView {
        card,
        back: format!("/posts/{guid}"),
        frame: String::new(),
    };
    Ok((view, preview))
}

#[get("/posts/<guid>/watch")]
async fn ask(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let (view, _) = playable(pod, &visit, guid).await?;
    visit.page(pod, view)
}

#[post("/posts/<guid>/watch", data = "<_form>")]
async fn watch(visit: Visit, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let (view, preview) = playable(pod, &visit, guid).await?;
    let player = preview.player.as_deref().and_then(|player| Url::parse(player).ok());
    let player = player.or_not_found()?;
    let origin = provider::origin(&player).or_not_found()?;
    let view = WatchView {
        frame: player.into(),
        ..view
    };
    Ok(visit.page(pod, view)?.framing(&origin))
}

#[post("/posts/<guid>/preview/remove", data = "<_form>")]
async fn remove(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| post::drop_preview(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/posts/{guid}")).notice("preview-removed"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![ask, watch, remove]
}
