//! Posts that wait for their time: the list, changing one, sharing it now, taking it back.

use entity::NotificationKind;
use entity::write::notification::Which;
use rocket::{Route, State, get, post, routes};

use crate::domain::notification;
use crate::domain::post::scheduled::{self, Waiting};
use crate::domain::post::{Composed, audience};
use crate::error::{Outcome, Stop};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::page::publisher::reaching;
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::Errors;
use crate::web::view::post::label;
use crate::web::view::publisher::{Publisher, PublisherView, wanted, wishes};
use crate::web::view::scheduled::{ScheduledView, WaitingLine};

#[get("/posts/scheduled")]
async fn list(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let told = Which::Kind(NotificationKind::NotShared);
    if notification::any_unread(pod.db.read(), me.user.id, told).await? {
        pod.act(async |tx| notification::seen_kind(tx, me.user.id, NotificationKind::NotShared).await)
            .await?;
    }
    visit.page(pod, listed(pod, &visit, &me, String::new()).await?)
}

async fn listed(pod: &Pod, visit: &Visit, me: &Me, error: String) -> Outcome<ScheduledView> {
    let mut lines = Vec::new();
    for waiting in scheduled::list(pod.db.read(), me).await? {
        let audience = for_whom(pod, visit, me, &waiting).await?;
        lines.push(WaitingLine::of(visit, &waiting, audience));
    }
    Ok(ScheduledView { lines, error })
}

/// Who would get it if it were shared now, in a word or two; else why it could not be.
async fn for_whom(pod: &Pod, visit: &Visit, me: &Me, waiting: &Waiting) -> Outcome<String> {
    match audience::resolve(pod.db.read(), me, &waiting.wanted).await {
        Ok(found) => Ok(label(&visit.say(), found.reach, Some(&found.choice))),
        Err(Stop::Refused(refusal)) => Ok(Errors::sentence(&refusal, &visit.say())),
        Err(stop @ Stop::Broke(_)) => Err(stop),
    }
}

#[get("/posts/scheduled/<guid>/edit")]
async fn edit(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let waiting = scheduled::one(pod.db.read(), &me, guid).await?;
    let publisher = reaching(pod, &visit, &me, &waiting.row.text, &waiting.wanted).await?;
    let publisher = publisher.wishing(&waiting.wishes).planned(guid);
    visit.page(pod, PublisherView { publisher })
}

#[post("/posts/scheduled/<guid>/edit", data = "<posted>")]
async fn save(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, posted: Posted) -> Answer {
    let form = &posted.fields;
    let (text, wanted, mut wishes) = (form.text("text"), wanted(form), wishes(form));
    let host = pod.settings.host();
    let saved = async {
        keep::all(pod, &me, &posted.files, &mut wishes.photos).await?;
        let composed = Composed {
            text,
            wanted: &wanted,
            wishes: &wishes,
        };
        pod.act(async |tx| scheduled::change(tx, &me, &host, guid, composed).await)
            .await
    };
    match saved.await {
        Ok(()) => Ok(Reply::to("/posts/scheduled").notice("post-scheduled-kept")),
        Err(stop) => {
            let publisher = Publisher::new(&visit, &me, text, &wanted, None).wishing(&wishes);
            visit.again(pod, stop, |errors| PublisherView {
                publisher: publisher.planned(guid).refused(&errors),
            })
        }
    }
}

#[post("/posts/scheduled/<guid>/share", data = "<_form>")]
async fn share(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let host = pod.settings.host();
    let shared = pod.act(async |tx| scheduled::share_now(tx, &me, &host, guid).await);
    match shared.await {
        Ok(post) => Ok(Reply::to(format!("/posts/{}", post.guid)).notice("post-shared")),
        Err(stop) => {
            let view = listed(pod, &visit, &me, String::new()).await?;
            visit.again(pod, stop, |errors| ScheduledView {
                error: errors.any().to_owned(),
                ..view
            })
        }
    }
}

#[post("/posts/scheduled/<guid>/delete", data = "<_form>")]
async fn delete(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| scheduled::remove(tx, &me, guid).await).await?;
    Ok(Reply::to("/posts/scheduled").notice("post-scheduled-gone"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![list, edit, save, share, delete]
}
