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
    /// What it says it runs, from NodeInfo.
    pub software: Option<String>,
    /// When it was first met.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
