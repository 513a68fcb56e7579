//! Somebody's relation to a person. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{ContactId, Moment, PersonId, UserId};

/// Somebody's relation to a person.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ContactId,
    /// Whose.
    pub user_id: UserId,
    /// To whom.
    pub person_id: PersonId,
    /// They share with me.
    pub sharing: bool,
    /// I share with them: they are in at least one of my aspects.
    pub receiving: bool,
    /// Since.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
