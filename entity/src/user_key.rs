//! Private keys of local people. Read by the signers only.

use sea_orm::entity::prelude::*;

use crate::UserId;

/// Private keys of local people.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user_key")]
pub struct Model {
    /// Whose keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// RSA 4096 private key, PKCS#8 PEM, locked by the pod's vault.
    pub identity_pem: String,
    /// RSA 2048 private key, PKCS#8 PEM, locked by the pod's vault.
    pub actor_pem: String,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
