//! Reports are passed on to the moderators of another server, once.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const FORTH: &str = "ALTER TABLE report ADD COLUMN passed_at BIGINT;";
const BACK: &str = "ALTER TABLE report DROP COLUMN passed_at;";

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
