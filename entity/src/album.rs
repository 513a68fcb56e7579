//! Photos of somebody under a name. Guarded: its name is seen by whoever sees a photo in it, and by its owner.

use sea_orm::entity::prelude::*;

use crate::{AlbumId, Moment, UserId};

/// An album.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "album")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: AlbumId,
    /// For addresses.
    pub guid: String,
    /// Whose.
    pub user_id: UserId,
    /// As its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
