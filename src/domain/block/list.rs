//! Lists of blocks as pods give them to each other: CSV with the columns that Mastodon writes, or one host a line. A list is
//! looked at before anything is done with it, and what is done is what was looked at.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use entity::{UserId, block};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::{Below, LONGEST_REASON, Name, insert, is_own, settle};
use crate::db::Tx;
use crate::domain::audit::{self, Act};
use crate::error::{Outcome, PodRefusal};
use crate::text::clean;

/// Lines of a list that are taken.
pub const MOST: usize = 10_000;

/// The first line of a list that is given out.
const HEAD: &str = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate";

/// What would become of a line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It would be blocked.
    New,
    /// It is blocked already, or stood in the list before.
    Already,
    /// It only asks to be shown less: this pod blocks or does not.
    Milder,
    /// Its name was made unreadable by whoever gave out the list.
    Obfuscated,
    /// It is this pod.
    Own,
    /// It is neither a host nor an ID.
    Unclear,
}

/// A line of a list, and what would become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name, or what stands in its place.
    pub name: String,
    /// Why, as the list says.
    pub reason: String,
    /// What would become of it.
    pub fate: Fate,
}

/// The cells of a CSV document (RFC 4180), line by line.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut signs) = (false, text.chars().peekable());
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                quoted = true;
                cell.clear();
            }
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    row.push(cell);
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// Where the columns stand that are read here.
struct Columns {
    name: usize,
    severity: Option<usize>,
    reason: Option<usize>,
}

impl Columns {
    /// From the first line, with or without `#` before the names; none when that is no head.
    fn read(head: &[String]) -> Option<Self> {
        let bare = |cell: &String| cell.trim().trim_start_matches(['\u{feff}', '#']).trim().to_lowercase();
        let names: Vec<String> = head.iter().map(bare).collect();
        let place = |name: &str| names.iter().position(|cell| cell == name);
        Some(Self {
            name: place("domain")?,
            severity: place("severity"),
            reason: place("public_comment"),
        })
    }
}

/// Reads a list, and says what would become of each line.
///
/// # Errors
/// It has too many lines, or none; or the database cannot be read.
pub async fn preview(db: &impl ConnectionTrait, own: &str, text: &str) -> Outcome<Vec<Line>> {
    let mut rows = cells(text.trim_start_matches('\u{feff}'));
    let plain = Columns {
        name: 0,
        severity: None,
        reason: None,
    };
    let columns = match rows.first().and_then(|head| Columns::read(head)) {
        Some(columns) => {
            rows.remove(0);
            columns
        }
        None => {
            // In a list of hosts a line that begins so is a remark.
            rows.retain(|row| !row[0].trim().starts_with('#'));
            plain
        }
    };
    match rows.len() {
        0 => return Err(PodRefusal::ListEmpty.into()),
        many if many > MOST => return Err(PodRefusal::ListLong(MOST).into()),
        _ => {}
    }
    let there = block::Entity::find().all(db).await?;
    let mut seen: HashSet<String> = there.into_iter().map(|row| row.name).collect();
    let line = |row: Vec<String>| {
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).map_or("", |cell| cell.trim());
        let named = cell(Some(columns.name));
        let severity = cell(columns.severity).to_lowercase();
        let reason: String = cell(columns.reason).chars().take(LONGEST_REASON).collect();
        let reason = clean::optional_line(&reason, LONGEST_REASON).ok().flatten();
        let (name, fate) = fate(named, &severity, own, &mut seen);
        Line {
            name,
            reason: reason.unwrap_or_default(),
            fate,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

fn fate(named: &str, severity: &str, own: &str, seen: &mut HashSet<String>) -> (String, Fate) {
    let short = || named.chars().take(100).collect::<String>();
    if named.trim_start_matches("*.").contains('*') {
        return (short(), Fate::Obfuscated);
    }
    let Some(name) = Name::typed(named) else {
        return (short(), Fate::Unclear);
    };
    let fate = match severity {
        _ if is_own(&name, Below::Too, own) => Fate::Own,
        "" | "suspend" if seen.insert(name.as_str().to_owned()) => Fate::New,
        "" | "suspend" => Fate::Already,
        "silence" | "noop" | "limit" | "none" => Fate::Milder,
        _ => Fate::Unclear,
    };
    (name.as_str().to_owned(), fate)
}

/// How many lines have each fate.
pub fn tally(lines: &[Line]) -> HashMap<Fate, usize> {
    lines.iter().fold(HashMap::new(), |mut tally, line| {
        *tally.entry(line.fate).or_default() += 1;
        tally
    })
}

/// Blocks all that is new in a list, each host with those below it. Returns how many that were.
///
/// # Errors
/// See [`preview`].
pub async fn import(tx: &mut Tx, by: UserId, own: &str, text: &str) -> Outcome<usize> {
    let lines = preview(tx.sql(), own, text).await?;
    let mut many = 0;
    for line in lines.iter().filter(|line| line.fate == Fate::New) {
        if let Some(name) = Name::typed(&line.name) {
            insert(tx, by, (&name, Below::Too, &line.reason)).await?;
            many += 1;
        }
    }
    if many > 0 {
        settle(tx).await?;
        audit::write(tx, Some(by), Act::BlockList, &many.to_string()).await?;
    }
    Ok(many)
}

/// All hosts that are blocked, as a list for others. People who are blocked are nobody else's business.
///
/// # Errors
/// The database cannot be read.
pub async fn export(db: &impl ConnectionTrait) -> Outcome<String> {
    let rows = block::Entity::find().order_by_asc(block::Column::Name).all(db).await?;
    let mut list = format!("{HEAD}\n");
    for row in rows.iter().filter(|row| !row.name.contains('@')) {
        let _ = writeln!(
            list,
            "{},suspend,true,true,{},false",
            quoted(&row.name),
            quoted(&row.reason)
        );
    }
    Ok(list)
}

/// A cell. One that a spreadsheet would take for a formula gets a space before it.
fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@', '\t']) {
        format!(" {cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
