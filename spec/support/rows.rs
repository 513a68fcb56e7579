//! The tables themselves, read behind the pod's back: to see that something did, or did not, change.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// The rows of each table, as text.
pub type Rows = BTreeMap<String, Vec<String>>;

/// Counts of tries may change with any request; the index of words holds nothing of its own.
const NOT_LOOKED_AT: [&str; 3] = ["throttle", "seaql_migrations", "post_search"];
/// When something was last used.
const WHENS: [(&str, &str); 2] = [("session", "seen_at"), ("user", "seen_at")];

/// One column of a query, as text.
pub async fn column(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect(sql);
    rows.iter()
        .map(|row| row.try_get_by_index::<String>(0).expect(sql))
        .collect()
}

/// A count.
pub async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect(sql);
    row.expect("a count is one row").try_get_by_index(0).expect(sql)
}

fn sqlite(db: &DatabaseConnection) -> bool {
    db.get_database_backend() == DbBackend::Sqlite
}

async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let sql = if sqlite(db) {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'post_search%'"
    } else {
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
    };
    let all = column(db, sql).await;
    all.into_iter()
        .filter(|name| !NOT_LOOKED_AT.contains(&name.as_str()))
        .collect()
}

/// Table by table, how a row is written as text.
pub struct Reader(BTreeMap<String, String>);

impl Reader {
    /// Looks at what tables there are. `unseen`: columns besides the usual ones that may change.
    pub async fn new(db: &DatabaseConnection, unseen: &[(&str, &str)]) -> Self {
        let mut all = BTreeMap::new();
        for table in tables(db).await {
            let sql = if sqlite(db) {
                format!("SELECT name FROM pragma_table_info('{table}')")
            } else {
                format!(
                    "SELECT column_name::text FROM information_schema.columns \
                     WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
                )
            };
            let columns = column(db, &sql).await;
            let seen = columns.iter().filter(|column| {
                !WHENS
                    .iter()
                    .chain(unseen)
                    .any(|(of, name)| *of == table && name == column)
            });
            let words: Vec<String> = seen
                .map(|name| {
                    if sqlite(db) {
                        format!("quote(\"{name}\")")
                    } else {
                        format!("coalesce(\"{name}\"::text, 'NULL')")
                    }
                })
                .collect();
            all.insert(table, words.join(" || ' | ' || "));
        }
        Self(all)
    }

    /// All rows.
    pub async fn all(&self, db: &DatabaseConnection) -> Rows {
        let mut rows = Rows::new();
        for (table, words) in &self.0 {
            rows.insert(
                table.clone(),
                column(db, &format!("SELECT {words} FROM \"{table}\" ORDER BY 1")).await,
            );
        }
        rows
    }

    /// The rows that belong to one account and its person.
    pub async fn of(&self, db: &DatabaseConnection, user: i64, person: i64) -> Rows {
        let mut rows = Rows::new();
        for (table, words) in &self.0 {
            let Some(whose) = whose(table, user, person) else {
                continue;
            };
            let sql = format!("SELECT {words} FROM \"{table}\" WHERE {whose} ORDER BY 1");
            rows.insert(table.clone(), column(db, &sql).await);
        }
        rows
    }
}

fn whose(table: &str, user: i64, person: i64) -> Option<String> {
    let posts = format!("post_id IN (SELECT id FROM post WHERE author_id = {person})");
    Some(match table {
        "user" => format!("id = {user}"),
        "person" => format!("id = {person}"),
        "profile" | "person_key" | "profile_tag" => format!("person_id = {person}"),
        "post" | "comment" | "photo" => format!("author_id = {person}"),
        "comment_edit" => format!("comment_id IN (SELECT id FROM comment WHERE author_id = {person})"),
        "post_recipient" | "post_choice" | "post_aspect" | "post_edit" | "post_tag" | "mention" => posts,
        "aspect_member" => format!("aspect_id IN (SELECT id FROM aspect WHERE user_id = {user})"),
        "user_key" | "session" | "album" | "recovery_code" | "ticket" | "invitation" | "aspect" | "contact"
        | "ignore" | "tag_follow" | "hidden_post" | "filter_entry" | "scheduled_post" | "participation" | "draft"
        | "notification" => {
            format!("user_id = {user}")
        }
        _ => return None,
    })
}

/// What differs, in words; empty when nothing does.
pub fn difference(before: &Rows, after: &Rows, but: &[&str]) -> String {
    let mut words = String::new();
    for (table, rows) in before {
        let now = after.get(table).cloned().unwrap_or_default();
        if *rows == now || but.contains(&table.as_str()) {
            continue;
        }
        for gone in rows.iter().filter(|row| !now.contains(row)) {
            words += &format!("- {table}: {gone}\n");
        }
        for new in now.iter().filter(|row| !rows.contains(row)) {
            words += &format!("+ {table}: {new}\n");
        }
    }
    words
}
