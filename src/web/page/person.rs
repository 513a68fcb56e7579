//! A person's page, and what I may do about them: choose their aspects, ignore them.

use std::time::Duration;

use entity::user::Role;
use entity::visible::post::Cursor;
use entity::write::follow::{self, State as Stands, Way};
use entity::write::notification::Which;
use entity::{AspectId, PostId, person as person_row, visible};
use rocket::{Route, State, get, post, routes};

use crate::domain::abroad::asked;
use crate::domain::contact::{self, Standing};
use crate::domain::profile::Shown;
use crate::domain::throttle::{self, Limit};
use crate::domain::{ignore, moved, notification, person, profile, stream};
use crate::error::{OrNotFound, Outcome, Refusal, Stop};
use crate::federation::{Undone, activitypub, discover, earlier};
use crate::pod::Pod;
use crate::text::redirect;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::stream::cursor;
use crate::web::reply::{Answer, Reply};
use crate::web::view::aspect::MembershipView;
use crate::web::view::card::CardView;
use crate::web::view::photo::strip;
use crate::web::view::post::list;
use crate::web::view::profile::{IgnoreView, Posts, ProfileView};

/// A pod is asked about one of its people so often at the most.
const LOOKING: Duration = Duration::from_secs(60);

/// Somebody, as far as they show themselves to the visitor.
struct Known {
    person: person_row::Model,
    shown: Shown,
    standing: Standing,
}

async fn known(pod: &Pod, visit: &Visit, guid: &str) -> Outcome<Known> {
    let db = pod.db.read();
    let person = person::one(db, guid).await?;
    let shown = profile::shown(db, visit.viewer(), person.id).await?;
    let standing = match visit.viewer().user() {
        Some(user) => contact::standing(db, user, person.id).await?,
        None => Standing::default(),
    };
    Ok(Known {
        person,
        shown,
        standing,
    })
}

/// Who they are, as far as they show it to me, and what they posted, as far as I may see it.
#[get("/people/<guid>?<before>")]
async fn show(visit: Visit, pod: &State<Pod>, guid: &str, before: Option<&str>) -> Answer {
    let db = pod.db.read();
    let Known {
        person,
        shown,
        standing,
    } = match known(pod, &visit, guid).await {
        Err(Stop::Refused(Refusal::NotFound)) => return elsewhere_now(pod, guid).await,
        known => known?,
    };
    if let Some(me) = &visit.me
        && notification::any_unread(db, me.user.id, Which::Person(person.id)).await?
    {
        pod.act(async |tx| notification::seen_person(tx, me.user.id, person.id).await)
            .await?;
    }
    let posts = posts(pod, &visit, &person, before).await?;
    let alike = if before.is_none() {
        person::alike(db, visit.viewer(), person.id).await?
    } else {
        Vec::new()
    };
    let photos = match before {
        None => strip(pod, &visit, person.id).await?,
        Some(_) => Vec::new(),
    };
    let mut view = ProfileView::of(&visit, &person, &shown, &standing, posts);
    if visit.me.as_ref().is_some_and(|me| me.user.role == Role::Administrator)
        && let Some(since) = asked::unlike_since(db, person.id).await?
    {
        view = view.doubted(&visit, since);
    }
    if person.pod_id.is_some() && visible::actor::is_group(db, person.id).await? {
        view = view.of_group(&person);
    }
    if let Some(me) = &visit.me
        && let Some(follow) = follow::one(db, Way::Out, me.user.id, person.id).await?
        && follow.state == Stands::Asked
    {
        view = view.waiting();
    }
    visit.page(pod, view.beside(&alike).showing(photos))
}

/// Whoever has moved to another pod is found there.
async fn elsewhere_now(pod: &Pod, guid_or_handle: &str) -> Answer {
    let now = moved::place(pod.db.read(), guid_or_handle).await?.or_not_found()?;
    Ok(Reply::to(format!("/people/{}", now.guid)))
}

/// Asks the pod of somebody who they are now.
#[post("/people/<guid>/look", data = "<_form>")]
async fn look(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let person = person::one(pod.db.read(), guid).await?;
    person.pod_id.or_not_found()?;
    throttle::count(&pod.db, &pod.settings.limits, Limit::Search, &me.user.id.to_string()).await?;
    let looked = match person.guid.starts_with(activitypub::FAR) {
        true => activitypub::look_again(pod, &person, LOOKING).await,
        false => discover::look_again(pod, &person, LOOKING).await,
    };
    let notice = match looked {
        Ok(Some(found)) => {
            earlier::want(pod, &found).await?;
            "people-looked"
        }
        Ok(None) => "people-looked-just-now",
        Err(Undone::Retry(_)) => "people-looked-away",
        Err(Undone::Reject(why)) => {
            tracing::info!(who = person.handle, why, "somebody is not found any more as they were");
            "people-looked-other"
        }
        Err(Undone::Broke(fault)) => return Err(fault.into()),
    };
    Ok(Reply::to(format!("/people/{guid}")).notice(notice))
}

/// Who they are, in a few lines: nothing that their page would not say.
#[get("/people/<guid>/card")]
async fn card(visit: Visit, pod: &State<Pod>, guid: &str) -> Answer {
    let Known {
        person,
        shown,
        standing,
    } = known(pod, &visit, guid).await?;
    visit.page(pod, CardView::of(&visit, &person, &shown, &standing))
}

/// A page of what they posted, what I have hidden from my streams marked so; the first one begins with what they pinned.
async fn posts(pod: &Pod, visit: &Visit, of: &person_row::Model, before: Option<&str>) -> Outcome<Posts> {
    let (db, viewer) = (pod.db.read(), visit.viewer());
    let mut page = stream::of(db, viewer, of.id, cursor(visit, before)).await?;
    if before.is_none() {
        let pinned = stream::pinned(db, viewer, of.id, Cursor::until(visit.now)).await?;
        page.posts
            .retain(|found| pinned.iter().all(|one| one.post.id != found.post.id));
        page.posts.splice(0..0, pinned);
    }
    let (mut cards, pager) = list(pod, visit, &format!("/people/{}", of.guid), &page).await?;
    if let Some(me) = &visit.me {
        let ids: Vec<PostId> = page.posts.iter().map(|found| found.post.id).collect();
        let hidden = entity::own::post::hidden(db, me.user.id, &ids).await?;
        for (card, id) in cards.iter_mut().zip(&ids) {
            card.hidden = hidden.contains(id);
        }
    }
    Ok((cards, pager))
}

/// The page of somebody of this pod by their username.
#[get("/u/<username>")]
async fn by_username(pod: &State<Pod>, username: &str) -> Answer {
    let db = pod.db.read();
    match person::by_username(db, username).await {
        Ok(person) => Ok(Reply::to(format!("/people/{}", person.guid))),
        Err(Stop::Refused(Refusal::NotFound)) => {
            let handle = format!("{}@{}", username.to_lowercase(), pod.settings.host());
            elsewhere_now(pod, &handle).await
        }
        Err(stop) => Err(stop),
    }
}

/// Where to go afterwards: where one came from, else their page.
fn way(to: &str, guid: &str) -> String {
    redirect::local(to).map_or_else(|| format!("/people/{guid}"), str::to_owned)
}

/// Which of my aspects they are in.
#[get("/people/<guid>/aspects?<to>")]
async fn aspects(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, to: Option<&str>) -> Answer {
    let db = pod.db.read();
    let person = person::one(db, guid).await?;
    let standing = contact::standing(db, me.user.id, person.id).await?;
    let to = way(to.unwrap_or_default(), guid);
    visit.page(pod, MembershipView::of(&visit, &me, &person, &standing, &to))
}

/// Into these of my aspects, and no other.
#[post("/people/<guid>/aspects", data = "<form>")]
async fn choose(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let person = person::one(pod.db.read(), guid).await?;
    let chosen: Vec<AspectId> = form.ids("aspect").into_iter().map(AspectId).collect();
    let to = way(form.text("to"), guid);
    let done = pod
        .act(async |tx| contact::set_aspects(tx, me.user.id, person.id, &chosen).await)
        .await;
    let Err(stop) = done else {
        return Ok(Reply::to(to).notice("people-aspects-saved"));
    };
    let standing = contact::standing(pod.db.read(), me.user.id, person.id).await?;
    let standing = Standing {
        aspects: chosen,
        ..standing
    };
    visit.again(pod, stop, |errors| {
        MembershipView::of(&visit, &me, &person, &standing, &to).refused(errors)
    })
}

/// What ignoring them means.
#[get("/people/<guid>/ignore")]
async fn ask_ignore(visit: Visit, me: SignedIn, pod: &State<Pod>, guid: &str) -> Answer {
    let person = person::one(pod.db.read(), guid).await?;
    let standing = contact::standing(pod.db.read(), me.user.id, person.id).await?;
    visit.page(pod, IgnoreView::of(&person, &standing))
}

/// Ignores them.
#[post("/people/<guid>/ignore", data = "<_form>")]
async fn add_ignore(me: SignedIn, pod: &State<Pod>, guid: &str, _form: Fields) -> Answer {
    let person = person::one(pod.db.read(), guid).await?;
    pod.act(async |tx| ignore::add(tx, me.user.id, person.id).await).await?;
    Ok(Reply::to(format!("/people/{guid}")).notice("people-ignoring"))
}

/// Ignores them no longer.
#[post("/people/<guid>/unignore", data = "<form>")]
async fn end_ignore(me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let person = person::one(pod.db.read(), guid).await?;
    pod.act(async |tx| ignore::remove(tx, me.user.id, person.id).await)
        .await?;
    Ok(Reply::to(way(form.text("to"), guid)).notice("people-not-ignoring"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        show,
        card,
        by_username,
        aspects,
        choose,
        look,
        ask_ignore,
        add_ignore,
        end_ignore
    ]
}
