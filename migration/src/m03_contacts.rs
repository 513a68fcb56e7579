//! Aspects, contacts, who ignores whom.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE aspect (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  hue INTEGER NOT NULL,
  position INTEGER NOT NULL,
  chosen BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (user_id, name_key)
);
CREATE TABLE aspect_member (
  aspect_id BIGINT NOT NULL REFERENCES aspect (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (aspect_id, person_id)
){rowless};
CREATE INDEX aspect_member_person ON aspect_member (person_id);
CREATE TABLE contact (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  sharing BOOLEAN NOT NULL,
  receiving BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (user_id, person_id)
);
CREATE INDEX contact_person ON contact (person_id);
CREATE TABLE ignore (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, person_id)
){rowless};
CREATE INDEX ignore_person ON ignore (person_id);
CREATE TABLE tag_follow (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  tag_id BIGINT NOT NULL REFERENCES tag (id),
  PRIMARY KEY (user_id, tag_id)
){rowless};
";
const SQLITE: &str = "

";
const POSTGRES: &str = "

";
const DOWN: &str = "
DROP TABLE tag_follow;
DROP TABLE ignore;
DROP TABLE contact;
DROP TABLE aspect_member;
DROP TABLE aspect;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, SQLITE, POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN, "", "").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
