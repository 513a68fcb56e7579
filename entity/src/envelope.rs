//! A letter to other pods: signed, not sealed. Guarded, as it may hold what is for a few only.

use sea_orm::entity::prelude::*;

use crate::{EnvelopeId, Moment, PersonId};

/// A letter to other pods.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "envelope")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: EnvelopeId,
    /// Who has signed it.
    pub sender_id: PersonId,
    /// As it is sent, or sealed and sent.
    pub body: String,
    /// When it was written.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
