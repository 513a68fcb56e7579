//! A forgotten password.

use rocket::{Route, State, get, post, routes};

use crate::domain::account::reset;
use crate::domain::throttle::{self, Limit, household};
use crate::error::{AccountRefusal, Outcome};
use crate::pod::Pod;
use crate::text::email::Email;
use crate::web::form::Fields;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::gate::GateView;

#[get("/password/forgot")]
async fn new(visit: Visit, pod: &State<Pod>) -> Answer {
    visit.page(pod, GateView::forgotten(&visit.say(), "", Errors::none()))
}

#[post("/password/forgot", data = "<form>")]
async fn create(visit: Visit, pod: &State<Pod>, form: Fields) -> Answer {
    match ask(&visit, pod, form.text("email")).await {
        Ok(()) => Ok(Reply::to("/sign-in").notice("account-reset-sent")),
        Err(stop) => visit.again(pod, stop, |errors| {
            GateView::forgotten(&visit.say(), form.text("email"), errors)
        }),
    }
}

async fn ask(visit: &Visit, pod: &Pod, typed: &str) -> Outcome<()> {
    let email = Email::parse(typed).map_err(AccountRefusal::Email)?;
    let limits = &pod.settings.limits;
    throttle::count(&pod.db, limits, Limit::Reset, &household(visit.address)).await?;
    throttle::count(&pod.db, limits, Limit::Mail, email.as_str()).await?;
    pod.act(async |tx| reset::forgotten(tx, &email).await).await
}

#[get("/password/reset/<token>")]
async fn edit(visit: Visit, pod: &State<Pod>, token: &str) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let user = reset::look(pod.db.read(), token, visit.now).await?;
    visit.page(
        pod,
        GateView::reset(&visit.say(), token, &user.username, Errors::none()),
    )
}

#[post("/password/reset/<token>", data = "<form>")]
async fn update(visit: Visit, pod: &State<Pod>, token: &str, form: Fields) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let user = reset::look(pod.db.read(), token, visit.now).await?;
    let password = form.text("password");
    if let Err(stop) = reset::check(&user, password) {
        return visit.again(pod, stop, |errors| {
            GateView::reset(&visit.say(), token, &user.username, errors)
        });
    }
    let hash = pod.hashing.hash(password).await;
    pod.act(async |tx| reset::set(tx, token, &hash).await).await?;
    Ok(Reply::to("/sign-in").notice("account-password-set"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![new, create, edit, update]
}
