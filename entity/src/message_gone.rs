//! A message that was taken back: it does not come again. Guarded, as the message was.

use sea_orm::entity::prelude::*;

/// A message that was taken back.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "message_gone")]
pub struct Model {
    /// Its address between pods.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guid: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
