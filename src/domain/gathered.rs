//! Writing together what acts of one transaction have left for that (see [`Tx::gather`]).

use std::collections::HashSet;

use entity::own::around::{self, Around, Hearing};
use entity::write::activity::{self, Move};
use entity::write::comment::{self, NewComment};
use entity::write::far_object::{self, FarObject};
use entity::write::like::{self, Change, NewLike, Target};
use entity::write::reshare::{self, Root};
use entity::write::{elsewhere, post};
use entity::{OwnComment, OwnPost, PersonId, PodId, PostId, SeenPost, own};

use super::notification;
use super::telling::out;
use crate::db::Tx;
use crate::db::gathered::Gathered;
use crate::error::Outcome;
use crate::live::What;

/// Writes what was gathered. Whoever changes or takes back something, or looks at what somebody was told, does this first.
///
/// # Errors
/// The database cannot be written.
pub async fn settle(tx: &mut Tx) -> Outcome<()> {
    let Some(gathered) = tx.take_gathered() else {
        return Ok(());
    };
    post::put_all(tx.sql(), &gathered.posts).await?;
    let now = tx.now();
    post::show_all(tx.sql(), &gathered.shown, now).await?;
    comment::put_all(tx.sql(), &gathered.comments).await?;
    like::put_all(tx.sql(), &gathered.likes).await?;
    let mut names = HashSet::new();
    let called: Vec<FarObject> = gathered
        .called
        .into_iter()
        .filter(|object| names.insert(object.guid.clone()))
        .collect();
    far_object::keep(tx.sql(), &called).await?;
    activity::moved(tx.sql(), &gathered.moves).await?;
    post::complete(tx.sql(), &gathered.beside).await?;
    elsewhere::note_all(tx.sql(), &gathered.at).await?;
    notification::tell_now(tx, &gathered.told).await?;
    let mut heard = gathered.given;
    heard.extend_from_slice(&gathered.shared);
    if !heard.is_empty() {
        let listeners = own::post::listeners_to(tx.sql(), &heard).await?;
        tx.tell(&listeners, What::Posts);
    }
    out::shared(tx, &gathered.shared).await
}

/// What is around a post for whoever does something there: as it was looked up for all of the batch, or as it is now. What happens there
/// is gathered only where it was looked up, as then nobody else writes the post's row.
///
/// # Errors
/// The database cannot be read.
pub async fn around(
    tx: &Tx,
    of: &SeenPost,
    who: PersonId,
    (authors, hearing): (&[PersonId], Hearing),
) -> Outcome<Around> {
    match tx.ahead().around(of, who, authors, hearing) {
        Some(around) => Ok(around),
        None => Ok(around::of(tx.sql(), of, who, authors, hearing).await?),
    }
}

/// Where what happens at a post is counted together. None: it is counted when it happens.
pub fn moves(tx: &mut Tx, of: PostId) -> Option<&mut Vec<Move>> {
    match tx.ahead().is_held(of) {
        true => tx.gathered().map(|gathered| &mut gathered.moves),
        false => None,
    }
}

/// Whether something of a new post has a row of its own below the post's, which then has to be written first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// It may.
    Something,
    /// It says a few words, without a tag, a name, a link or a poll.
    Nothing,
}

/// Writes a post's row and what stands beside it, or leaves that to be written together, and the row too if it may be.
///
/// # Errors
/// The database cannot be written.
pub async fn insert(tx: &mut Tx, new: post::NewPost, below: Below) -> Outcome<OwnPost> {
    if let Some(root) = new.root.filter(|root| root.was_here()) {
        // The root's row first, as everywhere.
        match moves(tx, root.post()) {
            Some(moves) => moves.push(Move::shown(root)),
            None => reshare::count(tx.sql(), root.post(), 1).await?,
        }
    }
    if below == Below::Nothing
        && let Some((id, gathered)) = tx.defer_post(&new.guid)
    {
        let (row, beside) = post::later(id, new);
        gathered.posts.push(row.clone());
        gathered.beside.push(beside);
        return Ok(row);
    }
    let (row, beside) = post::insert(tx.sql(), new).await?;
    match tx.gathered() {
        Some(gathered) => gathered.beside.push(beside),
        None => post::complete(tx.sql(), &[beside]).await?,
    }
    Ok(row)
}

/// Writes the row of a comment on a post whose row is held, or leaves it to be written together.
///
/// # Errors
/// The database cannot be written.
pub async fn say(tx: &mut Tx, on: &SeenPost, new: NewComment) -> Outcome<OwnComment> {
    match tx.defer_comment(&new.guid, on.id) {
        Some((id, gathered)) => {
            let row = comment::later(id, on, new);
            gathered.comments.push(row.clone());
            Ok(row)
        }
        None => Ok(comment::put(tx.sql(), on, new).await?),
    }
}

/// Writes somebody's like of a post whose row is held, or leaves it to be written together.
///
/// # Errors
/// The database cannot be written.
pub async fn like(tx: &mut Tx, on: &SeenPost, new: NewLike) -> Outcome<Change> {
    let by = new.author;
    if let Some((id, gathered)) = tx.defer_like(&new.guid, on.id, by) {
        gathered.likes.push(like::later(id, on, new));
        return Ok(Change::New(id));
    }
    let waits = |gathered: &mut Gathered| gathered.likes.iter().any(|like| like.given() == (on.id, by));
    if tx.gathered().is_some_and(waits) {
        settle(tx).await?;
    }
    tx.likes(on.id, by);
    Ok(like::put(tx.sql(), Target::post(on), new).await?)
}

/// Whether somebody shows a post already without a word, by what waits to be written.
pub fn is_shown(tx: &mut Tx, by: PersonId, root: Root) -> bool {
    let shows = |post: &OwnPost| post.author_id == by && post.root_id == Some(root.post());
    tx.gathered().is_some_and(|gathered| gathered.posts.iter().any(shows))
}

/// Shows a limited post of another pod to more people, or leaves that to be written with the post. Returns those who did not have it.
///
/// # Errors
/// The database cannot be written.
pub async fn show(tx: &mut Tx, on: &OwnPost, people: &[PersonId]) -> Outcome<Vec<PersonId>> {
    let now = tx.now();
    if let Some(gathered) = tx.gathered()
        && gathered.posts.iter().any(|post| post.id == on.id)
    {
        let new: Vec<PersonId> = people
            .iter()
            .copied()
            .filter(|person| *person != on.author_id)
            .collect();
        gathered.shown.extend(new.iter().map(|person| (on.clone(), *person)));
        return Ok(new);
    }
    Ok(post::show(tx.sql(), on, people, now).await?)
}

/// Writes what waits, if a post with this name is among it.
///
/// # Errors
/// The database cannot be written.
pub async fn settle_post(tx: &mut Tx, guid: &str) -> Outcome<()> {
    let waits = |gathered: &mut Gathered| gathered.posts.iter().any(|post| post.guid == guid);
    match tx.gathered().is_some_and(waits) {
        true => settle(tx).await,
        false => Ok(()),
    }
}

/// Writes down that a pod has to do with a post, or leaves it to be written together.
///
/// # Errors
/// The database cannot be written.
pub async fn at(tx: &mut Tx, on: PostId, pod: PodId) -> Outcome<()> {
    tx.goes_elsewhere(on, pod);
    match tx.gathered() {
        Some(gathered) => gathered.at.push((on, pod)),
        None => {
            elsewhere::note(tx.sql(), on, pod).await?;
        }
    }
    Ok(())
}

/// Somebody of another pod has said or felt something about a post of ours: their pod has to do with it from now on. Where the post's row
/// is not held, whoever acts there next asks the database, which has to know it by then.
///
/// # Errors
/// The database cannot be written.
pub async fn took_part(tx: &mut Tx, on: PostId, home: PodId) -> Outcome<()> {
    if tx.ahead().is_at(on, home) {
        return Ok(());
    }
    if tx.ahead().is_held(on) {
        return at(tx, on, home).await;
    }
    elsewhere::note(tx.sql(), on, home).await?;
    Ok(())
}

/// Those who were given a post of another pod hear of it, or will with the others.
///
/// # Errors
/// The database cannot be read.
pub async fn given(tx: &mut Tx, post: &OwnPost) -> Outcome<()> {
    if let Some(gathered) = tx.gathered() {
        gathered.given.push(post.clone());
        return Ok(());
    }
    let listeners = own::post::listeners(tx.sql(), post).await?;
    tx.tell(&listeners, What::Posts);
    Ok(())
}

/// Those who wait for a post hear of it, or will with the others. Where it is for a few who were not given it yet, they hear of it when
/// they are.
///
/// # Errors
/// The database cannot be written.
pub async fn shared(tx: &mut Tx, on: &OwnPost) -> Outcome<()> {
    if let Some(gathered) = tx.gathered() {
        gathered.shared.push(on.clone());
        return Ok(());
    }
    let listeners = own::post::listeners(tx.sql(), on).await?;
    tx.tell(&listeners, What::Posts);
    out::shared(tx, std::slice::from_ref(on)).await
}

/// The same where somebody is about to say otherwise what they have said about a post.
///
/// # Errors
/// The database cannot be written.
pub async fn settle_of(tx: &mut Tx, actor: PersonId, post: PostId) -> Outcome<()> {
    let gathered = tx.gathered().map(|gathered| &gathered.told);
    let theirs = gathered.is_some_and(|told| {
        told.iter()
            .any(|telling| telling.actor == actor && telling.about.post == Some(post))
    });
    match theirs {
        true => settle(tx).await,
        false => Ok(()),
    }
}
