//! What is told of the same thing is one line: each row names what it tells of together with others, and the newest of
//! them stands for all. And which of them was mailed by itself, so that the others of the hour are mailed together.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

// Kinds that several people cause about the same: comments, answers, mentions in comments, likes, reshares of a post; likes of a comment.
const UP: &str = "
ALTER TABLE notification ADD COLUMN subject_id BIGINT;
ALTER TABLE notification ADD COLUMN newest BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE notification ADD COLUMN fresh BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE notification ADD COLUMN first_id BIGINT;
ALTER TABLE notification ADD COLUMN first_at BIGINT NOT NULL DEFAULT 0;
UPDATE notification SET subject_id = CASE WHEN kind = 10 THEN comment_id WHEN kind IN (5, 6, 7, 8, 9, 11) THEN post_id END, first_at = created_at;
CREATE INDEX notification_part ON notification (user_id, kind, subject_id, id);
UPDATE notification SET newest = TRUE WHERE subject_id IS NULL OR id IN (SELECT MAX(id) FROM notification WHERE subject_id IS NOT NULL GROUP BY user_id, kind, subject_id);
UPDATE notification SET fresh = TRUE WHERE newest AND (read_at IS NULL OR EXISTS (SELECT 1 FROM notification part WHERE part.user_id = notification.user_id AND part.kind = notification.kind AND part.subject_id = notification.subject_id AND part.read_at IS NULL));
DROP INDEX notification_user;
CREATE INDEX notification_newest ON notification (user_id, created_at, id) WHERE newest;
CREATE INDEX notification_fresh ON notification (user_id, kind) WHERE fresh;
";
// However a row goes, the newest of those that are left takes its place.
const UP_SQLITE: &str = "
CREATE TRIGGER notification_goes AFTER DELETE ON notification WHEN OLD.newest AND OLD.subject_id IS NOT NULL BEGIN UPDATE notification SET newest = TRUE, fresh = OLD.fresh WHERE id = (SELECT MAX(id) FROM notification WHERE user_id = OLD.user_id AND kind = OLD.kind AND subject_id = OLD.subject_id); END;
";
const UP_POSTGRES: &str = "
CREATE FUNCTION notification_goes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE notification SET newest = TRUE, fresh = OLD.fresh WHERE id = (SELECT MAX(id) FROM notification WHERE user_id = OLD.user_id AND kind = OLD.kind AND subject_id = OLD.subject_id); RETURN OLD; END $$;
CREATE TRIGGER notification_goes AFTER DELETE ON notification FOR EACH ROW WHEN (OLD.newest AND OLD.subject_id IS NOT NULL) EXECUTE FUNCTION notification_goes();
";
const DOWN: &str = "
DROP INDEX notification_fresh;
DROP INDEX notification_newest;
DROP INDEX notification_part;
CREATE INDEX notification_user ON notification (user_id, created_at, id);
ALTER TABLE notification DROP COLUMN first_at;
ALTER TABLE notification DROP COLUMN first_id;
ALTER TABLE notification DROP COLUMN fresh;
ALTER TABLE notification DROP COLUMN newest;
ALTER TABLE notification DROP COLUMN subject_id;
";
const DOWN_SQLITE: &str = "DROP TRIGGER notification_goes;\n";
const DOWN_POSTGRES: &str = "DROP TRIGGER notification_goes ON notification;\nDROP FUNCTION notification_goes();\n";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, UP_SQLITE, UP_POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes no column away that a trigger names.
        run(manager, "", DOWN_SQLITE, DOWN_POSTGRES).await?;
        run(manager, DOWN, "", "").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
