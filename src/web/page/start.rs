//! Getting started in three steps. Every form has a button that leaves the step out.

use entity::{AspectId, UserId};
use rocket::{Route, State, get, post, routes};

use super::contact::seeker;
use crate::domain::profile::{self, Owner};
use crate::domain::start::{self, Step};
use crate::domain::{contact, person, telling};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::{Fields, Upload};
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::page::avatar;
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::start::{StartPeopleView, StartProfileView, StartTagsView};
use crate::web::view::zone::{Kept, ZoneField};

/// So many people are suggested.
const SUGGESTED: u64 = 20;

async fn onward(pod: &Pod, me: UserId, step: Step) -> Answer {
    pod.act(async |tx| start::done(tx, me, step).await).await?;
    Ok(Reply::to(step.next()))
}

/// Name and picture.
#[get("/start/profile")]
async fn profile_page(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let zone = zone(&visit, pod, &me, "").await?;
    let name = me.person.name.clone();
    visit.page(
        pod,
        StartProfileView::of(&visit, &me.person, name, zone, Errors::none()),
    )
}

/// What was typed, or what is kept.
async fn zone(visit: &Visit, pod: &Pod, me: &Me, typed: &str) -> Outcome<ZoneField> {
    if typed.is_empty() {
        let wishes = telling::of(pod.db.read(), me.user.id).await?;
        let kept = super::telling::kept(pod, me).await?;
        Ok(ZoneField::of(&visit.say(), wishes.zone().name(), kept, ""))
    } else {
        Ok(ZoneField::of(&visit.say(), typed, Kept::Before, ""))
    }
}

/// Keeps them.
#[post("/start/profile", data = "<form>")]
async fn save_profile(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Upload) -> Answer {
    if form.fields.ticked("skip") {
        return onward(pod, me.user.id, Step::Profile).await;
    }
    let (name, typed) = (form.fields.text("name").to_owned(), form.fields.text("zone").to_owned());
    match keep_profile(pod, &me, (name.as_str(), typed.as_str()), form).await {
        Ok(()) => onward(pod, me.user.id, Step::Profile).await,
        Err(stop) => {
            let zone = zone(&visit, pod, &me, &typed).await?;
            visit.again(pod, stop, |errors| {
                StartProfileView::of(&visit, &me.person, name, zone, errors)
            })
        }
    }
}

async fn keep_profile(pod: &Pod, me: &Me, (name, zone): (&str, &str), form: Upload) -> Outcome<()> {
    let owner = Owner {
        user: me.user.id,
        person: me.person.id,
    };
    pod.act(async |tx| {
        if !zone.is_empty() {
            telling::live_in(tx, me.user.id, zone).await?;
        }
        profile::rename(tx, owner, name).await
    })
    .await?;
    if form.file.is_empty() {
        Ok(())
    } else {
        avatar::take(pod, me, form).await
    }
}

/// Tags to follow.
#[get("/start/tags")]
async fn tags_page(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let followed: Vec<&str> = me.tags.iter().map(String::as_str).collect();
    visit.page(pod, StartTagsView::of(&visit, &followed, String::new(), Errors::none()))
}

/// Follows them.
#[post("/start/tags", data = "<form>")]
async fn save_tags(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    if form.ticked("skip") {
        return onward(pod, me.user.id, Step::Tags).await;
    }
    let all = [form.all("tag"), vec![form.text("tags")]].concat().join(" ");
    match pod.act(async |tx| start::follow(tx, me.user.id, &all).await).await {
        Ok(()) => onward(pod, me.user.id, Step::Tags).await,
        Err(stop) => visit.again(pod, stop, |errors| {
            StartTagsView::of(&visit, &form.all("tag"), form.text("tags").to_owned(), errors)
        }),
    }
}

/// People here whom I may know.
#[get("/start/people")]
async fn people_page(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let view = people(&visit, &me, pod, Errors::none()).await?;
    visit.page(pod, view)
}

async fn people(visit: &Visit, me: &Me, pod: &Pod, errors: Errors) -> Outcome<StartPeopleView> {
    let db = pod.db.read();
    let found = person::suggestions(db, seeker(me), SUGGESTED).await?;
    let ids: Vec<_> = found.iter().map(|person| person.id).collect();
    let mut standings = contact::standings(db, me.user.id, &ids).await?;
    let known: Vec<_> = found
        .into_iter()
        .map(|person| {
            let standing = standings.remove(&person.id).unwrap_or_default();
            (person, standing)
        })
        .collect();
    Ok(StartPeopleView::of(visit, me, &known, errors))
}

/// Puts one of them into an aspect and stays; or goes on.
#[post("/start/people", data = "<form>")]
async fn add_person(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let Some(aspect) = form.id("aspect") else {
        return onward(pod, me.user.id, Step::People).await;
    };
    let person = person::one(pod.db.read(), form.text("person")).await?;
    pod.act(async |tx| contact::add_to(tx, me.user.id, person.id, AspectId(aspect)).await)
        .await?;
    Ok(Reply::to(Step::People.path()).notice("people-aspects-saved"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![
        profile_page,
        save_profile,
        tags_page,
        save_tags,
        people_page,
        add_person
    ]
}
