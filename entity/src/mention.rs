//! A person named in a post who is in its audience. Guarded like the post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PostId};

/// A person named in a post who is in its audience.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mention")]
pub struct Model {
    /// Which post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Who is named.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The post's own time.
    pub created_at: Moment,
    /// The post's, so that the order by activity is one walk along an index.
    pub active_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
