//! Who is blocked, as administrators said it: another pod, perhaps with those below it, or somebody there. What follows from it
//! stands in the rows of pods and people ([`crate::write::block`]).

use sea_orm::entity::prelude::*;

use crate::{BlockId, Moment, UserId};

/// Who is blocked.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "block")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: BlockId,
    /// A host with a port that is not the usual one, or a diaspora ID; lower case.
    pub name: String,
    /// A host is meant with those below it.
    pub below: bool,
    /// Why, for the administrators.
    pub reason: String,
    /// Who blocked it; none once that account is gone.
    pub user_id: Option<UserId>,
    /// Since when.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
