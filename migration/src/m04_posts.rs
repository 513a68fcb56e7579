//! Posts, their audiences and what hangs on them.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE post (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  reach INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  edited_at BIGINT,
  pinned_at BIGINT,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL
);
CREATE INDEX post_author ON post (author_id, created_at, id);
CREATE INDEX post_author_open ON post (author_id, created_at, id) WHERE reach > 0;
CREATE INDEX post_public ON post (created_at, id) WHERE reach = 2;
CREATE INDEX post_open ON post (created_at, id) WHERE reach > 0;
CREATE INDEX post_pinned ON post (author_id, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE TABLE post_recipient (
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  author_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  given INTEGER NOT NULL,
  PRIMARY KEY (post_id, person_id)
){rowless};
CREATE INDEX post_recipient_stream ON post_recipient (person_id, author_id, created_at, post_id);
CREATE TABLE post_choice (
  post_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  chosen TEXT NOT NULL
);
CREATE TABLE post_aspect (
  aspect_id BIGINT NOT NULL REFERENCES aspect (id) ON DELETE CASCADE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (aspect_id, post_id)
){rowless};
CREATE INDEX post_aspect_stream ON post_aspect (aspect_id, created_at, post_id);
CREATE INDEX post_aspect_post ON post_aspect (post_id);
CREATE TABLE post_edit (
  id {id},
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX post_edit_post ON post_edit (post_id);
CREATE TABLE post_tag (
  tag_id BIGINT NOT NULL REFERENCES tag (id),
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tag_id, post_id)
){rowless};
CREATE INDEX post_tag_stream ON post_tag (tag_id, created_at, post_id);
CREATE INDEX post_tag_post ON post_tag (post_id);
CREATE TABLE mention (
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, person_id)
){rowless};
CREATE INDEX mention_stream ON mention (person_id, created_at, post_id);
CREATE TABLE hidden_post (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, post_id)
){rowless};
CREATE INDEX hidden_post_post ON hidden_post (post_id);
CREATE TABLE draft (
  user_id BIGINT NOT NULL PRIMARY KEY REFERENCES \"user\" (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  audience TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE notification (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  actor_id BIGINT NOT NULL REFERENCES person (id),
  post_id BIGINT REFERENCES post (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  read_at BIGINT
);
CREATE INDEX notification_user ON notification (user_id, created_at, id);
CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;
CREATE INDEX notification_post ON notification (post_id);
";
const SQLITE: &str = "
CREATE VIRTUAL TABLE post_search USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
";
const POSTGRES: &str = "
CREATE TABLE post_search (post_id BIGINT NOT NULL PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE, words TSVECTOR NOT NULL);
CREATE INDEX post_search_words ON post_search USING gin (words);
";
const DOWN: &str = "
DROP TABLE post_search;
DROP TABLE notification;
DROP TABLE draft;
DROP TABLE hidden_post;
DROP TABLE mention;
DROP TABLE post_tag;
DROP TABLE post_edit;
DROP TABLE post_aspect;
DROP TABLE post_choice;
DROP TABLE post_recipient;
DROP TABLE post;
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
