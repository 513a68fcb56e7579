//! The first visit.

use rocket::{Route, State, get, post, routes};
use url::Host;

use crate::domain::account::create::ASPECTS;
use crate::domain::account::session;
use crate::domain::account::setup::{self, Terms, Typed};
use crate::domain::throttle::{self, Limit, household};
use crate::error::{AccountRefusal, Outcome};
use crate::outbound::names::is_this_machine;
use crate::pod::Pod;
use crate::text::device;
use crate::web::entrance;
use crate::web::form::Fields;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::setup::{AskKey, SetupView};

/// The key is asked for unless the visitor sits at this machine. Behind a proxy everyone seems to, so then as well.
fn ask_key(visit: &Visit, pod: &Pod) -> AskKey {
    let here = match pod.settings.address.host() {
        Some(Host::Domain(name)) => is_this_machine(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if here && visit.address.to_canonical().is_loopback() && !visit.forwarded {
        AskKey::No
    } else {
        AskKey::Yes
    }
}

#[get("/setup")]
async fn new(visit: Visit, pod: &State<Pod>) -> Answer {
    if pod.house().await?.set_up {
        return Ok(Reply::to("/"));
    }
    let ask = ask_key(&visit, pod);
    visit.page(
        pod,
        SetupView::new(&visit.say(), ask, &Fields::default(), Errors::none()),
    )
}

#[post("/setup", data = "<form>")]
async fn create(visit: Visit, pod: &State<Pod>, form: Fields) -> Answer {
    if pod.house().await?.set_up {
        return Err(AccountRefusal::SetUpAlready.into());
    }
    let ask = ask_key(&visit, pod);
    match set_up(&visit, pod, ask, &form).await {
        Ok(secret) => Ok(entrance::enter(pod, "/start/profile", secret).notice("admin-setup-done")),
        Err(stop) => visit.again(pod, stop, |errors| SetupView::new(&visit.say(), ask, &form, errors)),
    }
}

async fn set_up(visit: &Visit, pod: &Pod, ask: AskKey, form: &Fields) -> Outcome<String> {
    if ask == AskKey::Yes {
        throttle::count(
            &pod.db,
            &pod.settings.limits,
            Limit::SetupKey,
            &household(visit.address),
        )
        .await?;
        if !setup::key_fits(pod.db.read(), form.text("key")).await? {
            return Err(AccountRefusal::SetupKey.into());
        }
    }
    let typed = Typed {
        name: form.text("name"),
        join: form.text("join"),
        username: form.text("username"),
        email: form.text("email"),
        password: form.text("password"),
    };
    let beginning = setup::read(typed)?;
    let password = pod.hashing.hash(typed.password).await;
    let say = visit.say();
    let aspects = ASPECTS.map(|key| say.text(key)).into();
    let terms = Terms {
        host: pod.settings.host(),
        language: visit.lang,
        aspects,
    };
    let done = pod.act(async |tx| {
        let user = setup::finish(tx, beginning, terms, password).await?;
        session::begin(tx, user.id, &device::words(&visit.agent)).await
    });
    let secret = done.await;
    pod.remembered.forget_house();
    secret
}

/// Where every request is turned to until then.
#[get("/setup/first")]
async fn turned() -> Reply {
    Reply::to("/setup")
}

/// The same for what is sent.
#[post("/setup/first")]
async fn sent() -> Reply {
    Reply::to("/setup")
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![new, create, turned, sent]
}
