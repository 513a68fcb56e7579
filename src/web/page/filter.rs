//! What I do not want in my streams: `/settings/filter`.

use entity::FilterEntryId;
use rocket::{Route, State, get, post, routes};

use crate::domain::filter::{self, Wish};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::filter::FilterView;

#[get("/settings/filter")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let nothing = Fields::default();
    let view = view(&visit, &me, pod, &nothing).await?;
    visit.page(pod, view(Errors::none()))
}

/// The page, once it is known what was refused.
async fn view<'a>(
    visit: &'a Visit,
    me: &'a SignedIn,
    pod: &Pod,
    typed: &'a Fields,
) -> Outcome<impl FnOnce(Errors) -> FilterView + 'a> {
    let people = filter::people(pod.db.read(), &me.filter).await?;
    Ok(move |errors| FilterView::of(&visit.say(), &me.filter, &people, typed, errors))
}

#[post("/settings/filter", data = "<form>")]
async fn add(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let wish = Wish {
        kind: form.text("kind"),
        what: form.all("what"),
        how: form.text("how"),
    };
    let host = pod.settings.host();
    match pod.act(async |tx| filter::add(tx, &me, &host, wish).await).await {
        Ok(()) => Ok(Reply::to("/settings/filter").notice("filter-added")),
        Err(stop) => {
            let view = view(&visit, &me, pod, &form).await?;
            visit.again(pod, stop, view)
        }
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
