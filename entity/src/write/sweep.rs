//! Removing what has run out from guarded tables.

use sea_orm::entity::prelude::*;

use crate::{Moment, notification};

/// Removes notifications that were read before a moment. Returns how many.
pub async fn read_notifications(db: &impl ConnectionTrait, before: Moment) -> Result<u64, DbErr> {
    let old = notification::Entity::delete_many()
        .filter(notification::Column::ReadAt.lt(before))
        .exec(db)
        .await?;
    Ok(old.rows_affected)
}
