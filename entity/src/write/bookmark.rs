//! Keeping posts to be found again, and not any more.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{Moment, SeenPost, UserId, bookmark};

/// Keeps a post.
pub async fn keep(db: &impl ConnectionTrait, user: UserId, post: &SeenPost, now: Moment) -> Result<(), DbErr> {
    let row = bookmark::ActiveModel {
        user_id: Set(user),
        post_id: Set(post.id),
        created_at: Set(now),
    };
    let already = OnConflict::columns([bookmark::Column::UserId, bookmark::Column::PostId])
        .do_nothing()
        .to_owned();
    bookmark::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Keeps it no longer.
pub async fn drop(db: &impl ConnectionTrait, user: UserId, post: &SeenPost) -> Result<(), DbErr> {
    bookmark::Entity::delete_by_id((user, post.id)).exec(db).await?;
    Ok(())
}
