//! A browser that wants to be told by Web Push (RFC 8030). Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{Moment, PushDeviceId, SessionId, UserId};

/// A browser that wants to be told.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "push_device")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PushDeviceId,
    /// Whose.
    pub user_id: UserId,
    /// Where they are signed in: without it, nothing is told.
    pub session_id: SessionId,
    /// The address at the maker of the browser.
    pub endpoint: String,
    /// The browser's public key (P-256, uncompressed, base64url).
    pub p256dh: String,
    /// The secret shared with the browser (16 bytes, base64url).
    pub auth: String,
    /// Browser and system in words.
    pub name: String,
    /// Since when.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
