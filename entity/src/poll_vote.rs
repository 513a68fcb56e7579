//! That somebody chose an answer. Guarded: nobody but they is told which.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PollAnswerId, PollId, PollVoteId};

/// That somebody chose an answer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "poll_vote")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PollVoteId,
    /// Address between pods.
    pub guid: String,
    /// Of which poll.
    pub poll_id: PollId,
    /// Which answer.
    pub answer_id: PollAnswerId,
    /// Who.
    pub author_id: PersonId,
    /// The author's time.
    pub created_at: Moment,
    /// What federation has to hand on unchanged (JSON).
    pub signed: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
