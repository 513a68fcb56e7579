//! Local accounts: signing in, inviting.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE \"user\" (
  id {id},
  person_id BIGINT NOT NULL UNIQUE REFERENCES person (id),
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  state INTEGER NOT NULL,
  role INTEGER NOT NULL,
  language TEXT NOT NULL,
  theme TEXT NOT NULL,
  application TEXT,
  invited_by BIGINT REFERENCES \"user\" (id),
  started INTEGER NOT NULL,
  share_back BIGINT,
  default_reach INTEGER NOT NULL,
  tell_devices BOOLEAN NOT NULL,
  totp_secret TEXT,
  totp_since BIGINT,
  totp_step BIGINT NOT NULL,
  close_at BIGINT,
  seen_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX user_state ON \"user\" (state);
CREATE TABLE user_key (
  user_id BIGINT NOT NULL PRIMARY KEY REFERENCES \"user\" (id) ON DELETE CASCADE,
  identity_pem TEXT NOT NULL,
  actor_pem TEXT NOT NULL
);
CREATE TABLE session (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  asked_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (user_id);
CREATE TABLE recovery_code (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  used_at BIGINT
);
CREATE INDEX recovery_code_user ON recovery_code (user_id);
CREATE TABLE ticket (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  detail TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX ticket_user ON ticket (user_id);
CREATE TABLE invitation (
  id {id},
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  code TEXT NOT NULL UNIQUE,
  note TEXT NOT NULL,
  uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
  used INTEGER NOT NULL,
  aspect_id BIGINT,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX invitation_user ON invitation (user_id);
";
const SQLITE: &str = "

";
const POSTGRES: &str = "

";
const DOWN: &str = "
DROP TABLE invitation;
DROP TABLE ticket;
DROP TABLE recovery_code;
DROP TABLE session;
DROP TABLE user_key;
DROP TABLE \"user\";
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
