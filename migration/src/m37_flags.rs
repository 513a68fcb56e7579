//! Reports that come from other servers: of who has no account here.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const POSTGRES: &str = "
ALTER TABLE report ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE report ADD COLUMN from_id BIGINT REFERENCES person (id);
CREATE INDEX report_from ON report (from_id) WHERE from_id IS NOT NULL;
";
const POSTGRES_BACK: &str = "
DELETE FROM report WHERE user_id IS NULL;
ALTER TABLE report DROP COLUMN from_id;
ALTER TABLE report ALTER COLUMN user_id SET NOT NULL;
";

// SQLite changes no column: the table is made anew. Nothing refers to it.
const SQLITE: &str = "
CREATE TABLE report_new (
  id {id},
  user_id BIGINT REFERENCES \"user\" (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  post_id BIGINT REFERENCES post (id) ON DELETE SET NULL,
  comment_id BIGINT REFERENCES comment (id) ON DELETE SET NULL,
  message_id BIGINT REFERENCES message (id) ON DELETE SET NULL,
  kind INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  outcome INTEGER,
  closed_at BIGINT,
  closed_by BIGINT REFERENCES \"user\" (id) ON DELETE SET NULL,
  from_id BIGINT REFERENCES person (id)
);
INSERT INTO report_new SELECT id, user_id, person_id, post_id, comment_id, message_id, kind, reason, created_at, outcome,
  closed_at, closed_by, NULL FROM report;
DROP TABLE report;
ALTER TABLE report_new RENAME TO report;
CREATE INDEX report_open ON report (created_at, id) WHERE closed_at IS NULL;
CREATE INDEX report_post ON report (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX report_comment ON report (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX report_message ON report (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX report_user ON report (user_id);
CREATE INDEX report_from ON report (from_id) WHERE from_id IS NOT NULL;
";
const SQLITE_BACK: &str = "
DROP INDEX report_from;
DELETE FROM report WHERE user_id IS NULL;
ALTER TABLE report DROP COLUMN from_id;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "", SQLITE, POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "", SQLITE_BACK, POSTGRES_BACK).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
