//! The tags that I follow. Nobody else learns which.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{JoinType, QueryOrder, QuerySelect, Set};

use crate::{TagId, UserId, tag, tag_follow};

/// From now on this tag is in my stream. Following twice changes nothing.
pub async fn follow(db: &impl ConnectionTrait, me: UserId, tag: TagId) -> Result<(), DbErr> {
    let row = tag_follow::ActiveModel {
        user_id: Set(me),
        tag_id: Set(tag),
    };
    let already = OnConflict::columns([tag_follow::Column::UserId, tag_follow::Column::TagId])
        .do_nothing()
        .to_owned();
    tag_follow::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// No longer. Unfollowing what is not followed changes nothing.
pub async fn unfollow(db: &impl ConnectionTrait, me: UserId, tag: TagId) -> Result<(), DbErr> {
    tag_follow::Entity::delete_by_id((me, tag)).exec(db).await?;
    Ok(())
}

/// All that I follow, by name.
pub async fn followed(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<tag::Model>, DbErr> {
    let to_follow = tag::Entity::belongs_to(tag_follow::Entity)
        .from(tag::Column::Id)
        .to(tag_follow::Column::TagId)
        .into();
    tag::Entity::find()
        .join(JoinType::InnerJoin, to_follow)
        .filter(tag_follow::Column::UserId.eq(me))
        .order_by_asc(tag::Column::Name)
        .all(db)
        .await
}

/// Whether I follow it.
pub async fn follows(db: &impl ConnectionTrait, me: UserId, tag: TagId) -> Result<bool, DbErr> {
    Ok(tag_follow::Entity::find_by_id((me, tag)).one(db).await?.is_some())
}

/// How many I follow.
pub async fn followed_count(db: &impl ConnectionTrait, me: UserId) -> Result<u64, DbErr> {
    tag_follow::Entity::find()
        .filter(tag_follow::Column::UserId.eq(me))
        .count(db)
        .await
}
