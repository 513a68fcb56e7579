//! Settings of security: `/settings/security` and what is below it.
//!
//! What matters asks for the password again when it was not given lately: the page that shows the form does, so that
//! nothing typed is lost.

use entity::SessionId;
use rocket::{Route, State, get, post, routes};

use crate::domain::account::close::{self, When};
use crate::domain::account::settings::{self, Tell};
use crate::domain::account::{password, second_step, session};
use crate::error::Refusal;
use crate::pod::Pod;
use crate::text::redirect;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::security::{CloseView, CodeView, CodesView, ConfirmView, PasswordView, SecurityView};

const HERE: &str = "/settings/security";
const CODE_AGAIN: &str = "/settings/security/confirm?to=/settings/security/code";

#[get("/settings/security")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let sessions = session::list(pod.db.read(), me.user.id).await?;
    let codes_left = second_step::codes_left(pod.db.read(), me.user.id).await?;
    visit.page(pod, SecurityView::of(&visit, &me, sessions, codes_left))
}

#[post("/settings/security/devices", data = "<form>")]
async fn tell_devices(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let tell = if form.ticked("tell") { Tell::ByMail } else { Tell::Never };
    pod.act(async |tx| settings::tell_devices(tx, me.user.id, tell).await)
        .await?;
    Ok(Reply::to(HERE).notice("settings-saved"))
}

#[post("/settings/security/sessions/<id>/end", data = "<_form>")]
async fn end(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| session::end(tx, me.user.id, SessionId(id)).await)
        .await?;
    Ok(Reply::to(HERE).notice("settings-device-ended"))
}

#[post("/settings/security/sessions/end", data = "<_form>")]
async fn end_others(me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| session::end_all(tx, me.user.id, Some(me.session.id)).await)
        .await?;
    Ok(Reply::to(HERE).notice("settings-devices-ended"))
}

#[get("/settings/security/password")]
async fn edit_password(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    visit.page(
        pod,
        PasswordView {
            username: me.user.username.clone(),
            errors: Errors::none(),
        },
    )
}

#[post("/settings/security/password", data = "<form>")]
async fn update_password(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let change = password::Change {
        old: form.text("password"),
        new: form.text("new"),
        again: form.text("again"),
    };
    match password::change(&pod.db, &pod.settings.limits, &pod.hashing, &me, change).await {
        Ok(()) => Ok(Reply::to(HERE).notice("settings-password-changed")),
        Err(stop) => visit.again(pod, stop, |errors| PasswordView {
            username: me.user.username.clone(),
            errors,
        }),
    }
}

#[get("/settings/security/code")]
async fn code(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    if !me.fresh(visit.now) {
        return Err(Refusal::AskPassword.into());
    }
    if second_step::is_on(&me.user) {
        return visit.page(
            pod,
            CodeView::on(second_step::codes_left(pod.db.read(), me.user.id).await?),
        );
    }
    let setup = second_step::setup(&pod.vault, &me.user, &visit.pod_name)?;
    visit.page(pod, CodeView::off(setup, Errors::none(), &visit.say()))
}

#[post("/settings/security/code/begin", data = "<_form>")]
async fn begin_code(visit: Visit, me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    if !me.fresh(visit.now) {
        return Ok(Reply::to(CODE_AGAIN));
    }
    pod.act(async |tx| second_step::begin(tx, &pod.vault, me.user.id).await)
        .await?;
    Ok(Reply::to("/settings/security/code"))
}

#[post("/settings/security/code", data = "<form>")]
async fn confirm_code(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    if !me.fresh(visit.now) {
        return Ok(Reply::to(CODE_AGAIN));
    }
    let setup = second_step::setup(&pod.vault, &me.user, &visit.pod_name)?;
    let code = form.text("code");
    match pod
        .act(async |tx| second_step::confirm(tx, &pod.vault, me.user.id, me.session.id, code).await)
        .await
    {
        Ok(codes) => visit.page(pod, CodesView { codes }),
        Err(stop) => visit.again(pod, stop, |errors| CodeView::off(setup, errors, &visit.say())),
    }
}

#[post("/settings/security/code/renew", data = "<_form>")]
async fn renew_codes(visit: Visit, me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    if !me.fresh(visit.now) {
        return Ok(Reply::to(CODE_AGAIN));
    }
    let codes = pod.act(async |tx| second_step::renew(tx, me.user.id).await).await?;
    visit.page(pod, CodesView { codes })
}

#[post("/settings/security/code/off", data = "<_form>")]
async fn switch_off(visit: Visit, me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    if !me.fresh(visit.now) {
        return Ok(Reply::to(CODE_AGAIN));
    }
    pod.act(async |tx| second_step::switch_off(tx, me.user.id, me.session.id).await)
        .await?;
    Ok(Reply::to(HERE).notice("settings-code-off-done"))
}

#[get("/settings/security/confirm?<to>")]
async fn confirm(visit: Visit, me: SignedIn, pod: &State<Pod>, to: Option<&str>) -> Answer {
    let to = to.and_then(redirect::local).unwrap_or(HERE).to_owned();
    visit.page(
        pod,
        ConfirmView {
            to,
            username: me.user.username.clone(),
            errors: Errors::none(),
        },
    )
}

#[post("/settings/security/confirm", data = "<form>")]
async fn confirmed(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let to = redirect::local(form.text("to")).unwrap_or(HERE).to_owned();
    match password::confirm(&pod.db, &pod.settings.limits, &pod.hashing, &me, form.text("password")).await {
        Ok(()) => Ok(Reply::to(to)),
        Err(stop) => visit.again(pod, stop, |errors| ConfirmView {
            to,
            username: me.user.username.clone(),
            errors,
        }),
    }
}

#[get("/settings/security/close")]
async fn closing(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    visit.page(
        pod,
        CloseView {
            username: me.user.username.clone(),
            errors: Errors::none(),
        },
    )
}

#[post("/settings/security/close", data = "<form>")]
async fn close_account(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let closed = match password::ask(
        &pod.db,
        &pod.settings.limits,
        &pod.hashing,
        &me.user,
        form.text("password"),
    )
    .await
    {
        Ok(()) => {
            pod.act(async |tx| close::close(tx, me.user.id, When::Later).await)
                .await
        }
        Err(stop) => Err(stop),
    };
    match closed {
        Ok(()) => Ok(Reply::to("/sign-in").notice("settings-closed")),
        Err(stop) => visit.again(pod, stop, |errors| CloseView {
            username: me.user.username.clone(),
            errors,
        }),
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        tell_devices,
        end,
        end_others,
        edit_password,
        update_password,
        code,
        begin_code,
        confirm_code,
        renew_codes,
        switch_off,
        confirm,
        confirmed,
        closing,
        close_account
    ]
}
