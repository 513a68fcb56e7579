//! Conversations: private letters between a few people.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// Who has left keeps a row, so that those who stay see who was there. `words` is for searching in one's own.
const UP: &str = "
CREATE TABLE conversation (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  subject TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  signed TEXT
);
CREATE TABLE conversation_member (
  conversation_id BIGINT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  last_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  left_at BIGINT,
  PRIMARY KEY (conversation_id, person_id)
){rowless};
CREATE INDEX conversation_member_person ON conversation_member (person_id, last_at, conversation_id);
CREATE TABLE message (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  conversation_id BIGINT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  words TEXT NOT NULL,
  signed TEXT
);
CREATE INDEX message_conversation ON message (conversation_id, created_at, id);
CREATE INDEX message_author ON message (author_id);
";
const DOWN: &str = "
DROP TABLE message;
DROP TABLE conversation_member;
DROP TABLE conversation;
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
