//! Keeping and dropping a draft.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{Moment, UserId, draft};

/// Keeps somebody's draft in place of the former one.
pub async fn keep(
    db: &impl ConnectionTrait,
    user: UserId,
    text: String,
    audience: String,
    now: Moment,
) -> Result<(), DbErr> {
    let row = draft::ActiveModel {
        user_id: Set(user),
        text: Set(text),
        audience: Set(audience),
        updated_at: Set(now),
    };
    let replace = OnConflict::column(draft::Column::UserId)
        .update_columns([draft::Column::Text, draft::Column::Audience, draft::Column::UpdatedAt])
        .to_owned();
    draft::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Drops it. False when there was none.
pub async fn clear(db: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    Ok(draft::Entity::delete_by_id(user).exec(db).await?.rows_affected > 0)
}
