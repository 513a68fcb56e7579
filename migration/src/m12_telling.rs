//! How people want to be told: by mail, in digests, on their devices, and when not at all.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// Who has no row in `telling` is told as everyone is at first. A device goes with its session: who signs out is told
// nothing there any more.
const UP: &str = "
CREATE TABLE telling (
  user_id BIGINT NOT NULL PRIMARY KEY REFERENCES \"user\" (id) ON DELETE CASCADE,
  at_once BIGINT NOT NULL,
  daily BIGINT NOT NULL,
  weekly BIGINT NOT NULL,
  push BIGINT NOT NULL,
  zone TEXT NOT NULL,
  hour INTEGER NOT NULL,
  weekday INTEGER NOT NULL,
  quiet_from INTEGER,
  quiet_to INTEGER,
  daily_at BIGINT NOT NULL,
  weekly_at BIGINT NOT NULL,
  returned INTEGER NOT NULL,
  returned_why TEXT
);
CREATE TABLE telling_aspect (
  aspect_id BIGINT NOT NULL PRIMARY KEY REFERENCES aspect (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  how INTEGER NOT NULL
){rowless};
CREATE INDEX telling_aspect_user ON telling_aspect (user_id);
CREATE TABLE push_device (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  session_id BIGINT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  endpoint TEXT NOT NULL UNIQUE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX push_device_user ON push_device (user_id);
CREATE INDEX push_device_session ON push_device (session_id);
";
const DOWN: &str = "DROP TABLE push_device;
DROP TABLE telling_aspect;
DROP TABLE telling;";

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
