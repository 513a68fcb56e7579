//! Several who reshare the same without a word of their own are one card in a stream, over all its pages: each of them
//! is told whether a newer one stands before it in the same stream, and how many older ones come after it.
//!
//! This changes neither which posts a stream has nor where its pages end: whoever draws a page leaves out what stood
//! before. It is looked up for such posts alone, along the index of reshares, in the statement that reads the page; whom
//! the stream is about is gathered once for all of them, and not at all for a page without one.

use sea_orm::DbBackend;
use sea_orm::sea_query::Expr;

use super::stream::Wanted;
use crate::sql::Sql;

/// Others who show the same as a post, without a word, in the same stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// One of them is newer. Never said of what the viewer reshared: one's own stays.
    pub newer: bool,
    /// So many are older; the viewer's own is not counted.
    pub older: i64,
}

/// Whose reshares a stream has.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    /// Selects of people, as `k`.
    pub(super) people: Vec<Sql>,
    /// The viewer's own are among them.
    pub(super) own: bool,
}

impl Sources {
    /// The two columns after those of a post: 1 where there is a newer one, and how many older ones there are. `at` is the time
    /// by which the stream is ordered.
    pub(super) fn columns(self, wanted: Wanted<'_>, at: &str, backend: DbBackend) -> [Expr; 2] {
        let me = wanted.person.0;
        let Some(people) = self.union() else {
            return [(); 2].map(|()| Expr::cust("CAST(NULL AS BIGINT)"));
        };
        let newer = match self.own {
            true => people.clone().then(
                " UNION SELECT w.id AS k FROM person w WHERE w.id = ? AND w.closed_at IS NULL",
                [me.into()],
            ),
            false => people.clone(),
        };
        let others = |which: &str, people: Sql, beside: &str| {
            Sql::new(
                &format!(
                    "CASE WHEN post.root_id IS NOT NULL AND post.text = '' THEN (SELECT {which} FROM post m \
                     WHERE m.root_id = post.root_id AND m.author_id IN ("
                ),
                [],
            )
            .append(people)
            .then(
                &format!(") AND m.text = '' AND {beside} <> ? AND (m.{at}, m.id)"),
                [me.into()],
            )
        };
        let shown = "AND NOT EXISTS (SELECT 1 FROM hidden_post h WHERE h.user_id = ? AND h.post_id = m.id)";
        let close = |sql: Sql, sign: &str, end: &str| {
            let rest = format!(" {sign} (post.{at}, post.id) {shown}{end}) END");
            sql.then(&rest, [wanted.user.0.into()]).condition(backend)
        };
        [
            close(others("CAST(1 AS BIGINT)", newer, "post.author_id"), ">", " LIMIT 1"),
            close(others("COUNT(*)", people, "m.author_id"), "<", ""),
        ]
    }

    fn union(&self) -> Option<Sql> {
        let each = self.people.iter().enumerate();
        each.fold(None, |all, (index, one)| {
            let next = Sql::new("SELECT k FROM (", [])
                .append(one.clone())
                .then(&format!(") s{index}"), []);
            Some(match all {
                None => next,
                Some(all) => Sql::append(all, Sql::new(" UNION ", [])).append(next),
            })
        })
    }
}
