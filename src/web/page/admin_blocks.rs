//! The administrator's list of blocks, and lists of other pods. For everybody else it does not exist.

use entity::{BlockId, PodId};
use rocket::http::ContentType;
use rocket::{Route, State, get, post, routes};

use super::admin_pods;
use crate::domain::block::{self, Below, Wanted, list};
use crate::error::{Outcome, Refusal, Stop};
use crate::pod::Pod;
use crate::web::file::TIGHT;
use crate::web::form::{Fields, Upload};
use crate::web::guard::{Admin, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::blocks::{BlockListView, BlocksView};

/// No list has so many pages; databases count to 2⁶³ only.
const LAST: u64 = 1_000_000;
/// Longest list, in bytes: it has to fit into a form that is sent back.
const LONGEST: usize = 400 * 1024;

async fn listed(
    visit: &Visit,
    pod: &Pod,
    (q, page): (&str, u64),
    typed: &Fields,
    errors: Errors,
) -> Outcome<BlocksView> {
    let (rows, total) = block::page(pod.db.read(), q, page).await?;
    Ok(BlocksView::new(visit, (rows, total), (q, page), typed, errors))
}

#[get("/admin/blocks?<q>&<page>")]
async fn show(visit: Visit, _admin: Admin, pod: &State<Pod>, q: Option<&str>, page: Option<u64>) -> Answer {
    let place = (q.unwrap_or_default(), page.unwrap_or(1).clamp(1, LAST));
    let view = listed(&visit, pod, place, &Fields::default(), Errors::none()).await?;
    visit.page(pod, view)
}

/// Where the form stood: on the page of a pod, or on the list.
fn back(form: &Fields) -> (Option<PodId>, String) {
    match form.id("pod") {
        Some(id) => (Some(PodId(id)), format!("/admin/pods/{id}")),
        None => (None, "/admin/blocks".to_owned()),
    }
}

#[post("/admin/blocks", data = "<form>")]
async fn add(visit: Visit, admin: Admin, pod: &State<Pod>, form: Fields) -> Answer {
    let wanted = Wanted {
        name: form.text("name"),
        below: if form.ticked("below") { Below::Too } else { Below::Not },
        reason: form.text("reason"),
    };
    let own = pod.settings.host();
    let done = pod
        .act(async |tx| block::add(tx, admin.user.id, &own, wanted).await)
        .await;
    let (of, to) = back(&form);
    match (done, of) {
        (Ok(()), _) => {
            pod.remembered.forget_all();
            Ok(Reply::to(to).notice("blocks-added"))
        }
        (Err(stop @ Stop::Broke(_)), _) => Err(stop),
        (Err(stop), Some(id)) => {
            let view = admin_pods::view(&visit, pod, id, 1, Errors::none()).await?;
            visit.again(pod, stop, |errors| view.refused(errors))
        }
        (Err(stop), None) => {
            let view = listed(&visit, pod, ("", 1), &form, Errors::none()).await?;
            visit.again(pod, stop, |errors| view.refused(errors))
        }
    }
}

#[post("/admin/blocks/<id>/lift", data = "<form>")]
async fn lift(admin: Admin, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    pod.act(async |tx| block::lift(tx, admin.user.id, BlockId(id)).await)
        .await?;
    pod.remembered.forget_all();
    Ok(Reply::to(back(&form).1).notice("blocks-lifted"))
}

/// A list in the form in which pods give them to each other.
#[get("/admin/blocks/list.csv")]
async fn export(_admin: Admin, pod: &State<Pod>) -> Answer {
    let csv = list::export(pod.db.read()).await?;
    let kind = ContentType::new("text", "csv").with_params(("charset", "utf-8"));
    let csv = Reply::text(kind, csv).header("Content-Security-Policy", TIGHT);
    Ok(csv.header("Content-Disposition", "attachment; filename=\"blocks.csv\""))
}

/// The text of a list that was chosen as a file, or put into the box.
fn text(form: &Upload) -> Outcome<String> {
    let text = match form.file.as_slice() {
        [] => form.fields.text("list").to_owned(),
        file => String::from_utf8(file.to_vec())
            .ok()
            .filter(|text| !text.contains('\0'))
            .ok_or(Refusal::Unreadable)?,
    };
    if text.len() > LONGEST {
        return Err(Refusal::TooLarge.into());
    }
    Ok(text)
}

/// What a list would do, before it does it.
#[post("/admin/blocks/preview", data = "<form>")]
async fn preview(visit: Visit, _admin: Admin, pod: &State<Pod>, form: Upload) -> Answer {
    let looked = async {
        let text = text(&form)?;
        let lines = list::preview(pod.db.read(), &pod.settings.host(), &text).await?;
        Ok::<_, Stop>((text, lines))
    };
    match looked.await {
        Ok((text, lines)) => visit.page(pod, BlockListView::new(&visit, lines, text)),
        Err(stop @ Stop::Broke(_)) => Err(stop),
        Err(stop) => {
            let view = listed(&visit, pod, ("", 1), &form.fields, Errors::none()).await?;
            visit.again(pod, stop, |errors| view.refused(errors))
        }
    }
}

#[post("/admin/blocks/import", data = "<form>")]
async fn import(admin: Admin, pod: &State<Pod>, form: Fields) -> Answer {
    let (own, text) = (pod.settings.host(), form.text("list"));
    pod.act(async |tx| list::import(tx, admin.user.id, &own, text).await)
        .await?;
    pod.remembered.forget_all();
    Ok(Reply::to("/admin/blocks").notice("blocks-imported"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, add, lift, export, preview, import]
}
