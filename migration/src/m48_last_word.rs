//! The last word of somebody of another pod, on themselves and on each of us: what was said before it changes nothing.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `letter_id` is no foreign key: the letter is gone when it has counted. Row ids are never given twice.
const UP: &str = "
CREATE TABLE last_word (
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  about_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  letter_id BIGINT NOT NULL,
  edited_at BIGINT,
  PRIMARY KEY (person_id, about_id)
){rowless};
CREATE INDEX last_word_about ON last_word (about_id);
";
const DOWN: &str = "
DROP TABLE last_word;
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
