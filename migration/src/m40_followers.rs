//! When a server was asked who of ours follows somebody there.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const FORTH: &str = "ALTER TABLE person_abroad ADD COLUMN followers_at BIGINT;";
const BACK: &str = "ALTER TABLE person_abroad DROP COLUMN followers_at;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, FORTH, "", "").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, BACK, "", "").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
