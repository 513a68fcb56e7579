//! A picture of a post of another pod, by its name. Guarded: it is shown within the post's text only, and may have come before it.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// A picture of a post of another pod.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "far_photo")]
pub struct Model {
    /// Its name between pods.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guid: String,
    /// Whose.
    pub author_id: PersonId,
    /// Of which post, by its name: here, or not yet.
    pub post_guid: String,
    /// Whether it was sent to all.
    pub public: bool,
    /// Where it is.
    pub address: String,
    /// What is to be seen, on one line; empty where its author did not say.
    pub alt: String,
    /// When it came.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
