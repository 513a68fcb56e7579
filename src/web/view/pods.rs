//! Other pods, as an administrator sees them.

use std::collections::HashMap;

use entity::{BlockId, Moment, block, person};
use serde::Serialize;

use super::admin::{Fact, size};
use super::paging::escaped;
use super::{Errors, View};
use crate::domain::administration::pods::{Line, PAGE, Sort, Standing, Wanted};
use crate::i18n::{Arg, number};
use crate::web::guard::{Say, Visit};

/// One of a few to choose.
#[derive(Clone, Debug, Serialize)]
struct Choice {
    code: &'static str,
    label: String,
    chosen: bool,
}

/// What comes in from other pods.
#[derive(Clone, Copy, Debug)]
pub struct Intake {
    /// Letters that came and are not worked on yet, and their bytes.
    pub came: (i64, i64),
    /// Letters that are taken from one network address in a minute.
    pub most: u32,
}

/// The pods that are known.
#[derive(Clone, Debug, Serialize)]
pub struct PodsView {
    q: String,
    states: Vec<Choice>,
    sorts: Vec<Choice>,
    rows: Vec<Row>,
    total: u64,
    /// What comes in, in a sentence.
    intake: String,
    /// Nothing was asked for: if there are no rows, no pod is known.
    all: bool,
    newer: String,
    older: String,
}

/// A pod.
#[derive(Clone, Debug, Serialize)]
struct Row {
    id: i64,
    host: String,
    software: String,
    state: &'static str,
    state_label: String,
    /// Since when it is away.
    since: String,
    /// Why it did not take the last letter.
    why: String,
    /// What the system said about that, in its own words.
    details: String,
    failures: i32,
    next: String,
    people: String,
    waiting: String,
    came: String,
    reached: String,
}

impl Row {
    fn new(visit: &Visit, line: &Line) -> Self {
        let (say, pod) = (visit.say(), &line.pod);
        let state = Standing::of(pod);
        let (why, details) = why(&say, pod.last_error.as_deref().unwrap_or_default());
        let ago = |at: Option<Moment>| at.map_or_else(|| say.text("pods-never"), |at| visit.ago(at));
        let version = pod.version.as_deref().unwrap_or_default();
        let software = format!("{} {version}", pod.software.as_deref().unwrap_or_default());
        let away = pod.failing_since.filter(|_| state == Standing::Away);
        Self {
            id: pod.id.0,
            host: pod.host.clone(),
            software: software.trim().to_owned(),
            state: state.code(),
            state_label: say.text(label(state)),
            since: away.map(|since| visit.ago(since)).unwrap_or_default(),
            why,
            details,
            failures: pod.failures,
            next: match line.next {
                Some(next) if away.is_some() => visit.at(next),
                Some(_) | None => String::new(),
            },
            people: number(line.people, visit.lang),
            waiting: number(line.waiting, visit.lang),
            came: ago(pod.came_at),
            reached: ago(pod.reached_at),
        }
    }

    fn sample() -> Self {
        Self {
            id: 1,
            host: "pod.example".into(),
            software: "diaspora 0.9".into(),
            state: "away",
            state_label: "Away".into(),
            since: "2 days ago".into(),
            why: "It answered with the error 503.".into(),
            details: "connection refused".into(),
            failures: 3,
            next: "tomorrow".into(),
            people: "2".into(),
            waiting: "7".into(),
            came: "an hour ago".into(),
            reached: "never".into(),
        }
    }
}

fn label(state: Standing) -> &'static str {
    match state {
        Standing::Any => "pods-state-any",
        Standing::Well => "pods-state-well",
        Standing::Away => "pods-state-away",
        Standing::Blocked => "pods-state-blocked",
    }
}

fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => "pods-sort-name",
        Sort::Heard => "pods-sort-heard",
        Sort::Met => "pods-sort-met",
        Sort::People => "pods-sort-people",
        Sort::Waiting => "pods-sort-waiting",
        Sort::Failures => "pods-sort-failures",
    }
}

/// Why a pod did not take a letter: in words, and what the system said.
fn why(say: &Say<'_>, code: &str) -> (String, String) {
    let (word, more) = code.split_once(' ').unwrap_or((code, ""));
    let sentence = match word {
        "" => return (String::new(), String::new()),
        "status" => {
            let status = Arg::Text(more.to_owned());
            return (say.with("pods-why-status", &[("status", status)]), String::new());
        }
        "slow" => "pods-why-slow",
        "address" => "pods-why-address",
        "form" => "pods-why-form",
        _ => "pods-why-unreachable",
    };
    (say.text(sentence), more.to_owned())
}

impl PodsView {
    /// A page of pods.
    pub fn new(visit: &Visit, wanted: &Wanted, (rows, total): (Vec<Line>, u64), intake: Intake) -> Self {
        let say = visit.say();
        let (many, bytes) = intake.came;
        let came = [
            ("count", Arg::Number(many)),
            ("size", Arg::Text(size(u64::try_from(bytes).unwrap_or(0)))),
            ("most", Arg::Number(intake.most.into())),
        ];
        let way = |page: u64| {
            let (state, sort) = (wanted.standing.code(), wanted.sort.code());
            format!(
                "/admin/pods?q={}&state={state}&sort={sort}&page={page}",
                escaped(&wanted.search)
            )
        };
        let states = Standing::ALL.map(|one| Choice {
            code: one.code(),
            label: say.text(label(one)),
            chosen: one == wanted.standing,
        });
        let sorts = Sort::ALL.map(|one| Choice {
            code: one.code(),
            label: say.text(order(one)),
            chosen: one == wanted.sort,
        });
        let (page, more) = (wanted.page, wanted.page.saturating_mul(PAGE) < total);
        Self {
            q: wanted.search.clone(),
            states: states.into(),
            sorts: sorts.into(),
            rows: rows.iter().map(|line| Row::new(visit, line)).collect(),
            total,
            intake: say.with("pods-intake", &came),
            all: wanted.search.trim().is_empty() && wanted.standing == Standing::Any,
            newer: if page > 1 { way(page - 1) } else { String::new() },
            older: if more { way(page + 1) } else { String::new() },
        }
    }
}

impl View for PodsView {
    const TEMPLATE: &'static str = "page/admin_pods";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("pods-title")
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let choice = Choice {
            code: "any",
            label: "All".into(),
            chosen: true,
        };
        let none = Self {
            q: String::new(),
            states: vec![choice.clone()],
            sorts: vec![choice],
            rows: vec![],
            total: 0,
            intake: "3 letters wait.".into(),
            all: true,
            newer: String::new(),
            older: String::new(),
        };
        let nothing = Self {
            q: "x".into(),
            all: false,
            ..none.clone()
        };
        let well = Row {
            state: "well",
            since: String::new(),
            why: String::new(),
            details: String::new(),
            next: String::new(),
            software: String::new(),
            ..Row::sample()
        };
        let full = Self {
            rows: vec![Row::sample(), well],
            total: 120,
            newer: "/admin/pods?page=1".into(),
            older: "/admin/pods?page=3".into(),
            ..nothing.clone()
        };
        vec![none, nothing, full]
    }
}

/// One pod.
#[derive(Clone, Debug, Serialize)]
pub struct PodView {
    row: Row,
    facts: Vec<Fact>,
    /// The block that covers it; 0 for none.
    block: i64,
    /// Of what that is said, if not of this very pod.
    block_name: String,
    reason: String,
    people: Vec<PersonRow>,
    newer: String,
    older: String,
    errors: Errors,
}

#[derive(Clone, Debug, Serialize)]
struct PersonRow {
    name: String,
    handle: String,
    /// Where they are seen; empty for who is blocked.
    path: String,
    blocked: bool,
    /// The block that is about them alone; 0 for none.
    block: i64,
}

impl PodView {
    /// As it stands. `pace`: letters that it gets in a second while it is caught up; `own`: the blocks that are about one of its people
    /// alone.
    pub fn new(
        visit: &Visit,
        (line, bytes, pace): (Line, i64, u32),
        block: Option<block::Model>,
        (people, own, page): (Vec<person::Model>, &HashMap<String, BlockId>, u64),
        errors: Errors,
    ) -> Self {
        let (say, row) = (visit.say(), Row::new(visit, &line));
        let fact = |label: &str, value: String| Fact {
            label: say.text(label),
            value,
        };
        let asked = line
            .pod
            .asked_at
            .map_or_else(|| say.text("pods-never"), |at| visit.ago(at));
        let facts = vec![
            fact("pods-met", visit.ago(line.pod.created_at)),
            fact("pods-came", row.came.clone()),
            fact("pods-reached", row.reached.clone()),
            fact("pods-people", row.people.clone()),
            fact("pods-waiting", row.waiting.clone()),
            fact("pods-bytes", size(u64::try_from(bytes).unwrap_or(0))),
            fact("pods-pace", number(i64::from(pace), visit.lang)),
            fact("pods-asked", asked),
        ];
        let way = |page: u64| format!("/admin/pods/{}?page={page}", line.pod.id);
        let more = people.len() as u64 == PAGE;
        let person = |person: person::Model| PersonRow {
            path: if person.blocked {
                String::new()
            } else {
                format!("/people/{}", person.guid)
            },
            block: own.get(&person.handle).map_or(0, |id| id.0),
            name: person.name,
            handle: person.handle,
            blocked: person.blocked,
        };
        let other = block.as_ref().filter(|block| block.name != line.pod.host);
        Self {
            block_name: other.map(|block| block.name.clone()).unwrap_or_default(),
            reason: block.as_ref().map(|block| block.reason.clone()).unwrap_or_default(),
            block: block.map_or(0, |block| block.id.0),
            facts,
            people: people.into_iter().map(person).collect(),
            newer: if page > 1 { way(page - 1) } else { String::new() },
            older: if more { way(page + 1) } else { String::new() },
            row,
            errors,
        }
    }

    /// With why something was refused.
    pub fn refused(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

impl View for PodView {
    const TEMPLATE: &'static str = "page/admin_pod";

    fn title(&self, _say: &Say<'_>) -> String {
        self.row.host.clone()
    }

    fn current(&self) -> String {
        "admin".to_owned()
    }

    fn samples() -> Vec<Self> {
        let person = PersonRow {
            name: "Carol".into(),
            handle: "carol@pod.example".into(),
            path: "/people/0123456789abcdef".into(),
            blocked: false,
            block: 0,
        };
        let blocked = PersonRow {
            path: String::new(),
            blocked: true,
            block: 2,
            ..person.clone()
        };
        let open = Self {
            row: Row::sample(),
            facts: vec![Fact {
                label: "People".into(),
                value: "2".into(),
            }],
            block: 0,
            block_name: String::new(),
            reason: String::new(),
            people: vec![person, blocked],
            newer: "/admin/pods/1?page=1".into(),
            older: "/admin/pods/1?page=3".into(),
            errors: Errors::sample("reason"),
        };
        let shut = Self {
            block: 1,
            block_name: "example".into(),
            reason: "Spam".into(),
            people: vec![],
            newer: String::new(),
            older: String::new(),
            errors: Errors::none(),
            ..open.clone()
        };
        vec![open, shut]
    }
}
