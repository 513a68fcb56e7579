//! My own profile, whole, for changing it.

use sea_orm::entity::prelude::*;

use crate::proof::Own;
use crate::{OwnProfile, PersonId, profile};

/// My profile; none for an account that was never given one.
pub async fn mine(db: &impl ConnectionTrait, me: PersonId) -> Result<Option<OwnProfile>, DbErr> {
    Ok(profile::Entity::find_by_id(me).one(db).await?.map(Own::new))
}
