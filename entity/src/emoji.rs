//! A picture that stands for `:name:`: one of this pod's own, or one that another pod has.

use sea_orm::entity::prelude::*;

use crate::{EmojiId, Moment, PodId};

/// A picture that stands for `:name:`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "emoji")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: EmojiId,
    /// Whose; none for our own.
    pub pod_id: Option<PodId>,
    /// Without the colons.
    pub name: String,
    /// Its address here is `/emoji/<key>`; another picture has another key.
    pub key: String,
    /// Where the other pod has it; none for our own.
    pub url: Option<String>,
    /// What it is listed under; may be empty.
    pub category: String,
    /// Not offered any more. Where it was used it still stands.
    pub disabled: bool,
    /// Since when it is known.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
