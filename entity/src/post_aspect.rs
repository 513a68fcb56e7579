//! An aspect that the author shared a post with, for their own aspect streams. Guarded: private to the author.

use sea_orm::entity::prelude::*;

use crate::{AspectId, Moment, PostId};

/// An aspect that the author shared a post with.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_aspect")]
pub struct Model {
    /// Which aspect.
    #[sea_orm(primary_key, auto_increment = false)]
    pub aspect_id: AspectId,
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// The post's own time.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
