//! The administrator's list of jobs that were given up. For everybody else it does not exist.

use entity::JobId;
use rocket::{Route, State, get, post, routes};

use crate::domain::administration::dead;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Admin, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::jobs::JobsView;

/// No list has so many pages; databases count to 2⁶³ only.
const LAST: u64 = 1_000_000;

#[get("/admin/jobs?<page>")]
async fn show(visit: Visit, _admin: Admin, pod: &State<Pod>, page: Option<u64>) -> Answer {
    let page = page.unwrap_or(1).clamp(1, LAST);
    let found = dead::page(pod.db.read(), page).await?;
    visit.page(pod, JobsView::new(&visit, found, page))
}

#[post("/admin/jobs/<id>/again", data = "<_form>")]
async fn again(admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| dead::again(tx, admin.user.id, JobId(id)).await)
        .await?;
    Ok(Reply::to("/admin/jobs").notice("jobs-tried"))
}

#[post("/admin/jobs/<id>/drop", data = "<_form>")]
async fn forget(admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| dead::forget(tx, admin.user.id, JobId(id)).await)
        .await?;
    Ok(Reply::to("/admin/jobs").notice("jobs-dropped"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, again, forget]
}
