//! People, pods, profiles, tags.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE pod (id {id}, host TEXT NOT NULL UNIQUE, software TEXT, created_at BIGINT NOT NULL);
CREATE TABLE person (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  handle TEXT NOT NULL UNIQUE,
  pod_id BIGINT REFERENCES pod (id),
  name TEXT NOT NULL,
  search TEXT NOT NULL,
  avatar TEXT,
  hue INTEGER NOT NULL,
  searchable BOOLEAN NOT NULL,
  nsfw BOOLEAN NOT NULL,
  closed_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX person_pod ON person (pod_id);
CREATE INDEX person_search ON person (search);
CREATE INDEX person_avatar ON person (avatar);
CREATE TABLE person_key (
  person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  identity_pem TEXT NOT NULL,
  actor_pem TEXT
);
CREATE TABLE profile (
  person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  bio TEXT NOT NULL,
  location TEXT NOT NULL,
  pronouns TEXT NOT NULL,
  birthday TEXT NOT NULL,
  details INTEGER NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE tag (id {id}, name TEXT NOT NULL UNIQUE);
CREATE TABLE profile_tag (
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  tag_id BIGINT NOT NULL REFERENCES tag (id),
  PRIMARY KEY (person_id, tag_id)
){rowless};
CREATE INDEX profile_tag_tag ON profile_tag (tag_id);
";
const SQLITE: &str = "

";
const POSTGRES: &str = "

";
const DOWN: &str = "
DROP TABLE profile_tag;
DROP TABLE tag;
DROP TABLE profile;
DROP TABLE person_key;
DROP TABLE person;
DROP TABLE pod;
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
