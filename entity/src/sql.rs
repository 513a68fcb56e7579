//! Raw SQL that runs on both databases: written with `?`, numbered for PostgreSQL.

use sea_orm::sea_query::{Expr, Value};
use sea_orm::{DbBackend, Statement};

/// A piece of SQL and what is bound in it, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// A piece with its values; one `?` for each.
    pub(crate) fn new(text: &str, values: impl IntoIterator<Item = Value>) -> Self {
        let sql = Self {
            text: text.to_owned(),
            values: values.into_iter().collect(),
        };
        debug_assert_eq!(text.matches('?').count(), sql.values.len(), "{text}");
        sql
    }

    /// Another piece after this one.
    pub(crate) fn then(mut self, text: &str, values: impl IntoIterator<Item = Value>) -> Self {
        let next = Self::new(text, values);
        self.text.push_str(&next.text);
        self.values.extend(next.values);
        self
    }

    /// Another whole statement after this one.
    pub(crate) fn append(self, next: Self) -> Self {
        let Self { text, values } = next;
        self.then(&text, values)
    }

    /// `?` for each of so many values, comma separated. None is written as NULL, which nothing is equal to: PostgreSQL
    /// knows no empty list.
    pub(crate) fn marks(count: usize) -> String {
        if count == 0 {
            "NULL".to_owned()
        } else {
            vec!["?"; count].join(", ")
        }
    }

    /// To be run as it is.
    pub(crate) fn statement(self, backend: DbBackend) -> Statement {
        Statement::from_sql_and_values(backend, numbered(&self.text, backend), self.values)
    }

    /// As a condition within a query that SeaORM builds.
    pub(crate) fn condition(self, backend: DbBackend) -> Expr {
        Expr::cust_with_values(numbered(&self.text, backend), self.values)
    }
}

/// A list with its last one said again, until it is as long as one of a few lengths. What is among it stays the same, and the database has
/// met the statement before: making ready a new one takes it longer than doing it.
pub fn rounded<T: Clone>(mut list: Vec<T>) -> Vec<T> {
    if let Some(last) = list.last().cloned() {
        list.resize(list.len().next_power_of_two(), last);
    }
    list
}

/// PostgreSQL wants `$1, $2, …` where SQLite takes `?`.
fn numbered(text: &str, backend: DbBackend) -> String {
    if backend != DbBackend::Postgres {
        return text.to_owned();
    }
    let mut pieces = text.split('?');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (index, piece) in pieces.enumerate() {
        out.push('$');
        out.push_str(&(index + 1).to_string());
        out.push_str(piece);
    }
    out
}
