//! What I do not want in my streams: `/settings/filter`.

use entity::FilterEntryId;
use rocket::{Route, State, get, post, routes};

use crate::domain::filter::{self, Wish};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::filter::FilterView;

#[get("/settings/filter")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let view = FilterView::of(&visit.say(), &me.filter, &Fields::default(), Errors::none());
    visit.page(pod, view)
}

#[post("/settings/filter", data = "<form>")]
async fn add(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let wish = Wish {
        kind: form.text("kind"),
        what: form.text("what"),
        how: form.text("how"),
    };
    let host = pod.settings.host();
    match pod.act(async |tx| filter::add(tx, &me, &host, wish).await).await {
        Ok(()) => Ok(Reply::to("/settings/filter").notice("filter-added")),
        Err(stop) => visit.again(pod, stop, |errors| {
            FilterView::of(&visit.say(), &me.filter, &form, errors)
        }),
    }
}

#[post("/settings/filter/<id>/remove", data = "<_form>")]
async fn remove(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| filter::remove(tx, &me, FilterEntryId(id)).await)
        .await?;
    Ok(Reply::to("/settings/filter").notice("filter-removed"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, add, remove]
}
