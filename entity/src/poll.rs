//! A question with answers to choose from. Guarded: it belongs to its post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PollId, PostId};

/// A question with answers to choose from.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "poll")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PollId,
    /// Address between pods.
    pub guid: String,
    /// On which post.
    pub post_id: PostId,
    /// What is asked, plain.
    pub question: String,
    /// More than one answer may be chosen.
    pub multiple: bool,
    /// No vote counts from then on.
    pub ends_at: Option<Moment>,
    /// How many people have voted.
    pub voters: i64,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
