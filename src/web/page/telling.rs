//! How one wants to be told: `/settings/notifications`; browsers that are told; and the link in mails by which no more
//! come, which works without signing in.

use entity::AspectId;
use entity::own::telling as own;
use rocket::data::{Data, ToByteUnit};
use rocket::http::ContentType;
use rocket::{Route, State, get, post, routes};

use crate::domain::telling::device::{self, Offer};
use crate::domain::telling::{self, How, Topic, Wishes, unsubscribe};
use crate::domain::throttle::{self, Limit, household};
use crate::error::{Outcome, TellingRefusal};
use crate::pod::Pod;
use crate::web::asset;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::telling::{Around, Step, TellingView, UnsubscribeView};
use crate::web::view::zone::Kept;

const HERE: &str = "/settings/notifications";

#[get("/settings/notifications")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let wishes = telling::of(pod.db.read(), me.user.id).await?;
    let view = view(&visit, &me, pod, &wishes, Errors::none()).await?;
    visit.page(pod, view)
}

async fn view(visit: &Visit, me: &Me, pod: &Pod, wishes: &Wishes, errors: Errors) -> Outcome<TellingView> {
    let db = pod.db.read();
    let around = Around {
        aspects: &telling::of_aspects(db, me.user.id).await?,
        devices: &own::devices(db, me.user.id).await?,
        push_key: pod.push.public()?,
        kept: kept(pod, me).await?,
    };
    Ok(TellingView::of(visit, me, wishes, around, errors))
}

/// Whether somebody said before how they want to be told.
pub(super) async fn kept(pod: &Pod, me: &Me) -> Outcome<Kept> {
    let before = own::of(pod.db.read(), me.user.id).await?;
    Ok(before.map_or(Kept::Never, |_| Kept::Before))
}

#[post("/settings/notifications", data = "<form>")]
async fn update(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let mut wishes = telling::of(pod.db.read(), me.user.id).await?;
    let kept = match chosen(&mut wishes, &me, &form) {
        Ok(aspects) => {
            pod.act(async |tx| telling::keep(tx, me.user.id, &wishes, &aspects).await)
                .await
        }
        Err(stop) => Err(stop),
    };
    match kept {
        Ok(()) => Ok(Reply::to(HERE).notice("settings-saved")),
        Err(stop) => {
            let shown = view(&visit, &me, pod, &wishes, Errors::none()).await?;
            visit.again(pod, stop, |errors| shown.refused(errors))
        }
    }
}

/// What a form says. Topics that it does not name stay as they are.
fn chosen(wishes: &mut Wishes, me: &Me, form: &Fields) -> Outcome<Vec<(AspectId, How)>> {
    let how = |code: &str| How::parse(code).ok_or(TellingRefusal::NoSuchChoice);
    let mut push = Vec::new();
    for topic in Topic::EVERY {
        let code = form.text(&format!("how-{}", topic.code()));
        if !code.is_empty() {
            wishes.set(topic, how(code)?);
        }
        if form.ticked(&format!("push-{}", topic.code())) {
            push.push(topic);
        }
    }
    wishes.push_only(&push);
    let mut aspects = Vec::new();
    for aspect in &me.aspects {
        let code = form.text(&format!("aspect-{}", aspect.id));
        if !code.is_empty() {
            aspects.push((aspect.id, how(code)?));
        }
    }
    wishes.set_times(form.text("hour"), form.text("weekday"))?;
    let quiet = (form.text("quiet-from"), form.text("quiet-to"));
    wishes.set_quiet(form.ticked("quiet").then_some(quiet))?;
    wishes.set_zone(form.text("zone"))?;
    Ok(aspects)
}

#[post("/settings/notifications/again", data = "<_form>")]
async fn try_again(me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| telling::try_again(tx, me.user.id).await).await?;
    Ok(Reply::to(HERE).notice("telling-again-done"))
}

#[post("/settings/notifications/devices", data = "<form>")]
async fn add_device(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let offer = Offer {
        endpoint: form.text("endpoint"),
        p256dh: form.text("p256dh"),
        auth: form.text("auth"),
    };
    match pod.act(async |tx| device::add(tx, &me, offer).await).await {
        Ok(()) => Ok(Reply::to(HERE).notice("telling-device-added")),
        Err(stop) => {
            let wishes = telling::of(pod.db.read(), me.user.id).await?;
            let shown = view(&visit, &me, pod, &wishes, Errors::none()).await?;
            visit.again(pod, stop, |errors| shown.refused(errors))
        }
    }
}

#[post("/settings/notifications/devices/<id>/remove", data = "<_form>")]
async fn remove_device(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| device::remove(tx, &me, id).await).await?;
    Ok(Reply::to(HERE).notice("telling-device-removed"))
}

#[get("/unsubscribe/<token>")]
async fn offer(visit: Visit, pod: &State<Pod>, token: &str) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let (_, what) = unsubscribe::look(pod.db.read(), &pod.secret, token).await?;
    visit.page(pod, UnsubscribeView::of(&visit.say(), token, what, Step::Offered))
}

/// A mail program does this without a page of ours (RFC 8058), so there is no token of a page: the link's own seal is
/// the right to it. Whatever comes with it is not read.
#[post("/unsubscribe/<token>", data = "<body>")]
async fn follow(visit: Visit, pod: &State<Pod>, token: &str, body: Data<'_>) -> Answer {
    drop(body.open(1.kibibytes()));
    throttle::count(&pod.db, &pod.settings.limits, Limit::Link, &household(visit.address)).await?;
    let (user, what) = unsubscribe::look(pod.db.read(), &pod.secret, token).await?;
    pod.act(async |tx| unsubscribe::follow(tx, user.id, what).await).await?;
    visit.page(pod, UnsubscribeView::of(&visit.say(), token, what, Step::Done))
}

/// The script that browsers wake when a device is told something. It has to lie at the root to answer for the whole pod, and
/// is kept by nobody: browsers look for a newer one by themselves.
#[get("/push.js")]
async fn script() -> Answer {
    let source = asset::text("js/awake.js");
    Ok(Reply::text(ContentType::JavaScript, source))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        update,
        try_again,
        add_device,
        remove_device,
        offer,
        follow,
        script
    ]
}
