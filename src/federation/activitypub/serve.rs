//! What servers of the fediverse are answered that ask for something: by the rights of who has signed the question, and never more
//! than that. What is for everybody is the same for everybody; what is for a few is had as the asking server was given it, or not at
//! all.

use entity::user::State;
use entity::visible::actor::{self, Side};
use entity::visible::comment::{self, Written, comments};
use entity::visible::like::likes;
use entity::visible::post::{Authored, Cursor, posts};
use entity::visible::projection;
use entity::{GoneKind, Moment, PersonId, PostId, Viewer, person, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::door::Signer;
use super::present::deed::{self, News};
use super::present::{ALL, actor as face, object, time};
use super::{dispatch, places};
use crate::domain::{gone, moved};
use crate::error::{OrNotFound, Outcome};
use crate::federation::fetch::gone as unfit;
use crate::pod::Pod;
use crate::wire::activitypub::{Collection, Id, Item, Object, ObjectKind};

/// Entries of a page.
const PAGE: u64 = 20;
/// Addresses of people on a page.
const NAMES: u64 = 100;

/// What is answered.
pub enum Answer {
    /// It.
    Document(Value),
    /// It was there and is gone for good.
    Gone(Value),
    /// It lives there.
    Elsewhere(String),
}

/// Which part of a collection is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// What it is.
    Whole,
    /// A page, from where this says.
    Page(&'a str),
}

/// Somebody who is not here is answered as one who never was, but for those who have left for good.
async fn here(pod: &Pod, guid: &str) -> Outcome<(person::Model, user::Model)> {
    let found = person::Entity::find()
        .filter(person::Column::Guid.eq(guid))
        .filter(person::Column::PodId.is_null())
        .one(pod.db.read())
        .await?
        .or_not_found()?;
    let account = user::Entity::find().filter(user::Column::PersonId.eq(found.id));
    let account = account.one(pod.db.read()).await?.or_not_found()?;
    Ok((found, account))
}

async fn there(pod: &Pod, guid: &str) -> Outcome<(person::Model, user::Model)> {
    let (found, account) = here(pod, guid).await?;
    found.closed_at.is_none().then_some(()).or_not_found()?;
    Ok((found, account))
}

/// The pod's own actor.
///
/// # Errors
/// Its key cannot be had.
pub async fn pod_itself(pod: &Pod) -> Outcome<Value> {
    Ok(face::pod_itself(pod).await.map_err(unfit)?.json())
}

/// What the pod's own actor has sent: nothing that is shown.
pub fn nothing(pod: &Pod, path: &str) -> Outcome<Value> {
    let id = Id::parse(&pod.settings.url(path)).or_not_found()?;
    let empty = Collection {
        id: Some(id),
        ordered: true,
        total: Some(0),
        ..Collection::default()
    };
    Ok(empty.json())
}

/// Somebody here.
///
/// # Errors
/// There is nobody here with this guid who has keys.
pub async fn person(pod: &Pod, guid: &str) -> Outcome<Answer> {
    let (found, account) = here(pod, guid).await?;
    // Who has moved is there for a while, to say so.
    let leads = account.state == State::Closing && moved::to(pod.db.read(), found.id).await?.is_some();
    if found.closed_at.is_some() && !leads {
        (account.state == State::Closed).then_some(()).or_not_found()?;
        let left = Object {
            id: Some(places::person(&pod.settings, guid)),
            kind: ObjectKind::Tombstone,
            former: Some("Person".to_owned()),
            ..Object::default()
        };
        return Ok(Answer::Gone(left.json()));
    }
    let actor = face::actor(pod, &found).await.map_err(unfit)?;
    Ok(Answer::Document(actor.json()))
}

/// A post, at its own address or at that of a copy.
///
/// # Errors
/// There is none, or none for who asks.
pub async fn post(pod: &Pod, viewer: Viewer, (guid, at): (&str, &Id)) -> Outcome<Answer> {
    let db = pod.db.read();
    let open = places::post(&pod.settings, guid) == *at;
    let public = posts(Viewer::Anyone).public().one(db, guid).await?;
    if let Some(found) = public.filter(|found| open && found.post.created_at <= pod.db.now()) {
        if found.author.pod_id.is_some() {
            return elsewhere(pod, guid).await;
        }
        return Ok(Answer::Document(shown(pod, viewer, &found).await?));
    }
    match posts(ALL).one(db, guid).await? {
        Some(found) => copy(pod, viewer, found.post.id, at).await,
        None => left(pod, (GoneKind::Post, guid), at).await,
    }
}

/// What was for everybody and is gone is said to be so, at its address; of everything else there is nothing to say.
async fn left(pod: &Pod, (kind, guid): (GoneKind, &str), at: &Id) -> Outcome<Answer> {
    let since = gone::open(pod.db.read(), kind, guid).await?;
    let own = match kind {
        GoneKind::Comment => places::comment(&pod.settings, guid),
        GoneKind::Post | GoneKind::Like | GoneKind::Vote | GoneKind::Photo | GoneKind::Follow => {
            places::post(&pod.settings, guid)
        }
    };
    let since = since.filter(|_| own == *at).or_not_found()?;
    let tombstone = Object {
        id: Some(own),
        kind: ObjectKind::Tombstone,
        former: Some("Note".to_owned()),
        deleted: time(since),
        ..Object::default()
    };
    Ok(Answer::Gone(tombstone.json()))
}

/// What came over ActivityPub lives at its author's.
async fn elsewhere(pod: &Pod, guid: &str) -> Outcome<Answer> {
    let mut found = actor::objects(pod.db.read(), &[guid]).await?;
    Ok(Answer::Elsewhere(found.remove(guid).or_not_found()?))
}

async fn copy(pod: &Pod, viewer: Viewer, of: PostId, at: &Id) -> Outcome<Answer> {
    let kept = projection::one(pod.db.read(), viewer, of, at.as_str()).await?;
    let kept: Value = serde_json::from_str(&kept.or_not_found()?).map_err(crate::error::Fault::of)?;
    Ok(Answer::Document(kept))
}

/// A public post of somebody here, or that they show one.
async fn shown(pod: &Pod, viewer: Viewer, found: &Authored) -> Outcome<Value> {
    if let Some(root) = found.post.root_id {
        let shows = dispatch::shows(pod, found, root).await.map_err(unfit)?;
        let (activity, _) = shows.or_not_found()?;
        // What is said of it in words of one's own lies here itself.
        let said = deed::made(&activity).and_then(Item::object);
        return Ok(said.map_or_else(|| activity.json(), Object::json));
    }
    let mut object = object::public_post(pod, found).await.map_err(unfit)?;
    if object.poll.is_some() && viewer.person().is_some() {
        object.poll = object::poll(pod, viewer, &found.post).await.map_err(unfit)?;
    }
    Ok(object.json())
}

/// A comment, at its own address or at that of a copy.
///
/// # Errors
/// There is none, or none for who asks.
pub async fn comment(pod: &Pod, viewer: Viewer, (guid, at): (&str, &Id)) -> Outcome<Answer> {
    let db = pod.db.read();
    let Some(said) = comments(ALL).one(db, guid).await? else {
        return left(pod, (GoneKind::Comment, guid), at).await;
    };
    let on = posts(Viewer::Anyone).public().by_id(db, said.comment.post_id).await?;
    let Some(on) = on else {
        return copy(pod, viewer, said.comment.post_id, at).await;
    };
    let open = places::comment(&pod.settings, guid) == *at && said.author.closed_at.is_none();
    open.then_some(()).or_not_found()?;
    if said.author.pod_id.is_some() {
        return elsewhere(pod, guid).await;
    }
    let note = object::public_comment(pod, &on, &said).await.map_err(unfit)?;
    Ok(Answer::Document(note.or_not_found()?.json()))
}

/// That somebody here likes something that is for everybody, as they have said it: whoever hears of it from others can ask them.
///
/// # Errors
/// They do not, or it is not for everybody.
pub async fn like(pod: &Pod, whose: &str, guid: &str) -> Outcome<Value> {
    let given = likes(Viewer::Anyone).one(pod.db.read(), guid).await?;
    let theirs = given.filter(|given| given.author.pod_id.is_none() && given.author.guid == whose);
    let like = dispatch::like(pod, &theirs.or_not_found()?).await.map_err(unfit)?;
    Ok(like.or_not_found()?.json())
}

pub(super) async fn public(pod: &Pod, guid: &str) -> Outcome<Authored> {
    let found = posts(Viewer::Anyone).public().one(pod.db.read(), guid).await?;
    let ours = |found: &Authored| found.author.pod_id.is_none() && found.post.created_at <= pod.db.now();
    found.filter(ours).or_not_found()
}

/// How many like a public post, or show it. Who they are is theirs to say.
///
/// # Errors
/// There is no such post of somebody here.
pub async fn counted(pod: &Pod, guid: &str, what: &str) -> Outcome<Value> {
    let found = public(pod, guid).await?;
    let count = if what == "likes" {
        found.post.likes
    } else {
        found.post.reshares
    };
    let collection = Collection {
        id: Some(places::of_post(&pod.settings, guid, what)),
        total: Some(u64::try_from(count).unwrap_or_default()),
        ..Collection::default()
    };
    Ok(collection.json())
}

/// What is said under a public post, newest first, by those who can be asked for it themselves.
///
/// # Errors
/// There is no such post of somebody here.
pub async fn replies(pod: &Pod, guid: &str, part: Part<'_>) -> Outcome<Value> {
    let found = public(pod, guid).await?;
    let id = places::of_post(&pod.settings, guid, "replies");
    let Part::Page(before) = part else {
        return Ok(Collection {
            first: page_of(&id, "now"),
            total: Some(u64::try_from(found.post.comments).unwrap_or_default()),
            id: Some(id),
            ..Collection::default()
        }
        .json());
    };
    let (said, next) = below(pod, &found, before).await?;
    let page = Collection {
        items: said.into_iter().rev().map(|(_, id)| Item::Id(id)).collect(),
        ..page(&id, before, next.and_then(|next| page_of(&id, &next)))
    };
    Ok(page.json())
}

/// The guids and addresses of what is said under a public post, oldest first, by those who can be asked for it themselves; and from
/// where the page of what was said before it goes on.
pub(super) async fn below(pod: &Pod, on: &Authored, before: &str) -> Outcome<(Vec<(String, Id)>, Option<String>)> {
    let db = pod.db.read();
    let cursor = comment::Cursor::decode(before);
    let said = comments(Viewer::Anyone).under(on.post.id);
    let said = said.page(db, cursor, PAGE).await?;
    let next = said.first().filter(|_| said.len() as u64 == PAGE);
    let next = next.map(|last| comment::Cursor::before(&last.comment).encode());
    Ok((addressed(pod, &said).await?, next))
}

/// The same from the first on that was said, for who reads a conversation as it went.
pub(super) async fn below_from(pod: &Pod, on: &Authored, after: &str) -> Outcome<(Vec<(String, Id)>, Option<String>)> {
    let said = comments(Viewer::Anyone).under(on.post.id);
    let said = said
        .page_after(pod.db.read(), comment::Cursor::decode(after), PAGE)
        .await?;
    let next = said.last().filter(|_| said.len() as u64 == PAGE);
    let next = next.map(|last| comment::Cursor::before(&last.comment).encode());
    Ok((addressed(pod, &said).await?, next))
}

/// The guids and addresses of what was said by those who can be asked for it themselves.
async fn addressed(pod: &Pod, said: &[Written]) -> Outcome<Vec<(String, Id)>> {
    let far: Vec<&str> = said
        .iter()
        .filter(|said| said.author.pod_id.is_some())
        .map(|said| said.comment.guid.as_str())
        .collect();
    let far = actor::objects(pod.db.read(), &far).await?;
    let named = said.iter().filter_map(|said| {
        let id = match said.author.pod_id {
            None => Some(places::comment(&pod.settings, &said.comment.guid)),
            Some(_) => Id::parse(far.get(&said.comment.guid)?),
        };
        Some((said.comment.guid.clone(), id?))
    });
    Ok(named.collect())
}

pub(super) fn page_of(of: &Id, from: &str) -> Option<Id> {
    Id::parse(&format!("{of}?page={from}"))
}

pub(super) fn page(of: &Id, from: &str, next: Option<Id>) -> Collection {
    Collection {
        id: page_of(of, from),
        is_page: true,
        part_of: Some(of.clone()),
        next,
        ..Collection::default()
    }
}

/// What somebody has shared with everybody, newest first.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn outbox(pod: &Pod, guid: &str, part: Part<'_>) -> Outcome<Value> {
    let (who, _) = there(pod, guid).await?;
    let db = pod.db.read();
    let id = places::of_person(&pod.settings, guid, "outbox");
    let theirs = || posts(Viewer::Anyone).public().by(who.id);
    let Part::Page(from) = part else {
        return Ok(Collection {
            ordered: true,
            total: Some(theirs().count(db).await?),
            first: page_of(&id, "now"),
            id: Some(id),
            ..Collection::default()
        }
        .json());
    };
    let now: Moment = pod.db.now();
    let before = Cursor::decode(from).filter(|cursor| cursor.at <= now);
    let found = theirs().page(db, before.unwrap_or(Cursor::until(now)), PAGE).await?;
    let next = found.last().filter(|_| found.len() as u64 == PAGE);
    let next = next.and_then(|last| page_of(&id, &Cursor::after(&last.post).encode()));
    let mut items = Vec::new();
    for one in &found {
        let activity = match one.post.root_id {
            Some(root) => match dispatch::shows(pod, one, root).await.map_err(unfit)? {
                Some((activity, _)) => activity,
                None => continue,
            },
            None => {
                let note = object::public_post(pod, one).await.map_err(unfit)?;
                deed::say(note, News::New).map_err(unfit)?
            }
        };
        items.push(Item::from(activity));
    }
    let page = Collection {
        ordered: true,
        items,
        ..page(&id, from, next)
    };
    Ok(page.json())
}

/// What somebody shows first.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn featured(pod: &Pod, guid: &str) -> Outcome<Value> {
    let (who, _) = there(pod, guid).await?;
    let pinned = posts(Viewer::Anyone).public().by(who.id).pinned();
    let now = pod.db.now();
    let found = pinned.page(pod.db.read(), Cursor::until(now), PAGE).await?;
    let mut items = Vec::new();
    for one in found.iter().filter(|one| one.post.root_id.is_none()) {
        items.push(Item::from(object::public_post(pod, one).await.map_err(unfit)?));
    }
    let collection = Collection {
        id: Some(places::of_person(&pod.settings, guid, "featured")),
        ordered: true,
        total: Some(items.len() as u64),
        items,
        ..Collection::default()
    };
    Ok(collection.json())
}

/// Who follows somebody here, or whom they follow: how many, and who where they want that to be seen.
///
/// # Errors
/// There is nobody here with this guid.
pub async fn follows(pod: &Pod, (guid, side): (&str, Side), part: Part<'_>) -> Outcome<Value> {
    let (_, account) = there(pod, guid).await?;
    let db = pod.db.read();
    let what = match side {
        Side::Followers => "followers",
        Side::Followed => "following",
    };
    let id = places::of_person(&pod.settings, guid, what);
    let Part::Page(from) = part else {
        return Ok(Collection {
            ordered: true,
            total: Some(actor::count(db, account.id, side).await?),
            // Without a first page it is hidden: others say so, too.
            first: account.follows_shown.then(|| page_of(&id, "0")).flatten(),
            id: Some(id),
            ..Collection::default()
        }
        .json());
    };
    account.follows_shown.then_some(()).or_not_found()?;
    let after = PersonId(from.parse().unwrap_or(0));
    let found = actor::page(db, (account.id, side), after, NAMES).await?;
    let next = found.last().filter(|_| found.len() as u64 == NAMES);
    let next = next.and_then(|(last, _)| page_of(&id, &last.to_string()));
    let items = found.iter().filter_map(|(_, uri)| Id::parse(uri)).map(Item::Id);
    let page = Collection {
        ordered: true,
        items: items.collect(),
        ..page(&id, from, next)
    };
    Ok(page.json())
}

/// Those who follow somebody here from the server that asks, and nobody else: by it a server finds out whom it has wrongly kept
/// (FEP-8fcf).
///
/// # Errors
/// There is nobody here with this guid.
pub async fn followers_there(pod: &Pod, guid: &str, signer: &Signer) -> Outcome<Value> {
    let (_, account) = there(pod, guid).await?;
    let home = signer.person.pod_id.or_not_found()?;
    let found = actor::followers_on(pod.db.read(), account.id, home).await?;
    let items = found.iter().filter_map(|uri| Id::parse(uri)).map(Item::Id);
    let collection = Collection {
        id: Some(places::of_person(&pod.settings, guid, "followers_synchronization")),
        ordered: true,
        items: items.collect(),
        ..Collection::default()
    };
    Ok(collection.json())
}

/// Through whose eyes is looked at what a server asks for.
pub fn eyes(signer: Option<&Signer>) -> Viewer {
    signer.map_or(Viewer::Anyone, |signer| Viewer::Remote(signer.person.id))
}
