//! What still comes in across a block, because it adds nothing: that something is taken back, an account is closed, or nobody is
//! shared with any more, and what somebody says of themselves. A block takes out of sight, and what comes to light again when it
//! is lifted has to be what its author has left of it meanwhile.
//!
//! Whoever is blocked is there for one transaction, in which nobody else looks: so the usual doors find what is meant, and numbers
//! and letters to others are what they would be without a block.

use entity::write::block::{author, unveil, veil};
use entity::write::gone::alone;
use entity::{person, received};

use super::Undone;
use super::diaspora::apply;
use super::known;
use super::receive::{finish, heard};
use crate::domain::gone;
use crate::pod::Pod;
use crate::wire::diaspora::{Arrival, Known, Wanted};

/// Those on whom something that arrived depends and who are out of sight: its sender, and the author of what it takes back.
pub(super) async fn hidden(
    pod: &Pod,
    sender: &person::Model,
    target: Option<&Wanted>,
) -> Result<Vec<person::Model>, Undone> {
    let mut hidden: Vec<person::Model> = sender.blocked.then(|| sender.clone()).into_iter().collect();
    let named = target.and_then(|target| Some((known::gone(target.kind)?, target.guid.as_str())));
    if let Some((kind, guid)) = named {
        let author = author(pod.db.read(), kind, guid).await?;
        hidden.extend(author.filter(|author| author.id != sender.id));
    }
    Ok(hidden)
}

/// Applies it as if nobody were hidden. What it takes back and is not here is remembered, as it always is.
pub(super) async fn apply(
    pod: &Pod,
    row: &received::Model,
    (arrival, sender): (Arrival, &person::Model),
    hidden: &[person::Model],
) -> Result<(), Undone> {
    let mut tx = pod.db.begin().await?;
    let (wanted, takes_back) = (arrival.wanted(), arrival.takes_back().is_some());
    if let Some(wanted) = &wanted {
        alone(tx.sql(), wanted.guid.as_str()).await?;
    }
    for who in hidden {
        unveil(tx.sql(), who.id).await?;
    }
    let related = match &wanted {
        Some(wanted) => known::related(tx.sql(), wanted).await?,
        None => None,
    };
    match (&wanted, &related) {
        (Some(target), None) if takes_back => {
            if let Some(kind) = known::gone(target.kind) {
                gone::note_early(&mut tx, &[kind], target.guid.as_str(), sender.id).await?;
            }
        }
        _ => {
            let known = Known {
                related: related.as_ref(),
                key: None,
            };
            let received = arrival.verify(known)?;
            apply::apply(&mut tx, &pod.settings.host(), row.into(), &received).await?;
        }
    }
    let now = tx.now();
    for who in hidden {
        veil(tx.sql(), who.id, who.closed_at.unwrap_or(now)).await?;
    }
    if let Some(home) = sender.pod_id.filter(|_| !sender.blocked) {
        heard(&mut tx, &[home]).await?;
    }
    finish(&tx, &[row.id]).await?;
    Ok(tx.commit().await?)
}
