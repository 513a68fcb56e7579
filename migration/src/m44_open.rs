//! What was for everybody: that it is gone is told to whoever asks for it. And which servers of the fediverse were given a public post.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE gone ADD COLUMN open BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE post_pod ADD COLUMN given BOOLEAN NOT NULL DEFAULT TRUE;
";
const DOWN: &str = "
ALTER TABLE post_pod DROP COLUMN given;
ALTER TABLE gone DROP COLUMN open;
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
