//! That an activity has come before: what comes twice counts once. Names are hashes; they say nothing by themselves.

use sea_orm::entity::prelude::*;

use crate::Moment;

/// That an activity has come before.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_seen")]
pub struct Model {
    /// SHA-256 of who sent it, what it is called and to whose inbox it came.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// When.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
