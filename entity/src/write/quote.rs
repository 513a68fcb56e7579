//! Writing what authors of other servers say to being quoted.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};

use crate::{Moment, PostId, SeenPost, quote};

/// The author of what a post quotes is asked, once.
pub async fn ask(db: &impl ConnectionTrait, post: PostId, now: Moment) -> Result<(), DbErr> {
    let row = quote::ActiveModel {
        post_id: Set(post),
        stamp: Set(None),
        refused: Set(false),
        asked_at: Set(now),
    };
    quote::Entity::insert(row)
        .on_conflict(OnConflict::column(quote::Column::PostId).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// It may, by the word at this address. False: it may not, that was said before and stays so, or this is no news.
pub async fn grant(db: &impl ConnectionTrait, post: &SeenPost, stamp: &str) -> Result<bool, DbErr> {
    let another = sea_orm::Condition::any()
        .add(quote::Column::Stamp.is_null())
        .add(quote::Column::Stamp.ne(stamp));
    let done = quote::Entity::update_many()
        .col_expr(quote::Column::Stamp, Expr::value(Some(stamp)))
        .filter(quote::Column::PostId.eq(post.id))
        .filter(quote::Column::Refused.eq(false))
        .filter(another)
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}

/// It may not, or no more.
pub async fn refuse(db: &impl ConnectionTrait, post: &SeenPost) -> Result<(), DbErr> {
    quote::Entity::update_many()
        .col_expr(quote::Column::Stamp, Expr::value(None::<String>))
        .col_expr(quote::Column::Refused, Expr::value(true))
        .filter(quote::Column::PostId.eq(post.id))
        .exec(db)
        .await?;
    Ok(())
}
