//! What whose post it is says of what is below it (FEP-171b): that something belongs there, or does no more.

use entity::GoneKind;
use entity::visible::like::likes;
use entity::visible::post::{Cursor, posts};

use super::talk::end_like;
use super::{ALL, Came, Here, Stay, Want, found, lock, not};
use crate::db::Tx;
use crate::domain::speaker::Speaker;
use crate::domain::{comment, gone};
use crate::federation::activitypub::guid_of;
use crate::settings::Settings;
use crate::wire::activitypub::{Id, Item};

/// Whether it is a conversation that somebody speaks of: a collection beside them that is not what they show first. Below which post it
/// is, and whether that is theirs, what is in it says.
fn is_conversation(came: &Came<'_>, target: &Item) -> Result<bool, Stay> {
    let id = target.id().ok_or_else(|| not("the collection has no address"))?;
    let owner = Id::parse(&came.from.actor.uri).ok_or_else(|| not("the address of an actor is none"))?;
    if !id.is_beside(&owner) {
        return Err(not("it is the collection of somebody else"));
    }
    Ok(came.from.actor.featured.as_deref() != Some(id.as_str()))
}

/// Something is put into a conversation. What it is has to be asked for; of who has no post here nothing is.
pub(super) async fn added(tx: &mut Tx, came: &Came<'_>, (item, target): (&Item, &Item)) -> Result<(), Stay> {
    if !is_conversation(came, target)? {
        return Ok(());
    }
    let theirs = posts(ALL).by(came.from.person.id);
    if theirs.page(tx.sql(), Cursor::until(tx.now()), 1).await?.is_empty() {
        return Err(not("no post of theirs is here"));
    }
    Err(Stay::Want(Want::Added(Box::new(item.clone()))))
}

/// Something is taken out of a conversation.
pub(super) async fn removed(tx: &mut Tx, came: &Came<'_>, (item, target): (&Item, &Item)) -> Result<(), Stay> {
    if !is_conversation(came, target)? {
        return Ok(());
    }
    let id = item.id().ok_or_else(|| not("what is taken out has no address"))?;
    taken_out(tx, (came.settings, &came.from.person), id).await
}

/// Below their own posts everybody takes out what they like, and nothing else. What has not come yet does not come below them.
pub(in crate::federation::activitypub) async fn taken_out(
    tx: &mut Tx,
    (settings, owner): (&Settings, &entity::person::Model),
    id: &Id,
) -> Result<(), Stay> {
    lock(tx, &guid_of(id)).await?;
    match found(tx.sql(), settings, id).await? {
        Some(Here::Comment(said)) => Ok(comment::take_away(tx, Speaker::elsewhere(owner), &said.comment.guid).await?),
        Some(Here::Post(_)) => Err(not("it stands below nothing")),
        None => like_taken_out(tx, owner, &guid_of(id)).await,
    }
}

async fn like_taken_out(tx: &mut Tx, owner: &entity::person::Model, guid: &str) -> Result<(), Stay> {
    let Some(given) = likes(ALL).one(tx.sql(), guid).await? else {
        let either = [GoneKind::Comment, GoneKind::Like];
        return Ok(gone::note_early(tx, &either, guid, owner.id).await?);
    };
    let on = posts(ALL).by_id(tx.sql(), given.like.post_id).await?;
    let on = on.filter(|on| on.author.id == owner.id);
    let on = on.ok_or_else(|| not("it stands below what somebody else has said"))?;
    end_like(tx, owner, (&given, guid), &on.post).await
}
