//! Letters between pods: who was named in one and is not there yet, and which messages were taken back.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// A guest is a diaspora ID: of somebody who was not found yet, or to whom of us it has not come. `message_gone` keeps a message
// that was taken back from coming again.
const UP: &str = "
CREATE TABLE conversation_guest (
  conversation_id BIGINT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  handle TEXT NOT NULL,
  PRIMARY KEY (conversation_id, handle)
){rowless};
CREATE INDEX conversation_guest_handle ON conversation_guest (handle);
CREATE TABLE message_gone (
  guid TEXT NOT NULL PRIMARY KEY
){rowless};
";
const DOWN: &str = "
DROP TABLE message_gone;
DROP TABLE conversation_guest;
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
