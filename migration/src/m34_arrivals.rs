//! What other pods sent is a queue of its own: each has its time, and nothing beside it.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// Letters to other pods are looked through by age, once an hour.
const UP: &str = "
ALTER TABLE received ADD COLUMN run_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE received ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
UPDATE received SET run_at = created_at;
CREATE INDEX received_due ON received (run_at, id);
DELETE FROM job WHERE kind = 'receive';
CREATE INDEX envelope_created ON envelope (created_at);
";
const DOWN: &str = "
DROP INDEX envelope_created;
DROP INDEX received_due;
ALTER TABLE received DROP COLUMN attempts;
ALTER TABLE received DROP COLUMN run_at;
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
