//! Reporting something, and the moderators' queue.

use entity::visible::report as door;
use entity::write::notification::Which;
use entity::write::report::About;
use entity::{NotificationKind, ReportId};
use rocket::{Route, State, get, post, routes};

use crate::domain::report::{self, Answer as What, PAGE};
use crate::domain::throttle::{self, Limit};
use crate::domain::{notification, person as domain_person};
use crate::error::{OrNotFound, Outcome, Stop};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, Moderator, SignedIn, Visit};
use crate::web::page::comment::read;
use crate::web::page::post::seen;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::report::{Asked, ReportFormView, ReportView, ReportsView};

/// What the address names.
#[derive(Clone, Copy)]
enum Thing<'a> {
    Post(&'a str),
    Comment(&'a str),
    Message(&'a str),
    Person(&'a str),
}

impl Thing<'_> {
    /// Where it is reported, and the key of what it is called.
    fn form(self) -> (String, &'static str) {
        match self {
            Self::Post(guid) => (format!("/posts/{guid}/report"), "report-post"),
            Self::Comment(guid) => (format!("/comments/{guid}/report"), "report-comment"),
            Self::Message(guid) => (format!("/messages/{guid}/report"), "report-message"),
            Self::Person(guid) => (format!("/people/{guid}/report"), "report-person"),
        }
    }

    /// It, as whoever asks sees it.
    async fn found(self, pod: &Pod, visit: &Visit, me: &Me) -> Outcome<Found> {
        let db = pod.db.read();
        let (about, back, words) = match self {
            Self::Post(guid) => {
                let found = seen(pod, visit, guid).await?;
                (
                    About::post(&found.post),
                    format!("/posts/{guid}"),
                    found.post.text.clone(),
                )
            }
            Self::Comment(guid) => {
                let (post, found) = read(pod, visit, guid).await?;
                let back = format!("/posts/{}#comment-{guid}", post.post.guid);
                (About::comment(&found.comment), back, found.comment.text.clone())
            }
            Self::Message(guid) => {
                let found = entity::own::conversation::message(db, me.letters(), guid).await?;
                let (message, of) = found.or_not_found()?;
                let back = format!("/conversations/{}", of.guid);
                (About::message(&message), back, message.text.clone())
            }
            Self::Person(guid) => {
                let found = entity::visible::person::one(db, guid).await?.or_not_found()?;
                (About::person(found.id), format!("/people/{guid}"), String::new())
            }
        };
        let readers = report::readers(db, &about).await?;
        let whose = domain_person::by_id(db, about.whose()).await?.or_not_found()?;
        let (action, kind) = self.form();
        let asked = Asked {
            kind,
            action,
            back,
            whose,
            words,
            readers,
        };
        Ok(Found { about, asked })
    }
}

/// What is about to be reported.
struct Found {
    about: About,
    asked: Asked,
}

async fn ask(visit: Visit, me: SignedIn, pod: &Pod, thing: Thing<'_>) -> Answer {
    let Found { asked, .. } = thing.found(pod, &visit, &me).await?;
    visit.page(pod, ReportFormView::new(&visit.say(), asked, "", &Errors::none()))
}

async fn send(visit: Visit, me: SignedIn, pod: &Pod, thing: Thing<'_>, form: Fields) -> Answer {
    let Found { about, asked } = thing.found(pod, &visit, &me).await?;
    let reason = form.text("reason");
    let sent = pod.act(async |tx| {
        throttle::count_within(tx, &pod.settings.limits, Limit::Comment, &me.user.id.to_string()).await?;
        report::add(tx, &me, about, reason).await
    });
    match sent.await {
        Ok(()) => Ok(Reply::to(asked.back).notice("report-sent")),
        Err(stop) => visit.again(pod, stop, |errors| {
            ReportFormView::new(&visit.say(), asked, reason, &errors)
        }),
    }
}

#[get("/posts/<guid>/report")]
async fn ask_post(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    ask(visit, me, pod, Thing::Post(guid)).await
}

#[post("/posts/<guid>/report", data = "<form>")]
async fn send_post(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    send(visit, me, pod, Thing::Post(guid), form).await
}

#[get("/comments/<guid>/report")]
async fn ask_comment(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    ask(visit, me, pod, Thing::Comment(guid)).await
}

#[post("/comments/<guid>/report", data = "<form>")]
async fn send_comment(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    send(visit, me, pod, Thing::Comment(guid), form).await
}

#[get("/messages/<guid>/report")]
async fn ask_message(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    ask(visit, me, pod, Thing::Message(guid)).await
}

#[post("/messages/<guid>/report", data = "<form>")]
async fn send_message(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    send(visit, me, pod, Thing::Message(guid), form).await
}

#[get("/people/<guid>/report")]
async fn ask_person(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    ask(visit, me, pod, Thing::Person(guid)).await
}

#[post("/people/<guid>/report", data = "<form>")]
async fn send_person(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    send(visit, me, pod, Thing::Person(guid), form).await
}

#[get("/admin/reports")]
async fn queue(visit: Visit, me: Moderator, pod: &State<Pod>) -> Answer {
    let news = Which::Kind(NotificationKind::Reported);
    if notification::any_unread(pod.db.read(), me.user.id, news).await? {
        pod.act(async |tx| notification::seen_kind(tx, me.user.id, NotificationKind::Reported).await)
            .await?;
    }
    let told = door::page(pod.db.read(), me.viewer(), PAGE).await?;
    visit.page(pod, ReportsView::new(&visit, &told))
}

/// One report with what it is about. Not only looked at: see [`report::open`].
async fn opened(pod: &Pod, visit: &Visit, me: &Me, id: i64, errors: &Errors) -> Outcome<ReportView> {
    let (told, thing) = pod.act(async |tx| report::open(tx, me, ReportId(id)).await).await?;
    let host = report::host(pod.db.read(), &told).await?;
    Ok(ReportView::new(visit, &told, thing, errors).passing(visit, host, told.report.passed_at))
}

#[get("/admin/reports/<id>")]
async fn show(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64) -> Answer {
    let view = opened(pod, &visit, &me, id, &Errors::none()).await?;
    visit.page(pod, view)
}

async fn done(visit: Visit, me: Moderator, pod: &Pod, id: i64, what: What, form: Fields) -> Answer {
    let note = form.text("note");
    let done = pod.act(async |tx| report::answer(tx, &me, ReportId(id), what, note).await);
    let queue = Reply::to("/admin/reports").notice("report-done");
    refused(&visit, &me, pod, (id, note), done.await.map(|()| queue)).await
}

/// The report once more with what was typed, where it says why something cannot be.
async fn refused(visit: &Visit, me: &Me, pod: &Pod, (id, note): (i64, &str), done: Outcome<Reply>) -> Answer {
    match done {
        Ok(reply) => Ok(reply),
        Err(Stop::Refused(refusal)) if refusal.sentence().field.is_some() => {
            let status = refusal.sentence().status;
            let errors = Errors::of(&refusal, &visit.say());
            let view = opened(pod, visit, me, id, &errors).await?.noted(note);
            Ok(visit.page(pod, view)?.status(status))
        }
        Err(stop) => Err(stop),
    }
}

#[post("/admin/reports/<id>/dismiss", data = "<form>")]
async fn dismiss(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    done(visit, me, pod, id, What::Dismiss, form).await
}

#[post("/admin/reports/<id>/warn", data = "<form>")]
async fn warn(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    done(visit, me, pod, id, What::Warn, form).await
}

#[post("/admin/reports/<id>/delete", data = "<form>")]
async fn delete(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    done(visit, me, pod, id, What::Delete, form).await
}

#[post("/admin/reports/<id>/lock", data = "<form>")]
async fn lock(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    done(visit, me, pod, id, What::Lock, form).await
}

#[post("/admin/reports/<id>/close", data = "<form>")]
async fn close(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    done(visit, me, pod, id, What::Close, form).await
}

#[post("/admin/reports/<id>/pass", data = "<form>")]
async fn pass(visit: Visit, me: Moderator, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    let note = form.text("note");
    let passed = pod.act(async |tx| report::pass(tx, &me, ReportId(id), note).await);
    let here = Reply::to(format!("/admin/reports/{id}")).notice("report-passed-on");
    refused(&visit, &me, pod, (id, note), passed.await.map(|()| here)).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        ask_post,
        send_post,
        ask_comment,
        send_comment,
        ask_message,
        send_message,
        ask_person,
        send_person,
        queue,
        show,
        dismiss,
        warn,
        delete,
        lock,
        close,
        pass
    ]
}
