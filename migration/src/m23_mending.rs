//! Who closed an account, where it was not its owner; what a moderator wrote to whom they warn; and the words of a
//! conversation's subject, by which it is found.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// No reference: SQLite takes no column away again that refers to a table. Accounts stay when they are emptied.
const UP: &str = "
ALTER TABLE \"user\" ADD COLUMN closed_by BIGINT;
ALTER TABLE notification ADD COLUMN note TEXT;
ALTER TABLE conversation ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE conversation SET words = ' ' || LOWER(subject) || ' ';
";
const DOWN: &str = "
ALTER TABLE conversation DROP COLUMN words;
ALTER TABLE notification DROP COLUMN note;
ALTER TABLE \"user\" DROP COLUMN closed_by;
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
