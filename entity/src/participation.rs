//! Somebody wants to be told of what is said about a post, or not to be. Guarded: private to the account.

use sea_orm::entity::prelude::*;

use crate::{PostId, UserId};

/// Somebody wants to be told, or not to be.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// About which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Not to be told, whatever they do there.
    pub muted: bool,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
