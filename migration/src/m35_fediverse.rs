//! People and things of the fediverse: who follows whom over ActivityPub, where they are, and what was sent to whom in which words.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `activity` is a queue like `received`: what came is a row until it has had its effect. `activity_seen` remembers the names of
// what has come, so that a repetition changes nothing. A projection is an object as one host, or one person there, was given it.
const UP: &str = "
CREATE TABLE actor (
  person_id BIGINT PRIMARY KEY NOT NULL REFERENCES person (id),
  uri TEXT NOT NULL UNIQUE,
  url TEXT,
  kind TEXT NOT NULL,
  inbox TEXT NOT NULL,
  shared_inbox TEXT,
  followers TEXT,
  outbox TEXT,
  featured TEXT,
  key_id TEXT NOT NULL,
  key_pem TEXT NOT NULL,
  locked BOOLEAN NOT NULL,
  fetched_at BIGINT NOT NULL
){rowless};
CREATE INDEX actor_key ON actor (key_id);
CREATE TABLE follow (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  way TEXT NOT NULL,
  uri TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (user_id, person_id, way)
);
CREATE INDEX follow_person ON follow (person_id);
CREATE TABLE far_object (
  guid TEXT PRIMARY KEY NOT NULL,
  uri TEXT NOT NULL UNIQUE,
  url TEXT,
  author_id BIGINT NOT NULL REFERENCES person (id)
){rowless};
CREATE INDEX far_object_author ON far_object (author_id);
CREATE TABLE projection (
  id {id},
  guid TEXT NOT NULL,
  pod_id BIGINT NOT NULL REFERENCES pod (id),
  person_id BIGINT REFERENCES person (id),
  uri TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX projection_guid ON projection (guid, pod_id);
CREATE INDEX projection_uri ON projection (uri);
CREATE INDEX projection_pod ON projection (pod_id);
CREATE INDEX projection_person ON projection (person_id);
CREATE TABLE activity (
  id {id},
  signer_id BIGINT NOT NULL REFERENCES person (id),
  recipient_id BIGINT REFERENCES person (id),
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX activity_due ON activity (run_at, id);
CREATE INDEX activity_signer ON activity (signer_id);
CREATE INDEX activity_recipient ON activity (recipient_id);
CREATE TABLE activity_seen (
  name TEXT PRIMARY KEY NOT NULL,
  created_at BIGINT NOT NULL
){rowless};
CREATE INDEX activity_seen_created ON activity_seen (created_at);
ALTER TABLE delivery ADD COLUMN inbox TEXT;
ALTER TABLE pod ADD COLUMN signs TEXT;
ALTER TABLE \"user\" ADD COLUMN locked BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE \"user\" ADD COLUMN follows_shown BOOLEAN NOT NULL DEFAULT FALSE;
";
const DOWN: &str = "
ALTER TABLE \"user\" DROP COLUMN follows_shown;
ALTER TABLE \"user\" DROP COLUMN locked;
ALTER TABLE pod DROP COLUMN signs;
ALTER TABLE delivery DROP COLUMN inbox;
DROP TABLE activity_seen;
DROP TABLE activity;
DROP TABLE projection;
DROP TABLE far_object;
DROP TABLE follow;
DROP TABLE actor;
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
