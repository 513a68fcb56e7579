//! Whom a post of ours was asked about that it quotes, and what they said.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE quote (
  post_id BIGINT PRIMARY KEY NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  stamp TEXT,
  refused BOOLEAN NOT NULL DEFAULT FALSE,
  asked_at BIGINT NOT NULL
){rowless};
CREATE INDEX quote_stamp ON quote (stamp);
";
const DOWN: &str = "
DROP TABLE quote;
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
