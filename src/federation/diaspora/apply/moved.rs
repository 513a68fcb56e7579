//! Accounts that have moved to another pod.

use entity::person;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::people::said;
use crate::db::Tx;
use crate::domain::moved;
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
    let said = said(tx, &new, &entity.profile).await?;
    moved::arrive(tx, old, &new, said).await
}
