//! Joining: `/join`, and `/i/<code>` for whoever was invited.

use rocket::{Route, State, get, post, routes};

use super::welcome::ground;
use crate::domain::account::create::ASPECTS;
use crate::domain::account::join::{self, Joined, Terms, Typed};
use crate::domain::account::{invitation, session, work};
use crate::domain::house::Join;
use crate::domain::throttle::{self, Limit, household};
use crate::error::{AccountRefusal, Outcome};
use crate::pod::Pod;
use crate::text::device;
use crate::web::entrance;
use crate::web::form::Fields;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::welcome::{Invited, WelcomeView};

#[get("/join")]
async fn new(visit: Visit, pod: &State<Pod>) -> Answer {
    if visit.me.is_some() {
        return Ok(Reply::to("/stream"));
    }
    let nothing = Fields::default();
    let view = view(&visit, pod, "", &nothing).await?;
    visit.page(pod, view(Errors::none()))
}

#[get("/i/<code>")]
async fn invited(visit: Visit, pod: &State<Pod>, code: &str) -> Answer {
    if visit.me.is_some() {
        return Ok(Reply::to("/stream"));
    }
    throttle::count(
        &pod.db,
        &pod.settings.limits,
        Limit::Invitation,
        &household(visit.address),
    )
    .await?;
    let nothing = Fields::default();
    let view = view(&visit, pod, code, &nothing).await?;
    if invitation::inviter(pod.db.read(), code, visit.now).await?.is_none() {
        return visit.again(pod, AccountRefusal::InvitationGone.into(), view);
    }
    visit.page(pod, view(Errors::none()))
}

#[post("/join", data = "<form>")]
async fn create(visit: Visit, pod: &State<Pod>, form: Fields) -> Answer {
    if !form.text("website").is_empty() {
        return Ok(pretend(pod, pod.house().await?.join));
    }
    match join(&visit, pod, &form).await {
        Ok(reply) => Ok(reply),
        Err(stop) => visit.again(pod, stop, view(&visit, pod, form.text("invitation"), &form).await?),
    }
}

/// What a robot is answered that has filled in what people do not see: the same as if it had joined.
fn pretend(pod: &Pod, way: Join) -> Reply {
    match way {
        Join::Approval => waiting(),
        Join::Invitation | Join::Open => welcome(pod, pod.random.token()),
    }
}

fn waiting() -> Reply {
    Reply::to("/").notice("account-applied")
}

fn welcome(pod: &Pod, secret: String) -> Reply {
    entrance::enter(pod, "/start/profile", secret).notice("account-joined")
}

async fn join(visit: &Visit, pod: &Pod, form: &Fields) -> Outcome<Reply> {
    let house = pod.house().await?;
    let typed = Typed {
        username: form.text("username"),
        email: form.text("email"),
        password: form.text("password"),
        application: form.text("application"),
        invitation: form.text("invitation"),
    };
    let wish = join::read(&house, typed)?;
    join::free(pod.db.read(), &wish).await?;
    count(visit, pod, form, &wish).await?;
    let password = pod.hashing.hash(typed.password).await;
    let say = visit.say();
    let terms = Terms {
        house: &house,
        host: pod.settings.host(),
        language: visit.lang,
        aspects: ASPECTS.map(|key| say.text(key)).into(),
    };
    let mut tx = pod.db.begin().await?;
    let reply = match join::join(&mut tx, terms, wish, password).await? {
        Joined::Waiting(_) => waiting(),
        Joined::Member(user) => welcome(pod, session::begin(&mut tx, user, &device::words(&visit.agent)).await?),
    };
    tx.commit().await?;
    Ok(reply)
}

/// Joining is limited by address, and more so without the work that browsers do; letters to one address are, too.
async fn count(visit: &Visit, pod: &Pod, form: &Fields, wish: &join::Wish) -> Outcome<()> {
    let (limits, whom) = (&pod.settings.limits, household(visit.address));
    throttle::count(&pod.db, limits, Limit::Join, &whom).await?;
    let task = form.text("task");
    let worked = work::done(&pod.secret, task, form.text("work"), visit.now)
        && !throttle::tally(&pod.db, limits, Limit::Work, task).await?.over();
    if !worked {
        throttle::count(&pod.db, limits, Limit::JoinWithoutWork, &whom).await?;
    }
    throttle::count(&pod.db, limits, Limit::Mail, wish.email().as_str()).await
}

/// The form with what was typed, waiting for what was wrong with it.
async fn view<'v>(
    visit: &'v Visit,
    pod: &Pod,
    code: &str,
    typed: &'v Fields,
) -> Outcome<impl FnOnce(Errors) -> WelcomeView + 'v> {
    let ground = ground(pod).await?;
    let by = if code.is_empty() {
        None
    } else {
        invitation::inviter(pod.db.read(), code, visit.now).await?
    };
    let invited = match by {
        Some(person) => Invited {
            code: code.to_owned(),
            by: person.name,
        },
        None => Invited::default(),
    };
    let task = work::task(&pod.secret, &pod.random.guid_hex(), visit.now);
    Ok(move |errors| WelcomeView::join(&visit.say(), ground, invited, task, typed, errors))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![new, invited, create]
}
