//! What is not known here and has to be asked for: parents of answers, what is announced, actors. Bounded each time: so many
//! questions for one thing that came, so deep, so many for one server in a minute.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use entity::{PersonId, actor};
use moka::sync::Cache;
use sea_orm::EntityTrait;

use super::super::Undone;
use super::super::ask::registered;
use super::apply::{self, Came, How, Stay, Want};
use super::container;
use super::fetch::{self, Absent, Budget, Had};
use super::group;
use super::keys::{Keyed, Wanted};
use super::meet::{self, Signer};
use super::places::{self, Place};
use super::quoting;
use super::take::Desk;
use crate::domain::moved;
use crate::pod::Pod;
use crate::wire::Verified;
use crate::wire::activitypub::{Activity, Deed, Id, Object, Provenance, Thing};
use crate::wire::signature::SigningKey;

/// So far up a thread is followed.
const DEEPEST: usize = 32;
/// Questions that one server is asked in a minute at the most.
const A_MINUTE: u32 = 300;

/// What is remembered of the fediverse, in memory.
pub struct Fediverse {
    /// The key of the pod's own actor.
    pub(super) own: Cache<(), SigningKey>,
    /// Keys by their addresses.
    pub(super) keys: Cache<String, Keyed>,
    /// Keys that are being looked up.
    pub(super) wanted: Wanted,
    /// Keys that could not be had; whether it may be different later.
    pub(super) dead: Cache<String, bool>,
    /// Keys that were asked for again because a signature did not fit.
    pub(super) renewed: Cache<String, ()>,
    /// How often a server was asked.
    asks: Cache<String, Arc<AtomicU32>>,
    /// Whose turn it is to work on what came.
    pub(super) desk: Desk,
}

impl Default for Fediverse {
    fn default() -> Self {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        Self {
            own: Cache::builder().max_capacity(1).build(),
            keys: Cache::builder().max_capacity(20_000).time_to_live(minutes(10)).build(),
            wanted: Wanted::default(),
            dead: Cache::builder().max_capacity(10_000).time_to_live(minutes(5)).build(),
            renewed: Cache::builder().max_capacity(10_000).time_to_live(minutes(5)).build(),
            asks: Cache::builder().max_capacity(10_000).time_to_live(minutes(1)).build(),
            desk: Desk::default(),
        }
    }
}

impl Fediverse {
    /// Counts a question to a server, with all others below the name that somebody has registered.
    pub(super) fn may_ask(&self, id: &Id) -> bool {
        let count = self.asks.get_with(registered(id.authority()), Arc::default);
        count.fetch_add(1, Ordering::Relaxed) < A_MINUTE
    }

    /// Forgets what was remembered for a while, as after an hour.
    pub fn forget(&self) {
        self.keys.invalidate_all();
        self.dead.invalidate_all();
        self.renewed.invalidate_all();
        self.asks.invalidate_all();
    }
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Got {
    /// What was wanted is here, as far as it could be had: the rest is to be done.
    Here,
    /// All of it was done on the way.
    Done,
}

/// Has what is wanted. What cannot be had is no error where the rest can be done without it.
///
/// # Errors
/// It is not to be had, or not now.
pub(super) async fn get(pod: &Pod, came: &Came<'_>, want: Want, budget: &mut Budget) -> Result<Got, Undone> {
    let from = came.from;
    match want {
        Want::Object(id) => {
            object(pod, &id, budget).await?;
            Ok(Got::Here)
        }
        Want::Made(id) => told(pod, came, (&id, How::Pushed), budget).await,
        Want::Changed(id) => told(pod, came, (&id, How::Changed), budget).await,
        Want::Announced(id) => announced(pod, from, &id, budget).await,
        Want::Added(item) => container::added(pod, from, &item, budget).await,
        Want::Stamp(post, stamp) => {
            quoting::granted(pod, from, (post, &stamp), budget).await?;
            Ok(Got::Done)
        }
        Want::Again => meet::refresh(pod, &uri(from)?, None, budget).await.map(|_| Got::Done),
        Want::Moved(to) => has_moved(pod, from, &to, budget).await,
    }
}

pub(super) fn uri(of: &Signer) -> Result<Id, Undone> {
    Id::parse(&of.actor.uri).ok_or_else(|| Undone::Reject("the address of an actor is none".to_owned()))
}

/// Has an object that is public, or is shown to somebody here in whose name may be asked, and all that it answers, from the top down. False:
/// it is not to be had.
pub(super) async fn object(pod: &Pod, id: &Id, budget: &mut Budget) -> Result<bool, Undone> {
    let mut open: Vec<Fetched> = Vec::new();
    let mut next = Some(id.clone());
    let mut asked: HashSet<Id> = HashSet::new();
    while let Some(id) = next.take() {
        if open.len() >= DEEPEST || !asked.insert(id.clone()) {
            return Err(Undone::Reject("the thread is too deep".to_owned()));
        }
        let Some((found, reader)) = fetch::named(pod, &id, budget).await? else {
            // What it would answer is gone: nothing of it can be shown where it belongs.
            return Ok(false);
        };
        open.push(Fetched {
            author: meet::actor(pod, found.signer(), budget).await?,
            object: found,
            reader,
        });
        while let Some(last) = open.last() {
            let came = Came {
                settings: &pod.settings,
                secret: &pod.secret,
                from: &last.author,
                recipient: last.reader,
            };
            let how = match last.reader {
                Some(_) => How::Shown,
                None => How::Fetched,
            };
            next = stored(pod, &came, &last.object, how).await?;
            if next.is_some() {
                break;
            }
            open.pop();
        }
    }
    Ok(true)
}

/// Has what somebody has told of by its address alone. It came from them as if they had sent it whole: for whom it is, and into whose
/// inbox the word of it came, they have said themselves.
async fn told(pod: &Pod, came: &Came<'_>, (id, how): (&Id, How), budget: &mut Budget) -> Result<Got, Undone> {
    let gone = || Undone::Reject("what was told of is gone, or not for us".to_owned());
    let (whole, _) = fetch::named(pod, id, budget).await?.ok_or_else(gone)?;
    if *whole.signer() != uri(came.from)? {
        return Err(Undone::Reject("it is by somebody else".to_owned()));
    }
    let mut how = how;
    for _ in 0..2 {
        let Some(parent) = stored(pod, came, &whole, how).await? else {
            return Ok(Got::Done);
        };
        match object(pod, &parent, budget).await {
            Ok(_) | Err(Undone::Reject(_)) => {}
            Err(undone) => return Err(undone),
        }
        if !apply::is_here(pod, &parent).await? {
            how = How::Alone;
        }
    }
    Err(gone())
}

struct Fetched {
    author: Signer,
    object: Verified<Object, Id>,
    /// Who alone was shown it.
    reader: Option<PersonId>,
}

/// Takes an object in a transaction of its own. Some: this has to be had first, since it answers that, and nothing has happened.
///
/// # Errors
/// It cannot be, or not now.
pub(super) async fn stored(
    pod: &Pod,
    came: &Came<'_>,
    object: &Verified<Object, Id>,
    how: How,
) -> Result<Option<Id>, Undone> {
    let mut tx = pod.db.begin().await?;
    match apply::object(&mut tx, came, object, how).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(None)
        }
        Err(Stay::Want(Want::Object(parent))) => Ok(Some(parent)),
        Err(Stay::Want(
            Want::Made(_)
            | Want::Changed(_)
            | Want::Announced(_)
            | Want::Added(_)
            | Want::Stamp(..)
            | Want::Again
            | Want::Moved(_),
        )) => Err(Undone::Reject("it is about something else".to_owned())),
        Err(Stay::Undone(undone)) => Err(undone),
    }
}

/// What somebody announces: an object, or, in a group, what somebody has done there. It is asked for where it lies, since only
/// its own server can say that it is so.
async fn announced(pod: &Pod, from: &Signer, id: &Id, budget: &mut Budget) -> Result<Got, Undone> {
    let (thing, at) = match fetch::thing(pod, id, budget).await? {
        Had::Thing(thing, at) => (*thing, at),
        Had::Absent(_) => return Err(Undone::Reject("what is announced is gone".to_owned())),
    };
    let Thing::Activity(activity) = thing else {
        return match object(pod, id, budget).await? {
            true => Ok(Got::Here),
            false => Err(Undone::Reject("what is announced is gone".to_owned())),
        };
    };
    let group = uri(from)?;
    let meant = activity.audience.groups.contains(&group) || activity.audience.named().any(|id| *id == group);
    if from.actor.kind != "Group" || !meant {
        return Err(Undone::Reject("it was not done in this group".to_owned()));
    }
    let activity = activity.verify(Provenance::Fetched(&at))?;
    let author = meet::actor(pod, activity.signer(), budget).await?;
    if let Deed::Delete(deletion) = &activity.deed
        && !is_theirs(pod, &deletion.object, &author).await?
    {
        group::removed(pod, (from, &author), &deletion.object, budget).await?;
        return Ok(Got::Done);
    }
    inner(pod, &author, &activity, budget).await?;
    if let Deed::Create(items) = &activity.deed
        && let Some(made) = items.iter().find_map(|item| item.id())
    {
        let mut tx = pod.db.begin().await?;
        let came = Came {
            settings: &pod.settings,
            secret: &pod.secret,
            from,
            recipient: None,
        };
        match apply::announce(&mut tx, &came, (None, &activity.audience), made).await {
            Ok(()) => tx.commit().await?,
            Err(Stay::Want(_)) => return Err(Undone::Reject("what was done there is not to be had".to_owned())),
            // An answer in a thread is not shown by itself.
            Err(Stay::Undone(Undone::Reject(_))) => {}
            Err(Stay::Undone(undone)) => return Err(undone),
        }
    }
    Ok(Got::Done)
}

/// Whether something here is by somebody. What is not here is nobody else's.
async fn is_theirs(pod: &Pod, object: &Id, who: &Signer) -> Result<bool, Undone> {
    let here = apply::found(pod.db.read(), &pod.settings, object).await?;
    Ok(here.is_none_or(|here| here.author() == who.person.id))
}

async fn inner(pod: &Pod, author: &Signer, activity: &Activity, budget: &mut Budget) -> Result<(), Undone> {
    for _ in 0..2 {
        let mut tx = pod.db.begin().await?;
        let came = Came {
            settings: &pod.settings,
            secret: &pod.secret,
            from: author,
            recipient: None,
        };
        match apply::activity(&mut tx, &came, activity, How::Fetched).await {
            Ok(()) => return Ok(tx.commit().await?),
            Err(Stay::Want(Want::Object(id) | Want::Made(id))) => {
                drop(tx);
                object(pod, &id, budget).await?;
            }
            Err(Stay::Want(
                Want::Changed(_) | Want::Announced(_) | Want::Added(_) | Want::Stamp(..) | Want::Again | Want::Moved(_),
            )) => {
                return Err(Undone::Reject("it is about something else".to_owned()));
            }
            Err(Stay::Undone(undone)) => return Err(undone),
        }
    }
    Err(Undone::Reject("what it is about is not to be had".to_owned()))
}

/// Somebody says that they have moved. Both of their addresses have to say so, asked anew.
async fn has_moved(pod: &Pod, from: &Signer, to: &Id, budget: &mut Budget) -> Result<Got, Undone> {
    let old = uri(from)?;
    if let Some(Place::Person(guid)) = places::ours(&pod.settings, to) {
        let (old, guid) = (old.to_string(), guid);
        pod.act(async |tx| moved::here(tx, (&from.person, &old), &guid).await)
            .await?;
        return Ok(Got::Done);
    }
    let (new, whole) = meet::asked(pod, to, None, budget).await?;
    if !whole.aliases.contains(&old) {
        return Err(Undone::Reject("the new address does not know the old one".to_owned()));
    }
    pod.act(async |tx| moved::followed(tx, &from.person, &new.person).await)
        .await?;
    Ok(Got::Done)
}

/// Passed on by somebody who has not said it: only what belongs to something that is here is asked for, where it lies.
pub(super) async fn passed_on(pod: &Pod, activity: &Activity, budget: &mut Budget) -> Result<(), Undone> {
    let nothing = || Undone::Reject("nobody here has to do with what was passed on".to_owned());
    if let Deed::Delete(deletion) = &activity.deed {
        let id = &deletion.object;
        let author = apply::author_of(pod, id).await?.ok_or_else(nothing)?;
        return match fetch::thing(pod, id, budget).await? {
            Had::Absent(Absent::Gone) => gone(pod, author, id).await,
            // Of what is for a few the same is answered to us as long as it is there.
            Had::Absent(Absent::Missing) if apply::is_open(pod, id).await? => gone(pod, author, id).await,
            Had::Absent(Absent::Missing) => Err(Undone::Reject("nobody says that it is gone".to_owned())),
            Had::Thing(thing, _) if thing.kind() == "Tombstone" => gone(pod, author, id).await,
            Had::Thing(..) => Err(Undone::Reject("it is still there".to_owned())),
        };
    }
    let items = if let Deed::Create(items) = &activity.deed {
        items.iter().collect()
    } else if let Deed::Update(item) = &activity.deed {
        vec![item]
    } else {
        Vec::new()
    };
    let mut any = false;
    for item in items {
        let (Some(id), parent) = (item.id(), item.object().and_then(|object| object.in_reply_to.clone())) else {
            continue;
        };
        let known = apply::author_of(pod, id).await?.is_some();
        let answers = match &parent {
            Some(parent) => apply::is_here(pod, parent).await?,
            None => false,
        };
        if known || answers {
            any |= object(pod, id, budget).await?;
        }
    }
    any.then_some(()).ok_or_else(nothing)
}

async fn gone(pod: &Pod, author: PersonId, id: &Id) -> Result<(), Undone> {
    let row = actor::Entity::find_by_id(author).one(pod.db.read()).await?;
    let uri = row.and_then(|row| Id::parse(&row.uri));
    let author = match uri {
        Some(uri) => meet::known(pod, &uri).await?,
        None => None,
    };
    let author = author.ok_or_else(|| Undone::Reject("nobody known has said it".to_owned()))?;
    let mut tx = pod.db.begin().await?;
    match apply::taken_back(&mut tx, &author.person, id).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(Stay::Undone(undone)) => Err(undone),
        Err(Stay::Want(_)) => Err(Undone::Reject("it is about something else".to_owned())),
    }
}
