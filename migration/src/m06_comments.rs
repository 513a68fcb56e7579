//! Comments on posts, and who is told of them.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `signed` is for what federation has to hand on unchanged: the author's signature, the order of the fields that it is
// over, and fields that this pod does not know. What answers a comment that is taken back stands by itself.
const UP: &str = "
CREATE TABLE comment (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  answers_id BIGINT REFERENCES comment (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  edited_at BIGINT,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  signed TEXT
);
CREATE INDEX comment_post ON comment (post_id, created_at, id);
CREATE INDEX comment_author ON comment (author_id, post_id);
CREATE INDEX comment_answers ON comment (answers_id) WHERE answers_id IS NOT NULL;
CREATE TABLE comment_edit (
  id {id},
  comment_id BIGINT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX comment_edit_comment ON comment_edit (comment_id);
CREATE TABLE participation (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  muted BOOLEAN NOT NULL,
  PRIMARY KEY (user_id, post_id)
){rowless};
CREATE INDEX participation_post ON participation (post_id);
ALTER TABLE post ADD COLUMN comments BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN comment_id BIGINT;
CREATE INDEX notification_comment ON notification (comment_id) WHERE comment_id IS NOT NULL;
";
const DOWN: &str = "
DROP INDEX notification_comment;
DELETE FROM notification WHERE comment_id IS NOT NULL;
ALTER TABLE notification DROP COLUMN comment_id;
ALTER TABLE post DROP COLUMN comments;
DROP TABLE participation;
DROP TABLE comment_edit;
DROP TABLE comment;
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
