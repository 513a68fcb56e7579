//! A hashtag.

use sea_orm::entity::prelude::*;

use crate::TagId;

/// A hashtag.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tag")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: TagId,
    /// Lower case, without #.
    pub name: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
