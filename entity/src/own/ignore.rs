//! The people whom I ignore. Nobody else learns of it, least of all they.

use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect};

use crate::sql::Sql;
use crate::{CommentId, Moment, PersonId, PostId, UserId, ignore, person};

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

/// Whether any of these people, as far as they live here, ignores a person.
pub async fn by_any(db: &impl ConnectionTrait, whom: PersonId, people: &[PersonId]) -> Result<bool, DbErr> {
    let values = std::iter::once(whom.0).chain(people.iter().map(|person| person.0));
    let found = Sql::new(
        &format!(
            "SELECT 1 FROM \"user\" u JOIN ignore i ON i.user_id = u.id WHERE i.person_id = ? AND u.person_id IN ({}) LIMIT 1",
            Sql::marks(people.len())
        ),
        values.map(Value::from),
    );
    let found = found.statement(db.get_database_backend());
    Ok(db.query_one_raw(found).await?.is_some())
}

/// Who of those who live here ignores which of some people: whom, and by whom.
pub async fn pairs(db: &impl ConnectionTrait, whom: &[PersonId]) -> Result<Vec<(PersonId, PersonId)>, DbErr> {
    let found = Sql::new(
        &format!(
            "SELECT i.person_id AS whom, u.person_id AS who FROM \"user\" u JOIN ignore i ON i.user_id = u.id WHERE i.person_id IN ({})",
            Sql::marks(whom.len())
        ),
        whom.iter().map(|person| person.0.into()),
    );
    let rows = db.query_all_raw(found.statement(db.get_database_backend())).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "whom")?, row.try_get("", "who")?)))
        .collect()
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

/// All accounts that ignore a person, such as when that one moves. Never shown to anyone.
pub async fn all(db: &impl ConnectionTrait, whom: PersonId) -> Result<Vec<UserId>, DbErr> {
    let rows = ignore::Entity::find().filter(ignore::Column::PersonId.eq(whom));
    let rows = rows.order_by_asc(ignore::Column::UserId).all(db).await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// What people whom I ignore did around a post, or a comment: it is not there for me, so it is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Silent {
    /// The post or the comment.
    pub id: i64,
    /// Comments.
    pub comments: i64,
    /// Likes.
    pub likes: i64,
    /// Reshares.
    pub reshares: i64,
}

/// What people whom I ignore did around some posts. Posts around which they did nothing are left out.
pub async fn around_posts(db: &impl ConnectionTrait, me: UserId, posts: &[PostId]) -> Result<Vec<Silent>, DbErr> {
    let ids: Vec<i64> = posts.iter().map(|post| post.0).collect();
    let comments = by_ignored(
        me,
        "comment",
        "post_id",
        "1 AS comments, 0 AS likes, 0 AS reshares",
        &ids,
    );
    let likes = by_ignored(
        me,
        "\"like\"",
        "post_id",
        "0 AS comments, 1 AS likes, 0 AS reshares",
        &ids,
    )
    .then(" AND t.comment_id IS NULL", []);
    let reshares = by_ignored(me, "post", "root_id", "0 AS comments, 0 AS likes, 1 AS reshares", &ids);
    let all = comments.then(" UNION ALL ", []).append(likes);
    silent(db, all.then(" UNION ALL ", []).append(reshares), &ids).await
}

/// Likes of some comments by people whom I ignore.
pub async fn around_comments(
    db: &impl ConnectionTrait,
    me: UserId,
    comments: &[CommentId],
) -> Result<Vec<Silent>, DbErr> {
    let ids: Vec<i64> = comments.iter().map(|comment| comment.0).collect();
    let likes = by_ignored(
        me,
        "\"like\"",
        "comment_id",
        "0 AS comments, 1 AS likes, 0 AS reshares",
        &ids,
    );
    silent(db, likes, &ids).await
}

/// Rows of a table by people whom I ignore, as `id` and what they count for.
fn by_ignored(me: UserId, table: &str, about: &str, counts: &str, ids: &[i64]) -> Sql {
    let values = std::iter::once(me.0.into()).chain(ids.iter().map(|id| (*id).into()));
    Sql::new(
        &format!(
            "SELECT t.{about} AS id, {counts} FROM ignore i JOIN person w ON w.id = i.person_id \
             JOIN {table} t ON t.author_id = w.id WHERE i.user_id = ? AND w.closed_at IS NULL AND t.{about} IN ({})",
            Sql::marks(ids.len())
        ),
        values,
    )
}

async fn silent(db: &impl ConnectionTrait, rows: Sql, ids: &[i64]) -> Result<Vec<Silent>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // PostgreSQL sums what is counted into a number that is not one of ours.
    let sums = "SELECT r.id, CAST(SUM(r.comments) AS BIGINT) AS comments, CAST(SUM(r.likes) AS BIGINT) AS likes, \
                CAST(SUM(r.reshares) AS BIGINT) AS reshares FROM (";
    let select = Sql::new(sums, []).append(rows).then(") r GROUP BY r.id", []);
    Silent::find_by_statement(select.statement(db.get_database_backend()))
        .all(db)
        .await
}

/// Whether I ignore anybody.
pub async fn any(db: &impl ConnectionTrait, me: UserId) -> Result<bool, DbErr> {
    let one = ignore::Entity::find()
        .filter(ignore::Column::UserId.eq(me))
        .one(db)
        .await?;
    Ok(one.is_some())
}

/// Those of some people whom I ignore.
pub async fn among(db: &impl ConnectionTrait, me: UserId, people: &[PersonId]) -> Result<Vec<PersonId>, DbErr> {
    let rows = ignore::Entity::find()
        .filter(ignore::Column::UserId.eq(me))
        .filter(ignore::Column::PersonId.is_in(people.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}
