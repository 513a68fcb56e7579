//! One box: people, tags, and posts that I may see.

use entity::visible::post::Cursor;
use rocket::{Route, State, get, routes};

use crate::domain::block;
use crate::domain::moved;
use crate::domain::search::{self, Page, Query};
use crate::domain::throttle::{self, Limit, household};
use crate::error::{Outcome, PeopleRefusal, SearchRefusal};
use crate::federation::activitypub::{self, Opened};
use crate::federation::{Undone, discover, earlier};
use crate::pod::Pod;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::search::SearchView;
use crate::wire::Handle;

/// What was found; `#word` leads to its tag, a whole diaspora ID to its person.
#[get("/search?<q>&<before>")]
async fn find(visit: Visit, pod: &State<Pod>, q: Option<&str>, before: Option<&str>) -> Answer {
    let typed = q.unwrap_or_default();
    if visit.me.is_some() && is_address(typed) {
        count(pod, &visit).await?;
        return address(&visit, pod, typed).await;
    }
    let query = match Query::read(typed) {
        Ok(Some(query)) => query,
        Ok(None) => return visit.page(pod, SearchView::empty(&visit, typed, Errors::none())),
        Err(refusal) => {
            return visit.again(pod, refusal.into(), |errors| SearchView::empty(&visit, typed, errors));
        }
    };
    count(pod, &visit).await?;
    if let Some(tag) = query.tag() {
        return Ok(Reply::to(tag.path()));
    }
    if visit.me.is_none() {
        return visit.page(pod, SearchView::empty(&visit, typed, Errors::none()));
    }
    if let Some(person) = search::addressed(pod.db.read(), &query).await? {
        return Ok(Reply::to(format!("/people/{}", person.guid)));
    }
    if let Some(handle) = search::of_elsewhere(&query, &pod.settings.host()) {
        return elsewhere(&visit, pod, typed, &handle).await;
    }
    let page = before
        .and_then(Cursor::decode)
        .map_or(Page::First(visit.now), Page::Older);
    let found = search::look(pod.db.read(), visit.viewer(), &query, page).await?;
    visit.page(pod, SearchView::of(pod, &visit, &query, found, page).await?)
}

/// Asks the pod of somebody who is not known here yet.
async fn elsewhere(visit: &Visit, pod: &Pod, typed: &str, handle: &Handle) -> Answer {
    if let Some(person) = moved::place(pod.db.read(), handle.as_str()).await? {
        return Ok(Reply::to(format!("/people/{}", person.guid)));
    }
    if block::means(pod.db.read(), handle).await? {
        let refusal = PeopleRefusal::Blocked.into();
        return visit.again(pod, refusal, |errors| SearchView::empty(visit, typed, errors));
    }
    let refusal = match discover::person(pod, handle).await {
        Ok(person) => {
            earlier::want(pod, &person).await?;
            return Ok(Reply::to(format!("/people/{}", person.guid)));
        }
        Err(Undone::Reject(why)) => {
            tracing::info!(%handle, why, "nobody was found");
            PeopleRefusal::NobodyThere
        }
        Err(Undone::Retry(why)) => {
            tracing::info!(%handle, why, "a pod does not say who somebody is");
            PeopleRefusal::PodAway
        }
        Err(Undone::Broke(fault)) => return Err(fault.into()),
    };
    visit.again(pod, refusal.into(), |errors| SearchView::empty(visit, typed, errors))
}

fn is_address(typed: &str) -> bool {
    let typed = typed.trim();
    let web = typed.starts_with("https://") || typed.starts_with("http://");
    web && !typed.contains(char::is_whitespace)
}

/// Opens a person or a post of the fediverse by its address.
async fn address(visit: &Visit, pod: &Pod, typed: &str) -> Answer {
    let refusal = match activitypub::open(pod, visit.viewer(), typed).await {
        Ok(Some(Opened::Person(person))) => {
            earlier::want(pod, &person).await?;
            return Ok(Reply::to(format!("/people/{}", person.guid)));
        }
        Ok(Some(Opened::Post(guid))) => return Ok(Reply::to(format!("/posts/{guid}"))),
        Ok(Some(Opened::Comment(guid))) => return Ok(Reply::to(format!("/comments/{guid}"))),
        Ok(None) => SearchRefusal::Nothing,
        Err(Undone::Reject(why)) => {
            tracing::info!(why, "nothing was found at an address");
            SearchRefusal::Nothing
        }
        Err(Undone::Retry(why)) => {
            tracing::info!(why, "a server does not say what an address is of");
            SearchRefusal::Away
        }
        Err(Undone::Broke(fault)) => return Err(fault.into()),
    };
    visit.again(pod, refusal.into(), |errors| SearchView::empty(visit, typed, errors))
}

/// Searching is the dearest of all looking, so it is counted: by account, or by address.
async fn count(pod: &Pod, visit: &Visit) -> Outcome<()> {
    let whom = visit
        .me
        .as_ref()
        .map_or_else(|| household(visit.address), |me| me.user.id.to_string());
    throttle::count(&pod.db, &pod.settings.limits, Limit::Search, &whom).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![find]
}
