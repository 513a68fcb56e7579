//! Emoji of the pod's own: as they are offered, and the administrator's list of them.

use entity::emoji;
use serde::Serialize;

use super::paging::escaped;
use super::{Errors, View};
use crate::domain::emoji::PAGE;
use crate::web::form::Fields;
use crate::web::guard::Say;

/// One to choose.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Without the colons.
    pub name: String,
    /// Address of its picture.
    pub src: String,
}

impl Choice {
    /// Of a row.
    pub fn of(row: &emoji::Model) -> Self {
        Self {
            name: row.name.clone(),
            src: format!("/emoji/{}", row.key),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            name: "jam".to_owned(),
            src: "/emoji/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
        }
    }
}

/// Those of a category.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The category; empty for none.
    pub name: String,
    /// Its emoji.
    pub emoji: Vec<Choice>,
}

/// By category, in the order in which they come.
pub fn groups(rows: &[emoji::Model]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some(group) if group.name == row.category => group.emoji.push(Choice::of(row)),
            Some(_) | None => groups.push(Group {
                name: row.category.clone(),
                emoji: vec![Choice::of(row)],
            }),
        }
    }
    groups
}

/// A line of the administrator's list.
#[derive(Clone, Debug, Serialize)]
struct Line {
    id: i64,
    name: String,
    src: String,
    category: String,
    disabled: bool,
}

impl Line {
    fn of(row: &emoji::Model) -> Self {
        let Choice { name, src } = Choice::of(row);
        Self {
            id: row.id.0,
            name,
            src,
            category: row.category.clone(),
            disabled: row.disabled,
        }
    }
}

/// The administrator's list, and the form to add one.
#[derive(Clone, Debug, Serialize)]
pub struct EmojiView {
    lines: Vec<Line>,
    q: String,
    newer: String,
    older: String,
    /// What was typed.
    name: String,
    category: String,
    errors: Errors,
}

impl EmojiView {
    /// A page of those that were looked for, with what was typed to add one and why it was refused.
    pub fn new(rows: &[emoji::Model], (q, page): (&str, u64), typed: &Fields, errors: Errors) -> Self {
        let place = |page: u64| format!("/admin/emoji?q={}&page={page}", escaped(q));
        let more = rows.len() as u64 > PAGE;
        Self {
            lines: rows.iter().take(PAGE as usize).map(Line::of).collect(),
            q: q.to_owned(),
            newer: if page > 1 { place(page - 1) } else { String::new() },
            older: if more { place(page + 1) } else { String::new() },
            name: typed.text("name").to_owned(),
            category: typed.text("category").to_owned(),
            errors,
        }
    }

    /// With why something was refused.
    pub fn refused(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

impl View for EmojiView {
    const TEMPLATE: &'static str = "page/admin_emoji";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("emoji-title")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let line = |disabled| Line {
            id: 1,
            name: "jam".to_owned(),
            src: Choice::sample().src,
            category: "Food & drink".to_owned(),
            disabled,
        };
        let full = Self {
            lines: vec![line(false), line(true)],
            q: "ja".to_owned(),
            newer: "/admin/emoji?q=ja&page=1".to_owned(),
            older: "/admin/emoji?q=ja&page=3".to_owned(),
            name: "Jam!".to_owned(),
            category: String::new(),
            errors: Errors::sample("name"),
        };
        let unread = Self {
            errors: Errors::sample("file"),
            ..full.clone()
        };
        let none = Self::new(&[], ("", 1), &Fields::default(), Errors::none());
        vec![full, unread, none]
    }
}
