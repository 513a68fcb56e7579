//! What is counted of files of other servers: the room that they take (`used`), and how often they were shown and fetched.

use sea_orm::entity::prelude::*;

/// One count.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media_tally")]
pub struct Model {
    /// What is counted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// How many, or how many bytes.
    pub amount: i64,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
