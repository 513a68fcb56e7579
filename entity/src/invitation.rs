//! An invitation link.

use sea_orm::entity::prelude::*;

use crate::{AspectId, InvitationId, Moment, UserId};

/// An invitation link.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: InvitationId,
    /// Who invites.
    pub user_id: UserId,
    /// Secret part of the link.
    pub code: String,
    /// For whom it is, in the inviter's words; shown to the inviter only.
    pub note: String,
    /// How many may still join with it.
    pub uses_left: i32,
    /// How many have joined with it.
    pub used: i32,
    /// The inviter's aspect that those who join go into.
    pub aspect_id: Option<AspectId>,
    /// Worth nothing from then on.
    pub expires_at: Moment,
    /// When it was made.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
