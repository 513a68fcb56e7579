//! That somebody likes a post or a comment on it. Guarded: whoever sees what is liked sees it.

use sea_orm::entity::prelude::*;

use crate::{CommentId, LikeId, Moment, PersonId, PostId};

/// That somebody likes something.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "like")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: LikeId,
    /// Address between pods.
    pub guid: String,
    /// What is liked, or under what the comment stands that is liked.
    pub post_id: PostId,
    /// The comment that is liked; none for the post itself.
    pub comment_id: Option<CommentId>,
    /// Who likes it.
    pub author_id: PersonId,
    /// What they feel; empty for the heart.
    pub emoji: String,
    /// The author's time.
    pub created_at: Moment,
    /// What federation has to hand on unchanged (JSON).
    pub signed: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
