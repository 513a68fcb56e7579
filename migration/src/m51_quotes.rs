//! Posts that came from the fediverse with words of their own may show one post more than once: who quotes it may pass it on as well, and
//! quote it again. Whoever lives here, and who passes something on without a word, still shows it once.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
DROP INDEX post_root;
CREATE INDEX post_root ON post (root_id, author_id) WHERE root_id IS NOT NULL;
CREATE UNIQUE INDEX post_root_once ON post (root_id, author_id)
    WHERE root_id IS NOT NULL AND (text = '' OR substr(guid, 1, 3) <> 'ap-');
";
const DOWN: &str = "
DROP INDEX post_root_once;
DROP INDEX post_root;
UPDATE post SET root_id = NULL WHERE root_id IS NOT NULL AND text <> '' AND substr(guid, 1, 3) = 'ap-';
CREATE UNIQUE INDEX post_root ON post (root_id, author_id) WHERE root_id IS NOT NULL;
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
