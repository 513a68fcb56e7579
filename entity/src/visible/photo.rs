//! Photos, through somebody's eyes: whoever sees the post or reads the comment sees its photos, whoever takes part in
//! a conversation those of its messages; what waits to be used is its author's alone.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait, Select};

use super::comment::may_read;
use super::post::may_see;
use super::whose::is_there;
use crate::own::conversation::{Mine, messages_for};
use crate::proof::Seen;
use crate::{
    AlbumId, CommentId, MessageId, PersonId, PhotoId, PostId, SeenAlbum, SeenPhoto, Viewer, album, comment, message,
    photo, post,
};

/// Where a page of photos begins: strictly older than this.
pub type Cursor = crate::cursor::Cursor<PhotoId>;

impl Cursor {
    /// The end of a page, as the beginning of the next.
    pub fn after(photo: &SeenPhoto) -> Self {
        Self {
            at: photo.created_at,
            id: photo.id,
        }
    }
}

/// Photos that the viewer may see, to be narrowed and then read.
pub struct Photos {
    select: Select<photo::Entity>,
}

/// The door.
pub fn photos(viewer: Viewer) -> Photos {
    Photos {
        select: photo::Entity::find().filter(may_view(viewer)),
    }
}

/// Who may see a photo. Each clause is a line of its own: taking one away must turn `spec/visibility.rs` red.
fn may_view(viewer: Viewer) -> Condition {
    let mut any = Condition::any();
    any = any.add(of_a_seen_post(viewer));
    any = any.add(of_a_read_comment(viewer));
    if let (Some(user), Some(person)) = (viewer.user(), viewer.person()) {
        any = any.add(in_my_message(Mine { user, person }));
    }
    if let Some(me) = viewer.person() {
        any = any.add(waits_for(me));
    }
    Condition::all()
        .add(any)
        .add(is_there((photo::Entity, photo::Column::AuthorId)))
}

fn of_a_seen_post(viewer: Viewer) -> Expr {
    let seen = post::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            post::Column::Id
                .into_expr()
                .equals((photo::Entity, photo::Column::PostId)),
        )
        .filter(may_see(viewer));
    Expr::exists(seen.into_query())
}

fn of_a_read_comment(viewer: Viewer) -> Expr {
    let read = comment::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            comment::Column::Id
                .into_expr()
                .equals((photo::Entity, photo::Column::CommentId)),
        )
        .filter(may_read(viewer));
    Expr::exists(read.into_query())
}

fn in_my_message(me: Mine) -> Expr {
    let there = messages_for(me)
        .filter(
            message::Column::Id
                .into_expr()
                .equals((photo::Entity, photo::Column::MessageId)),
        )
        .select_only()
        .expr(Expr::val(1));
    Expr::exists(there.into_query())
}

fn waits_for(me: PersonId) -> Condition {
    waiting().add(photo::Column::AuthorId.eq(me))
}

/// It belongs to nothing yet.
pub(crate) fn waiting() -> Condition {
    Condition::all()
        .add(photo::Column::PostId.is_null())
        .add(photo::Column::CommentId.is_null())
        .add(photo::Column::MessageId.is_null())
}

impl Photos {
    fn only(self, condition: impl sea_orm::sea_query::IntoCondition) -> Self {
        Self {
            select: self.select.filter(condition),
        }
    }

    /// By one person, in posts.
    pub fn posted_by(self, author: PersonId) -> Self {
        self.only(photo::Column::AuthorId.eq(author))
            .only(photo::Column::PostId.is_not_null())
    }

    /// In one album.
    pub fn within(self, album: &SeenAlbum) -> Self {
        self.only(photo::Column::AlbumId.eq(album.id))
    }

    /// One of them by its guid.
    pub async fn one(self, db: &impl ConnectionTrait, guid: &str) -> Result<Option<SeenPhoto>, DbErr> {
        let found = self.select.filter(photo::Column::Guid.eq(guid)).one(db).await?;
        Ok(found.map(Seen::new))
    }

    /// Those of some posts, in the order in which their authors put them.
    pub async fn of_posts(self, db: &impl ConnectionTrait, posts: &[PostId]) -> Result<Vec<SeenPhoto>, DbErr> {
        if posts.is_empty() {
            return Ok(Vec::new());
        }
        self.only(photo::Column::PostId.is_in(posts.iter().copied()))
            .in_order(db)
            .await
    }

    /// Those of some comments, in the order in which their authors put them.
    pub async fn of_comments(self, db: &impl ConnectionTrait, comments: &[CommentId]) -> Result<Vec<SeenPhoto>, DbErr> {
        if comments.is_empty() {
            return Ok(Vec::new());
        }
        self.only(photo::Column::CommentId.is_in(comments.iter().copied()))
            .in_order(db)
            .await
    }

    /// Those of some messages, in the order in which their authors put them.
    pub async fn of_messages(self, db: &impl ConnectionTrait, messages: &[MessageId]) -> Result<Vec<SeenPhoto>, DbErr> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        self.only(photo::Column::MessageId.is_in(messages.iter().copied()))
            .in_order(db)
            .await
    }

    /// Those that belong to the same as one of them, it among them; itself alone where it waits.
    pub async fn beside(self, db: &impl ConnectionTrait, one: &SeenPhoto) -> Result<Vec<SeenPhoto>, DbErr> {
        match (one.post_id, one.comment_id, one.message_id) {
            (Some(post), _, _) => self.of_posts(db, &[post]).await,
            (None, Some(comment), _) => self.of_comments(db, &[comment]).await,
            (None, None, Some(message)) => self.of_messages(db, &[message]).await,
            (None, None, None) => Ok(vec![one.clone()]),
        }
    }

    async fn in_order(self, db: &impl ConnectionTrait) -> Result<Vec<SeenPhoto>, DbErr> {
        let found = self
            .select
            .order_by_asc(photo::Column::Position)
            .order_by_asc(photo::Column::Id)
            .all(db)
            .await?;
        Ok(found.into_iter().map(Seen::new).collect())
    }

    /// A page of them, newest first, strictly older than the cursor.
    pub async fn page(
        self,
        db: &impl ConnectionTrait,
        before: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<SeenPhoto>, DbErr> {
        let mut select = self.select;
        if let Some(before) = before {
            select = select.filter(before.older(photo::Column::CreatedAt, photo::Column::Id));
        }
        let found = select
            .order_by_desc(photo::Column::CreatedAt)
            .order_by_desc(photo::Column::Id)
            .limit(limit)
            .all(db)
            .await?;
        Ok(found.into_iter().map(Seen::new).collect())
    }

    /// In which albums they are, and how many of them in each.
    async fn by_album(self, db: &impl ConnectionTrait) -> Result<HashMap<AlbumId, i64>, DbErr> {
        let rows: Vec<(AlbumId, i64)> = self
            .select
            .filter(photo::Column::AlbumId.is_not_null())
            .select_only()
            .column(photo::Column::AlbumId)
            .expr(photo::Column::Id.count())
            .group_by(photo::Column::AlbumId)
            .into_tuple()
            .all(db)
            .await?;
        Ok(rows.into_iter().collect())
    }
}

/// The albums of a person that have a photo which the viewer may see, by name, and how many of these are in each.
pub async fn albums(db: &impl ConnectionTrait, viewer: Viewer, of: PersonId) -> Result<Vec<(SeenAlbum, i64)>, DbErr> {
    let counts = photos(viewer).posted_by(of).by_album(db).await?;
    if counts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = album::Entity::find()
        .filter(album::Column::Id.is_in(counts.keys().copied()))
        .order_by_asc(album::Column::Name)
        .order_by_asc(album::Column::Id)
        .all(db)
        .await?;
    let counted = |row: album::Model| {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        (Seen::new(row), count)
    };
    Ok(rows.into_iter().map(counted).collect())
}

/// An album of a person by its guid: its owner's, or with a photo which the viewer may see.
pub async fn album(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    of: PersonId,
    guid: &str,
) -> Result<Option<SeenAlbum>, DbErr> {
    let found = album::Entity::find()
        .filter(album::Column::Guid.eq(guid))
        .one(db)
        .await?;
    let Some(found) = found.map(Seen::new) else {
        return Ok(None);
    };
    if viewer.user() == Some(found.user_id) && viewer.person() == Some(of) {
        return Ok(Some(found));
    }
    let inside = photos(viewer).posted_by(of).within(&found).page(db, None, 1).await?;
    Ok((!inside.is_empty()).then_some(found))
}

/// A photo by the address that other pods were given: whoever has it may have the photo, so long as the photo belongs to
/// something and its author is there; and of a comment, whoever wrote the post.
pub async fn at_address(db: &impl ConnectionTrait, address: &str) -> Result<Option<SeenPhoto>, DbErr> {
    let found = photo::Entity::find()
        .filter(photo::Column::Address.eq(address))
        .filter(waiting().not())
        .filter(is_there((photo::Entity, photo::Column::AuthorId)))
        .filter(under_nobody_gone())
        .one(db)
        .await?;
    Ok(found.map(Seen::new))
}

/// It is in no comment, or whoever wrote the post is there.
fn under_nobody_gone() -> Condition {
    let under = post::Entity::belongs_to(comment::Entity)
        .from(post::Column::Id)
        .to(comment::Column::PostId)
        .into();
    let there = post::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .join(JoinType::InnerJoin, under)
        .filter(
            comment::Column::Id
                .into_expr()
                .equals((photo::Entity, photo::Column::CommentId)),
        )
        .filter(is_there((post::Entity, post::Column::AuthorId)));
    Condition::any()
        .add(photo::Column::CommentId.is_null())
        .add(Expr::exists(there.into_query()))
}

/// Whether what a photo belongs to would say anything without it.
pub async fn says_more(db: &impl ConnectionTrait, of: &SeenPhoto) -> Result<bool, DbErr> {
    if let Some(id) = of.post_id {
        let found = post::Entity::find_by_id(id).one(db).await?;
        return Ok(found.is_none_or(|post| post.photos > 1 || !post.text.is_empty() || post.poll));
    }
    if let Some(id) = of.comment_id {
        let found = comment::Entity::find_by_id(id).one(db).await?;
        return Ok(found.is_none_or(|comment| comment.photos > 1 || !comment.text.is_empty()));
    }
    if let Some(id) = of.message_id {
        let found = message::Entity::find_by_id(id).one(db).await?;
        return Ok(found.is_none_or(|message| message.photos > 1 || !message.text.is_empty()));
    }
    Ok(true)
}
