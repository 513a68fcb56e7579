//! Help, for everyone who asks.

use rocket::{Route, State, get, routes};

use crate::error::OrNotFound;
use crate::i18n::help::Topic;
use crate::pod::Pod;
use crate::web::guard::Visit;
use crate::web::reply::Answer;
use crate::web::view::help::{HelpIndexView, HelpView};

/// What there is to read.
#[get("/help")]
async fn index(visit: Visit, pod: &State<Pod>) -> Answer {
    let view = HelpIndexView::of(&pod.locales, visit.lang);
    visit.page(pod, view)
}

/// About one thing.
#[get("/help/<topic>")]
async fn show(visit: Visit, pod: &State<Pod>, topic: &str) -> Answer {
    let publisher = pod.settings.url("/posts/new");
    let view = Topic::parse(topic).and_then(|topic| HelpView::of(&pod.locales, visit.lang, topic, &publisher));
    visit.page(pod, view.or_not_found()?)
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, show]
}
