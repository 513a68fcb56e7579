//! Writing together what acts of one transaction have left for that (see [`Tx::gather`]).

use std::collections::HashSet;

use entity::write::far_object::{self, FarObject};
use entity::write::{elsewhere, post};
use entity::{OwnPost, PersonId, PodId, PostId, own};

use super::notification;
use super::telling::out;
use crate::db::Tx;
use crate::error::Outcome;
use crate::live::What;

/// Writes what was gathered. Whoever changes or takes back something, or looks at what somebody was told, does this first.
///
/// # Errors
/// The database cannot be written.
pub async fn settle(tx: &mut Tx) -> Outcome<()> {
    let Some(gathered) = tx.gathered().map(std::mem::take) else {
        return Ok(());
    };
    let mut names = HashSet::new();
    let called: Vec<FarObject> = gathered
        .called
        .into_iter()
        .filter(|object| names.insert(object.guid.clone()))
        .collect();
    far_object::keep(tx.sql(), &called).await?;
    post::complete(tx.sql(), &gathered.beside).await?;
    elsewhere::note_all(tx.sql(), &gathered.at).await?;
    notification::tell_now(tx, &gathered.told).await?;
    if gathered.shared.is_empty() {
        return Ok(());
    }
    let listeners = own::post::listeners_to(tx.sql(), &gathered.shared).await?;
    tx.tell(&listeners, What::Posts);
    out::shared(tx, &gathered.shared).await
}

/// Writes a post's row and what stands beside it, or leaves the latter to be written together.
///
/// # Errors
/// The database cannot be written.
pub async fn insert(tx: &mut Tx, new: post::NewPost) -> Outcome<OwnPost> {
    let (row, beside) = post::insert(tx.sql(), new).await?;
    match tx.gathered() {
        Some(gathered) => gathered.beside.push(beside),
        None => post::complete(tx.sql(), &[beside]).await?,
    }
    Ok(row)
}

/// Writes down that a pod has to do with a post, or leaves it to be written together.
///
/// # Errors
/// The database cannot be written.
pub async fn at(tx: &mut Tx, on: PostId, pod: PodId) -> Outcome<()> {
    match tx.gathered() {
        Some(gathered) => gathered.at.push((on, pod)),
        None => {
            elsewhere::note(tx.sql(), on, pod).await?;
        }
    }
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
