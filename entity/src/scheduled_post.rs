//! What somebody wants to share later. Guarded: private to its owner. It is no post until it is shared.

use sea_orm::entity::prelude::*;

use crate::{Moment, ScheduledPostId, UserId};

/// What somebody wants to share later.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scheduled_post")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ScheduledPostId,
    /// For addresses.
    pub guid: String,
    /// Whose.
    pub user_id: UserId,
    /// Markdown.
    pub text: String,
    /// The publisher's fields, JSON.
    pub fields: String,
    /// When it is to be shared.
    pub due_at: Moment,
    /// When it was written.
    pub created_at: Moment,
    /// Why it could not be shared then (JSON); none while it waits.
    pub refused: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
