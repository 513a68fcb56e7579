//! What is gone and may still be sent once more: it stays gone.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// By whose word: anybody can say beforehand that something is gone, and whether that counts is known when it comes. 0 stands for
// the moderators here, so there is no reference.
const UP: &str = "
CREATE TABLE gone (
  guid TEXT NOT NULL,
  kind INTEGER NOT NULL,
  by_id BIGINT NOT NULL,
  settled BOOLEAN NOT NULL,
  gone_at BIGINT NOT NULL,
  PRIMARY KEY (guid, kind, by_id)
){rowless};
CREATE INDEX gone_at ON gone (gone_at) WHERE by_id <> 0;
";
const DOWN: &str = "
DROP TABLE gone;
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
