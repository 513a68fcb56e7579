//! What people here quote of others (FEP-044f): the author is asked, with the quote in the question, and what they say is kept beside the
//! quote. They say yes by a word of their own that lies on their server, where everybody can read it: that is looked at before it is
//! believed, and said with the quote from then on. A no, or the end of that word, is their last one.

use entity::visible::actor::Which;
use entity::visible::post::{Authored, posts};
use entity::visible::quote::{self as words, is_quote};
use entity::{PostId, write};
use sea_orm::{ConnectionTrait, DbErr};

use super::super::Undone;
use super::dispatch::Outgoing;
use super::fetch::{self, Budget, Had};
use super::gather::uri;
use super::meet::Signer;
use super::present::{ALL, object};
use super::quote::{self, REQUEST, STAMP};
use super::{letter, people, places};
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Job, Subject};
use crate::pod::Pod;
use crate::wire::activitypub::{Activity, Address, Asking, Deed, Id, Item, Rejected, Thing};

/// What a question of ours is called, after the address of the post that quotes.
const ASKED: &str = "quote";

/// The address of the question whether a post of ours may quote.
pub(super) fn question(post: &Id) -> Option<Id> {
    places::deed(post, ASKED)
}

/// The question to the author of what a post quotes. None: it quotes nothing of another server, or they were asked before.
pub(super) async fn asked(pod: &Pod, post: &Authored) -> Result<Option<Outgoing>, Undone> {
    let db = pod.db.read();
    if post.author.pod_id.is_some() || words::of(db, &post.post).await?.is_some() {
        return Ok(None);
    }
    let Some(root) = quoted(db, post).await? else {
        return Ok(None);
    };
    let Some((person, actor)) = people::told(pod, &root.post, Which::People(&[root.author.id]))
        .await?
        .pop()
    else {
        return Ok(None);
    };
    let place = places::post(&pod.settings, &post.post.guid);
    let of = address(pod, &root).await?;
    let (Some(of), Some(their), Some(id)) = (of, Id::parse(&actor.uri), question(&place)) else {
        return Ok(None);
    };
    let made = object::quoting(pod, post, (&root, Some(of.clone()))).await?;
    let asking = Deed::Request(Asking {
        verb: REQUEST.to_owned(),
        object: of,
        made: Item::from(made),
    });
    let mut activity = Activity::new(id, places::person(&pod.settings, &post.author.guid), asking);
    activity.audience.to = vec![Address::Id(their)];
    let to = letter::personal(&person, &actor).into_iter().collect();
    Ok(Some(Outgoing {
        asks: Some(post.post.id),
        ..Outgoing::of(post.author.id, activity, to)
    }))
}

/// What a post quotes, with words of its own, as far as it is here.
pub(super) async fn quoted(db: &impl ConnectionTrait, post: &Authored) -> Result<Option<Authored>, DbErr> {
    match post.post.root_id.filter(|_| is_quote(&post.post)) {
        Some(root) => posts(ALL).by_id(db, root).await,
        None => Ok(None),
    }
}

/// Where something that is quoted lies, if it has an address in the fediverse.
async fn address(pod: &Pod, root: &Authored) -> Result<Option<Id>, Undone> {
    let ours = places::post(&pod.settings, &root.post.guid);
    people::thing(pod, (&root.post.guid, &root.author), ours).await
}

/// The word by which a post may quote what it quotes, as far as its author has said so; of what is ours as well it needs no asking.
pub(super) async fn stamp(pod: &Pod, post: &Authored, root: &Authored) -> Result<Option<Id>, Undone> {
    if root.author.pod_id.is_none() {
        return Ok(quote::between_us(pod, post, root).await?);
    }
    let word = words::of(pod.db.read(), &post.post).await?;
    Ok(word.and_then(|word| word.stamp).as_deref().and_then(Id::parse))
}

/// The author of what a post quotes says that it may, and where: that is read and kept.
///
/// # Errors
/// It does not lie there, or says something else.
pub(super) async fn granted(
    pod: &Pod,
    from: &Signer,
    (post, stamp): (PostId, &Id),
    budget: &mut Budget,
) -> Result<(), Undone> {
    let db = pod.db.read();
    let gone = || Undone::Reject("what quotes is gone".to_owned());
    let post = posts(ALL).by_id(db, post).await?.ok_or_else(gone)?;
    let root = quoted(db, &post)
        .await?
        .filter(|root| root.author.id == from.person.id)
        .ok_or_else(gone)?;
    let (made, of) = (places::post(&pod.settings, &post.post.guid), address(pod, &root).await?);
    let (thing, at) = match fetch::thing(pod, stamp, budget).await? {
        Had::Thing(thing, at) => (*thing, at),
        Had::Absent(_) => return Err(Undone::Reject("the word that it may be quoted is gone".to_owned())),
    };
    let Thing::Stamp(word) = thing else {
        return Err(Rejected::OtherKind("stamp").into());
    };
    if word.id != *stamp || at != stamp.document() || word.kind != STAMP {
        return Err(Rejected::Address(word.id).into());
    }
    word.allows(&made, &of.ok_or_else(gone)?, &uri(from)?)?;
    let kept = pod.act(
        async |tx| match write::quote::grant(tx.sql(), &post.post, stamp.as_str()).await? {
            true => said(tx, &post).await,
            false => Ok(()),
        },
    );
    Ok(kept.await?)
}

/// The author of what a post quotes says that it may not, or no more.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn refused(tx: &mut Tx, post: &Authored) -> Outcome<()> {
    let had = words::of(tx.sql(), &post.post).await?.and_then(|word| word.stamp);
    write::quote::refuse(tx.sql(), &post.post).await?;
    match had {
        Some(_) => said(tx, post).await,
        None => {
            tx.tell_thread(post.post.id);
            Ok(())
        }
    }
}

/// Who has the quote hears of it, and open pages show it.
async fn said(tx: &mut Tx, post: &Authored) -> Outcome<()> {
    tx.tell_thread(post.post.id);
    let subject = Subject::Stamped { post: post.post.id.0 };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}
