//! Writing comments and who follows them. The post keeps the number of its comments by people who are there, in the
//! same transaction.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{IntoActiveModel, NotSet, QuerySelect, Set};

use super::activity;
use super::numbers;
use crate::own::comment::Removable;
use crate::proof::Own;
use crate::sql::Sql;
use crate::{
    CommentId, Moment, OwnComment, PersonId, PostId, SeenPost, UserId, comment, comment_edit, notification,
    participation, post,
};

/// A comment that is about to be added.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// Its address.
    pub guid: String,
    /// Who writes it.
    pub author: PersonId,
    /// Under which comment of the same post it stands.
    pub answers: Option<CommentId>,
    /// Markdown.
    pub text: String,
    /// Rendered and sanitised.
    pub html: String,
    /// The author's time. Not later than now: streams by activity would not show the post until then.
    pub at: Moment,
    /// When it was last changed, if it comes so.
    pub edited_at: Option<Moment>,
    /// What has to be handed on unchanged (JSON), if it comes from another pod.
    pub signed: Option<String>,
}

/// Adds a comment under a post that its author sees.
pub async fn insert(db: &impl ConnectionTrait, on: &SeenPost, new: NewComment) -> Result<OwnComment, DbErr> {
    // The post's row first, everywhere: who locks a row twice, and less firmly at first, may wait for somebody who waits for them.
    activity::said(db, on, new.at).await?;
    put(db, on, new).await
}

/// The same where the post's row is held, and that it moves is counted with what else happens there ([`activity::moved`]).
pub async fn put(db: &impl ConnectionTrait, on: &SeenPost, new: NewComment) -> Result<OwnComment, DbErr> {
    let row = comment::ActiveModel {
        id: NotSet,
        ..row(CommentId(0), on, new).into_active_model().reset_all()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// The same with a number that was set aside, to be written with others ([`put_all`]).
pub fn later(id: CommentId, on: &SeenPost, new: NewComment) -> OwnComment {
    Own::new(row(id, on, new))
}

/// Writes the rows of comments that have their numbers.
pub async fn put_all(db: &impl ConnectionTrait, comments: &[OwnComment]) -> Result<(), DbErr> {
    numbers::put(db, comments, |one| (**one).clone()).await
}

fn row(id: CommentId, on: &SeenPost, new: NewComment) -> comment::Model {
    comment::Model {
        id,
        guid: new.guid,
        post_id: on.id,
        author_id: new.author,
        answers_id: new.answers,
        created_at: new.at,
        edited_at: new.edited_at,
        text: new.text,
        html: new.html,
        signed: new.signed,
        likes: 0,
        photos: 0,
    }
}

/// Replaces what a comment says and keeps the former version.
pub async fn edit(
    db: &impl ConnectionTrait,
    comment: OwnComment,
    text: String,
    html: String,
    now: Moment,
) -> Result<OwnComment, DbErr> {
    let former = comment_edit::ActiveModel {
        comment_id: Set(comment.id),
        text: Set(comment.text.clone()),
        html: Set(comment.html.clone()),
        created_at: Set(comment.edited_at.unwrap_or(comment.created_at)),
        ..Default::default()
    };
    comment_edit::Entity::insert(former).exec_without_returning(db).await?;
    let mut row = (*comment).clone().into_active_model();
    row.text = Set(text);
    row.html = Set(html);
    row.edited_at = Set(Some(now));
    Ok(Own::new(row.update(db).await?))
}

/// Keeps what the author of another pod has signed of its latest version.
pub async fn sign(db: &impl ConnectionTrait, comment: &OwnComment, signed: Option<String>) -> Result<(), DbErr> {
    let row = comment::ActiveModel {
        signed: Set(signed),
        ..Default::default()
    };
    comment::Entity::update_many()
        .set(row)
        .filter(comment::Column::Id.eq(comment.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a comment away with what was told of it. False when another act was quicker.
pub async fn delete(db: &impl ConnectionTrait, comment: Removable) -> Result<bool, DbErr> {
    count(db, comment.0.post_id, -1).await?;
    let gone = remove(db, &comment.0).await?;
    if !gone {
        count(db, comment.0.post_id, 1).await?;
    }
    Ok(gone)
}

/// What somebody has said counts no longer because they have left, or counts again because they are back.
pub(super) async fn recount(db: &impl ConnectionTrait, author: PersonId, there: bool) -> Result<(), DbErr> {
    let sign = if there { "+" } else { "-" };
    let update = Sql::new(
        &format!(
            "UPDATE post SET comments = comments {sign} (SELECT COUNT(*) FROM comment c WHERE c.post_id = post.id \
             AND c.author_id = ?) WHERE id IN (SELECT c.post_id FROM comment c WHERE c.author_id = ?)"
        ),
        [author.0.into(), author.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}

/// Takes away up to `most` comments of an account that is closed: they are not counted any more. Returns how many that
/// were.
pub async fn delete_some_of(db: &impl ConnectionTrait, author: PersonId, most: u64) -> Result<u64, DbErr> {
    let some = comment::Entity::find()
        .filter(comment::Column::AuthorId.eq(author))
        .limit(most)
        .all(db)
        .await?;
    for row in &some {
        remove(db, row).await?;
    }
    Ok(some.len() as u64)
}

async fn remove(db: &impl ConnectionTrait, row: &comment::Model) -> Result<bool, DbErr> {
    let gone = comment::Entity::delete_by_id(row.id).exec(db).await?.rows_affected > 0;
    if gone {
        notification::Entity::delete_many()
            .filter(notification::Column::CommentId.eq(row.id))
            .exec(db)
            .await?;
    }
    Ok(gone)
}

async fn count(db: &impl ConnectionTrait, post: PostId, more: i64) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::Comments, Expr::col(post::Column::Comments).add(more))
        .filter(post::Column::Id.eq(post))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether what was said before counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Because of something done there: not if it was muted.
    Unasked,
    /// Asked for.
    Told,
    /// Asked not to be.
    Muted,
}

/// Somebody is to be told of what is said about a post, or not.
pub async fn follow(db: &impl ConnectionTrait, user: UserId, post: &SeenPost, how: Follow) -> Result<(), DbErr> {
    let row = participation::ActiveModel {
        user_id: Set(user),
        post_id: Set(post.id),
        muted: Set(how == Follow::Muted),
    };
    let mut already = OnConflict::columns([participation::Column::UserId, participation::Column::PostId]);
    match how {
        Follow::Unasked => already.do_nothing(),
        Follow::Told | Follow::Muted => already.update_column(participation::Column::Muted),
    };
    participation::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
