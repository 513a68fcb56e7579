//! `diaspora://` links: texts lead here with them, and browsers that know of `web+diaspora`.

use rocket::{Route, State, get, routes};

use crate::domain::throttle::{self, Limit};
use crate::error::OrNotFound;
use crate::federation::linked::{self, Asking};
use crate::pod::Pod;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};

/// Leads on to the post or person. Only for who is signed in another pod is asked for it.
#[get("/link?<q>")]
async fn follow(visit: Visit, pod: &State<Pod>, q: Option<&str>) -> Answer {
    let text: String = q.unwrap_or_default().chars().take(1_000).collect();
    if let Some(page) = linked::page(pod, visit.viewer(), &text, Asking::MustNot).await? {
        return Ok(Reply::to(page));
    }
    let me = visit.me.as_ref().or_not_found()?;
    throttle::count(&pod.db, &pod.settings.limits, Limit::Search, &me.user.id.to_string()).await?;
    let page = linked::page(pod, visit.viewer(), &text, Asking::May).await?;
    Ok(Reply::to(page.or_not_found()?))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![follow]
}
