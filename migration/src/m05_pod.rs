//! What the pod keeps about itself: settings, jobs, limits, the audit log.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE throttle (key TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, since BIGINT NOT NULL);
CREATE INDEX throttle_since ON throttle (since);
CREATE TABLE audit (
  id {id},
  user_id BIGINT REFERENCES \"user\" (id) ON DELETE SET NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE job (
  id {id},
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  run_at BIGINT NOT NULL,
  locked_until BIGINT,
  dedupe TEXT UNIQUE,
  last_error TEXT,
  dead_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX job_due ON job (run_at, id) WHERE dead_at IS NULL;
";
const SQLITE: &str = "

";
const POSTGRES: &str = "

";
const DOWN: &str = "
DROP TABLE job;
DROP TABLE audit;
DROP TABLE throttle;
DROP TABLE setting;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, SQLITE, POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN, "", "").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
