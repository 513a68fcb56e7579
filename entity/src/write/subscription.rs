//! Who asked the pod of a post to be told what is said about it.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{PersonId, PostId, SeenPost, person, subscription};

/// Writes down that somebody asks. False when they have before.
pub async fn ask(db: &impl ConnectionTrait, of: &SeenPost, person: PersonId, guid: &str) -> Result<bool, DbErr> {
    let row = subscription::ActiveModel {
        post_id: Set(of.id),
        person_id: Set(person),
        guid: Set(guid.to_owned()),
    };
    let already = OnConflict::columns([subscription::Column::PostId, subscription::Column::PersonId])
        .do_nothing()
        .to_owned();
    let written = subscription::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(written > 0)
}

/// The name under which somebody asks about a post, if they do.
pub async fn name(db: &impl ConnectionTrait, post: PostId, person: PersonId) -> Result<Option<String>, DbErr> {
    let found = subscription::Entity::find_by_id((post, person)).one(db).await?;
    Ok(found.map(|row| row.guid))
}

/// Whether anybody asks about a post.
pub async fn any(db: &impl ConnectionTrait, post: PostId) -> Result<bool, DbErr> {
    let found = subscription::Entity::find()
        .filter(subscription::Column::PostId.eq(post))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Somebody asks no longer. The name under which they did, if they did.
pub async fn end(db: &impl ConnectionTrait, post: PostId, person: PersonId) -> Result<Option<String>, DbErr> {
    let guid = name(db, post, person).await?;
    subscription::Entity::delete_by_id((post, person)).exec(db).await?;
    Ok(guid)
}

/// Who asks under this name, and about which post.
pub async fn of(db: &impl ConnectionTrait, guid: &str) -> Result<Option<(person::Model, PostId)>, DbErr> {
    let found = subscription::Entity::find()
        .filter(subscription::Column::Guid.eq(guid))
        .one(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let who = person::Entity::find_by_id(found.person_id).one(db).await?;
    Ok(who.map(|who| (who, found.post_id)))
}
