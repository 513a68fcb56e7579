//! Signing in, in one step or two, and out.

use entity::user;
use rocket::http::CookieJar;
use rocket::{Route, State, get, post, routes};

use super::welcome::ground;
use crate::domain::account::pending::{self, Step};
use crate::domain::account::sign_in::{self, Next, Right, Try};
use crate::domain::account::{close, second_step, session};
use crate::domain::throttle::household;
use crate::error::{AccountRefusal, Outcome, Refusal, Stop};
use crate::pod::Pod;
use crate::text::{device, redirect};
use crate::web::entrance;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::gate::GateView;
use crate::web::view::welcome::WelcomeView;

#[get("/sign-in?<to>")]
async fn new(visit: Visit, pod: &State<Pod>, to: Option<&str>) -> Answer {
    let to = to.and_then(redirect::local).unwrap_or_default();
    if visit.me.is_some() {
        let reply = Reply::to(entrance::onwards(to));
        return Ok(match &visit.notice {
            Some(key) => reply.notice(key),
            None => reply,
        });
    }
    visit.page(
        pod,
        WelcomeView::sign_in(&visit.say(), ground(pod).await?, "", to, Errors::none()),
    )
}

#[post("/sign-in", data = "<form>")]
async fn create(visit: Visit, pod: &State<Pod>, form: Fields) -> Answer {
    match sign_in(&visit, pod, &form).await {
        Ok(reply) => Ok(reply),
        Err(stop) => {
            let to = redirect::local(form.text("to")).unwrap_or_default();
            let ground = ground(pod).await?;
            let login = form.text("username");
            visit.again(pod, stop, |errors| {
                WelcomeView::sign_in(&visit.say(), ground, login, to, errors)
            })
        }
    }
}

/// The password is checked with the same work whether or not there is such an account.
async fn sign_in(visit: &Visit, pod: &Pod, form: &Fields) -> Outcome<Reply> {
    let login = sign_in::login(form.text("username"));
    let user = sign_in::find(pod.db.read(), &login).await?;
    let limits = &pod.settings.limits;
    let tried = sign_in::count(&pod.db, limits, &login, &household(visit.address), user.as_ref()).await?;
    let hash = user.as_ref().map(|user| user.password.as_str());
    let right = if pod.hashing.verify(form.text("password"), hash).await {
        Right::Yes
    } else {
        Right::No
    };
    tried.judge(right)?;
    let Some(user) = user else {
        return Err(AccountRefusal::Wrong(0).into());
    };
    let user = renew(pod, user, form.text("password")).await?;
    enter(visit, pod, &tried, &user, form.text("to")).await
}

/// A hash made with other costs than today's is made anew while the password is at hand.
async fn renew(pod: &Pod, user: user::Model, password: &str) -> Outcome<user::Model> {
    if !pod.hashing.needs_rehash(&user.password) {
        return Ok(user);
    }
    let hash = pod.hashing.hash(password).await;
    pod.act(async |tx| sign_in::rehash(tx, user, hash).await).await
}

async fn enter(visit: &Visit, pod: &Pod, tried: &Try, user: &user::Model, to: &str) -> Outcome<Reply> {
    let mut tx = pod.db.begin().await?;
    let device = device::words(&visit.agent);
    let next = sign_in::enter(&mut tx, &pod.settings.limits, tried, user, &device).await?;
    let reply = follow(visit, pod, &mut tx, user, next, to).await?;
    tx.commit().await?;
    Ok(reply)
}

/// What the browser does next. Whatever it was signed in to before is over.
async fn follow(
    visit: &Visit,
    pod: &Pod,
    tx: &mut crate::db::Tx,
    user: &user::Model,
    next: Next,
    to: &str,
) -> Outcome<Reply> {
    let note = |step| pending::note(&pod.secret, user, step, visit.now);
    match next {
        Next::In(secret) => {
            if let Some(me) = &visit.me {
                session::end(tx, me.user.id, me.session.id).await?;
            }
            Ok(entrance::enter(pod, to, secret))
        }
        Next::Code => {
            let to: String = url::form_urlencoded::byte_serialize(entrance::onwards(to).as_bytes()).collect();
            Ok(entrance::wait(pod, format!("/sign-in/code?to={to}"), note(Step::Code)))
        }
        Next::Reopen => Ok(entrance::wait(pod, "/sign-in/reopen".to_owned(), note(Step::Reopen))),
    }
}

/// Who is between the password and this step.
async fn between(visit: &Visit, pod: &Pod, jar: &CookieJar<'_>, at: Step) -> Outcome<Option<user::Model>> {
    let read = pending::read(pod.db.read(), &pod.secret, &entrance::note(jar), visit.now).await?;
    Ok(read.filter(|(_, step)| *step == at).map(|(user, _)| user))
}

#[get("/sign-in/code?<to>")]
async fn code(visit: Visit, pod: &State<Pod>, jar: &CookieJar<'_>, to: Option<&str>) -> Answer {
    if between(&visit, pod, jar, Step::Code).await?.is_none() {
        return Ok(Reply::to("/sign-in").notice("account-second-step-over"));
    }
    visit.page(
        pod,
        GateView::code(
            &visit.say(),
            to.and_then(redirect::local).unwrap_or_default(),
            Errors::none(),
        ),
    )
}

#[post("/sign-in/code", data = "<form>")]
async fn check_code(visit: Visit, pod: &State<Pod>, jar: &CookieJar<'_>, form: Fields) -> Answer {
    let Some(user) = between(&visit, pod, jar, Step::Code).await? else {
        return Ok(Reply::to("/sign-in").notice("account-second-step-over"));
    };
    let to = redirect::local(form.text("to")).unwrap_or_default();
    match with_code(&visit, pod, &user, form.text("code"), to).await {
        Ok(reply) => Ok(reply),
        Err(stop) => visit.again(pod, stop, |errors| GateView::code(&visit.say(), to, errors)),
    }
}

async fn with_code(visit: &Visit, pod: &Pod, user: &user::Model, code: &str, to: &str) -> Outcome<Reply> {
    second_step::check_counted(&pod.db, &pod.settings.limits, &pod.vault, user, code).await?;
    let mut tx = pod.db.begin().await?;
    let next = sign_in::after_code(&mut tx, user, &device::words(&visit.agent)).await?;
    let reply = follow(visit, pod, &mut tx, user, next, to).await?;
    tx.commit().await?;
    Ok(reply)
}

#[get("/sign-in/reopen")]
async fn closing(visit: Visit, pod: &State<Pod>, jar: &CookieJar<'_>) -> Answer {
    if between(&visit, pod, jar, Step::Reopen).await?.is_none() {
        return Ok(Reply::to("/sign-in").notice("account-second-step-over"));
    }
    visit.page(pod, GateView::reopen(&visit.say(), Errors::none()))
}

#[post("/sign-in/reopen", data = "<_form>")]
async fn reopen(visit: Visit, pod: &State<Pod>, jar: &CookieJar<'_>, _form: Fields) -> Answer {
    let Some(user) = between(&visit, pod, jar, Step::Reopen).await? else {
        return Ok(Reply::to("/sign-in").notice("account-second-step-over"));
    };
    let device = device::words(&visit.agent);
    let opened = pod.act(async |tx| {
        close::reopen(tx, &user).await?;
        sign_in::begin(tx, &user, &device).await
    });
    match opened.await {
        Ok(secret) => Ok(entrance::enter(pod, "/stream", secret).notice("account-reopened")),
        Err(Stop::Refused(Refusal::NotFound)) => Err(AccountRefusal::Gone.into()),
        Err(stop) => Err(stop),
    }
}

#[post("/sign-out", data = "<_form>")]
async fn delete(me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| session::end(tx, me.user.id, me.session.id).await)
        .await?;
    Ok(entrance::leave(pod).notice("account-signed-out"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![new, create, code, check_code, closing, reopen, delete]
}
