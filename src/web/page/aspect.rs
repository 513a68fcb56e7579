//! Making, changing, ordering and deleting my aspects.

use entity::AspectId;
use rocket::{Route, State, get, post, routes};

use crate::domain::aspect::{self, Ticked};
use crate::error::OrNotFound;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::aspect::{AspectDeleteView, AspectFormView, Typed};

fn typed(form: &Fields) -> Typed {
    let hue = form.text("hue").parse().unwrap_or_default();
    Typed {
        name: form.text("name").to_owned(),
        hue,
        chosen: form.ticked("chosen"),
    }
}

fn ticked(typed: &Typed) -> Ticked {
    if typed.chosen { Ticked::Yes } else { Ticked::No }
}

/// The form of a new one, in the hue that comes next.
#[get("/aspects/new")]
async fn new(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let hue = i32::try_from(me.aspects.len() % 8).unwrap_or_default() + 1;
    visit.page(
        pod,
        AspectFormView::new(
            Typed {
                name: String::new(),
                hue,
                chosen: false,
            },
            Errors::none(),
        ),
    )
}

/// Makes it.
#[post("/aspects/new", data = "<form>")]
async fn create(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let typed = typed(&form);
    let made = pod.act(async |tx| {
        let made = aspect::add(tx, me.user.id, &typed.name, typed.hue).await?;
        aspect::tick(tx, me.user.id, made.id, ticked(&typed)).await?;
        Ok(made.id)
    });
    match made.await {
        Ok(id) => Ok(Reply::to(format!("/contacts?aspect={id}")).notice("people-aspect-made")),
        Err(stop) => visit.again(pod, stop, |errors| AspectFormView::new(typed, errors)),
    }
}

/// The form of one that is there.
#[get("/aspects/<id>/edit")]
async fn edit(visit: Visit, me: SignedIn, pod: &State<Pod>, id: i64) -> Answer {
    let line = me.aspects.iter().find(|line| line.id.0 == id).or_not_found()?;
    let typed = Typed {
        name: line.name.clone(),
        hue: line.hue,
        chosen: line.chosen,
    };
    visit.page(pod, AspectFormView::edit(&me, line.id, typed, Errors::none()))
}

/// Changes it.
#[post("/aspects/<id>/edit", data = "<form>")]
async fn change(visit: Visit, me: SignedIn, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    let (id, typed) = (AspectId(id), typed(&form));
    let changed = pod.act(async |tx| {
        aspect::change(tx, me.user.id, id, &typed.name, typed.hue).await?;
        aspect::tick(tx, me.user.id, id, ticked(&typed)).await
    });
    match changed.await {
        Ok(()) => Ok(Reply::to(format!("/contacts?aspect={id}")).notice("people-aspect-changed")),
        Err(stop) => visit.again(pod, stop, |errors| AspectFormView::edit(&me, id, typed, errors)),
    }
}

/// One place up.
#[post("/aspects/<id>/up", data = "<_form>")]
async fn up(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| aspect::move_up(tx, me.user.id, AspectId(id)).await)
        .await?;
    Ok(Reply::to(format!("/aspects/{id}/edit")))
}

/// One place down.
#[post("/aspects/<id>/down", data = "<_form>")]
async fn down(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| aspect::move_down(tx, me.user.id, AspectId(id)).await)
        .await?;
    Ok(Reply::to(format!("/aspects/{id}/edit")))
}

/// What deleting it means.
#[get("/aspects/<id>/delete")]
async fn ask(visit: Visit, me: SignedIn, pod: &State<Pod>, id: i64) -> Answer {
    let parting = aspect::parting(pod.db.read(), me.user.id, AspectId(id)).await?;
    visit.page(pod, AspectDeleteView::of(&visit, &parting))
}

/// Deletes it.
#[post("/aspects/<id>/delete", data = "<_form>")]
async fn delete(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| aspect::delete(tx, me.user.id, AspectId(id)).await)
        .await?;
    Ok(Reply::to("/contacts").notice("people-aspect-deleted"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![new, create, edit, change, up, down, ask, delete]
}
