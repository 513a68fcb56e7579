//! What somebody has not seen of one post, found without looking at all that others were told of it.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
DROP INDEX notification_unread;
CREATE INDEX notification_unread ON notification (user_id, post_id) WHERE read_at IS NULL;
";
const DOWN: &str = "
DROP INDEX notification_unread;
CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;
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
