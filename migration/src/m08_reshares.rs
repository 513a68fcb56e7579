//! Reshares: posts that show another, public one.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// A reshare stays when what it shows is deleted, so `root_id` is no foreign key. Row ids are never given twice.
const UP: &str = "
ALTER TABLE post ADD COLUMN root_id BIGINT;
ALTER TABLE post ADD COLUMN reshares BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX post_root ON post (root_id, author_id) WHERE root_id IS NOT NULL;
";
const DOWN: &str = "
DROP INDEX post_root;
DELETE FROM post WHERE root_id IS NOT NULL;
ALTER TABLE post DROP COLUMN reshares;
ALTER TABLE post DROP COLUMN root_id;
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
