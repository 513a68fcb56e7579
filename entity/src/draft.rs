//! What somebody has written and not shared. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{Moment, UserId};

/// What somebody has written and not shared.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Markdown.
    pub text: String,
    /// The publisher's fields, JSON.
    pub audience: String,
    /// Last kept.
    pub updated_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
