//! A post that somebody wants to find again. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{Moment, PostId, UserId};

/// A post that somebody wants to find again.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bookmark")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Since when.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
