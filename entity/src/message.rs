//! A letter in a conversation. Guarded: for those who take part.

use sea_orm::entity::prelude::*;

use crate::{ConversationId, MessageId, Moment, PersonId};

/// A letter.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: MessageId,
    /// Address between pods.
    pub guid: String,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Who wrote it.
    pub author_id: PersonId,
    /// The author's time, to the microsecond.
    pub created_at: Moment,
    /// Markdown as written.
    pub text: String,
    /// The same, rendered and sanitised when it was written.
    pub html: String,
    /// Its words with a space before and after each, for searching.
    pub words: String,
    /// What federation has to hand on unchanged (JSON).
    pub signed: Option<String>,
    /// How many photos it has.
    pub photos: i64,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
