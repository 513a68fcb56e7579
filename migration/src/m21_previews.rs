//! What the first link of a post leads to.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// One row for an address, however many posts link to it. `next_at`: it is not asked again before.
const UP: &str = "
CREATE TABLE preview (
  id {id},
  digest TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  image TEXT,
  kind INTEGER NOT NULL DEFAULT 0,
  provider TEXT NOT NULL DEFAULT '',
  player TEXT,
  fetched_at BIGINT,
  next_at BIGINT NOT NULL
);
CREATE INDEX preview_next ON preview (next_at);
ALTER TABLE post ADD COLUMN preview_id BIGINT REFERENCES preview (id) ON DELETE SET NULL;
ALTER TABLE post ADD COLUMN plain_link BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX post_preview ON post (preview_id) WHERE preview_id IS NOT NULL;
ALTER TABLE \"user\" ADD COLUMN make_previews BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE \"user\" ADD COLUMN show_previews BOOLEAN NOT NULL DEFAULT TRUE;
";
const DOWN: &str = "
ALTER TABLE \"user\" DROP COLUMN show_previews;
ALTER TABLE \"user\" DROP COLUMN make_previews;
DROP INDEX post_preview;
ALTER TABLE post DROP COLUMN plain_link;
ALTER TABLE post DROP COLUMN preview_id;
DROP TABLE preview;
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
