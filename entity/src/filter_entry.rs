//! What somebody does not want in their streams. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{FilterEntryId, Moment, PersonId, TagId, UserId};

/// By what posts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Kind {
    /// A word or several in a row.
    Words = 0,
    /// A tag.
    Tag = 1,
    /// Who wrote it.
    Person = 2,
    /// In which language it is.
    Language = 3,
    /// A language that is read: what is in another one is filtered.
    Reads = 4,
}

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum How {
    /// They stand as one line that can be opened.
    Collapse = 0,
    /// They are left out.
    Hide = 1,
}

/// What somebody does not want in their streams.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "filter_entry")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: FilterEntryId,
    /// Whose.
    pub user_id: UserId,
    /// By what.
    pub kind: Kind,
    /// As it is shown: the words as typed, the name of a tag or a person, the code of a language.
    pub what: String,
    /// What two entries alike have in common; for words: lower case, without accents, a blank between two.
    pub folded: String,
    /// Which tag.
    pub tag_id: Option<TagId>,
    /// Which person.
    pub person_id: Option<PersonId>,
    /// Hide or collapse.
    pub how: How,
    /// Since when.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
