//! Keeping and dropping what somebody does not want in their streams.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{FilterEntryId, FilterHow, FilterKind, Moment, PersonId, TagId, UserId, filter_entry};

/// An entry that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// By what posts are told.
    pub kind: FilterKind,
    /// As it is shown.
    pub what: String,
    /// What two entries alike have in common.
    pub folded: String,
    /// Which tag.
    pub tag: Option<TagId>,
    /// Which person.
    pub person: Option<PersonId>,
    /// Hide or collapse.
    pub how: FilterHow,
}

/// Keeps an entry; one that is there already changes how.
pub async fn keep(db: &impl ConnectionTrait, me: UserId, new: NewEntry, now: Moment) -> Result<(), DbErr> {
    let row = filter_entry::ActiveModel {
        user_id: Set(me),
        kind: Set(new.kind),
        what: Set(new.what),
        folded: Set(new.folded),
        tag_id: Set(new.tag),
        person_id: Set(new.person),
        how: Set(new.how),
        created_at: Set(now),
        ..Default::default()
    };
    let again = OnConflict::columns([
        filter_entry::Column::UserId,
        filter_entry::Column::Kind,
        filter_entry::Column::Folded,
    ])
    .update_columns([filter_entry::Column::What, filter_entry::Column::How])
    .to_owned();
    filter_entry::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// All entries of a kind go this way from now on.
pub async fn set_how(db: &impl ConnectionTrait, me: UserId, kind: FilterKind, how: FilterHow) -> Result<(), DbErr> {
    let change = filter_entry::ActiveModel {
        how: Set(how),
        ..Default::default()
    };
    filter_entry::Entity::update_many()
        .set(change)
        .filter(filter_entry::Column::UserId.eq(me))
        .filter(filter_entry::Column::Kind.eq(kind))
        .exec(db)
        .await?;
    Ok(())
}

/// Drops an entry of somebody's own. False when there is none.
pub async fn drop(db: &impl ConnectionTrait, me: UserId, id: FilterEntryId) -> Result<bool, DbErr> {
    let gone = filter_entry::Entity::delete_many()
        .filter(filter_entry::Column::UserId.eq(me))
        .filter(filter_entry::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(gone.rows_affected > 0)
}
