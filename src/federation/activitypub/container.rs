//! What is said below a post as a collection of whose post it is (FEP-171b): what others are shown of ours, and what owners of others say
//! that has to be asked about first.
//!
//! An owner may say what belongs to a conversation, never what somebody else has said: that is asked for where it lies. Only of
//! what is for a few, and lies beside the owner, may the owner's server speak where it gives nothing to whoever asks.

use entity::visible::comment::{self as said, comments};
use entity::visible::post::{Authored, posts};
use entity::visible::{actor, projection};
use entity::{Reach, Viewer, person};
use sea_orm::EntityTrait;
use serde_json::Value;

use super::apply::{self, Came, Here, How, Stay};
use super::fetch::{self, Budget, Had};
use super::gather::{self, Got};
use super::meet::{self, Signer};
use super::places;
use super::present::{ALL, deed, object};
use super::serve::{self, Part, page, page_of};
use crate::error::{OrNotFound, Outcome};
use crate::federation::Undone;
use crate::federation::fetch::gone;
use crate::pod::Pod;
use crate::wire::Verified;
use crate::wire::activitypub::{Activity, Audience, Collection, Deed, Id, Item, Object, Provenance, Thing};

/// The page with what was said first: others read a conversation in the order in which it went.
const START: &str = "start";
/// What its entries are.
const HOLDS: &str = "Activity";
/// Comments below a limited post that are read at a time.
const AT_ONCE: u64 = 200;
/// Comments below a limited post that are shown, the newest.
const MOST: usize = 1_000;

/// The conversation below a post of somebody here, as far as it is for who asks.
///
/// # Errors
/// There is no such post of somebody here for them.
pub async fn shown(pod: &Pod, viewer: Viewer, guid: &str, part: Part<'_>) -> Outcome<Value> {
    let open = posts(Viewer::Anyone).public().one(pod.db.read(), guid).await?;
    if open.is_none() {
        return shown_to(pod, viewer, guid).await;
    }
    let post = serve::public(pod, guid).await?;
    let id = places::container(&pod.settings, guid);
    let owner = Some(places::person(&pod.settings, &post.author.guid));
    let Part::Page(after) = part else {
        let whole = Collection {
            ordered: true,
            first: page_of(&id, START),
            id: Some(id),
            owner,
            holds: Some(HOLDS.to_owned()),
            ..Collection::default()
        };
        return Ok(whole.json());
    };
    let (below, next) = serve::below_from(pod, &post, after).await?;
    let audience = object::open_as(pod, (&post.author, Vec::new()), &post.post);
    let whole = Collection {
        ordered: true,
        owner,
        holds: Some(HOLDS.to_owned()),
        items: entries(pod, &post, below, &audience)?,
        ..page(&id, after, next.and_then(|next| page_of(&id, &next)))
    };
    Ok(whole.json())
}

/// Each thing below a post, as it was put into the conversation.
fn entries(pod: &Pod, on: &Authored, below: Vec<(String, Id)>, audience: &Audience) -> Outcome<Vec<Item>> {
    let mut entries = Vec::new();
    for (guid, id) in below {
        let added = deed::added(pod, on, (&format!("{guid}/create"), Item::Id(id)), audience.clone());
        entries.push(Item::from(added.map_err(gone)?));
    }
    Ok(entries)
}

/// The same of a limited post: what the server that asks was given of it, and what it has said itself. That there is more it does not
/// hear, nor how much.
async fn shown_to(pod: &Pod, viewer: Viewer, guid: &str) -> Outcome<Value> {
    let db = pod.db.read();
    let post = posts(ALL).one(db, guid).await?.or_not_found()?;
    let has = projection::held(db, viewer, post.post.id, &[guid]).await?;
    (!has.is_empty() && post.author.pod_id.is_none())
        .then_some(())
        .or_not_found()?;
    let id = places::container(&pod.settings, guid);
    let below = held_below(pod, viewer, &post).await?;
    let whole = Collection {
        ordered: true,
        owner: Some(places::person(&pod.settings, &post.author.guid)),
        holds: Some(HOLDS.to_owned()),
        items: entries(pod, &post, below, &Audience::default())?,
        id: Some(id),
        ..Collection::default()
    };
    Ok(whole.json())
}

async fn held_below(pod: &Pod, viewer: Viewer, on: &Authored) -> Outcome<Vec<(String, Id)>> {
    let db = pod.db.read();
    let home = match viewer.person() {
        Some(me) => person::Entity::find_by_id(me).one(db).await?.and_then(|me| me.pod_id),
        None => None,
    };
    let (mut below, mut before) = (Vec::new(), None);
    while below.len() < MOST {
        let some = comments(ALL).under(on.post.id).page(db, before, AT_ONCE).await?;
        let guids: Vec<&str> = some.iter().map(|said| said.comment.guid.as_str()).collect();
        let held = projection::held(db, viewer, on.post.id, &guids).await?;
        let own: Vec<&str> = some
            .iter()
            .filter(|said| home.is_some() && said.author.pod_id == home)
            .map(|said| said.comment.guid.as_str())
            .collect();
        let own = actor::objects(db, &own).await?;
        let shown = some.iter().rev().filter_map(|said| {
            let guid = &said.comment.guid;
            let uri = held.get(guid).or_else(|| own.get(guid))?;
            Some((guid.clone(), Id::parse(uri)?))
        });
        below.extend(shown);
        match some.first().filter(|_| some.len() as u64 == AT_ONCE) {
            Some(oldest) => before = Some(said::Cursor::before(&oldest.comment)),
            None => break,
        }
    }
    below.reverse();
    Ok(below)
}

/// What an entry of a conversation is about, and how it came with it.
#[derive(Debug)]
enum Entry {
    /// Something that was said, at this address. Within, if whoever vouches for it lives where it does.
    Said(Id, Option<Box<Object>>),
    /// Something that its owner has deleted.
    Gone(Id),
    /// What somebody feels about something, or does no more.
    Felt(Box<Verified<Activity, Id>>),
    /// What is not shown here.
    Nothing,
}

fn entry(item: &Item) -> Entry {
    if let Some(object) = item.object() {
        return match &object.id {
            Some(id) => Entry::Said(id.clone(), Some(Box::new(object.clone()))),
            None => Entry::Nothing,
        };
    }
    match (item.activity(), item.id()) {
        (Some(activity), Some(id)) if is_feeling(&activity.deed) => {
            match activity.clone().verify(Provenance::Fetched(id)) {
                Ok(verified) => Entry::Felt(Box::new(verified)),
                Err(_) => Entry::Nothing,
            }
        }
        (Some(activity), _) => done(activity),
        (None, Some(id)) => Entry::Said(id.clone(), None),
        (None, None) => Entry::Nothing,
    }
}

/// Whether it is a like, or the end of one.
fn is_feeling(deed: &Deed) -> bool {
    if let Deed::Undo(item) = deed {
        return item.activity().is_some_and(|was| is_feeling(&was.deed));
    }
    matches!(deed, Deed::Like(_) | Deed::EmojiReact(_))
}

fn done(activity: &Activity) -> Entry {
    if let Deed::Create(items) = &activity.deed {
        items.first().map_or(Entry::Nothing, entry)
    } else if let Deed::Update(item) = &activity.deed {
        entry(item)
    } else if let Deed::Delete(deletion) = &activity.deed {
        Entry::Gone(deletion.object.clone())
    } else {
        Entry::Nothing
    }
}

/// The owner of a conversation says that something belongs to it: it is had where it lies, and stands below their post from then on.
///
/// # Errors
/// It is not to be had, answers nothing of theirs, or its author is nobody.
pub(super) async fn added(pod: &Pod, owner: &Signer, item: &Item, budget: &mut Budget) -> Result<Got, Undone> {
    let mut about = entry(item);
    if let Entry::Said(id, None) = &about
        && !meet::is_ours(pod, id)
    {
        about = had(pod, id, budget).await?;
    }
    let (id, within) = match about {
        Entry::Said(id, within) => (id, within),
        Entry::Gone(id) => {
            taken_out(pod, owner, &id).await?;
            return Ok(Got::Done);
        }
        Entry::Felt(activity) => {
            felt(pod, owner, &activity, budget).await?;
            return Ok(Got::Done);
        }
        Entry::Nothing => return Ok(Got::Done),
    };
    if meet::is_ours(pod, &id) {
        // What somebody here has said is here.
        return Ok(Got::Done);
    }
    let (object, how) = believed(pod, &id, within, budget).await?;
    let on = answered(pod, &object, budget).await?;
    if on.author.id != owner.person.id {
        return Err(Undone::Reject("it stands below what somebody else has said".to_owned()));
    }
    let how = match (on.post.reach, how) {
        (Reach::Public, Believed::Fetched) => How::Fetched,
        (Reach::Public, Believed::Told) => {
            return Err(Undone::Reject(
                "what is below a public post can be had at its origin".to_owned(),
            ));
        }
        (Reach::Pod | Reach::Limited, _) => How::Added,
    };
    let author = meet::actor(pod, object.signer(), budget).await?;
    let came = Came {
        settings: &pod.settings,
        secret: &pod.secret,
        from: &author,
        recipient: None,
    };
    match gather::stored(pod, &came, &object, how).await? {
        None => Ok(Got::Done),
        Some(_) => Err(Undone::Reject("it is about something else".to_owned())),
    }
}

/// The owner of a conversation says that somebody likes something in it, or does no more. Their server has said so itself: it lives beside the
/// owner's, or was asked.
async fn felt(pod: &Pod, owner: &Signer, activity: &Verified<Activity, Id>, budget: &mut Budget) -> Result<(), Undone> {
    let about = liked(&activity.deed).ok_or_else(|| Undone::Reject("it is about nothing".to_owned()))?;
    let on = below(pod, about).await?;
    if on.author.id != owner.person.id {
        return Err(Undone::Reject("it stands below what somebody else has said".to_owned()));
    }
    let author = meet::actor(pod, activity.signer(), budget).await?;
    let came = Came {
        settings: &pod.settings,
        secret: &pod.secret,
        from: &author,
        recipient: None,
    };
    let mut tx = pod.db.begin().await?;
    match apply::activity(&mut tx, &came, activity, How::Added).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(Stay::Undone(undone)) => Err(undone),
        Err(Stay::Want(_)) => Err(Undone::Reject("it is about something else".to_owned())),
    }
}

/// What is liked, or no more.
fn liked(deed: &Deed) -> Option<&Id> {
    if let Deed::Undo(item) = deed {
        return item.activity().and_then(|was| liked(&was.deed));
    }
    if let Deed::Like(liking) | Deed::EmojiReact(liking) = deed {
        return Some(&liking.object);
    }
    None
}

/// By whose word something is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Believed {
    /// It lies there.
    Fetched,
    /// Its server has said so, and shows it to nobody who asks.
    Told,
}

/// An entry of which only the address was said: what was done, or what was said itself.
async fn had(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<Entry, Undone> {
    let gone = || Undone::Reject("what was added is gone, or not for us".to_owned());
    let (thing, at) = match fetch::thing(pod, id, budget).await? {
        Had::Thing(thing, at) => (*thing, at),
        Had::Absent(_) => return Err(gone()),
    };
    if let Thing::Activity(activity) = thing {
        let verified = activity.verify(Provenance::Fetched(&at))?;
        return Ok(match is_feeling(&verified.deed) {
            true => Entry::Felt(Box::new(verified)),
            false => done(&verified),
        });
    }
    Ok(Entry::Said(id.clone(), None))
}

async fn believed(
    pod: &Pod,
    id: &Id,
    within: Option<Box<Object>>,
    budget: &mut Budget,
) -> Result<(Verified<Object, Id>, Believed), Undone> {
    let why = match fetch::verified::<Object>(pod, id, budget).await {
        Ok(Some(object)) => return Ok((object, Believed::Fetched)),
        Ok(None) => Undone::Reject("what was added is gone, or not for us".to_owned()),
        Err(why @ Undone::Reject(_)) => why,
        Err(undone) => return Err(undone),
    };
    match within {
        Some(object) => Ok((object.verify(id)?, Believed::Told)),
        None => Err(why),
    }
}

/// The post below which something stands that was said. What it answers may be on its way.
async fn answered(pod: &Pod, object: &Object, budget: &mut Budget) -> Result<Authored, Undone> {
    let parent = object.in_reply_to.as_ref();
    let parent = parent.ok_or_else(|| Undone::Reject("it answers nothing".to_owned()))?;
    let mut here = apply::found(pod.db.read(), &pod.settings, parent).await?;
    if here.is_none() && !meet::is_ours(pod, parent) {
        match gather::object(pod, parent, budget).await {
            Ok(_) | Err(Undone::Reject(_)) => {}
            Err(undone) => return Err(undone),
        }
        here = apply::found(pod.db.read(), &pod.settings, parent).await?;
    }
    post_of(pod, here).await
}

/// The post that has this address, or below which something stands that has it.
async fn below(pod: &Pod, about: &Id) -> Result<Authored, Undone> {
    post_of(pod, apply::found(pod.db.read(), &pod.settings, about).await?).await
}

async fn post_of(pod: &Pod, here: Option<Here>) -> Result<Authored, Undone> {
    let late = || Undone::Retry("what it is about has not come".to_owned());
    match here.ok_or_else(late)? {
        Here::Post(post) => Ok(*post),
        Here::Comment(said) => {
            let post = posts(ALL).by_id(pod.db.read(), said.comment.post_id).await?;
            post.ok_or_else(late)
        }
    }
}

async fn taken_out(pod: &Pod, owner: &Signer, id: &Id) -> Result<(), Undone> {
    let mut tx = pod.db.begin().await?;
    match apply::taken_out(&mut tx, (&pod.settings, &owner.person), id).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(Stay::Undone(undone)) => Err(undone),
        Err(Stay::Want(_)) => Err(Undone::Reject("it is about something else".to_owned())),
    }
}
