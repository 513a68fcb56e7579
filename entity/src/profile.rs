//! The extended part of a profile. Guarded: shown to no one, to people its owner shares with, or to all.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// Who may see the extended part of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Details {
    /// No one.
    Nobody = 0,
    /// The people its owner shares with.
    Contacts = 1,
    /// Anyone.
    Everyone = 2,
}

/// The extended part of a profile.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Markdown.
    pub bio: String,
    /// As typed.
    pub location: String,
    /// Pronouns or gender, free text.
    pub pronouns: String,
    /// `YYYY-MM-DD`, or `--MM-DD` without the year, or empty.
    pub birthday: String,
    /// Who may see all this.
    pub details: Details,
    /// Last change.
    pub updated_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
