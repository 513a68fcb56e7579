//! Files of a photo whose row is gone: written by the database itself, whatever took the row. They are to be deleted.

use sea_orm::entity::prelude::*;

use crate::PhotoGoneId;

/// Files that are to be deleted.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_gone")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PhotoGoneId,
    /// Where they are.
    pub storage_key: String,
    /// Which (JSON).
    pub files: String,
}

/// It stands by itself.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
