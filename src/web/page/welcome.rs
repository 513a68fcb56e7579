//! The front page.

use rocket::{Route, State, get, routes};

use crate::domain::account::join;
use crate::domain::administration;
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::welcome::{Ground, WelcomeView};

/// What the front page says of the pod.
pub(super) async fn ground(pod: &Pod) -> Outcome<Ground> {
    Ok(Ground {
        people: administration::people(pod.db.read()).await?,
        hosts: join::hosts(pod.db.read()).await?,
        join: pod.house().await?.join,
    })
}

#[get("/")]
async fn front(visit: Visit, pod: &State<Pod>) -> Answer {
    if visit.me.is_some() {
        return Ok(Reply::to("/stream"));
    }
    let view = WelcomeView::sign_in(&visit.say(), ground(pod).await?, "", "", Errors::none());
    visit.page(pod, view.front())
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![front]
}
