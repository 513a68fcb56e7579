//! The administrator's pages about other pods: how they stand, what waits for them, one of them. For everybody else they do
//! not exist.

use entity::PodId;
use entity::visible::standing;
use rocket::{Route, State, get, post, routes};

use crate::domain::administration::pods::{self, Sort, Standing, Wanted};
use crate::domain::block;
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Admin, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::pods::{Intake, PodView, PodsView};

/// No list has so many pages; databases count to 2⁶³ only.
const LAST: u64 = 1_000_000;

#[get("/admin/pods?<q>&<state>&<sort>&<page>")]
async fn list(
    visit: Visit,
    _admin: Admin,
    pod: &State<Pod>,
    q: Option<&str>,
    state: Option<&str>,
    sort: Option<&str>,
    page: Option<u64>,
) -> Answer {
    let wanted = Wanted {
        search: q.unwrap_or_default().to_owned(),
        standing: Standing::parse(state.unwrap_or_default()),
        sort: Sort::parse(sort.unwrap_or_default()),
        page: page.unwrap_or(1).clamp(1, LAST),
    };
    let (rows, total) = pods::page(pod.db.read(), &wanted).await?;
    let intake = Intake {
        came: standing::received(pod.db.read()).await?,
        most: pod.settings.limits.received_per_minute,
    };
    visit.page(pod, PodsView::new(&visit, &wanted, (rows, total), intake))
}

/// One pod as it stands, with a page of its people.
pub(super) async fn view(visit: &Visit, pod: &Pod, id: PodId, page: u64, errors: Errors) -> Outcome<PodView> {
    let db = pod.db.read();
    let line = pods::one(db, id).await?;
    let people = pods::people(db, id, page).await?;
    let block = block::of_host(db, &line.pod.host).await?;
    let own = block::named(db, people.iter().map(|person| person.handle.as_str())).await?;
    let bytes = standing::bytes(db, id).await?;
    let pace = pod.settings.limits.caught_up_per_second;
    Ok(PodView::new(
        visit,
        (line, bytes, pace),
        block,
        (people, &own, page),
        errors,
    ))
}

#[get("/admin/pods/<id>?<page>")]
async fn one(visit: Visit, _admin: Admin, pod: &State<Pod>, id: i64, page: Option<u64>) -> Answer {
    let page = page.unwrap_or(1).clamp(1, LAST);
    let view = view(&visit, pod, PodId(id), page, Errors::none()).await?;
    visit.page(pod, view)
}

#[post("/admin/pods/<id>/try", data = "<_form>")]
async fn try_now(_admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| pods::try_now(tx, PodId(id)).await).await?;
    Ok(Reply::to(format!("/admin/pods/{id}")).notice("pods-trying"))
}

#[post("/admin/pods/<id>/ask", data = "<_form>")]
async fn ask(_admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| pods::ask_now(tx, PodId(id)).await).await?;
    Ok(Reply::to(format!("/admin/pods/{id}")).notice("pods-asking"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![list, one, try_now, ask]
}
