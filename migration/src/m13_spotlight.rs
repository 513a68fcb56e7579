//! The community spotlight: accounts that an administrator shows to everyone, and who wants them in their stream.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE \"user\" ADD COLUMN spotlight BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE \"user\" ADD COLUMN spotlight_in_stream BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX user_spotlight ON \"user\" (person_id) WHERE spotlight;
";
const DOWN: &str = "
DROP INDEX user_spotlight;
ALTER TABLE \"user\" DROP COLUMN spotlight_in_stream;
ALTER TABLE \"user\" DROP COLUMN spotlight;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, "", "").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN, "", "").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
