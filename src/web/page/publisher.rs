//! Writing and sharing: the publisher and what its script asks.

use std::sync::Arc;

use entity::{AspectId, OwnPost, Reach};
use rocket::http::ContentType;
use rocket::{FromForm, Route, State, get, post, routes};
use serde::Serialize;

use crate::domain::post::{self, Composed, Preview, Wishes, audience, draft, scheduled};
use crate::domain::throttle::{self, Limit};
use crate::error::{Outcome, PostRefusal, Refusal, Stop};
use crate::media;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::keep;
use crate::web::page::photo::nearly_full;
use crate::web::reply::{Answer, Reply};
use crate::web::upload::Posted;
use crate::web::view::Errors;
use crate::web::view::publisher::{Named, PodLine, Publisher, PublisherView, pods, sentence, usual, wanted, wishes};

/// The publisher as it opens: with the draft, or empty with the usual aspects ticked.
///
/// # Errors
/// The database cannot be read.
pub async fn opened(pod: &Pod, visit: &Visit, me: &Me, aspects: &[AspectId]) -> Outcome<Publisher> {
    let kept = me.draft.as_ref();
    let mut wanted = kept.and_then(|draft| draft.wanted.clone()).unwrap_or_else(|| usual(me));
    if kept.is_none() && !aspects.is_empty() && aspects.len() < me.aspects.len() {
        wanted.aspects = aspects.iter().map(|id| id.0).collect();
        wanted.reach = "limited".to_owned();
    }
    let text = kept.map_or("", |draft| draft.text.as_str());
    let mut publisher = reaching(pod, visit, me, text, &wanted).await?;
    if let Some(draft) = kept {
        publisher = publisher.wishing(&draft.wishes);
    }
    publisher = publisher.room(nearly_full(pod, visit, me).await?);
    Ok(if kept.is_some() { publisher.drafted() } else { publisher })
}

/// The publisher with who would get it, as far as the choice makes sense.
pub(super) async fn reaching(
    pod: &Pod,
    visit: &Visit,
    me: &Me,
    text: &str,
    wanted: &audience::Wanted,
) -> Outcome<Publisher> {
    match audience::resolve(pod.db.read(), me, wanted).await {
        Ok(audience) => {
            let preview = count(pod, me, wanted, &audience).await?;
            let publisher = Publisher::new(visit, me, text, wanted, Some(&audience.choice));
            Ok(publisher.reaching(&visit.say(), audience.reach, &preview))
        }
        Err(Stop::Refused(_)) => Ok(Publisher::new(visit, me, text, wanted, None)),
        Err(Stop::Broke(fault)) => Err(fault.into()),
    }
}

/// How many would get it. Every stream says it of the usual aspects, so that is remembered for a moment.
async fn count(pod: &Pod, me: &Me, wanted: &audience::Wanted, audience: &audience::Audience) -> Outcome<Arc<Preview>> {
    let aspects_only = audience.reach == Reach::Limited && wanted.people.is_empty() && wanted.except.is_empty();
    let (user, aspects) = (me.user.id, &wanted.aspects);
    if aspects_only && let Some(preview) = pod.remembered.reach(user, aspects, &pod.live) {
        return Ok(preview);
    }
    let changes = pod.changes(user);
    let preview = Arc::new(audience::count(pod.db.read(), me, audience).await?);
    if aspects_only {
        pod.remembered.keep_reach(user, aspects, changes, preview.clone());
    }
    Ok(preview)
}

#[post("/posts", data = "<posted>")]
async fn share(visit: Visit, me: SignedIn, pod: &State<Pod>, posted: Posted) -> Answer {
    let form = &posted.fields;
    let (text, wanted, mut wishes) = (form.text("text"), wanted(form), wishes(form));
    let shared = match keep::all(pod, &me, &posted.files, &mut wishes.photos).await {
        Ok(()) => shared(pod, &me, text, &wanted, &wishes).await,
        Err(stop) => Err(stop),
    };
    match shared {
        // Sent without a script, so that nobody was asked yet what is to be seen.
        Ok(Some(post)) if !posted.files.is_empty() => {
            Ok(Reply::to(format!("/posts/{}/edit", post.guid)).notice("photo-describe"))
        }
        Ok(Some(post)) => Ok(Reply::to(format!("/stream#post-{}", post.guid)).notice("post-shared")),
        Ok(None) => Ok(Reply::to("/posts/scheduled").notice("post-scheduled-kept")),
        Err(stop) => {
            let publisher = Publisher::new(&visit, &me, text, &wanted, None).wishing(&wishes);
            visit.again(pod, stop, |errors| PublisherView {
                publisher: publisher.refused(&errors),
            })
        }
    }
}

/// Shares what was written now, or keeps it until its time; none in that case.
async fn shared(
    pod: &Pod,
    me: &Me,
    text: &str,
    wanted: &audience::Wanted,
    wishes: &Wishes,
) -> Outcome<Option<OwnPost>> {
    let composed = Composed { text, wanted, wishes };
    let host = pod.settings.host();
    let shared = pod.act(async |tx| {
        throttle::count_within(tx, &pod.settings.limits, Limit::Post, &me.user.id.to_string()).await?;
        if wishes.later.trim().is_empty() {
            return Ok(Some(post::compose(tx, me, &host, composed).await?));
        }
        scheduled::keep(tx, me, &host, composed).await?;
        Ok(None)
    });
    shared.await
}

/// How a text will look.
#[post("/posts/preview", data = "<form>")]
async fn preview(_me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let html = post::preview(pod.db.read(), form.text("text"), &pod.settings.host()).await?;
    Ok(Reply::text(ContentType::HTML, media::shown(pod, html)))
}

#[post("/posts/draft", data = "<form>")]
async fn keep_draft(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let (wanted, wishes) = (wanted(&form), wishes(&form));
    let composed = Composed {
        text: form.text("text"),
        wanted: &wanted,
        wishes: &wishes,
    };
    pod.act(async |tx| draft::keep(tx, &me, composed).await).await?;
    Ok(Reply::empty())
}

#[derive(Serialize)]
struct Reaching {
    people: i64,
    pods: Vec<PodLine>,
    sentence: String,
    outside: Vec<Named>,
}

/// Why nobody would get it. Not having chosen yet is no mistake, so it has words of its own.
fn nobody(visit: &Visit, refusal: &Refusal) -> String {
    if *refusal == Refusal::Post(PostRefusal::NobodyChosen) {
        visit.say().text("post-reach-nobody")
    } else {
        Errors::sentence(refusal, &visit.say())
    }
}

/// Who would get it: for the line under the text.
#[post("/audience", data = "<form>")]
async fn who(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let (db, wanted) = (pod.db.read(), wanted(&form));
    let audience = match audience::resolve(db, &*me, &wanted).await {
        Ok(audience) => audience,
        Err(Stop::Refused(refusal)) => {
            let sentence = nobody(&visit, &refusal);
            return Reply::json(&Reaching {
                people: 0,
                pods: Vec::new(),
                sentence,
                outside: Vec::new(),
            });
        }
        Err(stop) => return Err(stop),
    };
    let preview = audience::count(db, &*me, &audience).await?;
    let outside = post::outside(db, &me, &audience, form.text("text"), &pod.settings.host()).await?;
    Reply::json(&Reaching {
        people: preview.people,
        pods: pods(pod, &preview),
        sentence: sentence(&visit.say(), audience.reach, &preview),
        outside: outside
            .iter()
            .map(|person| Named {
                guid: person.guid.clone(),
                name: person.name.clone(),
            })
            .collect(),
    })
}

/// The sheet of who gets it, as a page.
#[post("/posts/audience", data = "<posted>")]
async fn sheet(visit: Visit, me: SignedIn, pod: &State<Pod>, posted: Posted) -> Answer {
    let form = &posted.fields;
    let (db, text, wanted, mut wishes) = (pod.db.read(), form.text("text"), wanted(form), wishes(form));
    if let Err(stop) = keep::all(pod, &me, &posted.files, &mut wishes.photos).await {
        let publisher = Publisher::new(&visit, &me, text, &wanted, None)
            .wishing(&wishes)
            .planned(form.text("planned"));
        return visit.again(pod, stop, |errors| PublisherView {
            publisher: publisher.refused(&errors),
        });
    }
    let audience = match audience::resolve(db, &*me, &wanted).await {
        Ok(audience) => audience,
        Err(stop) => {
            let publisher = Publisher::new(&visit, &me, text, &wanted, None)
                .wishing(&wishes)
                .planned(form.text("planned"));
            return visit.again(pod, stop, |errors| PublisherView {
                publisher: publisher.refused(&errors),
            });
        }
    };
    let preview = audience::preview(db, &me, &audience).await?;
    let outside = post::outside(db, &me, &audience, text, &pod.settings.host()).await?;
    let outside = outside.iter().map(|person| Named {
        guid: person.guid.clone(),
        name: person.name.clone(),
    });
    let publisher = Publisher::new(&visit, &me, text, &wanted, Some(&audience.choice))
        .reaching(&visit.say(), audience.reach, &preview)
        .naming_outside(outside.collect())
        .with_sheet(pod, &preview)
        .wishing(&wishes)
        .planned(form.text("planned"));
    visit.page(pod, PublisherView { publisher })
}

#[get("/posts/audience")]
async fn empty_sheet(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let publisher = opened(pod, &visit, &me, &[]).await?;
    visit.page(pod, PublisherView { publisher })
}

/// What another program or page shares to the pod, as the beginning of a post: the title, the words, the address.
fn shared_from(title: Option<&str>, text: Option<&str>, url: Option<&str>) -> Option<String> {
    let part = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let title = part(title).map(|title| format!("### {}", title.replace(['\r', '\n'], " ")));
    let parts: Vec<String> = [title, part(text), part(url)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n\n").chars().take(post::LONGEST).collect())
}

/// What a post begins with that is written because of something else.
#[derive(FromForm)]
struct Begun<'r> {
    /// Whom it names, by their ID.
    mention: Option<&'r str>,
    title: Option<&'r str>,
    text: Option<&'r str>,
    url: Option<&'r str>,
    /// For whom, where that follows from the rest: a group hands on only what is for all.
    reach: Option<&'r str>,
}

#[get("/posts/new?<begun..>")]
async fn new(visit: Visit, me: SignedIn, pod: &State<Pod>, begun: Begun<'_>) -> Answer {
    let text = match shared_from(begun.title, begun.text, begun.url) {
        Some(text) => Some(text),
        None => post::mention_of(pod.db.read(), begun.mention.unwrap_or_default()).await?,
    };
    let publisher = match text {
        Some(text) => {
            let mut wanted = usual(&me);
            if let Some(reach) = begun.reach.filter(|reach| audience::reach(reach).is_some()) {
                wanted.reach = reach.to_owned();
            }
            reaching(pod, &visit, &me, &text, &wanted).await?
        }
        None => opened(pod, &visit, &me, &[]).await?,
    };
    visit.page(pod, PublisherView { publisher })
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![share, preview, keep_draft, who, sheet, empty_sheet, new]
}
