//! A single-use secret sent by mail: password reset, change of address.

use sea_orm::entity::prelude::*;

use crate::{Moment, TicketId, UserId};

/// A single-use secret sent by mail.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: TicketId,
    /// For whom.
    pub user_id: UserId,
    /// `reset`, `email` or `email-undo`.
    pub purpose: String,
    /// SHA-256 of the secret, hex.
    pub hash: String,
    /// The new (or former) address where it matters, else empty.
    pub detail: String,
    /// Worth nothing from then on.
    pub expires_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
