//! Full text of the posts that a viewer may see, through the database's own engine: FTS5 or tsvector.
//!
//! The engine is asked for words and never for what the reader typed: [`words`] leaves letters and digits only, so no
//! operator, quote or column filter reaches it. The predicate of [`super::post`] is in the same query.

use sea_orm::entity::prelude::*;
use sea_orm::{DbBackend, QuerySelect};

use super::post::{Authored, Cursor, authored, may_see, newest_first, not_ignored, older, seen};
use crate::sql::Sql;
use crate::words::words;
use crate::{Viewer, post};

/// At most so many words are looked for; more are left out.
const MOST_WORDS: usize = 10;

/// A page of posts that have all these words, the last one perhaps unfinished; newest first, strictly older than the
/// cursor. Nothing by people whom the viewer ignores, and nothing that stands in no list. A text without a word finds nothing.
pub async fn page(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    text: &str,
    before: Cursor,
    limit: u64,
) -> Result<Vec<Authored>, DbErr> {
    let mut words = words(text);
    words.truncate(MOST_WORDS);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let backend = db.get_database_backend();
    let mut select = post::Entity::find()
        .filter(having(&words, backend).condition(backend))
        .filter(may_see(viewer))
        .filter(post::Column::Quiet.eq(false))
        .filter(older(before))
        .limit(limit);
    if let Some(user) = viewer.user() {
        select = select.filter(not_ignored(user));
    }
    let found = authored(newest_first(select), viewer).all(db).await?;
    Ok(found.into_iter().map(seen).collect())
}

/// All words, the last one as a beginning. They consist of letters and digits: nothing here has to be escaped, and
/// the quotes only keep FTS5 from reading `and`, `or`, `not` and `near` as operators.
fn having(words: &[String], backend: DbBackend) -> Sql {
    let quote = if backend == DbBackend::Postgres { "'" } else { "\"" };
    let quoted: Vec<String> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
    match backend {
        DbBackend::Postgres => Sql::new(
            "post.id IN (SELECT s.post_id FROM post_search s WHERE s.words @@ to_tsquery('simple', ?))",
            [format!("{}:*", quoted.join(" & ")).into()],
        ),
        DbBackend::MySql | DbBackend::Sqlite | _ => Sql::new(
            "post.id IN (SELECT s.rowid FROM post_search s WHERE s.words MATCH ?)",
            [format!("{}*", quoted.join(" AND ")).into()],
        ),
    }
}
