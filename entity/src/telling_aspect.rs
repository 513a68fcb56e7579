//! That somebody wants the posts of an aspect's people by mail. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{AspectId, UserId};

/// How posts come by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum How {
    /// Each in a mail of its own.
    AtOnce = 0,
    /// In the digest of the day.
    Daily = 1,
    /// In the letter of the week.
    Weekly = 2,
}

/// That somebody wants the posts of an aspect's people by mail.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "telling_aspect")]
pub struct Model {
    /// Of whose people.
    #[sea_orm(primary_key, auto_increment = false)]
    pub aspect_id: AspectId,
    /// Who wants them.
    pub user_id: UserId,
    /// How.
    pub how: How,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
