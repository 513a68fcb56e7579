//! Reshares: a public post of somebody else, shown to all who hear me, with or without a word of my own.
//!
//! A reshare is a public post with comments and likes of its own. It shows its root anew each time, through its
//! reader's eyes: once the root is gone, it stays and shows that.

use std::collections::HashMap;

use entity::own::around::Hearing;
use entity::viewer::Reason;
use entity::visible::post::{Authored, posts};
use entity::write::activity::Move;
use entity::write::elsewhere as write;
use entity::write::post::Extras;
use entity::write::reshare::{Root, count, show};
use entity::{
    GoneKind, Moment, NotificationKind, OwnPost, PersonId, PostId, Reach, SeenPost, Viewer, person as person_row,
};
use sea_orm::ConnectionTrait;

use super::emoji::Home;
use super::me::Me;
use super::post::{arrive, audience, publish, words};
use super::{gathered, gone, ignore, notification};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PostRefusal, ReshareRefusal};
use crate::job::{Job, Subject};

/// Reshares a post, or what it shows itself.
///
/// # Errors
/// See [`ReshareRefusal`]; or the word of one's own cannot be.
pub async fn add(tx: &mut Tx, me: &Me, host: &str, of: &SeenPost, text: &str) -> Outcome<OwnPost> {
    let found = root_of(tx, me, of).await?;
    let root = Root::of(&found).ok_or(ReshareRefusal::NotPublic)?;
    if found.author_id == me.person.id {
        return Err(ReshareRefusal::Own.into());
    }
    if ignore::ignored_by(tx, me.person.id, &[found.author_id]).await? {
        return Err(ReshareRefusal::NotTaken.into());
    }
    if entity::own::post::reshare_of(tx.sql(), me.person.id, root)
        .await?
        .is_some()
    {
        return Err(ReshareRefusal::Again.into());
    }
    let said = if text.trim().is_empty() {
        words::nothing()
    } else {
        words::read(tx.sql(), text, host, PostRefusal::Text).await?
    };
    let sharing = publish::Sharing {
        said,
        audience: audience::everyone(),
        root: Some(root),
        extras: Extras::default(),
        question: None,
        host,
        photos: Vec::new(),
    };
    let post = publish::share(tx, me, sharing).await?;
    tell_root(tx, &post).await?;
    tell_author(tx, me.person.id, &found).await?;
    Ok(post)
}

/// The pod of the root's author gets the reshare, whether anybody there knows who reshares or not.
async fn tell_root(tx: &mut Tx, post: &OwnPost) -> Outcome<()> {
    let Some(root) = post.root_id else { return Ok(()) };
    let root = posts(Viewer::Pod(Reason::Dispatch)).by_id(tx.sql(), root).await?;
    let Some(home) = root.and_then(|root| root.author.pod_id) else {
        return Ok(());
    };
    if write::note(tx.sql(), post.id, home).await? > 0 {
        let subject = Subject::Post { post: post.id.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
        return Ok(());
    }
    Ok(write::give(tx.sql(), post.id, home).await?)
}

/// A reshare as another pod sent it.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// Its address.
    pub guid: &'a str,
    /// When, by its author's word.
    pub at: Option<Moment>,
    /// Guid of what it shows; none where that was deleted.
    pub root: Option<&'a str>,
    /// It stands in no list.
    pub quiet: bool,
    /// Words of its own, in Markdown.
    pub text: &'a str,
}

/// Somebody of another pod reshares a public post. Once more, or with another name, changes nothing. What is said to be deleted leaves a
/// reshare that shows nothing, as it does where it was here before.
///
/// # Errors
/// Somebody else's has this guid, what it shows is not there or not public, or its author ignores whoever reshares.
pub async fn arrive(tx: &mut Tx, who: &person_row::Model, host: &str, arrived: Arrived<'_>) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    if !tx.ahead().is_fresh(arrived.guid)
        && let Some(known) = posts(all).one(tx.sql(), arrived.guid).await?
    {
        return (known.author.id == who.id).then_some(()).or_not_found();
    }
    gone::let_in(tx, (GoneKind::Post, arrived.guid), &[who.id], None).await?;
    let Some(named) = arrived.root else {
        let lost = Root::lost(tx.random().below(u64::MAX));
        let showing = publish::Showing {
            guid: arrived.guid,
            at: arrived.at,
            text: arrived.text,
            root: lost,
        };
        let post = publish::show_root(tx, who, host, showing).await?;
        if let Some(home) = who.pod_id {
            gathered::at(tx, post.id, home).await?;
        }
        return Ok(());
    };
    // Nobody sees less than a stranger does, whose eyes it was looked up with for all.
    let found = match tx.ahead().post(named).cloned() {
        Some(found) => Some(found),
        None => posts(Viewer::Remote(who.id)).one(tx.sql(), named).await?,
    };
    let found = found.or_not_found()?.post;
    let root = Root::of(&found).ok_or(ReshareRefusal::NotPublic)?;
    let root = if arrived.quiet { root.quietly() } else { root };
    if ignore::ignored_by(tx, who.id, &[found.author_id]).await? {
        return Err(ReshareRefusal::NotTaken.into());
    }
    let before = match arrived.text {
        "" => entity::own::post::reshare_of(tx.sql(), who.id, root).await?,
        text => entity::own::post::reshare_saying(tx.sql(), who.id, (root.post(), text)).await?,
    };
    // What waits to be written has no words of its own.
    if before.is_some() || (arrived.text.is_empty() && gathered::is_shown(tx, who.id, root)) {
        return Ok(());
    }
    let showing = publish::Showing {
        guid: arrived.guid,
        at: arrived.at,
        text: arrived.text,
        root,
    };
    let post = publish::show_root(tx, who, host, showing).await?;
    shown(tx, who, &post, &found).await
}

/// Somebody of another pod shows a post: their pod has to do with both, and whoever wrote the one that is shown is told.
async fn shown(tx: &mut Tx, who: &person_row::Model, post: &OwnPost, found: &SeenPost) -> Outcome<()> {
    if let Some(home) = who.pod_id {
        gathered::at(tx, post.id, home).await?;
        gathered::at(tx, found.id, home).await?;
    }
    tell_author(tx, who.id, found).await
}

/// What a post of another pod quotes, and what it says with that and without.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a> {
    /// What it shows.
    pub of: &'a SeenPost,
    /// Its own words.
    pub words: &'a str,
    /// The same with a link to what it shows.
    pub linked: &'a str,
}

/// Whether somebody of another pod may quote a post, by what is known of the two: it is one that can be shown, is not their own, and its
/// author does not ignore them.
///
/// # Errors
/// The database cannot be read.
pub async fn may_quote(tx: &Tx, who: &person_row::Model, of: &SeenPost) -> Outcome<bool> {
    Ok(Root::of(of).is_some() && of.author_id != who.id && !ignore::ignored_by(tx, who.id, &[of.author_id]).await?)
}

/// A public post of another pod quotes one that is here: from now on it shows that, in the place of a link. One that shows something
/// already goes on doing so.
///
/// # Errors
/// It is not theirs, or what it quotes is not public.
pub async fn quote(tx: &mut Tx, who: &person_row::Model, guid: &str, quoted: Quoted<'_>) -> Outcome<()> {
    let root = Root::of(quoted.of).ok_or(ReshareRefusal::NotPublic)?;
    gathered::settle_post(tx, guid).await?;
    let post = entity::own::post::one(tx.sql(), who.id, guid).await?.or_not_found()?;
    if post.root_id.is_some() || post.reach != Reach::Public || post.poll || post.text.is_empty() {
        return Ok(());
    }
    // The root's row first, as everywhere.
    match gathered::moves(tx, root.post()) {
        Some(moves) => moves.push(Move::shown(root)),
        None => count(tx.sql(), root.post(), 1).await?,
    }
    let post = show(tx.sql(), post, root).await?;
    shown(tx, who, &post, quoted.of).await?;
    let linked = words::arrived(tx.sql(), quoted.linked, Home::of(who), PostRefusal::Text).await?;
    match linked.text == post.text && quoted.linked != quoted.words {
        true => arrive::reword(tx, who, post, quoted.words).await,
        false => Ok(()),
    }
}

/// Whoever wrote the root is told, unless they have muted it.
async fn tell_author(tx: &mut Tx, who: PersonId, found: &SeenPost) -> Outcome<()> {
    let heard = Hearing::Author(found.author_id);
    let around = gathered::around(tx, found, who, (&[found.author_id], heard)).await?;
    for author in around.told {
        notification::tell(tx, author.user, NotificationKind::Reshared, who, Some(found.id)).await?;
    }
    Ok(())
}

async fn root_of(tx: &Tx, me: &Me, of: &SeenPost) -> Outcome<SeenPost> {
    let Some(root) = of.root_id else {
        return Ok(of.clone());
    };
    let found = posts(me.viewer()).by_id(tx.sql(), root).await?;
    Ok(found.ok_or(ReshareRefusal::Gone)?.post)
}

/// What some posts show, as far as the viewer may see it, by row.
///
/// # Errors
/// The database cannot be read.
pub async fn roots(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    found: &[Authored],
) -> Outcome<HashMap<PostId, Authored>> {
    let ids: Vec<PostId> = found.iter().filter_map(|one| one.post.root_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let roots = posts(viewer).among(db, &ids).await?;
    let public = roots.into_iter().filter(|root| root.post.reach == Reach::Public);
    Ok(public.map(|root| (root.post.id, root)).collect())
}
