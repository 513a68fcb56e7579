//! What I have written and not shared yet.

use sea_orm::entity::prelude::*;

use crate::proof::Own;
use crate::{OwnDraft, UserId, draft};

/// My draft.
pub async fn one(db: &impl ConnectionTrait, user: UserId) -> Result<Option<OwnDraft>, DbErr> {
    Ok(draft::Entity::find_by_id(user).one(db).await?.map(Own::new))
}
