//! Likes of posts and comments, with the emoji that stands for one's feeling.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// An empty emoji is the heart. `signed` is for what federation has to hand on unchanged.
const UP: &str = "
CREATE TABLE \"like\" (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  comment_id BIGINT REFERENCES comment (id) ON DELETE CASCADE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  emoji TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  signed TEXT
);
CREATE UNIQUE INDEX like_once ON \"like\" (post_id, author_id, COALESCE(comment_id, 0));
CREATE INDEX like_comment ON \"like\" (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX like_author ON \"like\" (author_id, post_id);
ALTER TABLE post ADD COLUMN likes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN likes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN emoji TEXT;
";
const DOWN: &str = "
DELETE FROM notification WHERE emoji IS NOT NULL;
ALTER TABLE notification DROP COLUMN emoji;
ALTER TABLE comment DROP COLUMN likes;
ALTER TABLE post DROP COLUMN likes;
DROP TABLE \"like\";
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
