//! Numbers of rows that are written later, many of them in one statement: what is said of such a row meanwhile names it by its number.

use sea_orm::entity::prelude::*;
use sea_orm::{DbBackend, FromQueryResult, IntoActiveModel};

use crate::sql::Sql;
use crate::{CommentId, LikeId, PostId};

/// How many rows of each may come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Posts.
    pub posts: usize,
    /// Comments.
    pub comments: usize,
    /// Likes.
    pub likes: usize,
}

impl Wanted {
    fn tables(self) -> [(&'static str, usize); 3] {
        [("post", self.posts), ("comment", self.comments), ("like", self.likes)]
    }
}

/// Numbers that nobody else gets, be they used or not. The first that are taken are the lowest.
#[derive(Debug, Default)]
pub struct Numbers {
    posts: Vec<i64>,
    comments: Vec<i64>,
    likes: Vec<i64>,
}

impl Numbers {
    /// Of a post. None: there are no more, and the database gives one when it is written.
    pub fn post(&mut self) -> Option<PostId> {
        self.posts.pop().map(PostId)
    }

    /// Of a comment.
    pub fn comment(&mut self) -> Option<CommentId> {
        self.comments.pop().map(CommentId)
    }

    /// Of a like.
    pub fn like(&mut self) -> Option<LikeId> {
        self.likes.pop().map(LikeId)
    }
}

#[derive(FromQueryResult)]
struct Line {
    name: String,
    number: i64,
}

/// Sets numbers aside, if that is worth a statement. SQLite has none for a table in which there never was a row.
pub async fn reserve(db: &impl ConnectionTrait, wanted: Wanted) -> Result<Numbers, DbErr> {
    if wanted.posts + wanted.comments + wanted.likes < 2 {
        return Ok(Numbers::default());
    }
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => drawn(wanted),
        DbBackend::MySql | DbBackend::Sqlite | _ => moved(wanted),
    };
    let lines = Line::find_by_statement(sql.statement(backend)).all(db).await?;
    let of = |table: &str, wanted: usize| {
        let mut numbers: Vec<i64> = lines
            .iter()
            .filter(|line| line.name == table)
            .flat_map(|line| match backend {
                DbBackend::Postgres => line.number..line.number + 1,
                DbBackend::MySql | DbBackend::Sqlite | _ => {
                    line.number + 1 - i64::try_from(wanted).unwrap_or(0)..line.number + 1
                }
            })
            .collect();
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        numbers
    };
    let [posts, comments, likes] = wanted.tables().map(|(table, wanted)| of(table, wanted));
    Ok(Numbers { posts, comments, likes })
}

/// Each by itself, since others draw at the same time.
fn drawn(wanted: Wanted) -> Sql {
    let mut sql = Sql::default();
    for (at, (table, count)) in wanted.tables().into_iter().enumerate() {
        let text = format!(
            "{}SELECT '{table}' AS name, nextval(pg_get_serial_sequence('\"{table}\"', 'id')) AS number \
             FROM generate_series(1, CAST(? AS BIGINT))",
            if at == 0 { "" } else { " UNION ALL " }
        );
        sql = sql.then(&text, [i64::try_from(count).unwrap_or(0).into()]);
    }
    sql
}

/// The last of them, where SQLite remembers the highest number that was ever given: there is no other writer.
fn moved(wanted: Wanted) -> Sql {
    let [(_, posts), (_, comments), (_, likes)] = wanted.tables().map(|(table, count)| {
        let count: Value = i64::try_from(count).unwrap_or(0).into();
        (table, count)
    });
    Sql::new(
        "UPDATE sqlite_sequence SET seq = seq + CASE name WHEN 'post' THEN ? WHEN 'comment' THEN ? ELSE ? END \
         WHERE name IN ('post', 'comment', 'like') RETURNING name, seq AS number",
        [posts, comments, likes],
    )
}

/// Rows in pieces of a few sizes only, so that the database has met the statement of each before.
pub(super) fn pieces<R>(mut rows: &[R]) -> Vec<&[R]> {
    let mut pieces = Vec::new();
    while !rows.is_empty() {
        let size = (1 << rows.len().ilog2()).min(64);
        let (piece, rest) = rows.split_at(size);
        pieces.push(piece);
        rows = rest;
    }
    pieces
}

/// Writes rows that have their numbers.
pub(super) async fn put<R, M>(db: &impl ConnectionTrait, all: &[R], row: impl Fn(&R) -> M) -> Result<(), DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    for some in pieces(all) {
        let rows = some.iter().map(|one| row(one).into_active_model().reset_all());
        M::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}
