//! Writing whom somebody ignores.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, OnConflict};

use super::notification::newest_first;
use crate::{Moment, PersonId, UserId, ignore, notification};

/// From now on. Twice changes nothing.
pub async fn insert(db: &impl ConnectionTrait, me: UserId, whom: PersonId, now: Moment) -> Result<(), DbErr> {
    let row = ignore::ActiveModel {
        user_id: Set(me),
        person_id: Set(whom),
        created_at: Set(now),
    };
    let already = OnConflict::columns([ignore::Column::UserId, ignore::Column::PersonId])
        .do_nothing()
        .to_owned();
    ignore::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// No longer.
pub async fn delete(db: &impl ConnectionTrait, me: UserId, whom: PersonId) -> Result<(), DbErr> {
    ignore::Entity::delete_by_id((me, whom)).exec(db).await?;
    Ok(())
}

/// Whatever this person did counts as seen.
pub async fn quiet(db: &impl ConnectionTrait, me: UserId, whom: PersonId, now: Moment) -> Result<(), DbErr> {
    let theirs = Condition::all()
        .add(notification::Column::UserId.eq(me))
        .add(notification::Column::ActorId.eq(whom))
        .add(notification::Column::ReadAt.is_null());
    notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now.0))
        .filter(notification::Column::Id.in_subquery(newest_first(theirs)))
        .exec(db)
        .await?;
    Ok(())
}
