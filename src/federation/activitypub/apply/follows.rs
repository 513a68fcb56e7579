//! Following and its answers. What counts is who and whom: addresses are written anew by some servers.

use entity::write::follow::{self as write, Follow, Way};
use entity::{GoneKind, PersonId, user};
use sea_orm::EntityTrait;

use super::audience::account;
use super::{Came, Stay, lock, not};
use crate::db::Tx;
use crate::domain::follow::{self, May};
use crate::domain::gone;
use crate::federation::activitypub::follow::first;
use crate::federation::activitypub::{guid_of, places};
use crate::wire::activitypub::{Activity, Address, Ban, Deed, Id, Item};

pub(super) async fn asked(tx: &mut Tx, came: &Came<'_>, activity: &Activity, whom: &Address) -> Result<(), Stay> {
    let whom = whom.id().ok_or_else(|| not("nobody follows everybody"))?;
    let whom = account(tx.sql(), came.settings, whom).await?;
    let whom = whom.ok_or_else(|| not("nobody here is meant"))?;
    let who = &came.from.person;
    // Some give no address to it; it can be answered all the same.
    let Some(id) = &activity.id else {
        let uri = format!("{}#follow", came.from.actor.uri);
        return Ok(follow::asked(tx, who, whom.person_id, &uri).await?);
    };
    let name = guid_of(id);
    lock(tx, &name).await?;
    if gone::is_late(tx, GoneKind::Follow, &name, who.id).await? {
        return Ok(());
    }
    Ok(follow::asked(tx, who, whom.person_id, id.as_str()).await?)
}

/// Somebody follows somebody here no longer. `id`: the address of the `Follow`; one that has not come does not come.
pub(super) async fn ended(tx: &mut Tx, came: &Came<'_>, id: Option<&Id>, whom: &Address) -> Result<(), Stay> {
    let Some(whom) = whom.id() else { return Ok(()) };
    let whom = account(tx.sql(), came.settings, whom).await?;
    let whom = whom.ok_or_else(|| not("nobody here is meant"))?;
    let who = &came.from.person;
    if let Some(id) = id {
        let name = guid_of(id);
        lock(tx, &name).await?;
        let here = write::one(tx.sql(), Way::In, whom.id, who.id).await?;
        if here.is_none_or(|here| here.uri != id.as_str()) {
            gone::note_early(tx, &[GoneKind::Follow], &name, who.id).await?;
        }
    }
    Ok(follow::ended(tx, who, whom.person_id).await?)
}

/// Whether it was a follow that has this address; it has ended.
pub(super) async fn ended_by_name(tx: &mut Tx, came: &Came<'_>, id: &Id) -> Result<bool, Stay> {
    let found = write::named(tx.sql(), Way::In, came.from.person.id, id.as_str()).await?;
    let Some(found) = found else { return Ok(false) };
    let account = user::Entity::find_by_id(found.user).one(tx.sql()).await?;
    if let Some(account) = account {
        follow::ended(tx, &came.from.person, account.person_id).await?;
    }
    Ok(true)
}

/// An answer to what somebody here has asked: by its address, or by who has asked whom.
pub(super) async fn answered(tx: &mut Tx, came: &Came<'_>, item: &Item, may: May) -> Result<(), Stay> {
    let who = &came.from.person;
    let asked = match item.activity() {
        Some(activity) => match &activity.deed {
            Deed::Follow(_) => match account(tx.sql(), came.settings, &activity.actor).await? {
                Some(me) => write::one(tx.sql(), Way::Out, me.id, who.id).await?,
                None => None,
            },
            Deed::Create(_)
            | Deed::Update(_)
            | Deed::Delete(_)
            | Deed::Undo(_)
            | Deed::Accept(..)
            | Deed::Reject(_)
            | Deed::Announce(_)
            | Deed::Like(_)
            | Deed::EmojiReact(_)
            | Deed::Dislike(_)
            | Deed::Add(..)
            | Deed::Remove(..)
            | Deed::Block(_)
            | Deed::Flag(_)
            | Deed::Move(..)
            | Deed::Request(_)
            | Deed::Lock(_)
            | Deed::Other(..) => None,
        },
        None => match item.id() {
            Some(id) => asked_as(tx, who.id, id).await?,
            None => None,
        },
    };
    let asked = asked.ok_or_else(|| not("nobody here has asked for that"))?;
    Ok(follow::answered(tx, who, asked, may).await?)
}

/// What somebody here has asked of an actor, by any of the addresses under which they have done so.
async fn asked_as(tx: &Tx, whom: PersonId, id: &Id) -> Result<Option<Follow>, Stay> {
    let asked = write::named(tx.sql(), Way::Out, whom, id.as_str()).await?;
    match (asked, first(id)) {
        (None, Some(first)) => Ok(write::named(tx.sql(), Way::Out, whom, first).await?),
        (asked, _) => Ok(asked),
    }
}

/// Whoever shuts somebody here out shares with them no longer. Servers shut people out of groups in the same word.
pub(super) async fn blocked(tx: &mut Tx, came: &Came<'_>, ban: &Ban) -> Result<(), Stay> {
    if ban.target.is_some() || places::ours(came.settings, &ban.object).is_none() {
        return Ok(());
    }
    let whom = account(tx.sql(), came.settings, &ban.object).await?;
    let whom = whom.ok_or_else(|| not("nobody here is meant"))?;
    Ok(follow::shut_out(tx, &came.from.person, whom.person_id).await?)
}
