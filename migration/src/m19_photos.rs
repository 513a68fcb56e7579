//! Photos, moving pictures, video and audio that people add to posts, comments and messages, and their albums.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// A photo belongs to one thing at most; with none it waits for its author to use it. However a row goes, by itself or
// with what it belongs to, a trigger writes its files down in `photo_gone`, and a job takes them away: no way of
// deleting can forget them. What has photos keeps their number, so that nobody asks where there are none.
const UP: &str = "
CREATE TABLE album (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX album_user ON album (user_id, id);
CREATE TABLE photo (
  id {id},
  guid TEXT NOT NULL UNIQUE,
  author_id BIGINT NOT NULL REFERENCES person (id),
  post_id BIGINT REFERENCES post (id) ON DELETE CASCADE,
  comment_id BIGINT REFERENCES comment (id) ON DELETE CASCADE,
  message_id BIGINT REFERENCES message (id) ON DELETE CASCADE,
  album_id BIGINT REFERENCES album (id) ON DELETE SET NULL,
  position INTEGER NOT NULL,
  address TEXT NOT NULL UNIQUE,
  storage_key TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  blurhash TEXT NOT NULL,
  alt TEXT NOT NULL,
  focus_x INTEGER NOT NULL,
  focus_y INTEGER NOT NULL,
  files TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX photo_author ON photo (author_id, created_at, id);
CREATE INDEX photo_post ON photo (post_id);
CREATE INDEX photo_comment ON photo (comment_id);
CREATE INDEX photo_message ON photo (message_id);
CREATE INDEX photo_album ON photo (album_id);
CREATE TABLE photo_gone (
  id {id},
  storage_key TEXT NOT NULL,
  files TEXT NOT NULL
);
ALTER TABLE post ADD COLUMN photos BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN photos BIGINT NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN photos BIGINT NOT NULL DEFAULT 0;
";
const UP_SQLITE: &str = "
CREATE TRIGGER photo_goes AFTER DELETE ON photo BEGIN INSERT INTO photo_gone (storage_key, files) VALUES (OLD.storage_key, OLD.files); END;
";
const UP_POSTGRES: &str = "
CREATE FUNCTION photo_goes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO photo_gone (storage_key, files) VALUES (OLD.storage_key, OLD.files); RETURN OLD; END $$;
CREATE TRIGGER photo_goes AFTER DELETE ON photo FOR EACH ROW EXECUTE FUNCTION photo_goes();
";
const DOWN: &str = "
DROP TABLE photo;
DROP TABLE photo_gone;
DROP TABLE album;
ALTER TABLE post DROP COLUMN photos;
ALTER TABLE comment DROP COLUMN photos;
ALTER TABLE message DROP COLUMN photos;
";
const DOWN_POSTGRES: &str = "DROP FUNCTION photo_goes();";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, UP_SQLITE, UP_POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN, "", DOWN_POSTGRES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
