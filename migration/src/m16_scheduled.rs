//! Posts that wait for their time.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// No post yet: what the form said, as with a draft. `refused` says why it could not be shared when its time had come.
const UP: &str = "
CREATE TABLE scheduled_post (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  fields TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  refused TEXT
);
CREATE INDEX scheduled_post_user ON scheduled_post (user_id, due_at, id);
";
const DOWN: &str = "DROP TABLE scheduled_post;";

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
