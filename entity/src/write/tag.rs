//! Making sure that a tag is there.

use std::collections::{BTreeSet, HashMap};

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{TagId, tag};

/// The rows of these tags, in this order; those that were not there are made. Names are lower case, without `#`.
pub async fn ensure(db: &impl ConnectionTrait, names: &[&str]) -> Result<Vec<TagId>, DbErr> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    // Sorted, so that two acts with the same tags wait for each other rather than block each other.
    let once: BTreeSet<&str> = names.iter().copied().collect();
    let rows = once.iter().map(|name| tag::ActiveModel {
        name: Set((*name).to_owned()),
        ..Default::default()
    });
    let already = OnConflict::column(tag::Column::Name).do_nothing().to_owned();
    tag::Entity::insert_many(rows)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    let there = tag::Entity::find()
        .filter(tag::Column::Name.is_in(once))
        .all(db)
        .await?;
    let ids: HashMap<String, TagId> = there.into_iter().map(|row| (row.name, row.id)).collect();
    Ok(names.iter().filter_map(|name| ids.get(*name).copied()).collect())
}
