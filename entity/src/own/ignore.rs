//! The people whom I ignore. Nobody else learns of it, least of all they.

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use crate::{Moment, PersonId, UserId, ignore, person};

/// Since when I ignore this person; none when I do not.
pub async fn since(db: &impl ConnectionTrait, me: UserId, whom: PersonId) -> Result<Option<Moment>, DbErr> {
    Ok(ignore::Entity::find_by_id((me, whom))
        .one(db)
        .await?
        .map(|row| row.created_at))
}

/// A page of them by name, with since when.
pub async fn page(
    db: &impl ConnectionTrait,
    me: UserId,
    offset: u64,
    limit: u64,
) -> Result<Vec<(person::Model, Moment)>, DbErr> {
    let to_person = ignore::Entity::belongs_to(person::Entity)
        .from(ignore::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = ignore::Entity::find()
        .join(JoinType::InnerJoin, to_person)
        .filter(ignore::Column::UserId.eq(me))
        .filter(person::Column::ClosedAt.is_null())
        .select_also(person::Entity)
        .order_by_asc(person::Column::Search)
        .order_by_asc(person::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, person)| Some((person?, row.created_at)))
        .collect())
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, me: UserId) -> Result<u64, DbErr> {
    let to_person = ignore::Entity::belongs_to(person::Entity)
        .from(ignore::Column::PersonId)
        .to(person::Column::Id)
        .into();
    ignore::Entity::find()
        .join(JoinType::InnerJoin, to_person)
        .filter(ignore::Column::UserId.eq(me))
        .filter(person::Column::ClosedAt.is_null())
        .count(db)
        .await
}

/// Those of some accounts that ignore a person. For deciding whom to tell; never shown to anyone.
pub async fn ignoring(db: &impl ConnectionTrait, whom: PersonId, among: &[UserId]) -> Result<Vec<UserId>, DbErr> {
    if among.is_empty() {
        return Ok(Vec::new());
    }
    let rows = ignore::Entity::find()
        .filter(ignore::Column::PersonId.eq(whom))
        .filter(ignore::Column::UserId.is_in(among.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}
