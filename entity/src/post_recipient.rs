//! Somebody who was given a limited post: the audience, written down. Guarded.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PostId};

/// By what way a recipient got a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Given {
    /// Was in a chosen aspect when it was shared.
    Aspect = 0,
    /// Was named by the author.
    Named = 1,
    /// Was shown it later.
    Later = 2,
}

/// Somebody who was given a limited post.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_recipient")]
pub struct Model {
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Who has it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Who wrote the post, and
    pub author_id: PersonId,
    /// the post's own time: so that what somebody gave somebody is one walk along an index.
    pub created_at: Moment,
    /// When they got it.
    pub given_at: Moment,
    /// By what way.
    pub given: Given,
    /// When something last happened around the post: for those who read by activity, else none or long past.
    pub active_at: Option<Moment>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
