//! What somebody does not want in their streams, and in which language a post is.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `folded` is what two entries alike have in common: words without case and accents, a tag, a person's row, a language.
const UP: &str = "
ALTER TABLE post ADD COLUMN language TEXT;
CREATE TABLE filter_entry (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  what TEXT NOT NULL,
  folded TEXT NOT NULL,
  tag_id BIGINT REFERENCES tag (id),
  person_id BIGINT REFERENCES person (id),
  how INTEGER NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX filter_entry_once ON filter_entry (user_id, kind, folded);
CREATE INDEX filter_entry_person ON filter_entry (person_id) WHERE person_id IS NOT NULL;
";
const DOWN: &str = "
DROP TABLE filter_entry;
ALTER TABLE post DROP COLUMN language;
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
