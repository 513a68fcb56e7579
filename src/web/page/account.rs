//! Settings of the account: `/settings/account` and what is below it, and the links in letters about its address.

use entity::visible::stream::Spotlight;
use rocket::{Route, State, get, post, routes};

use crate::domain::account::email::Way;
use crate::domain::account::{self, email, settings};
use crate::domain::photo;
use crate::domain::throttle::{self, Limit, household};
use crate::error::{AccountRefusal, Outcome, Refusal};
use crate::pod::Pod;
use crate::text::email::Email;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::account::{AccountView, EmailConfirmView, EmailView};
use crate::web::view::photo::RoomLine;

#[get("/settings/account")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let quota = pod.settings.limits.photos_mb_per_person;
    let room = photo::room(pod.db.read(), me.person.id, quota.into()).await?;
    let view = AccountView::of(&me.user, Errors::none(), &visit.say());
    visit.page(pod, view.taking(RoomLine::of(&visit.say(), room)))
}

#[post("/settings/account", data = "<form>")]
async fn update(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let choice = settings::Choice {
        language: form.text("language"),
        theme: form.text("theme"),
        reach: form.text("reach"),
        open_sensitive: form.ticked("open-sensitive"),
    };
    match pod
        .act(async |tx| settings::choose(tx, me.user.id, &choice).await)
        .await
    {
        Ok(()) => Ok(Reply::to("/settings/account").notice("settings-saved")),
        Err(stop) => visit.again(pod, stop, |errors| AccountView::of(&me.user, errors, &visit.say())),
    }
}

/// What is in my main stream.
#[post("/settings/stream", data = "<form>")]
async fn update_stream(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let spotlight = if form.ticked("spotlight") {
        Spotlight::Shown
    } else {
        Spotlight::Left
    };
    let chosen = pod.act(async |tx| {
        let order = settings::order(form.text("order"))?;
        settings::choose_stream(tx, me.user.id, settings::StreamChoice { order, spotlight }).await
    });
    match chosen.await {
        Ok(()) => Ok(Reply::to("/settings/account").notice("settings-saved")),
        Err(stop) => visit.again(pod, stop, |errors| AccountView::of(&me.user, errors, &visit.say())),
    }
}

/// What becomes of links.
#[post("/settings/links", data = "<form>")]
async fn update_links(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let choice = settings::LinkChoice {
        make: form.ticked("make-previews"),
        show: form.ticked("show-previews"),
    };
    pod.act(async |tx| settings::choose_links(tx, me.user.id, choice).await)
        .await?;
    Ok(Reply::to("/settings/account").notice("settings-saved"))
}

#[post("/settings/account/start-again", data = "<_form>")]
async fn start_again(me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| settings::start_again(tx, me.user.id).await).await?;
    Ok(Reply::to("/start/profile"))
}

#[get("/settings/account/email")]
async fn edit_email(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    if !me.fresh(visit.now) {
        return Err(Refusal::AskPassword.into());
    }
    visit.page(
        pod,
        EmailView {
            now: account::address(&me.user).unwrap_or_default().to_owned(),
            email: String::new(),
            errors: Errors::none(),
        },
    )
}

#[post("/settings/account/email", data = "<form>")]
async fn update_email(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    if !me.fresh(visit.now) {
        return Ok(Reply::to("/settings/security/confirm?to=/settings/account/email"));
    }
    let address = form.text("email");
    match ask(pod, &me, address).await {
        Ok(()) => Ok(Reply::to("/settings/account").notice("settings-email-sent")),
        Err(stop) => visit.again(pod, stop, |errors| EmailView {
            now: account::address(&me.user).unwrap_or_default().to_owned(),
            email: address.to_owned(),
            errors,
        }),
    }
}

/// Letters go to an address that somebody typed, so they are counted: by that address and by who asks.
async fn ask(pod: &Pod, me: &Me, typed: &str) -> Outcome<()> {
    let limits = &pod.settings.limits;
    let address = Email::parse(typed).map_err(AccountRefusal::NewEmail)?;
    throttle::count(&pod.db, limits, Limit::Mail, &format!("asked by {}", me.user.id)).await?;
    throttle::count(&pod.db, limits, Limit::Mail, address.as_str()).await?;
    pod.act(async |tx| email::ask(tx, &me.user, typed).await).await
}

#[get("/email/confirm/<token>")]
async fn offer(visit: Visit, pod: &State<Pod>, token: &str) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let offer = email::look(pod.db.read(), token, visit.now).await?;
    visit.page(pod, EmailConfirmView::of(token, &offer))
}

#[post("/email/confirm/<token>", data = "<_form>")]
async fn follow(visit: Visit, pod: &State<Pod>, token: &str, _form: Fields) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let here = visit.me.as_ref().map(|me| (me.user.id, me.session.id));
    match pod.act(async |tx| email::follow(tx, token, here).await).await? {
        Way::Onwards if here.is_some() => Ok(Reply::to("/settings/account").notice("settings-email-changed")),
        Way::Onwards => Ok(Reply::to("/sign-in").notice("settings-email-changed")),
        Way::Back => Ok(Reply::to("/password/forgot").notice("settings-email-back")),
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        update,
        update_stream,
        update_links,
        start_again,
        edit_email,
        update_email,
        offer,
        follow
    ]
}
