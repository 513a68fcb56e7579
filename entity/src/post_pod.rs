//! That another pod has to do with a post: its author lives there, or somebody who has it. Guarded like the post.

use sea_orm::entity::prelude::*;

use crate::{PodId, PostId};

/// That another pod has to do with a post.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_pod")]
pub struct Model {
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Which pod.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pod_id: PodId,
    /// Whether a server of the fediverse was given it: of a public post, where somebody follows its author or is named in it. Of the
    /// other protocol each of them was.
    pub given: bool,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
