//! Which lane a job stands in, so that what is due there is found by an index alone.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE job ADD COLUMN lane SMALLINT NOT NULL DEFAULT 0;
UPDATE job SET lane = CASE
    WHEN kind IN ('make-keys', 'empty-account', 'sweep-files') THEN 1
    WHEN kind = 'deliver' THEN 4
    ELSE 2 END
WHERE kind IN ('make-keys', 'empty-account', 'sweep-files', 'deliver', 'fetch-media', 'ask-pod', 'find-guest', 'find-named',
    'fetch-posts', 'fetch-thread', 'fetch-linked');
CREATE INDEX job_lane ON job (lane, run_at, id) WHERE dead_at IS NULL;
DROP INDEX job_due;
DROP INDEX job_kind;";

const DOWN: &str = "
CREATE INDEX job_kind ON job (kind, run_at) WHERE dead_at IS NULL;
CREATE INDEX job_due ON job (run_at, id) WHERE dead_at IS NULL;
DROP INDEX job_lane;
ALTER TABLE job DROP COLUMN lane;";

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
