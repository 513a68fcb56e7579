//! What is known of somebody who is an ActivityPub actor, apart from `person` because streams never need it. Public, like the
//! document it comes from.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId};

/// An ActivityPub actor of another server.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "actor")]
pub struct Model {
    /// Who it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Its address, by which it is known for ever.
    pub uri: String,
    /// The address of its page for people.
    pub url: Option<String>,
    /// Its type, as it was sent (`Person`, `Group`, `Service`, `Application`, `Organization`).
    pub kind: String,
    /// Where it gets what is for it alone.
    pub inbox: String,
    /// Where its server gets what is for all.
    pub shared_inbox: Option<String>,
    /// The address that stands for all who follow it.
    pub followers: Option<String>,
    /// The address of what it has sent.
    pub outbox: Option<String>,
    /// The address of what it shows first.
    pub featured: Option<String>,
    /// The address of its key.
    pub key_id: String,
    /// Its key, PEM (SubjectPublicKeyInfo).
    pub key_pem: String,
    /// Whether it looks at who wants to follow it.
    pub locked: bool,
    /// When it was last asked for.
    pub fetched_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
