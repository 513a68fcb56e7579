//! What is known of people of other pods besides who they are, apart from `person` because streams never need it.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// What is known of somebody of another pod besides who they are.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_abroad")]
pub struct Model {
    /// Of whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// When their pod was last asked who they are.
    pub asked_at: Option<Moment>,
    /// When their earlier posts were asked for.
    pub posts_at: Option<Moment>,
    /// When their server was asked who of ours follows them.
    pub followers_at: Option<Moment>,
    /// When their pod last said something else of who they are than is known.
    pub unlike_at: Option<Moment>,
    /// What it said: `guid` or `key`.
    pub unlike: Option<String>,
    /// Who they are from now on, if they have moved; of somebody of this pod, too.
    pub moved_to_id: Option<PersonId>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
