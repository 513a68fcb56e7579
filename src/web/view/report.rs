//! Reporting something, and the moderators' queue.

use entity::report::{Outcome, What};
use entity::visible::report::{Thing, Told};
use entity::{Moment, person};
use serde::Serialize;

use super::face::Face;
use super::photo::Gallery;
use super::{Errors, View};
use crate::domain::report::Readers;
use crate::i18n::Arg;
use crate::text::summary;
use crate::web::guard::{Say, Visit};

/// What is about to be reported, and where.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The key of what it is called.
    pub kind: &'static str,
    /// Where the form is sent.
    pub action: String,
    /// Where one comes from.
    pub back: String,
    /// Who is meant.
    pub whose: person::Model,
    /// What it says; empty for a person.
    pub words: String,
    /// Who will read it.
    pub readers: Readers,
}

/// Why something should be looked at.
#[derive(Clone, Debug, Serialize)]
pub struct ReportFormView {
    heading: String,
    action: String,
    back: String,
    person: Face,
    /// The first words of what it is; empty for a person.
    words: String,
    /// Who reads it.
    hint: String,
    reason: String,
    error: String,
}

impl ReportFormView {
    /// For something of a kind, with what was typed and why it was refused.
    pub fn new(say: &Say<'_>, asked: Asked, reason: &str, errors: &Errors) -> Self {
        Self {
            heading: say.text(asked.kind),
            person: Face::of(&asked.whose),
            words: summary::excerpt(&asked.words, 280),
            hint: say.text(match asked.readers {
                Readers::Moderators => "report-hint",
                Readers::Meant => "report-hint-meant",
            }),
            action: asked.action,
            back: asked.back,
            reason: reason.to_owned(),
            error: ["reason", "form"].map(|field| errors.about(field)).concat(),
        }
    }
}

impl View for ReportFormView {
    const TEMPLATE: &'static str = "page/report";

    fn title(&self, _: &Say<'_>) -> String {
        self.heading.clone()
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            heading: "Report this post".to_owned(),
            action: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25/report".to_owned(),
            back: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            person: Face::sample(),
            words: "Plums, and what I think of them.".to_owned(),
            hint: "Only the moderators read this.".to_owned(),
            reason: "It is rude.".to_owned(),
            error: "Say in a few words why.".to_owned(),
        }]
    }
}

/// A report in the list, and on its page.
#[derive(Clone, Debug, Serialize)]
struct Line {
    id: i64,
    kind: String,
    reason: String,
    by: Face,
    about: Face,
    when: String,
    when_iso: String,
    when_title: String,
    /// What came of it; empty while it waits.
    outcome: String,
}

impl Line {
    fn of(visit: &Visit, told: &Told, excerpt: usize) -> Self {
        let say = visit.say();
        let report = &told.report;
        Self {
            id: report.id.0,
            kind: say.text(match report.kind {
                What::Person => "report-kind-person",
                What::Post => "report-kind-post",
                What::Comment => "report-kind-comment",
                What::Message => "report-kind-message",
            }),
            reason: summary::excerpt(&report.reason, excerpt),
            by: Face::of(&told.by),
            about: Face::of(&told.about),
            when: visit.ago(report.created_at),
            when_iso: report.created_at.iso(),
            when_title: visit.at(report.created_at),
            outcome: report
                .outcome
                .map_or_else(String::new, |outcome| say.text(key(outcome))),
        }
    }

    fn sample(outcome: &str) -> Self {
        Self {
            id: 1,
            kind: "A post".to_owned(),
            reason: "It is rude.".to_owned(),
            by: Face::sample(),
            about: Face::sample(),
            when: "5 minutes ago".to_owned(),
            when_iso: "2026-11-21T10:25:00Z".to_owned(),
            when_title: "21 November 2026, 10:25 UTC".to_owned(),
            outcome: outcome.to_owned(),
        }
    }
}

fn key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Dismissed => "report-dismissed",
        Outcome::Warned => "report-warned",
        Outcome::Deleted => "report-deleted",
        Outcome::Locked => "report-locked",
        Outcome::Closed => "report-closed",
    }
}

/// The queue.
#[derive(Clone, Debug, Serialize)]
pub struct ReportsView {
    lines: Vec<Line>,
}

impl ReportsView {
    /// What waits, then what was seen to.
    pub fn new(visit: &Visit, told: &[Told]) -> Self {
        Self {
            lines: told.iter().map(|one| Line::of(visit, one, 200)).collect(),
        }
    }
}

impl View for ReportsView {
    const TEMPLATE: &'static str = "page/admin_reports";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("report-queue")
    }

    fn current(&self) -> String {
        "reports".to_owned()
    }

    fn samples() -> Vec<Self> {
        vec![
            Self { lines: Vec::new() },
            Self {
                lines: vec![Line::sample(""), Line::sample("Dismissed")],
            },
        ]
    }
}

/// One report with what it is about.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    line: Line,
    html: String,
    photos: Option<Gallery>,
    warning: Option<String>,
    place: Option<String>,
    question: String,
    answers: Vec<String>,
    /// What a reshare shows.
    shown: String,
    /// What it is about is gone.
    gone: bool,
    limited: bool,
    /// A person is meant as they are.
    person: bool,
    /// Whoever is meant has no account here, and nothing can be done to it.
    elsewhere: bool,
    /// What is written to whoever is meant.
    note: String,
    error: String,
    /// Where it can be passed on to; empty for nowhere.
    host: String,
    /// That it was passed on, and when; empty when not.
    passed: String,
}

impl ReportView {
    /// One of them.
    pub fn new(visit: &Visit, told: &Told, thing: Option<Thing>, errors: &Errors) -> Self {
        let person = told.report.kind == What::Person;
        let gone = thing.is_none() && !person;
        let thing = thing.unwrap_or_default();
        let (question, answers) = thing.poll.unwrap_or_default();
        Self {
            line: Line::of(visit, told, crate::domain::report::REASON),
            gone,
            limited: thing.limited,
            photos: Gallery::below(&thing.photos, &format!("/admin/reports/{}/photos", told.report.id)),
            html: thing.html,
            warning: thing.warning,
            place: thing.place,
            question,
            answers,
            shown: thing.shown.unwrap_or_default(),
            person,
            elsewhere: told.about.pod_id.is_some(),
            note: String::new(),
            error: errors.about("form").to_owned(),
            host: String::new(),
            passed: String::new(),
        }
    }

    /// With the server to whose moderators it can be passed on, and when it was.
    pub fn passing(self, visit: &Visit, host: Option<String>, at: Option<Moment>) -> Self {
        let host = host.unwrap_or_default();
        let passed = at.map_or_else(String::new, |at| {
            let args = [("host", Arg::Text(host.clone())), ("when", Arg::Text(visit.at(at)))];
            visit.say().with("report-passed", &args)
        });
        Self { host, passed, ..self }
    }

    /// With what was typed.
    pub fn noted(self, note: &str) -> Self {
        Self {
            note: note.to_owned(),
            ..self
        }
    }
}

impl View for ReportView {
    const TEMPLATE: &'static str = "page/admin_report";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("report-one")
    }

    fn current(&self) -> String {
        "reports".to_owned()
    }

    fn samples() -> Vec<Self> {
        let sample = |gone, limited, outcome: &str| Self {
            line: Line::sample(outcome),
            html: "<p>Rude.</p>".to_owned(),
            photos: Some(Gallery::sample()),
            warning: Some("Blood".to_owned()),
            place: Some("The allotment".to_owned()),
            question: "Which evening?".to_owned(),
            answers: vec!["Monday".to_owned()],
            shown: "<p>Yoghurt.</p>".to_owned(),
            gone,
            limited,
            person: false,
            elsewhere: gone,
            note: "Please be kind.".to_owned(),
            error: "Somebody has seen to it already.".to_owned(),
            host: "far.example".to_owned(),
            passed: if gone {
                "Passed on to far.example today".to_owned()
            } else {
                String::new()
            },
        };
        vec![sample(false, true, ""), sample(true, false, "Dismissed")]
    }
}
