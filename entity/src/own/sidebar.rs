//! What stands beside every page of mine: my aspects with how many people are in each, and the tags I follow.

use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect};

use crate::sql::Sql;
use crate::{AspectId, UserId, tag, tag_follow};

/// An aspect of mine, in few words.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct AspectLine {
    /// Row id.
    pub id: AspectId,
    /// Name.
    pub name: String,
    /// 1 to 8.
    pub hue: i32,
    /// Ticked in the publisher by default.
    pub chosen: bool,
    /// People in it.
    pub count: i64,
}

/// My aspects, in my order.
pub async fn aspects(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<AspectLine>, DbErr> {
    let lines = Sql::new(
        "SELECT a.id, a.name, a.hue, a.chosen, (SELECT COUNT(*) FROM aspect_member m WHERE m.aspect_id = a.id) AS count \
         FROM aspect a WHERE a.user_id = ? ORDER BY a.position, a.id",
        [user.0.into()],
    );
    AspectLine::find_by_statement(lines.statement(db.get_database_backend()))
        .all(db)
        .await
}

/// The names of the tags I follow.
pub async fn tags(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<String>, DbErr> {
    let followed = tag::Entity::belongs_to(tag_follow::Entity)
        .from(tag::Column::Id)
        .to(tag_follow::Column::TagId)
        .into();
    let rows = tag::Entity::find()
        .join(JoinType::InnerJoin, followed)
        .filter(tag_follow::Column::UserId.eq(user))
        .order_by_asc(tag::Column::Name)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}
