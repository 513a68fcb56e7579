//! Accounts that have moved to another pod.

use entity::person;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use url::Url;

use super::people::{home, said};
use crate::db::Tx;
use crate::domain::moved::{self, Anew};
use crate::error::{OrNotFound, Outcome};
use crate::wire::Handle;
use crate::wire::diaspora::entity::AccountMigration;

/// One of the two identities, which may be closed by now.
async fn either(tx: &Tx, handle: &Handle) -> Outcome<person::Model> {
    let found = person::Entity::find().filter(person::Column::Handle.eq(handle.as_str()));
    found.one(tx.sql()).await?.or_not_found()
}

pub(super) async fn moved(tx: &mut Tx, entity: &AccountMigration) -> Outcome<()> {
    let (old, new) = (
        either(tx, entity.old()).await?,
        either(tx, entity.new_identity()).await?,
    );
    let anew = Anew {
        said: match entity.author == entity.profile.author {
            true => Some(said(tx, &new, &entity.profile).await?),
            false => None,
        },
        photos: match &entity.remote_photo_path {
            Some(path) => below(tx, &new, path.as_str()).await?,
            None => None,
        },
    };
    moved::arrive(tx, old, &new, anew).await
}

/// Where the pictures of somebody are; may be told from the address of their pod.
async fn below(tx: &Tx, who: &person::Model, path: &str) -> Outcome<Option<String>> {
    let base = home(tx, who).await?;
    let whole = Url::parse(path).ok().or_else(|| base?.join(path).ok());
    let whole = whole.filter(|url| matches!(url.scheme(), "https" | "http"));
    Ok(whole.map(String::from))
}
