//! A former version of a post. Guarded like the post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PostEditId, PostId};

/// A former version of a post.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_edit")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PostEditId,
    /// Of which post.
    pub post_id: PostId,
    /// Markdown.
    pub text: String,
    /// Rendered.
    pub html: String,
    /// When this version was written.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
