//! How often something was tried lately. Kept in the database, so that a restart forgets nothing.

use sea_orm::entity::prelude::*;

use crate::Moment;

/// How often something was tried lately.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    /// What is counted: the limit's name and a keyed hash of whom it is about.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Tries in this window.
    pub count: i32,
    /// When the window began.
    pub since: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
