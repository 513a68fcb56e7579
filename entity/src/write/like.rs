//! Writing likes. What is liked keeps the number of its likes by people who are there, in the same transaction.

use std::collections::HashSet;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict};
use sea_orm::{IntoActiveModel, NotSet, QuerySelect};

use super::numbers;
use crate::sql::Sql;
use crate::{
    CommentId, LikeId, Moment, NotificationKind, PersonId, PostId, SeenComment, SeenPost, comment, like, notification,
    post,
};

/// What is liked. Made from proofs only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub(crate) post: PostId,
    pub(crate) comment: Option<CommentId>,
}

impl Target {
    /// A post.
    pub fn post(post: &SeenPost) -> Self {
        Self {
            post: post.id,
            comment: None,
        }
    }

    /// A comment.
    pub fn comment(comment: &SeenComment) -> Self {
        Self {
            post: comment.post_id,
            comment: Some(comment.id),
        }
    }

    /// The notifications that somebody likes it.
    fn told(self) -> Condition {
        let kind = match self.comment {
            Some(_) => NotificationKind::LikedComment,
            None => NotificationKind::Liked,
        };
        Condition::all()
            .add(notification::Column::Kind.eq(kind))
            .add(notification::Column::PostId.eq(self.post))
            .add(match self.comment {
                Some(comment) => notification::Column::CommentId.eq(comment),
                None => notification::Column::CommentId.is_null(),
            })
    }

    fn by(self, author: PersonId) -> Condition {
        Condition::all()
            .add(like::Column::PostId.eq(self.post))
            .add(like::Column::AuthorId.eq(author))
            .add(match self.comment {
                Some(comment) => like::Column::CommentId.eq(comment),
                None => like::Column::CommentId.is_null(),
            })
    }
}

/// A like that is about to be given.
#[derive(Clone, Debug)]
pub struct NewLike {
    /// Its address.
    pub guid: String,
    /// Whose.
    pub author: PersonId,
    /// Empty for the heart.
    pub emoji: String,
    /// The author's time.
    pub at: Moment,
    /// What has to be handed on unchanged (JSON), if it comes from another pod.
    pub signed: Option<String>,
}

/// What came of giving a like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// There was none; it is this one.
    New(LikeId),
    /// There was one with another emoji.
    Other,
    /// There was the same.
    Nothing,
}

/// Gives a like; if there is one already, it gets the emoji. One for each person, however often and from wherever it is sent.
pub async fn give(db: &impl ConnectionTrait, target: Target, new: NewLike) -> Result<Change, DbErr> {
    // What is liked first: who locks a row twice, and less firmly at first, may wait for somebody who waits for them.
    count(db, target, 1).await?;
    let change = put(db, target, new).await?;
    match change {
        Change::New(_) => {}
        Change::Other | Change::Nothing => count(db, target, -1).await?,
    }
    Ok(change)
}

/// The same where the row of what is liked is held, and whoever calls this counts what is new ([`super::activity::moved`]).
pub async fn put(db: &impl ConnectionTrait, target: Target, new: NewLike) -> Result<Change, DbErr> {
    let (author, emoji) = (new.author, new.emoji.clone());
    let row = like::ActiveModel {
        id: NotSet,
        ..row(LikeId(0), target, new).into_active_model().reset_all()
    };
    let added = like::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_with_returning_keys(db)
        .await?;
    if let Some(id) = added.first() {
        return Ok(Change::New(*id));
    }
    let changed = like::Entity::update_many()
        .col_expr(like::Column::Emoji, Expr::value(emoji.as_str()))
        .filter(target.by(author))
        .filter(like::Column::Emoji.ne(emoji.as_str()))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(Change::Nothing);
    }
    notification::Entity::update_many()
        .col_expr(notification::Column::Emoji, Expr::value(emoji))
        .filter(notification::Column::ActorId.eq(author))
        .filter(target.told())
        .exec(db)
        .await?;
    Ok(Change::Other)
}

/// One that is the first of its author, with a number that was set aside, to be written with others ([`put_all`]).
pub fn later(id: LikeId, on: &SeenPost, new: NewLike) -> Later {
    Later(row(id, Target::post(on), new))
}

/// A like of a post that is to be written.
#[derive(Clone, Debug)]
pub struct Later(like::Model);

impl Later {
    /// Of what, and whose.
    pub fn given(&self) -> (PostId, PersonId) {
        (self.0.post_id, self.0.author_id)
    }
}

/// Writes the rows of likes that have their numbers.
pub async fn put_all(db: &impl ConnectionTrait, likes: &[Later]) -> Result<(), DbErr> {
    numbers::put(db, likes, |one| one.0.clone()).await
}

fn row(id: LikeId, target: Target, new: NewLike) -> like::Model {
    like::Model {
        id,
        guid: new.guid,
        post_id: target.post,
        comment_id: target.comment,
        author_id: new.author,
        emoji: new.emoji,
        created_at: new.at,
        signed: new.signed,
    }
}

/// Who of some people has given a like to which of these posts. Nobody gives another one meanwhile if the posts' rows are held.
pub async fn given(
    db: &impl ConnectionTrait,
    posts: &[PostId],
    people: &[PersonId],
) -> Result<HashSet<(PostId, PersonId)>, DbErr> {
    if posts.is_empty() || people.is_empty() {
        return Ok(HashSet::new());
    }
    let found = like::Entity::find()
        .select_only()
        .columns([like::Column::PostId, like::Column::AuthorId])
        .filter(like::Column::PostId.is_in(posts.iter().copied()))
        .filter(like::Column::AuthorId.is_in(people.iter().copied()))
        .filter(like::Column::CommentId.is_null())
        .into_tuple::<(PostId, PersonId)>()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Gives somebody's like the name and the signature under which it came again.
pub async fn rename(
    db: &impl ConnectionTrait,
    target: Target,
    author: PersonId,
    guid: &str,
    signed: Option<String>,
) -> Result<(), DbErr> {
    like::Entity::update_many()
        .col_expr(like::Column::Guid, Expr::value(guid))
        .col_expr(like::Column::Signed, Expr::value(signed))
        .filter(target.by(author))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes somebody's like back, with what was told of it. False when there is none.
pub async fn take_back(db: &impl ConnectionTrait, target: Target, author: PersonId) -> Result<bool, DbErr> {
    count(db, target, -1).await?;
    let gone = like::Entity::delete_many().filter(target.by(author)).exec(db).await?;
    if gone.rows_affected == 0 {
        count(db, target, 1).await?;
        return Ok(false);
    }
    notification::Entity::delete_many()
        .filter(notification::Column::ActorId.eq(author))
        .filter(target.told())
        .exec(db)
        .await?;
    Ok(true)
}

async fn count(db: &impl ConnectionTrait, target: Target, more: i64) -> Result<(), DbErr> {
    match target.comment {
        Some(comment) => {
            comment::Entity::update_many()
                .col_expr(comment::Column::Likes, Expr::col(comment::Column::Likes).add(more))
                .filter(comment::Column::Id.eq(comment))
                .exec(db)
                .await?
        }
        None => {
            post::Entity::update_many()
                .col_expr(post::Column::Likes, Expr::col(post::Column::Likes).add(more))
                .filter(post::Column::Id.eq(target.post))
                .exec(db)
                .await?
        }
    };
    Ok(())
}

/// What somebody likes counts no longer because they have left, or counts again because they are back.
pub(super) async fn recount(db: &impl ConnectionTrait, author: PersonId, there: bool) -> Result<(), DbErr> {
    let sign = if there { "+" } else { "-" };
    let posts = format!(
        "UPDATE post SET likes = likes {sign} 1 WHERE id IN \
         (SELECT l.post_id FROM \"like\" l WHERE l.author_id = ? AND l.comment_id IS NULL)"
    );
    let comments = format!(
        "UPDATE comment SET likes = likes {sign} 1 WHERE id IN \
         (SELECT l.comment_id FROM \"like\" l WHERE l.author_id = ? AND l.comment_id IS NOT NULL)"
    );
    for update in [posts, comments] {
        let update = Sql::new(&update, [author.0.into()]);
        db.execute_raw(update.statement(db.get_database_backend())).await?;
    }
    Ok(())
}

/// Takes away up to `most` likes of an account that is closed: they are not counted any more. Returns how many that
/// were.
pub async fn delete_some_of(db: &impl ConnectionTrait, author: PersonId, most: u64) -> Result<u64, DbErr> {
    let some: Vec<_> = like::Entity::find()
        .filter(like::Column::AuthorId.eq(author))
        .limit(most)
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let gone = like::Entity::delete_many()
        .filter(like::Column::Id.is_in(some))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

/// Takes back what the old identity of somebody likes and the new one likes as well.
pub(super) async fn drop_doubled(db: &impl ConnectionTrait, old: PersonId, new: PersonId) -> Result<(), DbErr> {
    let both = like::Entity::find().filter(like::Column::AuthorId.eq(new));
    for row in both.all(db).await? {
        let target = Target {
            post: row.post_id,
            comment: row.comment_id,
        };
        take_back(db, target, old).await?;
    }
    Ok(())
}
