//! What administrators did, append only.

use sea_orm::entity::prelude::*;

use crate::{AuditId, Moment, UserId};

/// What administrators did, append only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: AuditId,
    /// Who; none for the command line.
    pub user_id: Option<UserId>,
    /// What, as a key of the locale files.
    pub act: String,
    /// To whom or what, in words.
    pub subject: String,
    /// When.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
