//! Somebody asks whether they may quote a post of ours, or does so, or answers one of us who quotes theirs.

use entity::Viewer;
use entity::visible::post::{Authored, posts};
use entity::visible::quote as words;

use super::super::places::{self, Place};
use super::super::quote::{LONGEST, REQUEST};
use super::super::quoting;
use super::audience::Whom;
use super::{ALL, Came, Here, Stay, Want, found, not, seen};
use crate::db::Tx;
use crate::domain::reshare;
use crate::job::{Job, Subject};
use crate::wire::activitypub::{Activity, Asking, Deed, Id, Item, Object};

/// What is not for everybody is as if it were not here: nothing is answered. Nothing else is asked for here.
pub(super) async fn asked(tx: &mut Tx, came: &Came<'_>, (activity, asking): (&Activity, &Asking)) -> Result<(), Stay> {
    if asking.verb != REQUEST {
        return Ok(());
    }
    let Some(Place::Post(guid)) = places::ours(came.settings, &asking.object) else {
        return Err(not("what is to be quoted is not ours"));
    };
    let found = posts(Viewer::Anyone).public().one(tx.sql(), &guid).await?;
    let found = found.filter(|found| found.author.pod_id.is_none());
    let found = found.ok_or_else(|| not("what is to be quoted is not here"))?;
    let (Some(asked), Some(made)) = (&activity.id, asking.made.id()) else {
        return Err(not("it has no address"));
    };
    if made.as_str().len() > LONGEST {
        return Err(not("its address is too long"));
    }
    let subject = Subject::Quoted {
        post: found.post.id.0,
        by: came.from.person.id.0,
        made: made.to_string(),
        asked: asked.to_string(),
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// What something for everybody quotes, where that is here and may be shown with it: a public post of somebody else who does not ignore
/// whoever quotes. One of ours needs our word for that. None: it is a link in the text.
pub(super) async fn shown(
    tx: &Tx,
    came: &Came<'_>,
    (id, object): (&Id, &Object),
    whom: &Whom,
) -> Result<Option<Authored>, Stay> {
    // What asks something shows nothing besides.
    let Some(quote) = object
        .quote
        .as_ref()
        .filter(|_| whom.is_open() && object.poll.is_none())
    else {
        return Ok(None);
    };
    let Some(Here::Post(root)) = found(tx.sql(), came.settings, &quote.of).await? else {
        return Ok(None);
    };
    let who = &came.from.person;
    if !reshare::may_quote(tx, who, &root.post).await? || seen(tx, who, root.post.id).await?.is_none() {
        return Ok(None);
    }
    let sealing = (came.settings, came.secret);
    let word = super::super::quote::address(sealing, (&root.post.guid, &who.guid), id);
    let ours = root.author.pod_id.is_none();
    let allowed = !ours || (!root.post.quiet && quote.stamp.is_some() && quote.stamp == word);
    Ok(allowed.then_some(*root))
}

/// The guid of the post of ours that quotes, if it is about that that somebody answers: by the question, or by what was asked for.
pub(super) fn answered(came: &Came<'_>, item: &Item) -> Option<String> {
    let asked = if let Some(Deed::Request(asking)) = item.activity().map(|activity| &activity.deed) {
        asking.made.id().filter(|_| asking.verb == REQUEST)
    } else {
        None
    };
    let id = asked.or_else(|| item.id())?;
    let Place::Post(guid) = places::ours(came.settings, id)? else {
        return None;
    };
    let question = quoting::question(&places::post(came.settings, &guid));
    (asked.is_some() || question.as_ref() == Some(id)).then_some(guid)
}

/// A post of ours that quotes something of whoever has sent this, and of which they were asked.
async fn quote(tx: &Tx, came: &Came<'_>, post: Option<Authored>) -> Result<Authored, Stay> {
    let post = post.filter(|post| post.author.pod_id.is_none());
    let post = post.ok_or_else(|| not("what quotes is not here"))?;
    let root = quoting::quoted(tx.sql(), &post).await?;
    let theirs = root.is_some_and(|root| root.author.id == came.from.person.id);
    match theirs && words::of(tx.sql(), &post.post).await?.is_some() {
        true => Ok(post),
        false => Err(not("somebody else was asked")),
    }
}

/// They say that it may be: the word for that lies on their server, and is looked at there.
pub(super) async fn granted(tx: &mut Tx, came: &Came<'_>, guid: &str, stamp: Option<&Id>) -> Result<(), Stay> {
    let post = posts(ALL).one(tx.sql(), guid).await?;
    let post = quote(tx, came, post).await?;
    let stamp = stamp.ok_or_else(|| not("no word is named that could be shown"))?;
    let known = words::of(tx.sql(), &post.post).await?.unwrap_or_default();
    match known.refused || known.stamp.as_deref() == Some(stamp.as_str()) {
        true => Ok(()),
        false => Err(Stay::Want(Want::Stamp(post.post.id, stamp.clone()))),
    }
}

/// They say that it may not be.
pub(super) async fn refused(tx: &mut Tx, came: &Came<'_>, guid: &str) -> Result<(), Stay> {
    let post = posts(ALL).one(tx.sql(), guid).await?;
    let post = quote(tx, came, post).await?;
    Ok(quoting::refused(tx, &post).await?)
}

/// Whether it was their word for a quote of ours that is gone: it may not any more.
pub(super) async fn withdrawn(tx: &mut Tx, came: &Came<'_>, stamp: &Id) -> Result<bool, Stay> {
    let Some(post) = words::by_stamp(tx.sql(), stamp.as_str()).await? else {
        return Ok(false);
    };
    let post = posts(ALL).by_id(tx.sql(), post).await?;
    let post = quote(tx, came, post).await?;
    quoting::refused(tx, &post).await?;
    Ok(true)
}
