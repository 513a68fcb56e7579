//! How something of the fediverse is called there. Guarded like what it names, which may be for a few only. Written once: an
//! address never becomes somebody else's.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// How something of the fediverse is called there.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "far_object")]
pub struct Model {
    /// Its name here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guid: String,
    /// Its address.
    pub uri: String,
    /// The address of its page for people.
    pub url: Option<String>,
    /// Whose it is.
    pub author_id: PersonId,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
