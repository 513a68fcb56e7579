//! Resharing a public post of somebody else.

use rocket::{Route, State, get, post, routes};

use crate::domain::reshare;
use crate::domain::throttle::{self, Limit};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::post::seen;
use crate::web::reply::{Answer, Reply};
use crate::web::view::post::cards;
use crate::web::view::reshare::ReshareView;

async fn view(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<ReshareView> {
    let found = seen(pod, visit, guid).await?;
    let mut card = cards(pod, visit, std::slice::from_ref(&found)).await?.remove(0);
    card.talk = Default::default();
    Ok(ReshareView {
        post: card,
        text: String::new(),
        error: String::new(),
    })
}

#[get("/posts/<guid>/reshare")]
async fn ask(visit: Visit, _me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let view = view(pod, &visit, guid).await?;
    visit.page(pod, view)
}

#[post("/posts/<guid>/reshare", data = "<form>")]
async fn add(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let found = seen(pod, &visit, guid).await?;
    let (host, text) = (pod.settings.host(), form.text("text"));
    let shared = pod.act(async |tx| {
        throttle::count_within(tx, &pod.settings.limits, Limit::Post, &me.user.id.to_string()).await?;
        reshare::add(tx, &me, &host, &found.post, text).await
    });
    match shared.await {
        Ok(post) => Ok(Reply::to(format!("/posts/{}", post.guid)).notice("reshare-done")),
        Err(stop) => {
            let view = view(pod, &visit, guid).await?;
            visit.again(pod, stop, |errors| ReshareView {
                text: text.to_owned(),
                error: ["text", "form"].map(|field| errors.about(field)).concat(),
                ..view
            })
        }
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![ask, add]
}
