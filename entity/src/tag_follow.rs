//! A tag somebody follows. Private to them.

use sea_orm::entity::prelude::*;

use crate::{TagId, UserId};

/// A tag somebody follows.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tag_follow")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: TagId,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
