//! My aspects and who is in them. Nobody else learns that they exist.

use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, QueryOrder};

use crate::proof::Own;
use crate::sql::Sql;
use crate::{AspectId, OwnAspect, PersonId, UserId, aspect};

/// All of them, in my order.
pub async fn all(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<OwnAspect>, DbErr> {
    let rows = aspect::Entity::find()
        .filter(aspect::Column::UserId.eq(me))
        .order_by_asc(aspect::Column::Position)
        .order_by_asc(aspect::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// One of them by its row; none when it is somebody else's.
pub async fn one(db: &impl ConnectionTrait, me: UserId, id: AspectId) -> Result<Option<OwnAspect>, DbErr> {
    let row = aspect::Entity::find_by_id(id)
        .filter(aspect::Column::UserId.eq(me))
        .one(db)
        .await?;
    Ok(row.map(Own::new))
}

/// The one of this name: lower case, as it is kept for comparing.
pub async fn named(db: &impl ConnectionTrait, me: UserId, key: &str) -> Result<Option<OwnAspect>, DbErr> {
    let row = aspect::Entity::find()
        .filter(aspect::Column::UserId.eq(me))
        .filter(aspect::Column::NameKey.eq(key))
        .one(db)
        .await?;
    Ok(row.map(Own::new))
}

/// Those of a list of rows that are mine, in my order.
pub async fn among(db: &impl ConnectionTrait, me: UserId, ids: &[AspectId]) -> Result<Vec<OwnAspect>, DbErr> {
    let mut mine = all(db, me).await?;
    mine.retain(|aspect| ids.contains(&aspect.id));
    Ok(mine)
}

/// How many people are in it.
pub async fn size(db: &impl ConnectionTrait, of: &OwnAspect) -> Result<u64, DbErr> {
    count(
        db,
        Sql::new(
            "SELECT COUNT(*) AS n FROM aspect_member m WHERE m.aspect_id = ?",
            [of.id.0.into()],
        ),
    )
    .await
}

/// How many people are in this one and in no other of mine: deleting it ends sharing with them.
pub async fn only_here(db: &impl ConnectionTrait, of: &OwnAspect) -> Result<u64, DbErr> {
    let alone = Sql::new(
        "SELECT COUNT(*) AS n FROM aspect_member m WHERE m.aspect_id = ? AND NOT EXISTS (SELECT 1 FROM aspect_member o \
         JOIN aspect a ON a.id = o.aspect_id WHERE o.person_id = m.person_id AND o.aspect_id <> m.aspect_id \
         AND a.user_id = ?)",
        [of.id.0.into(), of.user_id.0.into()],
    );
    count(db, alone).await
}

/// Somebody in one of my aspects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Membership {
    /// Who.
    pub person_id: PersonId,
    /// In which.
    pub aspect_id: AspectId,
}

/// In which of my aspects some people are, each in my order; one query for all of them.
pub async fn memberships(db: &impl ConnectionTrait, me: UserId, people: &[PersonId]) -> Result<Vec<Membership>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let values = std::iter::once(me.0.into()).chain(people.iter().map(|person| person.0.into()));
    let found = Sql::new(
        &format!(
            "SELECT m.person_id, m.aspect_id FROM aspect a JOIN aspect_member m ON m.aspect_id = a.id \
             WHERE a.user_id = ? AND m.person_id IN ({}) ORDER BY a.position, a.id",
            Sql::marks(people.len())
        ),
        values,
    );
    Membership::find_by_statement(found.statement(db.get_database_backend()))
        .all(db)
        .await
}

#[derive(FromQueryResult)]
struct Counted {
    n: i64,
}

async fn count(db: &impl ConnectionTrait, sql: Sql) -> Result<u64, DbErr> {
    let row = Counted::find_by_statement(sql.statement(db.get_database_backend()))
        .one(db)
        .await?;
    Ok(row.map_or(0, |row| u64::try_from(row.n).unwrap_or(0)))
}
