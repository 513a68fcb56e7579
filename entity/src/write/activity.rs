//! When something last happened around a post: in its row, and wherever a stream by activity walks along.
//!
//! Whoever was given a post has that time only if they read by activity, so that a comment writes no row for each of
//! thousands who do not. Who begins to read so is brought level at once.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::sql::Sql;
use crate::{Moment, PersonId, PostId, Reach, SeenPost, mention, post_tag};

/// One more comment stands under a post: it moves up. The post's row is written first.
pub(super) async fn said(db: &impl ConnectionTrait, on: &SeenPost, at: Moment) -> Result<(), DbErr> {
    let post = on.id;
    let update = Sql::new(
        "UPDATE post SET comments = comments + 1, active_at = CASE WHEN active_at < ? THEN ? ELSE active_at END WHERE id = ?",
        [at.0.into(), at.0.into(), post.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    // Both are found in the words, so most posts have neither. Words that change at this very moment only cost this post
    // its place by tag until the next comment.
    if on.text.contains('#') {
        post_tag::Entity::update_many()
            .col_expr(post_tag::Column::ActiveAt, Expr::value(at))
            .filter(post_tag::Column::PostId.eq(post))
            .filter(post_tag::Column::ActiveAt.lt(at))
            .exec(db)
            .await?;
    }
    if on.text.contains('@') {
        mention::Entity::update_many()
            .col_expr(mention::Column::ActiveAt, Expr::value(at))
            .filter(mention::Column::PostId.eq(post))
            .filter(mention::Column::ActiveAt.lt(at))
            .exec(db)
            .await?;
    }
    match on.reach {
        // Nobody is written down as having it.
        Reach::Public => Ok(()),
        Reach::Pod | Reach::Limited => given(db, post).await,
    }
}

/// Of those who have a post, whoever reads by activity has the time of its last one.
pub(super) async fn given(db: &impl ConnectionTrait, post: PostId) -> Result<(), DbErr> {
    let update = Sql::new(
        "UPDATE post_recipient SET active_at = (SELECT p.active_at FROM post p WHERE p.id = ?) WHERE post_id = ? \
         AND person_id IN (SELECT u.person_id FROM \"user\" u WHERE u.stream_order = 1)",
        [post.0.into(), post.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}

/// Somebody reads by activity from now on: all that they were given gets its time. What has it already is not written.
pub async fn level(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let update = Sql::new(
        "UPDATE post_recipient SET active_at = (SELECT p.active_at FROM post p WHERE p.id = post_recipient.post_id) \
         WHERE person_id = ? AND COALESCE(active_at, -1) <> \
         (SELECT p.active_at FROM post p WHERE p.id = post_recipient.post_id)",
        [person.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}
