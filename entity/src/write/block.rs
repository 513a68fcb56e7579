//! What follows from blocks: people who are covered by one are closed like an account that is, so that every door leaves them
//! out as it is; when they are covered no more, they are there again with what they had said.

use sea_orm::entity::prelude::*;

use super::delivery;
use crate::sql::Sql;
use crate::{GoneKind, Moment, PersonId, comment, like, person, poll_vote};

/// That a person (`p`) lives on a pod that is blocked, or is blocked themselves.
const COVERED: &str =
    "(p.pod_id IN (SELECT o.id FROM pod o WHERE o.blocked) OR p.handle IN (SELECT b.name FROM block b))";

/// Puts into effect what pods' rows and the list of blocks say: hides who is covered and not hidden yet, shows who is hidden and
/// not covered any more, and drops the letters that wait for any of them.
pub async fn settle(db: &impl ConnectionTrait, now: Moment) -> Result<(), DbErr> {
    let hidden = format!("p.closed_at IS NULL AND p.pod_id IS NOT NULL AND {COVERED}");
    let shown = format!("p.blocked AND NOT {COVERED}");
    recount(db, &hidden, '-').await?;
    let set = format!(
        "UPDATE person SET closed_at = ?, blocked = TRUE WHERE id IN (SELECT p.id FROM person p WHERE {hidden})"
    );
    run(db, Sql::new(&set, [now.0.into()])).await?;
    recount(db, &shown, '+').await?;
    let set = format!(
        "UPDATE person SET closed_at = NULL, blocked = FALSE WHERE id IN (SELECT p.id FROM person p WHERE {shown})"
    );
    run(db, Sql::new(&set, [])).await?;
    let drop = "DELETE FROM delivery WHERE pod_id IN (SELECT o.id FROM pod o WHERE o.blocked) \
                OR recipient_id IN (SELECT p.id FROM person p WHERE p.blocked)";
    run(db, Sql::new(drop, [])).await?;
    delivery::drop_orphans(db).await
}

/// Has somebody who is blocked be there for the rest of an act, which ends with [`veil`]: what they take back is found by the usual
/// doors, and the numbers stay right.
pub async fn unveil(db: &impl ConnectionTrait, who: PersonId) -> Result<(), DbErr> {
    let them = format!("p.id = {} AND p.blocked", who.0);
    recount(db, &them, '+').await?;
    let set = format!(
        "UPDATE person SET closed_at = NULL, blocked = FALSE WHERE id IN (SELECT p.id FROM person p WHERE {them})"
    );
    run(db, Sql::new(&set, [])).await
}

/// Hides them again, as since that moment. Whose account was closed meanwhile stays so, whatever becomes of the block.
pub async fn veil(db: &impl ConnectionTrait, who: PersonId, since: Moment) -> Result<(), DbErr> {
    let them = format!("p.id = {} AND p.closed_at IS NULL", who.0);
    recount(db, &them, '-').await?;
    let set =
        format!("UPDATE person SET closed_at = ?, blocked = TRUE WHERE id IN (SELECT p.id FROM person p WHERE {them})");
    run(db, Sql::new(&set, [since.0.into()])).await
}

/// Who has said or done something below a post, if it is out of sight because they are blocked. Posts are found without.
pub async fn author(db: &impl ConnectionTrait, kind: GoneKind, guid: &str) -> Result<Option<person::Model>, DbErr> {
    let author: Option<PersonId> = match kind {
        GoneKind::Comment => {
            let found = comment::Entity::find().filter(comment::Column::Guid.eq(guid));
            found.one(db).await?.map(|row| row.author_id)
        }
        GoneKind::Like => {
            let found = like::Entity::find().filter(like::Column::Guid.eq(guid));
            found.one(db).await?.map(|row| row.author_id)
        }
        GoneKind::Vote => {
            let found = poll_vote::Entity::find().filter(poll_vote::Column::Guid.eq(guid));
            found.one(db).await?.map(|row| row.author_id)
        }
        GoneKind::Post | GoneKind::Photo | GoneKind::Follow => None,
    };
    let Some(author) = author else { return Ok(None) };
    let author = person::Entity::find_by_id(author).one(db).await?;
    Ok(author.filter(|author| author.blocked))
}

/// Takes what some people have said and done out of the numbers that posts and comments keep, or puts it back: for all of them
/// at once, as there may be thousands.
async fn recount(db: &impl ConnectionTrait, who: &str, sign: char) -> Result<(), DbErr> {
    let counts = [
        ("post", "comments", "comment", "post_id", ""),
        ("post", "likes", "\"like\"", "post_id", "AND t.comment_id IS NULL"),
        (
            "comment",
            "likes",
            "\"like\"",
            "comment_id",
            "AND t.comment_id IS NOT NULL",
        ),
        ("post", "reshares", "post", "root_id", "AND t.root_id IS NOT NULL"),
    ];
    for (of, number, table, about, only) in counts {
        let theirs = format!("FROM {table} t JOIN person p ON p.id = t.author_id WHERE {who} {only}");
        let update = format!(
            "UPDATE {of} SET {number} = {number} {sign} (SELECT COUNT(*) {theirs} AND t.{about} = {of}.id) \
             WHERE id IN (SELECT t.{about} {theirs})"
        );
        run(db, Sql::new(&update, [])).await?;
    }
    Ok(())
}

async fn run(db: &impl ConnectionTrait, sql: Sql) -> Result<(), DbErr> {
    db.execute_raw(sql.statement(db.get_database_backend())).await?;
    Ok(())
}
