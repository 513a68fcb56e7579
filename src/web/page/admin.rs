//! The administrator's pages. For everybody else they do not exist.

use entity::UserId;
use entity::write::notification::Which;
use rocket::{Route, State, get, post, routes};

use crate::domain::administration::member::Place;
use crate::domain::administration::{self, application, member};
use crate::domain::audit::{self, Act};
use crate::domain::notification;
use crate::domain::throttle::{self, Limit};
use crate::error::{OrNotFound, Outcome, Stop};
use crate::job::{Job, Letter};
use crate::media;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Admin, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::admin::{AdminView, ApplicationsView, AuditView, Made, MembersView};

/// Lines of the audit log on one page.
const LINES: u64 = 100;
/// No list has so many pages; databases count to 2⁶³ only.
const LAST: u64 = 1_000_000;
/// What asks for the password again comes back here.
const ASK: &str = "/settings/security/confirm?to=/admin/people";

#[get("/admin")]
async fn show(visit: Visit, _admin: Admin, pod: &State<Pod>) -> Answer {
    let facts = administration::facts(pod.db.read()).await?;
    let (house, media) = (pod.house().await?, media::facts(pod).await?);
    visit.page(
        pod,
        AdminView::new(&visit, pod, (house.as_ref(), facts, media), None, Errors::none()),
    )
}

#[post("/admin", data = "<form>")]
async fn update(visit: Visit, admin: Admin, pod: &State<Pod>, form: Fields) -> Answer {
    let (name, join) = (form.text("name"), form.text("join"));
    match pod
        .act(async |tx| administration::set_house(tx, admin.user.id, name, join).await)
        .await
    {
        Ok(()) => {
            pod.remembered.forget_house();
            Ok(Reply::to("/admin").notice("admin-saved"))
        }
        Err(stop) => {
            let facts = administration::facts(pod.db.read()).await?;
            let (house, media) = (pod.house().await?, media::facts(pod).await?);
            visit.again(pod, stop, |errors| {
                AdminView::new(&visit, pod, (house.as_ref(), facts, media), Some(&form), errors)
            })
        }
    }
}

#[post("/admin/mail", data = "<_form>")]
async fn test_mail(admin: Admin, pod: &State<Pod>, _form: Fields) -> Answer {
    throttle::count(&pod.db, &pod.settings.limits, Limit::Mail, &admin.user.email).await?;
    pod.act(async |tx| Ok(tx.enqueue(Job::letter(admin.user.id, Letter::Test)).await?))
        .await?;
    Ok(Reply::to("/admin").notice("admin-mail-sent"))
}

/// What is kept of other servers is thrown away, some at a time; what is looked at again is fetched again.
#[post("/admin/media/empty", data = "<_form>")]
async fn empty_media(admin: Admin, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| {
        audit::write(tx, Some(admin.user.id), Act::Media, "").await?;
        Ok(tx.enqueue(Job::EmptyMedia).await?)
    })
    .await?;
    pod.media.forget();
    Ok(Reply::to("/admin").notice("admin-media-emptied"))
}

#[get("/admin/applications")]
async fn applications(visit: Visit, admin: Admin, pod: &State<Pod>) -> Answer {
    let told = Which::Kind(entity::NotificationKind::Applied);
    if notification::any_unread(pod.db.read(), admin.user.id, told).await? {
        pod.act(async |tx| notification::seen_applications(tx, admin.user.id).await)
            .await?;
    }
    visit.page(
        pod,
        ApplicationsView::new(&visit, application::list(pod.db.read()).await?),
    )
}

#[post("/admin/applications/<id>/accept", data = "<_form>")]
async fn accept(admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| application::accept(tx, admin.user.id, UserId(id)).await)
        .await?;
    Ok(Reply::to("/admin/applications").notice("admin-accepted"))
}

#[post("/admin/applications/<id>/decline", data = "<_form>")]
async fn decline(admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| application::decline(tx, admin.user.id, UserId(id)).await)
        .await?;
    Ok(Reply::to("/admin/applications").notice("admin-declined"))
}

#[get("/admin/people?<q>&<page>")]
async fn people(visit: Visit, _admin: Admin, pod: &State<Pod>, q: Option<&str>, page: Option<u64>) -> Answer {
    let (q, page) = (q.unwrap_or_default(), page.unwrap_or(1).clamp(1, LAST));
    let members = member::list(pod.db.read(), q, page).await?;
    visit.page(
        pod,
        MembersView::new(&visit, members, q, page, Made::default(), Errors::none()),
    )
}

/// Back to the list, or the list again with what cannot be.
async fn listed(visit: &Visit, pod: &Pod, done: Outcome<()>, notice: &str) -> Answer {
    match done {
        Ok(()) => Ok(Reply::to("/admin/people").notice(notice)),
        Err(stop @ Stop::Broke(_)) => Err(stop),
        Err(stop @ Stop::Refused(_)) => {
            let members = member::list(pod.db.read(), "", 1).await?;
            visit.again(pod, stop, |errors| {
                MembersView::new(visit, members, "", 1, Made::default(), errors)
            })
        }
    }
}

#[post("/admin/people/<id>/lock", data = "<_form>")]
async fn lock(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    let done = pod
        .act(async |tx| member::lock(tx, admin.user.id, UserId(id)).await)
        .await;
    listed(&visit, pod, done, "admin-locked").await
}

#[post("/admin/people/<id>/unlock", data = "<_form>")]
async fn unlock(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    let done = pod
        .act(async |tx| member::unlock(tx, admin.user.id, UserId(id)).await)
        .await;
    listed(&visit, pod, done, "admin-unlocked").await
}

/// What moderators closed is opened again.
#[post("/admin/people/<id>/reopen", data = "<_form>")]
async fn reopen(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    let done = pod
        .act(async |tx| member::reopen(tx, admin.user.id, UserId(id)).await)
        .await;
    listed(&visit, pod, done, "admin-reopened").await
}

/// Into the community spotlight where `shown` is ticked, else out of it.
#[post("/admin/people/<id>/spotlight", data = "<form>")]
async fn spotlight(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    let (place, notice) = if form.ticked("shown") {
        (Place::Spotlight, "admin-spotlight-shown")
    } else {
        (Place::Aside, "admin-spotlight-left")
    };
    let done = pod
        .act(async |tx| member::set_spotlight(tx, admin.user.id, UserId(id), place).await)
        .await;
    listed(&visit, pod, done, notice).await
}

#[post("/admin/people/<id>/role", data = "<form>")]
async fn role(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    if !admin.fresh(visit.now) {
        return Ok(Reply::to(ASK));
    }
    let role = member::role(form.text("role")).or_not_found()?;
    let done = pod
        .act(async |tx| member::set_role(tx, Some(admin.user.id), UserId(id), role).await)
        .await;
    listed(&visit, pod, done, "admin-role-set").await
}

/// The link is shown to the administrator, who gives it to its owner: there may be no mail.
#[post("/admin/people/<id>/link", data = "<_form>")]
async fn link(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    if !admin.fresh(visit.now) {
        return Ok(Reply::to(ASK));
    }
    let (secret, of) = pod
        .act(async |tx| member::password_link(tx, admin.user.id, UserId(id)).await)
        .await?;
    let members = member::list(pod.db.read(), &of, 1).await?;
    let made = Made {
        link: pod.settings.url(&format!("/password/reset/{secret}")),
        of: of.clone(),
    };
    visit.page(pod, MembersView::new(&visit, members, &of, 1, made, Errors::none()))
}

#[get("/admin/audit?<page>")]
async fn audit_log(visit: Visit, _admin: Admin, pod: &State<Pod>, page: Option<u64>) -> Answer {
    let page = page.unwrap_or(1).clamp(1, LAST);
    let lines = audit::page(pod.db.read(), (page - 1).saturating_mul(LINES), LINES).await?;
    visit.page(pod, AuditView::new(&visit, lines, page, LINES))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        update,
        test_mail,
        empty_media,
        applications,
        accept,
        decline,
        people,
        lock,
        unlock,
        reopen,
        role,
        spotlight,
        link,
        audit_log,
    ]
}
