//! What an author of another server has said to a post of ours that quotes theirs (FEP-044f). Guarded: it hangs on the post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PostId};

/// What an author has said to being quoted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quote")]
pub struct Model {
    /// Which post quotes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// Where everybody can read that it may; none: nothing was said yet, or it may not.
    pub stamp: Option<String>,
    /// It may not, or no more.
    pub refused: bool,
    /// When they were asked.
    pub asked_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
