//! An object as one server, or one person there, was given it: in whose company it was seen to be, and under which address.
//! Guarded: it says who has a limited post.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PodId, ProjectionId};

/// An object as one server, or one person there, was given it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "projection")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ProjectionId,
    /// Of which post, comment or message.
    pub guid: String,
    /// For which server.
    pub pod_id: PodId,
    /// For whom there; none for all there who have it.
    pub person_id: Option<PersonId>,
    /// The address of this copy.
    pub uri: String,
    /// The object, JSON; of a message, which is shown at no address, nothing.
    pub body: String,
    /// When it was last written.
    pub created_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
