//! Which accounts elsewhere somebody here says were theirs, so that these may lead here.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// The ID, not a row of `person`: whoever is forgotten here was still theirs.
const UP: &str = "
CREATE TABLE former (
  user_id BIGINT NOT NULL REFERENCES \"user\" (id) ON DELETE CASCADE,
  handle TEXT NOT NULL,
  uri TEXT,
  consent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, handle)
){rowless};
";
const DOWN: &str = "
DROP TABLE former;
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
