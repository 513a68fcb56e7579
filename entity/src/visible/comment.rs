//! Comments, through somebody's eyes: whoever sees the post sees its comments, except those by people whom they ignore
//! and by accounts that are closed.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, QueryStatementBuilder};
use sea_orm::{
    FromQueryResult, Iterable, JoinType, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select, SelectModel,
    Selector,
};

use super::cells::Cells;
use super::post::may_see;
use super::whose::{is_there, not_ignored};
use crate::proof::Seen;
use crate::sql::Sql;
use crate::{
    CommentId, PersonId, PostId, SeenComment, SeenCommentEdit, Viewer, comment, comment_edit, like, person, post,
};

/// A comment and who wrote it.
#[derive(Clone, Debug)]
pub struct Written {
    /// It.
    pub comment: SeenComment,
    /// Who wrote it.
    pub author: person::Model,
    /// With which emoji the viewer likes it, empty for the heart; none when they do not.
    pub liked: Option<String>,
}

/// A comment in a line that tells of it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its row.
    pub id: CommentId,
    /// Its address.
    pub guid: String,
    /// What it says: Markdown.
    pub text: String,
}

/// Where a page of comments ends: strictly older than this.
pub type Cursor = crate::cursor::Cursor<CommentId>;

impl Cursor {
    /// The beginning of a page, as the end of the one before.
    pub fn before(comment: &SeenComment) -> Self {
        Self {
            at: comment.created_at,
            id: comment.id,
        }
    }
}

/// Comments that the viewer may see, to be narrowed and then read.
pub struct Comments {
    select: Select<comment::Entity>,
    viewer: Viewer,
}

/// The door.
pub fn comments(viewer: Viewer) -> Comments {
    Comments {
        select: comment::Entity::find().filter(may_read(viewer)),
        viewer,
    }
}

/// Who may read a comment. Each clause is a line of its own: taking one away must turn `spec/visibility.rs` red.
pub(crate) fn may_read(viewer: Viewer) -> Condition {
    let mut all = Condition::all();
    all = all.add(on_a_seen_post(viewer));
    all = all.add(is_there((comment::Entity, comment::Column::AuthorId)));
    if let Some(user) = viewer.user() {
        all = all.add(not_ignored(user, (comment::Entity, comment::Column::AuthorId)));
    }
    all
}

fn on_a_seen_post(viewer: Viewer) -> Expr {
    let seen = post::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            post::Column::Id
                .into_expr()
                .equals((comment::Entity, comment::Column::PostId)),
        )
        .filter(may_see(viewer));
    Expr::exists(seen.into_query())
}

impl Comments {
    fn only(self, condition: impl sea_orm::sea_query::IntoCondition) -> Self {
        Self {
            select: self.select.filter(condition),
            ..self
        }
    }

    /// Under one post.
    pub fn under(self, post: PostId) -> Self {
        self.only(comment::Column::PostId.eq(post))
    }

    /// By one person.
    pub fn by(self, author: PersonId) -> Self {
        self.only(comment::Column::AuthorId.eq(author))
    }

    /// One of them by its guid.
    pub async fn one(self, db: &impl ConnectionTrait, guid: &str) -> Result<Option<Written>, DbErr> {
        let select = self.select.filter(comment::Column::Guid.eq(guid));
        Ok(written(select, self.viewer).one(db).await?.map(seen))
    }

    /// One of them by its row.
    pub async fn by_id(self, db: &impl ConnectionTrait, id: CommentId) -> Result<Option<Written>, DbErr> {
        let select = self.select.filter(comment::Column::Id.eq(id));
        Ok(written(select, self.viewer).one(db).await?.map(seen))
    }

    /// The newest of them that are strictly older than the cursor, oldest first.
    pub async fn page(
        self,
        db: &impl ConnectionTrait,
        before: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<Written>, DbErr> {
        let mut select = self.select.limit(limit);
        if let Some(before) = before {
            select = select.filter(older(before));
        }
        let select = select
            .order_by_desc(comment::Column::CreatedAt)
            .order_by_desc(comment::Column::Id);
        let mut found: Vec<Written> = written(select, self.viewer)
            .all(db)
            .await?
            .into_iter()
            .map(seen)
            .collect();
        found.reverse();
        Ok(found)
    }

    /// The oldest of them that are strictly newer than the cursor, oldest first.
    pub async fn page_after(
        self,
        db: &impl ConnectionTrait,
        after: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<Written>, DbErr> {
        let mut select = self.select.limit(limit);
        if let Some(Cursor { at, id }) = after {
            let same = Condition::all()
                .add(comment::Column::CreatedAt.eq(at))
                .add(comment::Column::Id.gt(id));
            select = select.filter(Condition::any().add(comment::Column::CreatedAt.gt(at)).add(same));
        }
        let select = select
            .order_by_asc(comment::Column::CreatedAt)
            .order_by_asc(comment::Column::Id);
        Ok(written(select, self.viewer)
            .all(db)
            .await?
            .into_iter()
            .map(seen)
            .collect())
    }

    /// Where a page of so many has to end so that a comment is on it: none when it is on the newest.
    pub async fn place(self, db: &impl ConnectionTrait, of: &SeenComment, page: u64) -> Result<Option<Cursor>, DbErr> {
        let newer = self.select.filter(older(Cursor::before(of)).not());
        let ahead = newer
            .order_by_asc(comment::Column::CreatedAt)
            .order_by_asc(comment::Column::Id)
            .limit(page + 1)
            .all(db)
            .await?;
        // With so many after it, it is the last of its page.
        Ok((ahead.len() as u64 > page).then(|| Cursor {
            at: ahead[1].created_at,
            id: ahead[1].id,
        }))
    }

    /// Those of a list of rows, in no order.
    pub async fn among(self, db: &impl ConnectionTrait, ids: &[CommentId]) -> Result<Vec<Written>, DbErr> {
        let select = self.select.filter(comment::Column::Id.is_in(ids.iter().copied()));
        Ok(written(select, self.viewer)
            .all(db)
            .await?
            .into_iter()
            .map(seen)
            .collect())
    }

    /// Addresses and words of those of a list of rows.
    pub async fn named(
        self,
        db: &impl ConnectionTrait,
        ids: &[CommentId],
    ) -> Result<HashMap<CommentId, Seen<Named>>, DbErr> {
        use comment::Column as C;
        let select = self.select.filter(C::Id.is_in(ids.iter().copied())).select_only();
        let rows = select.columns([C::Id, C::Guid, C::Text]).into_tuple().all(db).await?;
        let named = |(id, guid, text)| (id, Seen::new(Named { id, guid, text }));
        Ok(rows.into_iter().map(named).collect())
    }

    /// How many there are.
    pub async fn count(self, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
        self.select.count(db).await
    }

    /// Former versions of one of them, newest first.
    pub async fn history(self, db: &impl ConnectionTrait, of: CommentId) -> Result<Vec<SeenCommentEdit>, DbErr> {
        let visible = self
            .select
            .filter(comment::Column::Id.eq(of))
            .select_only()
            .column(comment::Column::Id)
            .into_query();
        let edits = comment_edit::Entity::find()
            .filter(comment_edit::Column::CommentId.in_subquery(visible))
            .order_by_desc(comment_edit::Column::CreatedAt)
            .order_by_desc(comment_edit::Column::Id)
            .all(db)
            .await?;
        Ok(edits.into_iter().map(Seen::new).collect())
    }
}

/// The last few comments of each of some posts, oldest first: for streams. Those by people whom the viewer ignores are
/// left out, so there may be fewer than there could be.
pub async fn last_of(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    posts: &[PostId],
    each: u64,
) -> Result<Vec<Written>, DbErr> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    // One walk along the index for each post, none of them longer than what is shown.
    let mut last = Sql::new("comment.id IN (", []);
    for (place, post) in posts.iter().enumerate() {
        let glue = if place == 0 { "" } else { " UNION ALL " };
        last = last.then(
            &format!(
                "{glue}SELECT k.id FROM (SELECT l.id FROM comment l WHERE l.post_id = ? \
                 ORDER BY l.created_at DESC, l.id DESC LIMIT ?) k"
            ),
            [post.0.into(), each.into()],
        );
    }
    let select = comment::Entity::find()
        .filter(last.then(")", []).condition(db.get_database_backend()))
        .filter(may_read(viewer))
        .order_by_asc(comment::Column::CreatedAt)
        .order_by_asc(comment::Column::Id);
    Ok(written(select, viewer).all(db).await?.into_iter().map(seen).collect())
}

fn older(before: Cursor) -> Expr {
    before.older(comment::Column::CreatedAt, comment::Column::Id)
}

/// With who wrote them and whether the viewer likes them, in one query.
fn written(select: Select<comment::Entity>, viewer: Viewer) -> Selector<SelectModel<Row>> {
    let author = comment::Entity::belongs_to(person::Entity)
        .from(comment::Column::AuthorId)
        .to(person::Column::Id)
        .into();
    select
        .join(JoinType::InnerJoin, author)
        .select_only()
        .columns(comment::Column::iter())
        .columns(person::Column::iter())
        .expr(comment_liked_by(viewer.person()))
        .into_model()
}

/// With which emoji this person likes it.
fn comment_liked_by(person: Option<PersonId>) -> Expr {
    let row = Query::select()
        .column((like::Entity, like::Column::Emoji))
        .from(like::Entity)
        .and_where(
            like::Column::PostId
                .into_expr()
                .equals((comment::Entity, comment::Column::PostId)),
        )
        .and_where(like::Column::AuthorId.eq(person.map(|person| person.0)))
        .and_where(
            like::Column::CommentId
                .into_expr()
                .equals((comment::Entity, comment::Column::Id)),
        )
        .take();
    Expr::SubQuery(None, Box::new(row.into_sub_query_statement()))
}

struct Row(comment::Model, person::Model, Option<String>);

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut row = Cells::new(row);
        let comment = comment::Model {
            id: row.cell()?,
            guid: row.cell()?,
            post_id: row.cell()?,
            author_id: row.cell()?,
            answers_id: row.cell()?,
            created_at: row.cell()?,
            edited_at: row.cell()?,
            text: row.cell()?,
            html: row.cell()?,
            signed: row.cell()?,
            likes: row.cell()?,
            photos: row.cell()?,
        };
        let author = row.person()?;
        Ok(Self(comment, author, row.cell()?))
    }
}

fn seen(row: Row) -> Written {
    Written {
        comment: Seen::new(row.0),
        author: row.1,
        liked: row.2,
    }
}
