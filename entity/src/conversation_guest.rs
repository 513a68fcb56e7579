//! Somebody who was named as taking part in a conversation and does not yet. Guarded: for those who take part.

use sea_orm::entity::prelude::*;

use crate::ConversationId;

/// Somebody who is named and not there yet: nobody knows them here, or it has not come to them.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation_guest")]
pub struct Model {
    /// In which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: ConversationId,
    /// Their diaspora ID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub handle: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
