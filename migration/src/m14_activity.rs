//! When something last happened around a post, and indexes to read the main stream in that order.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// `active_at` is the newest of the post and its comments. Tags, mentions and whoever was given a post have it too, so that
// each is one walk; of the last only those who read by activity, since they may be thousands of rows for a comment.
const UP: &str = "
ALTER TABLE post ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE post_tag ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mention ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE post_recipient ADD COLUMN active_at BIGINT;
ALTER TABLE \"user\" ADD COLUMN stream_order INTEGER NOT NULL DEFAULT 0;
UPDATE post SET active_at = created_at;
UPDATE post SET active_at = (SELECT MAX(c.created_at) FROM comment c WHERE c.post_id = post.id)
  WHERE created_at < (SELECT MAX(c.created_at) FROM comment c WHERE c.post_id = post.id);
UPDATE post_tag SET active_at = (SELECT p.active_at FROM post p WHERE p.id = post_tag.post_id);
UPDATE mention SET active_at = (SELECT p.active_at FROM post p WHERE p.id = mention.post_id);
CREATE INDEX post_author_limited_active ON post (author_id, active_at, id) WHERE reach = 0;
CREATE INDEX post_author_open_active ON post (author_id, active_at, id) WHERE reach > 0;
CREATE INDEX post_recipient_active ON post_recipient (person_id, author_id, active_at, post_id) WHERE active_at IS NOT NULL;
CREATE INDEX user_by_activity ON \"user\" (person_id) WHERE stream_order = 1;
CREATE INDEX post_tag_active ON post_tag (tag_id, active_at, post_id);
CREATE INDEX mention_active ON mention (person_id, active_at, post_id);
";
const DOWN: &str = "
DROP INDEX mention_active;
DROP INDEX post_tag_active;
DROP INDEX user_by_activity;
DROP INDEX post_recipient_active;
DROP INDEX post_author_open_active;
DROP INDEX post_author_limited_active;
ALTER TABLE \"user\" DROP COLUMN stream_order;
ALTER TABLE post_recipient DROP COLUMN active_at;
ALTER TABLE mention DROP COLUMN active_at;
ALTER TABLE post_tag DROP COLUMN active_at;
ALTER TABLE post DROP COLUMN active_at;
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
