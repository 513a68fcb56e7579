//! People of other pods: when theirs was last asked about them, and where they have moved to; and what pods are told again
//! that write to who is gone.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// Apart from `person`, which every stream reads.
const UP: &str = "
CREATE TABLE person_abroad (
  person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  asked_at BIGINT,
  posts_at BIGINT,
  unlike_at BIGINT,
  unlike TEXT,
  moved_to_id BIGINT REFERENCES person (id)
){rowless};
CREATE INDEX person_abroad_moved ON person_abroad (moved_to_id);
CREATE TABLE farewell (
  person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  pods TEXT NOT NULL,
  sent_at BIGINT NOT NULL
){rowless};
";
const DOWN: &str = "
DROP TABLE farewell;
DROP TABLE person_abroad;
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
