//! A device that is signed in. The secret itself is only in its cookie.

use sea_orm::entity::prelude::*;

use crate::{Moment, SessionId, UserId};

/// A device that is signed in.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: SessionId,
    /// Who is signed in.
    pub user_id: UserId,
    /// SHA-256 of the cookie's secret, hex.
    pub hash: String,
    /// Browser and system in words, from the User-Agent.
    pub device: String,
    /// Signed in.
    pub created_at: Moment,
    /// Last use, to the minute.
    pub seen_at: Moment,
    /// When the password was last given: what matters asks again after ten minutes.
    pub asked_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
