//! An answer of a poll. Guarded: how many chose it is for those who have voted, and for all when it is over.

use sea_orm::entity::prelude::*;

use crate::{PollAnswerId, PollId};

/// An answer of a poll.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "poll_answer")]
pub struct Model {
    /// Row id; answers are shown in its order.
    #[sea_orm(primary_key)]
    pub id: PollAnswerId,
    /// Address between pods.
    pub guid: String,
    /// Of which poll.
    pub poll_id: PollId,
    /// What it says, plain.
    pub text: String,
    /// How many chose it.
    pub votes: i64,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
