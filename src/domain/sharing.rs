//! How I share unless I say otherwise: what the publisher offers first, and into which aspect goes whoever starts
//! sharing with me.

use entity::{AspectId, Reach, UserId, own, user};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::aspect;
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome};
use crate::live::What;

/// What is chosen on the page of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Whoever starts sharing with me goes into this aspect; none for nobody.
    pub share_back: Option<AspectId>,
    /// How far posts go.
    pub reach: Reach,
    /// Aspects ticked in the publisher.
    pub chosen: Vec<AspectId>,
    /// What servers of the fediverse may do.
    pub follows: Follows,
}

/// How following over ActivityPub goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// I am asked before somebody follows me.
    pub asked: bool,
    /// Others may read who follows me and whom I follow, and not only how many.
    pub shown: bool,
}

/// Keeps all of it.
///
/// # Errors
/// An aspect is not mine.
pub async fn save(tx: &mut Tx, me: UserId, wishes: Wishes) -> Outcome<()> {
    if let Some(id) = wishes.share_back {
        own::aspect::one(tx.sql(), me, id).await?.or_not_found()?;
    }
    aspect::set_chosen(tx, me, &wishes.chosen).await?;
    let mut row = user::Entity::find_by_id(me)
        .one(tx.sql())
        .await?
        .or_not_found()?
        .into_active_model();
    row.share_back = Set(wishes.share_back);
    row.default_reach = Set(wishes.reach);
    row.locked = Set(wishes.follows.asked);
    row.follows_shown = Set(wishes.follows.shown);
    row.update(tx.sql()).await?;
    tx.tell(&[me], What::Account);
    Ok(())
}
