//! A tag in a post. Guarded like the post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PostId, TagId};

/// A tag in a post.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_tag")]
pub struct Model {
    /// Which tag.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: TagId,
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// The post's own time.
    pub created_at: Moment,
    /// The post's, so that the order by activity is one walk along an index.
    pub active_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
