//! Public keys of people, apart from `person` because streams never need them.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// Public keys of people, apart from `person` because streams never need them.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_key")]
pub struct Model {
    /// Whose keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// RSA key of the diaspora* protocol, PEM (SubjectPublicKeyInfo).
    pub identity_pem: String,
    /// RSA key of ActivityPub, PEM.
    pub actor_pem: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
