//! Jobs that were given up, as an administrator sees them.

use serde::Serialize;

use super::View;
use crate::domain::administration::dead::{Dead, PAGE};
use crate::web::guard::{Say, Visit};

/// The list of them.
#[derive(Clone, Debug, Serialize)]
pub struct JobsView {
    rows: Vec<Row>,
    total: u64,
    newer: String,
    older: String,
}

/// A job.
#[derive(Clone, Debug, Serialize)]
struct Row {
    id: i64,
    kind: String,
    why: String,
    when: String,
    at: String,
}

impl JobsView {
    /// A page of these, of which there are so many in all.
    pub fn new(visit: &Visit, (dead, total): (Vec<Dead>, u64), page: u64) -> Self {
        let way = |page: u64| format!("/admin/jobs?page={page}");
        let row = |dead: Dead| Row {
            id: dead.id.0,
            kind: dead.kind,
            why: dead.why,
            when: visit.ago(dead.at),
            at: visit.at(dead.at),
        };
        Self {
            rows: dead.into_iter().map(row).collect(),
            total,
            newer: if page > 1 { way(page - 1) } else { String::new() },
            older: if page.saturating_mul(PAGE) < total {
                way(page + 1)
            } else {
                String::new()
            },
        }
    }
}

impl View for JobsView {
    const TEMPLATE: &'static str = "page/admin_jobs";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("jobs-title")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let none = Self {
            rows: vec![],
            total: 0,
            newer: String::new(),
            older: String::new(),
        };
        let row = Row {
            id: 1,
            kind: "find-guest".into(),
            why: "it took too long".into(),
            when: "today".into(),
            at: "2026".into(),
        };
        let full = Self {
            rows: vec![row],
            total: 120,
            newer: "/admin/jobs?page=1".into(),
            older: "/admin/jobs?page=3".into(),
        };
        vec![none, full]
    }
}
