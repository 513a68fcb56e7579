//! What I want to share later. There is no other door: for everyone else it does not exist.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::proof::Own;
use crate::{OwnScheduledPost, UserId, scheduled_post};

/// All of it, what comes first first.
pub async fn all(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<OwnScheduledPost>, DbErr> {
    let rows = scheduled_post::Entity::find()
        .filter(scheduled_post::Column::UserId.eq(me))
        .order_by_asc(scheduled_post::Column::DueAt)
        .order_by_asc(scheduled_post::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// One of it.
pub async fn one(db: &impl ConnectionTrait, me: UserId, guid: &str) -> Result<Option<OwnScheduledPost>, DbErr> {
    let row = scheduled_post::Entity::find()
        .filter(scheduled_post::Column::UserId.eq(me))
        .filter(scheduled_post::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(row.map(Own::new))
}

/// How much there is.
pub async fn count(db: &impl ConnectionTrait, me: UserId) -> Result<u64, DbErr> {
    scheduled_post::Entity::find()
        .filter(scheduled_post::Column::UserId.eq(me))
        .count(db)
        .await
}
