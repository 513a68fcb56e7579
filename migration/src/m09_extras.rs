//! What a post may have besides its words: a place, a warning, an end, a poll; and bookmarks.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// An empty warning shields without words. `signed` is for what federation has to hand on unchanged.
const UP: &str = "
ALTER TABLE post ADD COLUMN place TEXT;
ALTER TABLE post ADD COLUMN latitude DOUBLE PRECISION;
ALTER TABLE post ADD COLUMN longitude DOUBLE PRECISION;
ALTER TABLE post ADD COLUMN warning TEXT;
ALTER TABLE post ADD COLUMN expires_at BIGINT;
ALTER TABLE post ADD COLUMN poll BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE \"user\" ADD COLUMN open_sensitive BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE poll (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  post_id BIGINT NOT NULL UNIQUE REFERENCES post (id) ON DELETE CASCADE,
  question TEXT NOT NULL,
  multiple BOOLEAN NOT NULL,
  ends_at BIGINT,
  voters BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE poll_answer (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  poll_id BIGINT NOT NULL REFERENCES poll (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  votes BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX poll_answer_poll ON poll_answer (poll_id);
CREATE TABLE poll_vote (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  poll_id BIGINT NOT NULL REFERENCES poll (id) ON DELETE CASCADE,
  answer_id BIGINT NOT NULL REFERENCES poll_answer (id) ON DELETE CASCADE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  signed TEXT
);
CREATE UNIQUE INDEX poll_vote_once ON poll_vote (answer_id, author_id);
CREATE INDEX poll_vote_author ON poll_vote (author_id, poll_id);
CREATE INDEX poll_vote_poll ON poll_vote (poll_id);
CREATE TABLE bookmark (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, post_id)
){rowless};
CREATE INDEX bookmark_post ON bookmark (post_id);
";
const DOWN: &str = "
DROP TABLE bookmark;
DROP TABLE poll_vote;
DROP TABLE poll_answer;
DROP TABLE poll;
ALTER TABLE \"user\" DROP COLUMN open_sensitive;
ALTER TABLE post DROP COLUMN poll;
ALTER TABLE post DROP COLUMN expires_at;
ALTER TABLE post DROP COLUMN warning;
ALTER TABLE post DROP COLUMN longitude;
ALTER TABLE post DROP COLUMN latitude;
ALTER TABLE post DROP COLUMN place;
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
