//! Pictures that stand for `:name:`, those of this pod and those of others.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `pod_id` is empty for our own, `url` for those alone. `person.emoji` says which pictures a name has in it.
const UP: &str = "
CREATE TABLE emoji (
  id {id},
  pod_id BIGINT REFERENCES pod (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  url TEXT,
  category TEXT NOT NULL DEFAULT '',
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX emoji_once ON emoji (COALESCE(pod_id, 0), name);
ALTER TABLE person ADD COLUMN emoji TEXT;
";
const DOWN: &str = "
ALTER TABLE person DROP COLUMN emoji;
DROP TABLE emoji;
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
