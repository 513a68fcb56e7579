//! My own photos and albums: what I may change, use, and take away.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Select};

use crate::proof::Own;
use crate::visible::photo::{photos, waiting};
use crate::{OwnAlbum, OwnComment, OwnPhoto, OwnPost, PersonId, UserId, Viewer, album, photo};

/// One of the viewer's own photos by its guid, as far as they still see what it belongs to.
pub async fn one(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<OwnPhoto>, DbErr> {
    let seen = photos(viewer).one(db, guid).await?;
    let mine = seen.filter(|photo| Some(photo.author_id) == viewer.person());
    Ok(mine.map(|photo| Own::new((*photo).clone())))
}

/// Those of some photos that are this person's and wait to be used, in no order.
pub async fn unused(db: &impl ConnectionTrait, me: PersonId, guids: &[&str]) -> Result<Vec<OwnPhoto>, DbErr> {
    if guids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = photo::Entity::find()
        .filter(waiting())
        .filter(photo::Column::AuthorId.eq(me))
        .filter(photo::Column::Guid.is_in(guids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// Those of a post of mine, in order.
pub async fn of_post(db: &impl ConnectionTrait, of: &OwnPost) -> Result<Vec<OwnPhoto>, DbErr> {
    in_order(db, photo::Entity::find().filter(photo::Column::PostId.eq(of.id))).await
}

/// Those of a comment of mine, in order.
pub async fn of_comment(db: &impl ConnectionTrait, of: &OwnComment) -> Result<Vec<OwnPhoto>, DbErr> {
    in_order(db, photo::Entity::find().filter(photo::Column::CommentId.eq(of.id))).await
}

async fn in_order(db: &impl ConnectionTrait, select: Select<photo::Entity>) -> Result<Vec<OwnPhoto>, DbErr> {
    let rows = select
        .order_by_asc(photo::Column::Position)
        .order_by_asc(photo::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// Bytes of all files of all photos of a person, those that wait among them.
pub async fn bytes(db: &impl ConnectionTrait, me: PersonId) -> Result<i64, DbErr> {
    let sum: Option<Option<i64>> = photo::Entity::find()
        .filter(photo::Column::AuthorId.eq(me))
        .select_only()
        .expr(Expr::cust("CAST(SUM(bytes) AS BIGINT)"))
        .into_tuple()
        .one(db)
        .await?;
    Ok(sum.flatten().unwrap_or_default())
}

/// My albums, by name.
pub async fn albums(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<OwnAlbum>, DbErr> {
    let rows = album::Entity::find()
        .filter(album::Column::UserId.eq(me))
        .order_by_asc(album::Column::Name)
        .order_by_asc(album::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// One of my albums.
pub async fn album(db: &impl ConnectionTrait, me: UserId, guid: &str) -> Result<Option<OwnAlbum>, DbErr> {
    let found = album::Entity::find()
        .filter(album::Column::UserId.eq(me))
        .filter(album::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}
