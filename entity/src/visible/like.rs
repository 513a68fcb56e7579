//! Likes, through somebody's eyes: whoever sees what is liked sees who likes it, except people whom they ignore and
//! accounts that are closed.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait, Select};

use super::comment::may_read;
use super::post::may_see;
use super::whose::{is_there, not_ignored};
use crate::proof::Seen;
use crate::write::like::Target;
use crate::{LikeId, PersonId, SeenLike, Viewer, comment, like, person, post};

/// A like and who gave it.
#[derive(Clone, Debug)]
pub struct Given {
    /// It.
    pub like: SeenLike,
    /// Whose.
    pub author: person::Model,
}

/// Where a page of likes begins: strictly older than this.
pub type Cursor = crate::cursor::Cursor<LikeId>;

impl Cursor {
    /// The end of a page, as the beginning of the next.
    pub fn after(given: &Given) -> Self {
        Self {
            at: given.like.created_at,
            id: given.like.id,
        }
    }
}

/// Likes that the viewer may see, to be narrowed and then read.
pub struct Likes(Select<like::Entity>);

/// The door.
pub fn likes(viewer: Viewer) -> Likes {
    Likes(like::Entity::find().filter(may_count(viewer)))
}

/// Who may see a like. Each clause is a line of its own: taking one away must turn `spec/visibility.rs` red.
pub(crate) fn may_count(viewer: Viewer) -> Condition {
    let mut all = Condition::all();
    all = all.add(given_to_a_seen_post(viewer));
    all = all.add(given_to_no_unread_comment(viewer));
    all = all.add(is_there((like::Entity, like::Column::AuthorId)));
    if let Some(user) = viewer.user() {
        all = all.add(not_ignored(user, (like::Entity, like::Column::AuthorId)));
    }
    all
}

fn given_to_a_seen_post(viewer: Viewer) -> Expr {
    let seen = post::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            post::Column::Id
                .into_expr()
                .equals((like::Entity, like::Column::PostId)),
        )
        .filter(may_see(viewer));
    Expr::exists(seen.into_query())
}

fn given_to_no_unread_comment(viewer: Viewer) -> Condition {
    let read = comment::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            comment::Column::Id
                .into_expr()
                .equals((like::Entity, like::Column::CommentId)),
        )
        .filter(may_read(viewer));
    Condition::any()
        .add(like::Column::CommentId.is_null())
        .add(Expr::exists(read.into_query()))
}

impl Likes {
    /// Of one post, or of one comment.
    pub fn of(self, target: Target) -> Self {
        let Target { post, comment } = target;
        let which = match comment {
            Some(comment) => like::Column::CommentId.eq(comment),
            None => like::Column::PostId.eq(post).and(like::Column::CommentId.is_null()),
        };
        Self(self.0.filter(which))
    }

    /// By one person.
    pub fn by(self, author: PersonId) -> Self {
        Self(self.0.filter(like::Column::AuthorId.eq(author)))
    }

    /// One of them by its guid.
    pub async fn one(self, db: &impl ConnectionTrait, guid: &str) -> Result<Option<Given>, DbErr> {
        Self(self.0.filter(like::Column::Guid.eq(guid))).first(db).await
    }

    /// One of them by its row.
    pub async fn by_id(self, db: &impl ConnectionTrait, id: LikeId) -> Result<Option<Given>, DbErr> {
        Self(self.0.filter(like::Column::Id.eq(id))).first(db).await
    }

    /// The newest of them.
    pub async fn first(self, db: &impl ConnectionTrait) -> Result<Option<Given>, DbErr> {
        Ok(self.page(db, None, 1).await?.pop())
    }

    /// A page of them with who gave them, newest first, strictly older than the cursor.
    pub async fn page(
        self,
        db: &impl ConnectionTrait,
        before: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<Given>, DbErr> {
        let author = like::Entity::belongs_to(person::Entity)
            .from(like::Column::AuthorId)
            .to(person::Column::Id)
            .into();
        let mut select = self.0.join(JoinType::InnerJoin, author).limit(limit);
        if let Some(before) = before {
            select = select.filter(before.older(like::Column::CreatedAt, like::Column::Id));
        }
        let rows = select
            .select_also(person::Entity)
            .order_by_desc(like::Column::CreatedAt)
            .order_by_desc(like::Column::Id)
            .all(db)
            .await?;
        let given = rows.into_iter().filter_map(|(like, author)| {
            Some(Given {
                like: Seen::new(like),
                author: author?,
            })
        });
        Ok(given.collect())
    }

    /// How many there are.
    pub async fn count(self, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
        self.0.count(db).await
    }
}
