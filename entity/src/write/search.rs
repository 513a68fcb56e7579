//! The database's own full-text index of posts.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::PostId;
use crate::sql::Sql;

/// Puts words of posts into the index.
pub(super) async fn index(db: &impl ConnectionTrait, posts: &[(PostId, &str)]) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let (insert, row) = match backend {
        DbBackend::Postgres => (
            "INSERT INTO post_search (post_id, words) VALUES ",
            "(?, to_tsvector('simple', ?))",
        ),
        DbBackend::MySql | DbBackend::Sqlite | _ => ("INSERT INTO post_search (rowid, words) VALUES ", "(?, ?)"),
    };
    let values = posts.iter().flat_map(|(post, plain)| {
        let words = crate::words::words(plain).join(" ");
        [post.0.into(), words.into()]
    });
    let rows = vec![row; posts.len()].join(", ");
    db.execute_raw(Sql::new(&format!("{insert}{rows}"), values).statement(backend))
        .await?;
    Ok(())
}

/// Takes a post out of the full-text index.
pub(super) async fn forget(db: &impl ConnectionTrait, post: PostId) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let delete = match backend {
        DbBackend::Postgres => "DELETE FROM post_search WHERE post_id = ?",
        DbBackend::MySql | DbBackend::Sqlite | _ => "DELETE FROM post_search WHERE rowid = ?",
    };
    db.execute_raw(Sql::new(delete, [post.0.into()]).statement(backend))
        .await?;
    Ok(())
}
