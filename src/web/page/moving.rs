//! Moving to another pod, or from one: `/settings/moving`.

use rocket::{Route, State, get, post, routes};

use crate::domain::account::password;
use crate::domain::throttle::{self, Limit};
use crate::domain::{me::Me, moving};
use crate::error::{Outcome, Stop};
use crate::federation;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::account::MovingView;

const HERE: &str = "/settings/moving";

#[get("/settings/moving")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    visit.page(pod, view(pod, &me, &Fields::default()).await?)
}

async fn view(pod: &Pod, me: &Me, form: &Fields) -> Outcome<MovingView> {
    let formers = moving::formers(pod.db.read(), me.user.id).await?;
    let view = MovingView::of(me, formers, moving::MOST);
    Ok(view.typed(form.text("former"), form.text("new")))
}

/// The page again, with what was typed.
async fn again(visit: &Visit, me: &Me, pod: &Pod, (stop, form): (Stop, &Fields)) -> Answer {
    let view = view(pod, me, form).await?;
    visit.again(pod, stop, |errors| view.refused(errors))
}

/// An account elsewhere was mine.
#[post("/settings/moving/former", data = "<form>")]
async fn name(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    match named(pod, &me, &form).await {
        Ok(()) => Ok(Reply::to(HERE).notice("moving-named")),
        Err(stop) => again(&visit, &me, pod, (stop, &form)).await,
    }
}

async fn named(pod: &Pod, me: &Me, form: &Fields) -> Outcome<()> {
    asks(pod, me).await?;
    federation::moving::name(pod, me, form.text("former")).await
}

/// Other pods are asked in my name, so it is counted.
async fn asks(pod: &Pod, me: &Me) -> Outcome<()> {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Search, &me.user.id.to_string()).await
}

#[post("/settings/moving/former/remove", data = "<form>")]
async fn unname(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    pod.act(async |tx| moving::unname(tx, me.user.id, form.text("former")).await)
        .await?;
    Ok(Reply::to(HERE).notice("moving-unnamed"))
}

/// I have moved.
#[post("/settings/moving/away", data = "<form>")]
async fn leave(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    match left(pod, &me, &form).await {
        Ok(()) => Ok(Reply::to("/sign-in").notice("moving-left")),
        Err(stop) => again(&visit, &me, pod, (stop, &form)).await,
    }
}

async fn left(pod: &Pod, me: &Me, form: &Fields) -> Outcome<()> {
    let limits = &pod.settings.limits;
    password::ask(&pod.db, limits, &pod.hashing, &me.user, form.text("password")).await?;
    asks(pod, me).await?;
    federation::moving::leave(pod, me, form.text("new")).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, name, unname, leave]
}
