//! What comes of a text besides a later version: former versions that come after later ones take their place in the history,
//! and a picture that comes or goes by itself changes what stands there, with no version of its own.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{IntoActiveModel, Set};

use super::post::Words;
use super::search::{forget, index};
use crate::proof::Own;
use crate::{CommentId, Moment, OwnComment, OwnPost, PostId, comment, comment_edit, post, post_edit};

/// A version that another one has followed already.
#[derive(Clone, Debug)]
pub struct Former {
    /// Markdown.
    pub text: String,
    /// Rendered and sanitised.
    pub html: String,
    /// From when on it stood.
    pub at: Moment,
}

/// Puts an earlier version of a post into its history, once.
pub async fn of_post(db: &impl ConnectionTrait, post: &OwnPost, former: Former) -> Result<(), DbErr> {
    let there = post_edit::Entity::find()
        .filter(post_edit::Column::PostId.eq(post.id))
        .filter(post_edit::Column::CreatedAt.eq(former.at));
    if former.at >= post.edited_at.unwrap_or(post.created_at) || there.one(db).await?.is_some() {
        return Ok(());
    }
    let row = post_edit::ActiveModel {
        post_id: Set(post.id),
        text: Set(former.text),
        html: Set(former.html),
        created_at: Set(former.at),
        ..Default::default()
    };
    post_edit::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Puts an earlier version of a comment into its history, once.
pub async fn of_comment(db: &impl ConnectionTrait, comment: &OwnComment, former: Former) -> Result<(), DbErr> {
    let there = comment_edit::Entity::find()
        .filter(comment_edit::Column::CommentId.eq(comment.id))
        .filter(comment_edit::Column::CreatedAt.eq(former.at));
    if former.at >= comment.edited_at.unwrap_or(comment.created_at) || there.one(db).await?.is_some() {
        return Ok(());
    }
    let row = comment_edit::ActiveModel {
        comment_id: Set(comment.id),
        text: Set(former.text),
        html: Set(former.html),
        created_at: Set(former.at),
        ..Default::default()
    };
    comment_edit::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// A post has changed in something besides its words, which have no version more.
pub async fn touch(db: &impl ConnectionTrait, post: PostId, at: Moment) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::EditedAt, Expr::value(at))
        .filter(post::Column::Id.eq(post))
        .exec(db)
        .await?;
    Ok(())
}

/// The same of a comment.
pub async fn touch_comment(db: &impl ConnectionTrait, comment: CommentId, at: Moment) -> Result<(), DbErr> {
    comment::Entity::update_many()
        .col_expr(comment::Column::EditedAt, Expr::value(at))
        .filter(comment::Column::Id.eq(comment))
        .exec(db)
        .await?;
    Ok(())
}

/// From now on a post stands in no list, and what shows it neither.
pub async fn hush(db: &impl ConnectionTrait, post: OwnPost) -> Result<OwnPost, DbErr> {
    let either = post::Column::Id.eq(post.id).or(post::Column::RootId.eq(post.id));
    post::Entity::update_many()
        .col_expr(post::Column::Quiet, Expr::value(true))
        .filter(either)
        .exec(db)
        .await?;
    let row = post::Model {
        quiet: true,
        ..(*post).clone()
    };
    Ok(Own::new(row))
}

/// Replaces what a post says without a new version.
pub async fn reword(db: &impl ConnectionTrait, post: OwnPost, words: Words) -> Result<OwnPost, DbErr> {
    let mut row = (*post).clone().into_active_model();
    row.text = Set(words.text);
    row.html = Set(words.html);
    row.title = Set(words.title);
    row.language = Set(words.language);
    let row = row.update(db).await?;
    forget(db, row.id).await?;
    index(db, &[(row.id, &words.plain)]).await?;
    Ok(Own::new(row))
}

/// Renders a comment anew without a new version: who may be linked in it has changed.
pub async fn rerender_comment(db: &impl ConnectionTrait, comment: &OwnComment, html: String) -> Result<(), DbErr> {
    let rendered = comment::ActiveModel {
        html: Set(html),
        ..Default::default()
    };
    comment::Entity::update_many()
        .set(rendered)
        .filter(comment::Column::Id.eq(comment.id))
        .exec(db)
        .await?;
    Ok(())
}
