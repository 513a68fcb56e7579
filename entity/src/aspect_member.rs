//! A contact in an aspect. Guarded.

use sea_orm::entity::prelude::*;

use crate::{AspectId, PersonId};

/// A contact in an aspect.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "aspect_member")]
pub struct Model {
    /// Which aspect.
    #[sea_orm(primary_key, auto_increment = false)]
    pub aspect_id: AspectId,
    /// Who is in it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
