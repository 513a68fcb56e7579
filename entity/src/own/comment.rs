//! My own comments, those that I may take away, and the threads I follow.

use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query};

use crate::proof::Own;
use crate::sql::Sql;
use crate::visible::comment::may_read;
use crate::{
    CommentId, OwnComment, PersonId, PostId, SeenPost, UserId, Viewer, comment, notification, participation, post,
};

/// One of the viewer's own comments by its guid, on a post that they still see.
pub async fn one(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<OwnComment>, DbErr> {
    let Some(me) = viewer.person() else { return Ok(None) };
    let found = comment::Entity::find()
        .filter(may_read(viewer))
        .filter(comment::Column::AuthorId.eq(me))
        .filter(comment::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A comment of somebody of another pod, for what they have said anew of it and signed.
pub async fn of(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    author: PersonId,
    guid: &str,
) -> Result<Option<OwnComment>, DbErr> {
    let found = comment::Entity::find()
        .filter(may_read(viewer))
        .filter(comment::Column::AuthorId.eq(author))
        .filter(comment::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A comment that whoever asked may take away: it is theirs, or stands under their post.
#[derive(Clone, Debug, PartialEq)]
pub struct Removable(pub(crate) comment::Model);

impl Removable {
    /// Its row.
    pub fn id(&self) -> CommentId {
        self.0.id
    }

    /// Under which post it stands.
    pub fn post(&self) -> PostId {
        self.0.post_id
    }

    /// Who wrote it.
    pub fn author(&self) -> PersonId {
        self.0.author_id
    }
}

/// One of the comments that the viewer may take away, by its guid.
pub async fn removable(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<Removable>, DbErr> {
    let Some(me) = viewer.person() else { return Ok(None) };
    let under_mine = Query::select()
        .column(post::Column::Id)
        .from(post::Entity)
        .and_where(post::Column::AuthorId.eq(me))
        .take();
    let either = Condition::any()
        .add(comment::Column::AuthorId.eq(me))
        .add(comment::Column::PostId.in_subquery(under_mine));
    let found = comment::Entity::find()
        .filter(may_read(viewer))
        .filter(comment::Column::Guid.eq(guid))
        .filter(either)
        .one(db)
        .await?;
    Ok(found.map(Removable))
}

/// An account that is told of what is said about a post.
#[derive(Clone, Copy, Debug, PartialEq, FromQueryResult)]
pub struct Follower {
    /// Which.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
}

/// Of whom is asked who is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Whoever follows the thread, its author among them.
    Followers,
    /// This person only, who wrote what it happens to.
    Author(PersonId),
}

/// What has to be known of a post and its people when something happens there: asked at once, since others wait for the act.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// One of the authors ignores whoever does it.
    pub refused: bool,
    /// Another pod has to do with the post.
    pub elsewhere: bool,
    /// The post's author lives here.
    pub ours: bool,
    /// Who is to be told: they have the post, and have not muted it.
    pub told: Vec<Follower>,
}

#[derive(FromQueryResult)]
struct Line {
    what: i32,
    user: UserId,
    person: PersonId,
}

/// What has to be known when somebody does something about a post: who of those who hear of it is to be told, whether one of
/// these authors ignores them, and whether another pod has to do with it. Who acts at the same time is seen if the post's
/// row was written before.
pub async fn around(
    db: &impl ConnectionTrait,
    of: &SeenPost,
    who: PersonId,
    authors: &[PersonId],
    hearing: Hearing,
) -> Result<Around, DbErr> {
    let accounts = "SELECT 0 AS what, u.id AS \"user\", u.person_id AS person FROM \"user\" u JOIN post p ON p.id = ? \
         LEFT JOIN participation f ON f.post_id = p.id AND f.user_id = u.id \
         WHERE NOT COALESCE(f.muted, FALSE) AND (p.reach > 0 OR p.author_id = u.person_id \
         OR (SELECT 1 FROM post_recipient r WHERE r.post_id = p.id AND r.person_id = u.person_id) IS NOT NULL) ";
    let told = Sql::new(accounts, [of.id.0.into()]);
    let told = match hearing {
        Hearing::Author(author) => told.then("AND u.person_id = ? ", [author.0.into()]),
        Hearing::Followers => told.then(
            "AND u.id IN (SELECT a.id FROM \"user\" a WHERE a.person_id = ? \
             UNION SELECT t.user_id FROM participation t WHERE t.post_id = ?) \
             AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.user_id = u.id AND i.person_id = ?) \
             AND NOT EXISTS (SELECT 1 FROM hidden_post h WHERE h.user_id = u.id AND h.post_id = p.id) ",
            [of.author_id.0.into(), of.id.0.into(), who.0.into()],
        ),
    };
    let ignoring = format!(
        "UNION ALL SELECT 1, 0, 0 WHERE EXISTS (SELECT 1 FROM \"user\" u JOIN ignore i ON i.user_id = u.id \
         WHERE i.person_id = ? AND u.person_id IN ({})) ",
        Sql::marks(authors.len())
    );
    let people = std::iter::once(who.0).chain(authors.iter().map(|author| author.0));
    let lines = told
        .then(&ignoring, people.map(Into::into))
        .then(
            "UNION ALL SELECT 2, 0, 0 WHERE EXISTS (SELECT 1 FROM post_pod e WHERE e.post_id = ?) \
             UNION ALL SELECT 3, 0, 0 WHERE EXISTS (SELECT 1 FROM \"user\" u WHERE u.person_id = ?) ORDER BY 1, 2",
            [of.id.0.into(), of.author_id.0.into()],
        )
        .statement(db.get_database_backend());
    let mut around = Around::default();
    for line in Line::find_by_statement(lines).all(db).await? {
        match line.what {
            1 => around.refused = true,
            2 => around.elsewhere = true,
            3 => around.ours = true,
            _ => around.told.push(Follower {
                user: line.user,
                person: line.person,
            }),
        }
    }
    Ok(around)
}

/// Those of some accounts that do not want to be told of what is said about a post.
pub async fn muted(db: &impl ConnectionTrait, of: &SeenPost, among: &[UserId]) -> Result<Vec<UserId>, DbErr> {
    let rows = participation::Entity::find()
        .filter(participation::Column::PostId.eq(of.id))
        .filter(participation::Column::Muted.eq(true))
        .filter(participation::Column::UserId.is_in(among.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Accounts that were told of a comment.
pub async fn told_of(db: &impl ConnectionTrait, comment: &Removable) -> Result<Vec<UserId>, DbErr> {
    let rows = notification::Entity::find()
        .filter(notification::Column::CommentId.eq(comment.id()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Whether I am told of what is said about a post: none when I have not said so and did nothing there.
pub async fn participation(db: &impl ConnectionTrait, me: UserId, post: PostId) -> Result<Option<bool>, DbErr> {
    let found = participation::Entity::find_by_id((me, post)).one(db).await?;
    Ok(found.map(|row| !row.muted))
}
