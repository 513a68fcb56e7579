//! The administrator's list of blocks, and what a list of another pod would do.

use serde::Serialize;

use super::paging::escaped;
use super::{Errors, View};
use crate::domain::block::list::{Fate, Line as ListLine, tally};
use crate::domain::block::{Line, PAGE};
use crate::i18n::Arg;
use crate::web::form::Fields;
use crate::web::guard::{Say, Visit};

/// Lines of each fate that are shown before a list is taken over.
const SHOWN: usize = 100;

/// Who is blocked.
#[derive(Clone, Debug, Serialize)]
pub struct BlocksView {
    rows: Vec<Row>,
    total: u64,
    q: String,
    newer: String,
    older: String,
    /// What was typed.
    name: String,
    reason: String,
    list: String,
    below: bool,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    id: i64,
    name: String,
    below: bool,
    reason: String,
    by: String,
    when: String,
    at: String,
}

impl BlocksView {
    /// A page of blocks, with what was typed to add one.
    pub fn new(
        visit: &Visit,
        (rows, total): (Vec<Line>, u64),
        (q, page): (&str, u64),
        typed: &Fields,
        errors: Errors,
    ) -> Self {
        let place = |page: u64| format!("/admin/blocks?q={}&page={page}", escaped(q));
        let more = page.saturating_mul(PAGE) < total;
        let row = |(block, by): Line| Row {
            id: block.id.0,
            name: block.name,
            below: block.below,
            reason: block.reason,
            by: by.unwrap_or_default(),
            when: visit.ago(block.created_at),
            at: visit.at(block.created_at),
        };
        Self {
            rows: rows.into_iter().map(row).collect(),
            total,
            q: q.to_owned(),
            newer: if page > 1 { place(page - 1) } else { String::new() },
            older: if more { place(page + 1) } else { String::new() },
            name: typed.text("name").to_owned(),
            reason: typed.text("reason").to_owned(),
            list: typed.text("list").to_owned(),
            below: typed.text("name").is_empty() || typed.ticked("below"),
            errors,
        }
    }

    /// With why something was refused.
    pub fn refused(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

impl View for BlocksView {
    const TEMPLATE: &'static str = "page/admin_blocks";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("blocks-title")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let row = Row {
            id: 1,
            name: "bad.example".into(),
            below: true,
            reason: "Spam".into(),
            by: "noor".into(),
            when: "today".into(),
            at: "2026".into(),
        };
        let person = Row {
            name: "carol@pod.example".into(),
            below: false,
            reason: String::new(),
            by: String::new(),
            ..row.clone()
        };
        let none = Self {
            rows: vec![],
            total: 0,
            q: String::new(),
            newer: String::new(),
            older: String::new(),
            name: String::new(),
            reason: String::new(),
            list: String::new(),
            below: true,
            errors: Errors::none(),
        };
        let full = Self {
            rows: vec![row, person],
            total: 120,
            q: "example".into(),
            newer: "/admin/blocks?page=1".into(),
            older: "/admin/blocks?page=3".into(),
            errors: Errors::sample("name"),
            ..none.clone()
        };
        let other = |field: &str| Self {
            errors: Errors::sample(field),
            ..none.clone()
        };
        vec![other("reason"), other("list"), other("form"), none, full]
    }
}

/// What a list of another pod would do.
#[derive(Clone, Debug, Serialize)]
pub struct BlockListView {
    parts: Vec<Part>,
    /// How many would be blocked.
    new: usize,
    /// The list as it came, to be sent back.
    list: String,
}

/// The lines that have the same fate.
#[derive(Clone, Debug, Serialize)]
struct Part {
    title: String,
    names: Vec<Named>,
    /// How many more there are.
    more: usize,
}

#[derive(Clone, Debug, Serialize)]
struct Named {
    name: String,
    reason: String,
}

fn title(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "blocks-list-new",
        Fate::Already => "blocks-list-already",
        Fate::Milder => "blocks-list-milder",
        Fate::Obfuscated => "blocks-list-obfuscated",
        Fate::Own => "blocks-list-own",
        Fate::Unclear => "blocks-list-unclear",
    }
}

impl BlockListView {
    /// Of the lines of a list.
    pub fn new(visit: &Visit, lines: Vec<ListLine>, list: String) -> Self {
        let (say, tally) = (visit.say(), tally(&lines));
        let fates = [
            Fate::New,
            Fate::Already,
            Fate::Milder,
            Fate::Obfuscated,
            Fate::Own,
            Fate::Unclear,
        ];
        let part = |fate: Fate| {
            let many = tally.get(&fate).copied().unwrap_or_default();
            let count = Arg::Number(i64::try_from(many).unwrap_or(i64::MAX));
            let named = lines
                .iter()
                .filter(|line| line.fate == fate)
                .take(SHOWN)
                .map(|line| Named {
                    name: line.name.clone(),
                    reason: line.reason.clone(),
                });
            Part {
                title: say.with(title(fate), &[("count", count)]),
                names: named.collect(),
                more: many.saturating_sub(SHOWN),
            }
        };
        let there = fates.into_iter().filter(|fate| tally.contains_key(fate));
        Self {
            parts: there.map(part).collect(),
            new: tally.get(&Fate::New).copied().unwrap_or_default(),
            list,
        }
    }
}

impl View for BlockListView {
    const TEMPLATE: &'static str = "page/admin_block_list";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("blocks-list")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let named = |reason: &str| Named {
            name: "bad.example".into(),
            reason: reason.into(),
        };
        let part = Part {
            title: "2 would be blocked".into(),
            names: vec![named("Spam"), named("")],
            more: 3,
        };
        let full = Self {
            parts: vec![part],
            new: 2,
            list: "bad.example".into(),
        };
        let none = Self { new: 0, ..full.clone() };
        vec![full, none]
    }
}
