//! Writing together what acts of one transaction have left for that (see [`Tx::gather`]).

use std::collections::HashSet;

use entity::write::far_object::{self, FarObject};
use entity::{PersonId, PostId};

use super::notification;
use crate::db::Tx;
use crate::error::Outcome;

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
    notification::tell_now(tx, &gathered.told).await
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
