//! A private group of somebody's contacts. Guarded: nobody else ever sees it.

use sea_orm::entity::prelude::*;

use crate::{AspectId, Moment, UserId};

/// A private group of somebody's contacts.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "aspect")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: AspectId,
    /// Whose.
    pub user_id: UserId,
    /// At most 20 characters.
    pub name: String,
    /// Lower case, unique for its owner.
    pub name_key: String,
    /// 1 to 8.
    pub hue: i32,
    /// Order in the owner's lists.
    pub position: i32,
    /// Ticked in the publisher by default.
    pub chosen: bool,
    /// When it was made.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
