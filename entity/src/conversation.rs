//! Letters between a few people. Guarded: for those who take part.

use sea_orm::entity::prelude::*;

use crate::{ConversationId, Moment, PersonId};

/// Letters between a few people.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ConversationId,
    /// Address between pods.
    pub guid: String,
    /// Who began it.
    pub author_id: PersonId,
    /// What it is about, plain.
    pub subject: String,
    /// The author's time.
    pub created_at: Moment,
    /// What federation has to hand on unchanged (JSON).
    pub signed: Option<String>,
    /// Words of the subject, for searching: as in [`crate::message::Model::words`].
    pub words: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
