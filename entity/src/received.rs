//! What another pod sent, as it came: stored before it is answered, worked on in the order in
//! which it came, and gone then. Open: it is either
//! public or sealed for one person's key.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, ReceivedId};

/// What another pod sent.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "received")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ReceivedId,
    /// For whom it is sealed; none: for all it may concern.
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

/// When something is worked on that was given up and is kept to be looked at.
pub const NEVER: Moment = Moment(i64::MAX);

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
