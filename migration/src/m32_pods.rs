//! How other pods stand: what they run, when something last went either way. And who is blocked: pods, those below them, people.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// What a block means is worked out once, by the act: a mark on the pod, and on its people, who are then closed like any
// account that is. So nothing that is read asks for blocks.
const UP: &str = "
ALTER TABLE pod ADD COLUMN version TEXT;
ALTER TABLE pod ADD COLUMN asked_at BIGINT;
ALTER TABLE pod ADD COLUMN came_at BIGINT;
ALTER TABLE pod ADD COLUMN reached_at BIGINT;
ALTER TABLE pod ADD COLUMN blocked BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE person ADD COLUMN blocked BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX person_blocked ON person (id) WHERE blocked;
CREATE TABLE block (
  id {id},
  name TEXT NOT NULL UNIQUE,
  below BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  user_id BIGINT REFERENCES \"user\" (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL
);
";
const DOWN: &str = "
DROP TABLE block;
DROP INDEX person_blocked;
ALTER TABLE person DROP COLUMN blocked;
ALTER TABLE pod DROP COLUMN blocked;
ALTER TABLE pod DROP COLUMN reached_at;
ALTER TABLE pod DROP COLUMN came_at;
ALTER TABLE pod DROP COLUMN asked_at;
ALTER TABLE pod DROP COLUMN version;
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
