//! How things of the fediverse are called there: from their addresses to their names here and back.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{PersonId, far_object};

/// How something is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarObject {
    /// Its name here.
    pub guid: String,
    /// Its address.
    pub uri: String,
    /// The address of its page for people.
    pub url: Option<String>,
    /// Whose it is.
    pub author: PersonId,
}

/// Writes them down once: what is there already stays as it is.
pub async fn keep(db: &impl ConnectionTrait, objects: &[FarObject]) -> Result<(), DbErr> {
    if objects.is_empty() {
        return Ok(());
    }
    let rows = objects.iter().map(|object| far_object::ActiveModel {
        guid: Set(object.guid.clone()),
        uri: Set(object.uri.clone()),
        url: Set(object.url.clone()),
        author_id: Set(object.author),
    });
    far_object::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// How something of this name here is called there.
pub async fn one(db: &impl ConnectionTrait, guid: &str) -> Result<Option<FarObject>, DbErr> {
    let row = far_object::Entity::find_by_id(whole(guid).to_owned()).one(db).await?;
    Ok(row.map(|row| FarObject {
        guid: guid.to_owned(),
        uri: row.uri,
        url: row.url,
        author: row.author_id,
    }))
}

/// The name of the whole, of what somebody has in words of their own: it stands before a second dash.
pub(crate) fn whole(guid: &str) -> &str {
    let far = guid.strip_prefix("ap-").and_then(|name| name.split_once('-'));
    far.map_or(guid, |(name, _)| &guid[..name.len() + 3])
}
