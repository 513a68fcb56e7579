//! That somebody asked the pod of a post to tell theirs what is said about it. Guarded: it tells what somebody reads.

use sea_orm::entity::prelude::*;

use crate::{PersonId, PostId};

/// That somebody asked the pod of a post to tell theirs what is said about it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subscription")]
pub struct Model {
    /// Which post: theirs, or ours.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Its name between pods, by which it is ended.
    pub guid: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
