//! Following and its answers. What counts is who and whom: addresses are written anew by some servers.

use entity::user;
use entity::write::follow::{self as write, Way};
use sea_orm::EntityTrait;

use super::audience::account;
use super::{Came, Stay, not};
use crate::db::Tx;
use crate::domain::follow::{self, May};
use crate::federation::activitypub::places;
use crate::wire::activitypub::{Activity, Address, Ban, Deed, Id, Item};

pub(super) async fn asked(tx: &mut Tx, came: &Came<'_>, activity: &Activity, whom: &Address) -> Result<(), Stay> {
    let whom = whom.id().ok_or_else(|| not("nobody follows everybody"))?;
    let whom = account(tx.sql(), came.settings, whom).await?;
    let whom = whom.ok_or_else(|| not("nobody here is meant"))?;
    // Some give no address to it; it can be answered all the same.
    let uri = match &activity.id {
        Some(id) => id.to_string(),
        None => format!("{}#follow", came.from.actor.uri),
    };
    Ok(follow::asked(tx, &came.from.person, whom.person_id, &uri).await?)
}

pub(super) async fn ended(tx: &mut Tx, came: &Came<'_>, whom: &Address) -> Result<(), Stay> {
    let Some(whom) = whom.id() else { return Ok(()) };
    let whom = account(tx.sql(), came.settings, whom).await?;
    let whom = whom.ok_or_else(|| not("nobody here is meant"))?;
    Ok(follow::ended(tx, &came.from.person, whom.person_id).await?)
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
            Some(id) => write::named(tx.sql(), Way::Out, who.id, id.as_str()).await?,
            None => None,
        },
    };
    let asked = asked.ok_or_else(|| not("nobody here has asked for that"))?;
    Ok(follow::answered(tx, who, asked, may).await?)
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
