//! Voting.

use rocket::{Route, State, post, routes};

use crate::domain::poll;
use crate::domain::throttle::{self, Limit};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::post::{opened, seen};
use crate::web::reply::{Answer, Reply};

#[post("/posts/<guid>/vote", data = "<form>")]
async fn vote(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let found = seen(pod, &visit, guid).await?;
    let chosen = form.ids("answer");
    let voted = pod.act(async |tx| {
        throttle::count_within(tx, &pod.settings.limits, Limit::Like, &me.user.id.to_string()).await?;
        poll::vote(tx, &me, &found.post, &chosen).await
    });
    match voted.await {
        Ok(()) => Ok(Reply::to(format!("/posts/{guid}#poll-{guid}")).notice("poll-voted")),
        Err(stop) => {
            let mut view = opened(pod, &visit, &found, None, None).await?;
            visit.again(pod, stop, |errors| {
                if let Some(poll) = &mut view.post.poll {
                    poll.error = ["answer", "form"].map(|field| errors.about(field)).concat();
                }
                view
            })
        }
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![vote]
}
