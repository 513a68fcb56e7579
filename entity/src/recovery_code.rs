//! One of ten codes for a lost second step.

use sea_orm::entity::prelude::*;

use crate::{Moment, RecoveryCodeId, UserId};

/// One of ten codes for a lost second step.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: RecoveryCodeId,
    /// Whose.
    pub user_id: UserId,
    /// SHA-256 of the code, hex.
    pub hash: String,
    /// When it was spent.
    pub used_at: Option<Moment>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
