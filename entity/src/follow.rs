//! That somebody follows somebody over ActivityPub, one way or the other, and how that stands. Guarded: private to the account.

use sea_orm::entity::prelude::*;

use crate::{FollowId, Moment, PersonId, UserId};

/// Who follows whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Way {
    /// The account follows the actor.
    #[sea_orm(string_value = "out")]
    Out,
    /// The actor follows the account.
    #[sea_orm(string_value = "in")]
    In,
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// We have asked; no answer has come.
    #[sea_orm(string_value = "asked")]
    Asked,
    /// Somebody here has to say whether they may.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// They may.
    #[sea_orm(string_value = "accepted")]
    Accepted,
    /// They may not.
    #[sea_orm(string_value = "refused")]
    Refused,
}

/// That somebody follows somebody.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "follow")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: FollowId,
    /// Whose side.
    pub user_id: UserId,
    /// The actor.
    pub person_id: PersonId,
    /// Who follows whom.
    pub way: Way,
    /// The address of the `Follow`.
    pub uri: String,
    /// How it stands.
    pub state: State,
    /// Since when.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
