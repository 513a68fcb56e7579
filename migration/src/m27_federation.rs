//! Other pods: where they are and how they answer, what came from them and waits to be worked on, what goes to them.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// What another pod sent stays as it came until it was worked on. A letter to other pods stands once (`envelope`), however many
// get it (`delivery`). `post_pod` says which other pods have something to do with a post: its author's, and those of who has it.
const UP: &str = "
ALTER TABLE pod ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE pod ADD COLUMN heard_at BIGINT;
ALTER TABLE pod ADD COLUMN failing_since BIGINT;
ALTER TABLE pod ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pod ADD COLUMN last_error TEXT;
CREATE TABLE received (
  id {id},
  recipient_id BIGINT REFERENCES person (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX received_created ON received (created_at);
CREATE INDEX received_recipient ON received (recipient_id);
CREATE TABLE envelope (
  id {id},
  sender_id BIGINT NOT NULL REFERENCES person (id),
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX envelope_sender ON envelope (sender_id);
CREATE TABLE delivery (
  id {id},
  envelope_id BIGINT NOT NULL REFERENCES envelope (id) ON DELETE CASCADE,
  pod_id BIGINT NOT NULL REFERENCES pod (id) ON DELETE CASCADE,
  recipient_id BIGINT REFERENCES person (id) ON DELETE CASCADE,
  refusals INTEGER NOT NULL DEFAULT 0,
  run_at BIGINT NOT NULL
);
CREATE INDEX delivery_pod ON delivery (pod_id, id);
CREATE INDEX delivery_envelope ON delivery (envelope_id);
CREATE INDEX delivery_recipient ON delivery (recipient_id);
CREATE TABLE post_pod (
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  pod_id BIGINT NOT NULL REFERENCES pod (id) ON DELETE CASCADE,
  PRIMARY KEY (post_id, pod_id)
){rowless};
CREATE INDEX post_pod_pod ON post_pod (pod_id);
";
const DOWN: &str = "
DROP TABLE post_pod;
DROP TABLE delivery;
DROP TABLE envelope;
DROP TABLE received;
ALTER TABLE pod DROP COLUMN last_error;
ALTER TABLE pod DROP COLUMN failures;
ALTER TABLE pod DROP COLUMN failing_since;
ALTER TABLE pod DROP COLUMN heard_at;
ALTER TABLE pod DROP COLUMN address;
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
