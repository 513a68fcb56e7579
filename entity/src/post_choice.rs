//! How the author chose the audience. Guarded: shown to the author only.

use sea_orm::entity::prelude::*;

use crate::PostId;

/// How the author chose the audience.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_choice")]
pub struct Model {
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// JSON: the aspects by name and hue, the named people, the people left out.
    pub chosen: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
