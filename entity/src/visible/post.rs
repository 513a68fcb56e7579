//! THE predicate: who may see a post. Whatever else is about a post joins this one.
//!
//! Narrowing methods narrow; none widens. Streams over many posts have a second shape of the same predicate in
//! [`super::stream`]; `spec/visibility.rs` holds both equal.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, QueryStatementBuilder, SelectStatement};
use sea_orm::{
    FromQueryResult, Iterable, JoinType, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select, SelectModel,
    Selector,
};

use super::again::Again;
use super::cells::Cells;
use super::filter::Hidden;
use super::whose::{self, is_there};
use crate::proof::Seen;
use crate::user::Order;
use crate::{
    Moment, PersonId, PostId, Reach, SeenEdit, SeenPost, TagId, UserId, Viewer, bookmark, comment, hidden_post, like,
    mention, person, post, post_choice, post_edit, post_recipient, post_tag,
};

/// Where a page of posts begins: strictly older than this.
pub type Cursor = crate::cursor::Cursor<PostId>;

impl Cursor {
    /// Everything up to a moment: what is dated later is not shown yet.
    pub fn until(now: Moment) -> Self {
        Self {
            at: now,
            id: PostId(i64::MAX),
        }
    }

    /// The end of a page, as the beginning of the next.
    pub fn after(post: &SeenPost) -> Self {
        Order::Posted.after(post)
    }
}

impl Order {
    /// The end of a page in this order, as the beginning of the next.
    pub fn after(self, post: &SeenPost) -> Cursor {
        let at = match self {
            Self::Posted => post.created_at,
            Self::Active => post.active_at,
        };
        Cursor { at, id: post.id }
    }
}

/// A post as lists and pages read it.
#[derive(Clone, Debug)]
pub struct Authored {
    /// It.
    pub post: SeenPost,
    /// Who wrote it.
    pub author: person::Model,
    /// How the audience was chosen, as it was written down then (JSON): for the author, for nobody else.
    pub chosen: Option<String>,
    /// With which emoji the viewer likes it, empty for the heart; none when they do not.
    pub liked: Option<String>,
    /// The viewer's own reshare of it, by guid.
    pub reshared: Option<String>,
    /// Others who show the same, in a stream that is about them; nothing is said of it elsewhere.
    pub again: Again,
}

/// A post in a line that tells of it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its row.
    pub id: PostId,
    /// Its address.
    pub guid: String,
    /// For whom it is.
    pub reach: Reach,
    /// Its beginning.
    pub title: String,
    /// What stands before it.
    pub warning: Option<String>,
    /// Its author's posts are all to be opened first.
    pub nsfw: bool,
}

/// Posts that the viewer may see, to be narrowed and then read.
pub struct Posts {
    select: Select<post::Entity>,
    viewer: Viewer,
}

/// The door.
pub fn posts(viewer: Viewer) -> Posts {
    Posts {
        select: post::Entity::find().filter(may_see(viewer)),
        viewer,
    }
}

/// Who may see a post. Each clause is a line of its own: taking one away must turn `spec/visibility.rs` red.
pub(crate) fn may_see(viewer: Viewer) -> Condition {
    if let Viewer::Pod(_) = viewer {
        return Condition::all();
    }
    let mut any = Condition::any();
    any = any.add(post::Column::Reach.eq(Reach::Public));
    if viewer.user().is_some() {
        any = any.add(post::Column::Reach.eq(Reach::Pod));
    }
    if let Some(me) = viewer.person() {
        any = any.add(post::Column::AuthorId.eq(me));
        any = any.add(given_to(me));
    }
    Condition::all()
        .add(any)
        .add(is_there((post::Entity, post::Column::AuthorId)))
}

/// Not as EXISTS: PostgreSQL would first gather all that the person was ever given, for a page of sixteen posts.
/// There is one row at most.
fn given_to(person: PersonId) -> Expr {
    let row = Query::select()
        .expr(Expr::val(1))
        .from(post_recipient::Entity)
        .and_where(
            post_recipient::Column::PostId
                .into_expr()
                .equals((post::Entity, post::Column::Id)),
        )
        .and_where(post_recipient::Column::PersonId.eq(person))
        .take();
    Expr::SubQuery(None, Box::new(row.into_sub_query_statement())).is_not_null()
}

/// Where a stream asks for it: nothing by people this account ignores.
pub(crate) fn not_ignored(user: UserId) -> Expr {
    whose::not_ignored(user, (post::Entity, post::Column::AuthorId))
}

/// Where a stream asks for it: nothing this account has hidden.
pub(crate) fn not_hidden(user: UserId) -> Expr {
    exists(
        Query::select()
            .expr(Expr::val(1))
            .from(hidden_post::Entity)
            .and_where(hidden_post::Column::UserId.eq(user))
            .and_where(
                hidden_post::Column::PostId
                    .into_expr()
                    .equals((post::Entity, post::Column::Id)),
            ),
    )
    .not()
}

fn exists(query: &mut SelectStatement) -> Expr {
    Expr::exists(query.take())
}

impl Posts {
    fn only(mut self, condition: impl sea_orm::sea_query::IntoCondition) -> Self {
        self.select = self.select.filter(condition);
        self
    }

    /// Of one author.
    pub fn by(self, author: PersonId) -> Self {
        self.only(post::Column::AuthorId.eq(author))
    }

    /// By any of some people.
    pub fn written_by(self, authors: &[PersonId]) -> Self {
        self.only(post::Column::AuthorId.is_in(authors.iter().copied()))
    }

    /// After a moment.
    pub fn since(self, moment: Moment) -> Self {
        self.only(post::Column::CreatedAt.gt(moment))
    }

    /// For anyone or, where the viewer has an account here, for everyone on this pod.
    pub fn open(self) -> Self {
        self.only(Expr::cust("post.reach > 0"))
    }

    /// Public ones.
    pub fn public(self) -> Self {
        self.only(Expr::cust("post.reach = 2"))
    }

    /// Without those that stand in no list.
    pub fn listed(self) -> Self {
        self.only(Expr::cust("NOT post.quiet"))
    }

    /// By people of this pod.
    pub fn local(self) -> Self {
        self.only(exists(
            Query::select()
                .expr(Expr::val(1))
                .from_as(person::Entity, "here")
                .and_where(Expr::col(("here", person::Column::Id)).equals((post::Entity, post::Column::AuthorId)))
                .and_where(Expr::col(("here", person::Column::PodId)).is_null()),
        ))
    }

    /// With a tag.
    pub fn tagged(self, tag: TagId) -> Self {
        self.only(exists(
            Query::select()
                .expr(Expr::val(1))
                .from(post_tag::Entity)
                .and_where(
                    post_tag::Column::PostId
                        .into_expr()
                        .equals((post::Entity, post::Column::Id)),
                )
                .and_where(post_tag::Column::TagId.eq(tag)),
        ))
    }

    /// That name a person.
    pub fn mentioning(self, person: PersonId) -> Self {
        self.only(exists(
            Query::select()
                .expr(Expr::val(1))
                .from(mention::Entity)
                .and_where(
                    mention::Column::PostId
                        .into_expr()
                        .equals((post::Entity, post::Column::Id)),
                )
                .and_where(mention::Column::PersonId.eq(person)),
        ))
    }

    /// As a stream shows them: without what the viewer ignores or has hidden.
    pub fn for_stream(self) -> Self {
        match self.viewer.user() {
            Some(user) => self.only(not_ignored(user)).only(not_hidden(user)),
            None => self,
        }
    }

    /// Without what the viewer's own filter leaves out.
    pub fn filtered(self, hidden: &Hidden) -> Self {
        match self.viewer.person() {
            Some(me) => self.only(hidden.keeps(me)),
            None => self,
        }
    }

    /// That a person likes.
    pub fn liked_by(self, person: PersonId) -> Self {
        let liked = Query::select()
            .column(like::Column::PostId)
            .from(like::Entity)
            .and_where(like::Column::AuthorId.eq(person))
            .and_where(like::Column::CommentId.is_null())
            .take();
        self.only(post::Column::Id.in_subquery(liked))
    }

    /// That a person has commented on.
    pub fn commented_by(self, person: PersonId) -> Self {
        let commented = Query::select()
            .column(comment::Column::PostId)
            .from(comment::Entity)
            .and_where(comment::Column::AuthorId.eq(person))
            .take();
        self.only(post::Column::Id.in_subquery(commented))
    }

    /// That this account wants to find again.
    pub fn bookmarked_by(self, user: UserId) -> Self {
        let kept = Query::select()
            .column(bookmark::Column::PostId)
            .from(bookmark::Entity)
            .and_where(bookmark::Column::UserId.eq(user))
            .take();
        self.only(post::Column::Id.in_subquery(kept))
    }

    /// Pinned to their author's profile.
    pub fn pinned(self) -> Self {
        self.only(post::Column::PinnedAt.is_not_null())
    }

    /// One of them by its guid.
    pub async fn one(self, db: &impl ConnectionTrait, guid: &str) -> Result<Option<Authored>, DbErr> {
        let select = self.select.filter(post::Column::Guid.eq(guid));
        let found = authored(select, self.viewer).one(db).await?;
        Ok(found.map(seen))
    }

    /// One of them by its row.
    pub async fn by_id(self, db: &impl ConnectionTrait, id: PostId) -> Result<Option<Authored>, DbErr> {
        let select = self.select.filter(post::Column::Id.eq(id));
        let found = authored(select, self.viewer).one(db).await?;
        Ok(found.map(seen))
    }

    /// Those of a list of rows, in no order.
    pub async fn among(self, db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Vec<Authored>, DbErr> {
        let select = self.select.filter(post::Column::Id.is_in(ids.iter().copied()));
        let found = authored(select, self.viewer).all(db).await?;
        Ok(found.into_iter().map(seen).collect())
    }

    /// Those of a list of guids, in no order.
    pub async fn called(self, db: &impl ConnectionTrait, guids: &[&str]) -> Result<Vec<Authored>, DbErr> {
        if guids.is_empty() {
            return Ok(Vec::new());
        }
        let select = self.select.filter(post::Column::Guid.is_in(guids.iter().copied()));
        let found = authored(select, self.viewer).all(db).await?;
        Ok(found.into_iter().map(seen).collect())
    }

    /// What is said of those of a list of rows where something is told about them.
    pub async fn named(self, db: &impl ConnectionTrait, ids: &[PostId]) -> Result<HashMap<PostId, Seen<Named>>, DbErr> {
        use post::Column as C;
        let select = self.select.filter(C::Id.is_in(ids.iter().copied())).select_only();
        let to_author = post::Entity::belongs_to(person::Entity)
            .from(C::AuthorId)
            .to(person::Column::Id)
            .into();
        let select = select
            .join(JoinType::InnerJoin, to_author)
            .columns([C::Id, C::Guid, C::Reach, C::Title, C::Warning])
            .column(person::Column::Nsfw);
        let rows: Vec<(PostId, String, Reach, String, Option<String>, bool)> = select.into_tuple().all(db).await?;
        let named = |(id, guid, reach, title, warning, nsfw)| {
            let named = Named {
                id,
                guid,
                reach,
                title,
                warning,
                nsfw,
            };
            (id, Seen::new(named))
        };
        Ok(rows.into_iter().map(named).collect())
    }

    /// A page of them, newest first, strictly older than the cursor.
    pub async fn page(self, db: &impl ConnectionTrait, before: Cursor, limit: u64) -> Result<Vec<Authored>, DbErr> {
        let select = self.select.filter(older(before)).limit(limit);
        let found = authored(newest_first(select), self.viewer).all(db).await?;
        Ok(found.into_iter().map(seen).collect())
    }

    /// How many there are.
    pub async fn count(self, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
        self.select.count(db).await
    }

    /// Former versions of one of them, newest first.
    pub async fn history(self, db: &impl ConnectionTrait, of: PostId) -> Result<Vec<SeenEdit>, DbErr> {
        let visible = self
            .select
            .filter(post::Column::Id.eq(of))
            .select_only()
            .column(post::Column::Id)
            .into_query();
        let edits = post_edit::Entity::find()
            .filter(post_edit::Column::PostId.in_subquery(visible))
            .order_by_desc(post_edit::Column::CreatedAt)
            .order_by_desc(post_edit::Column::Id)
            .all(db)
            .await?;
        Ok(edits.into_iter().map(Seen::new).collect())
    }
}

/// Newest first, by the author's time and then the row.
pub(crate) fn newest_first<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select
        .order_by_desc(post::Column::CreatedAt)
        .order_by_desc(post::Column::Id)
}

/// Strictly older than the cursor, as one comparison that an index answers.
pub(crate) fn older(before: Cursor) -> Expr {
    before.older(post::Column::CreatedAt, post::Column::Id)
}

/// With its author and, where the viewer is that, the choice of its audience: in one query.
pub(crate) fn authored(select: Select<post::Entity>, viewer: Viewer) -> Selector<SelectModel<Row>> {
    with_author(select, viewer).into_model()
}

/// The same before it is decided what becomes of a row: its columns are those of [`Row`].
pub(crate) fn with_author(select: Select<post::Entity>, viewer: Viewer) -> Select<post::Entity> {
    let author = post::Entity::belongs_to(person::Entity)
        .from(post::Column::AuthorId)
        .to(person::Column::Id)
        .into();
    select
        .join(JoinType::InnerJoin, author)
        .select_only()
        .columns(post::Column::iter())
        .columns(person::Column::iter())
        .expr(chosen_by(viewer.person()))
        .expr(liked_by(viewer.person()))
        .expr(reshared_by(viewer.person()))
}

/// How the audience was chosen, if it was this person who chose it.
fn chosen_by(person: Option<PersonId>) -> Expr {
    let row = Query::select()
        .column((post_choice::Entity, post_choice::Column::Chosen))
        .from(post_choice::Entity)
        .and_where(
            post_choice::Column::PostId
                .into_expr()
                .equals((post::Entity, post::Column::Id)),
        )
        .and_where(post::Column::AuthorId.eq(person.map(|person| person.0)))
        .take();
    Expr::SubQuery(None, Box::new(row.into_sub_query_statement()))
}

/// With which emoji this person likes it.
fn liked_by(person: Option<PersonId>) -> Expr {
    let row = Query::select()
        .column((like::Entity, like::Column::Emoji))
        .from(like::Entity)
        .and_where(
            like::Column::PostId
                .into_expr()
                .equals((post::Entity, post::Column::Id)),
        )
        .and_where(like::Column::AuthorId.eq(person.map(|person| person.0)))
        .and_where(like::Column::CommentId.is_null())
        .take();
    Expr::SubQuery(None, Box::new(row.into_sub_query_statement()))
}

/// The reshare of it by this person, one of them.
fn reshared_by(person: Option<PersonId>) -> Expr {
    let row = Query::select()
        .expr(Expr::col(("mine", post::Column::Guid)))
        .from_as(post::Entity, "mine")
        .and_where(Expr::col(("mine", post::Column::RootId)).equals((post::Entity, post::Column::Id)))
        .and_where(Expr::col(("mine", post::Column::AuthorId)).eq(person.map(|person| person.0)))
        .limit(1)
        .take();
    Expr::SubQuery(None, Box::new(row.into_sub_query_statement()))
}

/// What [`authored`] reads. Not [`Authored`] itself, which would then be had from any query.
pub(crate) struct Row {
    post: post::Model,
    author: person::Model,
    chosen: Option<String>,
    liked: Option<String>,
    reshared: Option<String>,
}

/// By position: to look each column up by its name costs more than to read it.
impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut row = Cells::new(row);
        Ok(Self {
            post: row.post()?,
            author: row.person()?,
            chosen: row.cell()?,
            liked: row.cell()?,
            reshared: row.cell()?,
        })
    }
}

pub(crate) fn seen(row: Row) -> Authored {
    Authored {
        post: Seen::new(row.post),
        author: row.author,
        chosen: row.chosen,
        liked: row.liked,
        reshared: row.reshared,
        again: Again::default(),
    }
}
