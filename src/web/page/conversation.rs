//! Conversations: mine, one of them, beginning, writing, leaving.

use entity::OwnConversation;
use entity::own::conversation::{self as own, Cursor, MessageCursor};
use rocket::{Route, State, get, post, routes};

use crate::domain::conversation::{self, MESSAGES, PAGE};
use crate::domain::photo::IN_MESSAGE;
use crate::domain::post::audience;
use crate::domain::throttle::{self, Limit};
use crate::error::{OrNotFound, Outcome};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::conversation::{ConversationsView, NewConversationView, Thread};
use crate::web::view::face::Face;
use crate::web::view::photo::Photos;
use crate::web::view::picked::{PhotoFields, picked};

#[get("/conversations?<before>&<q>")]
async fn index(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>, q: Option<&str>) -> Answer {
    let (before, search) = (before.and_then(Cursor::decode), q.unwrap_or_default().trim());
    let search: String = search.chars().take(200).collect();
    let lines = own::page(pod.db.read(), me.letters(), &search, before, PAGE + 1).await?;
    visit.page(pod, ConversationsView::new(&visit, &me, lines, &search, before, None))
}

async fn mine(pod: &Pod, me: &Me, guid: &str) -> Outcome<OwnConversation> {
    own::one(pod.db.read(), me.letters(), guid).await?.or_not_found()
}

async fn thread(
    pod: &Pod,
    visit: &Visit,
    me: &Me,
    of: &OwnConversation,
    before: Option<MessageCursor>,
) -> Outcome<Thread> {
    let db = pod.db.read();
    let members = own::members_of(db, of).await?;
    let found = own::messages(db, me.letters(), of, before, MESSAGES + 1).await?;
    let photos = Photos::of_messages(pod, visit, found.iter().map(|(message, _)| message)).await?;
    let unreached = conversation::unreached(db, of, &members).await?;
    let thread = Thread::new(visit, me, of, &members, (found, photos), before);
    Ok(thread.noting(&visit.say(), &unreached))
}

async fn view(pod: &Pod, visit: &Visit, me: &Me, thread: Thread) -> Outcome<ConversationsView> {
    let lines = own::page(pod.db.read(), me.letters(), "", None, PAGE).await?;
    Ok(ConversationsView::new(visit, me, lines, "", None, Some(thread)))
}

#[get("/conversations/<guid>?<before>")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, before: Option<&str>) -> Answer {
    let of = mine(pod, &me, guid).await?;
    let thread = thread(pod, &visit, &me, &of, before.and_then(MessageCursor::decode)).await?;
    // Asked before, so that looking costs no writing.
    if me.messages > 0 || visit.fragment {
        pod.act(async |tx| conversation::seen(tx, &me, &of).await).await?;
    }
    visit.page(pod, view(pod, &visit, &me, thread).await?)
}

#[get("/conversations/new?<to>")]
async fn new(visit: Visit, _me: SignedIn, pod: &State<Pod>, to: Option<&str>) -> Answer {
    let named = match to {
        Some(guid) => audience::named(pod.db.read(), &[guid.to_owned()])
            .await
            .unwrap_or_default(),
        None => Vec::new(),
    };
    let people = named.iter().map(Face::of).collect();
    visit.page(
        pod,
        NewConversationView {
            people,
            ..NewConversationView::default()
        },
    )
}

#[post("/conversations", data = "<posted>")]
async fn begin(visit: Visit, me: SignedIn, pod: &State<Pod>, posted: Posted) -> Answer {
    let form = &posted.fields;
    let host = pod.settings.host();
    let people: Vec<String> = form.all("people").into_iter().map(str::to_owned).collect();
    let (subject, text) = (form.text("subject"), form.text("text"));
    let mut photos = picked(form);
    let begun = async {
        keep::all(pod, &me, &posted.files, &mut photos).await?;
        let begun = pod.act(async |tx| {
            throttle::count_within(tx, &pod.settings.limits, Limit::Comment, &me.user.id.to_string()).await?;
            conversation::begin_with(tx, &me, &host, &people, subject, (text, &photos)).await
        });
        begun.await
    };
    match begun.await {
        Ok(begun) => Ok(Reply::to(format!("/conversations/{}", begun.guid)).notice("conversation-begun")),
        Err(stop) => visit.again(pod, stop, |errors| NewConversationView {
            people: Vec::new(),
            typed: people
                .iter()
                .filter(|one| !one.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(", "),
            subject: subject.to_owned(),
            text: text.to_owned(),
            photos: PhotoFields::of(&photos, IN_MESSAGE),
            errors,
        }),
    }
}

#[post("/conversations/<guid>/messages", data = "<posted>")]
async fn send(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, posted: Posted) -> Answer {
    let form = &posted.fields;
    let of = mine(pod, &me, guid).await?;
    let (host, text) = (pod.settings.host(), form.text("text"));
    let mut photos = picked(form);
    let sent = async {
        keep::all(pod, &me, &posted.files, &mut photos).await?;
        let sent = pod.act(async |tx| {
            throttle::count_within(tx, &pod.settings.limits, Limit::Comment, &me.user.id.to_string()).await?;
            conversation::send_with(tx, &me, &host, guid, (text, &photos)).await
        });
        sent.await
    };
    match sent.await {
        Ok(message) => Ok(Reply::to(format!("/conversations/{guid}#message-{}", message.guid))),
        Err(stop) => {
            let thread = thread(pod, &visit, &me, &of, None).await?;
            let view = view(pod, &visit, &me, thread.clone()).await?;
            visit.again(pod, stop, |errors| view.with(thread.refused(text, &photos, &errors)))
        }
    }
}

#[post("/conversations/<guid>/leave", data = "<_form>")]
async fn leave(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    pod.act(async |tx| conversation::leave(tx, &me, guid).await).await?;
    Ok(Reply::to("/conversations").notice("conversation-left"))
}

#[post("/messages/<guid>/delete", data = "<_form>")]
async fn take_back(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let of = pod.act(async |tx| conversation::take_back(tx, &me, guid).await).await?;
    Ok(Reply::to(format!("/conversations/{}", of.guid)).notice("conversation-taken-back"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, show, new, begin, send, leave, take_back]
}
