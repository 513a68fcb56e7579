//! Another server. Nothing here is private.

use sea_orm::entity::prelude::*;

use crate::{Moment, PodId};

/// Another server.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pod")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PodId,
    /// Host with a non-default port, lower case.
    pub host: String,
    /// What it says it runs, from NodeInfo; its name.
    pub software: Option<String>,
    /// When it was first met.
    pub created_at: Moment,
    /// Its address without a slash at the end; empty where it was not asked yet.
    pub address: String,
    /// When something last came from it, or reached it.
    pub heard_at: Option<Moment>,
    /// Since when it does not take what is sent to it; none when it does.
    pub failing_since: Option<Moment>,
    /// How often in a row it did not.
    pub failures: i32,
    /// Why not, the last time: a word that has a sentence in the locale files (`pods-why-…`), and perhaps more after a space.
    pub last_error: Option<String>,
    /// The version of what it runs.
    pub version: Option<String>,
    /// When it was last asked what it runs.
    pub asked_at: Option<Moment>,
    /// When something last came from it.
    pub came_at: Option<Moment>,
    /// When something last reached it.
    pub reached_at: Option<Moment>,
    /// A block covers it: nothing in, nothing out, nobody there is shown.
    pub blocked: bool,
    /// How it takes signed requests (`Scheme::code`); none where that has not been tried.
    pub signs: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
