//! A comment on a post. Guarded: who sees the post sees its comments, and nobody else does.

use sea_orm::entity::prelude::*;

use crate::{CommentId, Moment, PersonId, PostId};

/// A comment.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: CommentId,
    /// Address between pods.
    pub guid: String,
    /// On which post.
    pub post_id: PostId,
    /// Who wrote it.
    pub author_id: PersonId,
    /// The comment under which it stands; none when it stands by itself. Threads are two levels deep, so that one
    /// stands by itself.
    pub answers_id: Option<CommentId>,
    /// The author's time, to the microsecond.
    pub created_at: Moment,
    /// Last change.
    pub edited_at: Option<Moment>,
    /// Markdown as written.
    pub text: String,
    /// The same, rendered and sanitised when it was written.
    pub html: String,
    /// Of a comment from another pod, what has to be handed on unchanged (JSON): signature, order of fields, unknown ones.
    pub signed: Option<String>,
    /// How many like it of those who are there, whom a reader ignores among them.
    pub likes: i64,
    /// How many photos it has.
    pub photos: i64,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
