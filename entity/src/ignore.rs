//! A person somebody ignores. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, UserId};

/// A person somebody ignores.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ignore")]
pub struct Model {
    /// Who ignores.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Since.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
