//! Who asked a post's pod to hear what is said about it; and pictures of posts of other pods by their names.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// A picture of another pod may come before its post: `post_guid` names the post, here or not yet. Its address and its words stand
// in the post's text as well, which is what is shown.
const UP: &str = "
CREATE TABLE subscription (
  post_id BIGINT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  guid TEXT NOT NULL,
  PRIMARY KEY (post_id, person_id)
){rowless};
CREATE INDEX subscription_person ON subscription (person_id);
CREATE INDEX subscription_guid ON subscription (guid);
CREATE TABLE far_photo (
  guid TEXT PRIMARY KEY NOT NULL,
  author_id BIGINT NOT NULL REFERENCES person (id),
  post_guid TEXT NOT NULL,
  public BOOLEAN NOT NULL,
  address TEXT NOT NULL,
  alt TEXT NOT NULL,
  created_at BIGINT NOT NULL
){rowless};
CREATE INDEX far_photo_author ON far_photo (author_id);
CREATE INDEX far_photo_post ON far_photo (post_guid);
";
const DOWN: &str = "
DROP TABLE far_photo;
DROP TABLE subscription;
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
