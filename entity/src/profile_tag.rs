//! A tag by which a person describes themselves. Public like the name.

use sea_orm::entity::prelude::*;

use crate::{PersonId, TagId};

/// A tag by which a person describes themselves.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "profile_tag")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: TagId,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
