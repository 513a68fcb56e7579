//! Files of other servers that are kept for a while, and how much room they take.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `used` in `media_tally` is what all files take: reserved before they are written, given back when they are gone.
const UP: &str = "
CREATE TABLE media_file (
  id {id},
  digest TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  class INTEGER NOT NULL,
  state INTEGER NOT NULL,
  why TEXT NOT NULL,
  folder TEXT NOT NULL,
  files TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  blurhash TEXT NOT NULL,
  tries INTEGER NOT NULL,
  fetched_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL
);
CREATE INDEX media_file_used ON media_file (state, used_at);
CREATE TABLE media_tally (
  name TEXT NOT NULL PRIMARY KEY,
  amount BIGINT NOT NULL
){rowless};
INSERT INTO media_tally (name, amount) VALUES ('used', 0);
";
const DOWN: &str = "DROP TABLE media_tally;
DROP TABLE media_file;";

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
