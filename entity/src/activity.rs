//! What an actor sent, as it came: verified and stored before it is answered, worked on in the order in which it came, and gone
//! then. Guarded, as it may hold what is for a few only.

use sea_orm::entity::prelude::*;

use crate::{ActivityId, Moment, PersonId};

/// What an actor sent.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ActivityId,
    /// Who has signed it.
    pub signer_id: PersonId,
    /// To whose inbox it came; none: to that of the pod.
    pub recipient_id: Option<PersonId>,
    /// As it came.
    pub body: String,
    /// When.
    pub created_at: Moment,
    /// Not worked on before.
    pub run_at: Moment,
    /// How often it was tried and has to be tried again.
    pub attempts: i32,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
