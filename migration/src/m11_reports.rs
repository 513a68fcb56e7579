//! Reports: what somebody found that a moderator should look at.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// What it is about may be gone: the row stays, and says who is meant.
const UP: &str = "
CREATE TABLE report (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  post_id BIGINT REFERENCES post (id) ON DELETE SET NULL,
  comment_id BIGINT REFERENCES comment (id) ON DELETE SET NULL,
  message_id BIGINT REFERENCES message (id) ON DELETE SET NULL,
  kind INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  outcome INTEGER,
  closed_at BIGINT,
  closed_by BIGINT REFERENCES \"user\" (id) ON DELETE SET NULL
);
CREATE INDEX report_open ON report (created_at, id) WHERE closed_at IS NULL;
CREATE INDEX report_post ON report (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX report_comment ON report (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX report_message ON report (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX report_user ON report (user_id);
";
const DOWN: &str = "DROP TABLE report;";

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
