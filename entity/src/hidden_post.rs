//! A post somebody does not want in their streams. Guarded.

use sea_orm::entity::prelude::*;

use crate::{PostId, UserId};

/// A post somebody does not want in their streams.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hidden_post")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
