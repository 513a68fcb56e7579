//! A former version of a comment. Guarded like the comment.

use sea_orm::entity::prelude::*;

use crate::{CommentEditId, CommentId, Moment};

/// A former version of a comment.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "comment_edit")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: CommentEditId,
    /// Of which comment.
    pub comment_id: CommentId,
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
