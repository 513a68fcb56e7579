//! That an account of this pod is gone, as it was signed when its keys were still there: for pods that write to it later.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// The last letter of an account.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "farewell")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The envelope.
    pub body: String,
    /// The pods that knew them ([`crate::PodId`]), apart by spaces.
    pub pods: String,
    /// When they were last told.
    pub sent_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
