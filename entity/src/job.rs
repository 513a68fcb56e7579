//! Work that an act causes, written in the act's own transaction.

use sea_orm::entity::prelude::*;

use crate::{JobId, Moment};

/// Work that an act causes, written in the act's own transaction.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: JobId,
    /// Which, as [`crate::job`] rows are matched by the program's `enum Job`.
    pub kind: String,
    /// In which of the program's lanes it stands.
    pub lane: i16,
    /// JSON.
    pub payload: String,
    /// How often it was begun.
    pub attempts: i32,
    /// Not before.
    pub run_at: Moment,
    /// A worker has it until then; afterwards anyone may.
    pub locked_until: Option<Moment>,
    /// Only one such job at a time.
    pub dedupe: Option<String>,
    /// Why it is to be tried again.
    pub last_error: Option<String>,
    /// Given up.
    pub dead_at: Option<Moment>,
    /// When it was enqueued.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
