//! That somebody takes part in a conversation, and how far they have read. Guarded: what one has read is one's own affair.

use sea_orm::entity::prelude::*;

use crate::{ConversationId, Moment, PersonId};

/// That somebody takes part.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation_member")]
pub struct Model {
    /// In which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: ConversationId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Its newest message.
    pub last_at: Moment,
    /// They have read up to here. Never leaves the pod.
    pub seen_at: Moment,
    /// Since when they take part no longer.
    pub left_at: Option<Moment>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
