//! Accounts elsewhere of which somebody here says that they were theirs: those may lead here when they are left.

use sea_orm::entity::prelude::*;

use crate::{Moment, UserId};

/// An account elsewhere that was somebody's.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "former")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Its diaspora* ID, or its name in the fediverse: `user@host`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub handle: String,
    /// Its address as an actor, where it is one.
    pub uri: Option<String>,
    /// That they agree to a move from there to here, signed with their key here (diaspora* protocol, `account_migration`): Base64.
    pub consent: String,
    /// When it was named.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
