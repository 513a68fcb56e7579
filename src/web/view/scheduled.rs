//! Posts that wait for their time.

use serde::Serialize;

use super::View;
use crate::domain::post::scheduled::{Waiting, Why};
use crate::i18n::Arg;
use crate::text::summary;
use crate::web::guard::{Say, Visit};

/// Characters shown of each.
const SHOWN: usize = 300;

/// One that waits.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingLine {
    guid: String,
    text: String,
    due_iso: String,
    due: String,
    audience: String,
    refused: String,
}

impl WaitingLine {
    /// Of what waits, and for whom it is as things stand.
    pub fn of(visit: &Visit, waiting: &Waiting, audience: String) -> Self {
        let (row, say) = (&waiting.row, visit.say());
        Self {
            guid: row.guid.clone(),
            text: match row.text.is_empty() {
                true => say.text("photo-heading"),
                false => summary::excerpt(&row.text, SHOWN),
            },
            due_iso: row.due_at.iso(),
            due: visit.at(row.due_at),
            audience,
            refused: waiting.refused.as_ref().map(|why| words(&say, why)).unwrap_or_default(),
        }
    }
}

fn words(say: &Say<'_>, why: &Why) -> String {
    let words = why
        .words
        .iter()
        .map(|(name, text)| (name.as_str(), Arg::Text(text.clone())));
    let numbers = why
        .numbers
        .iter()
        .map(|(name, number)| (name.as_str(), Arg::Number(*number)));
    let args: Vec<(&str, Arg)> = words.chain(numbers).collect();
    say.with(&why.key, &args)
}

/// What waits, what comes first first.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduledView {
    /// Each.
    pub lines: Vec<WaitingLine>,
    /// Why one could not be shared now; empty for nothing.
    pub error: String,
}

impl View for ScheduledView {
    const TEMPLATE: &'static str = "page/scheduled";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("post-scheduled-title")
    }

    fn current(&self) -> String {
        "activity".to_owned()
    }

    fn samples() -> Vec<Self> {
        let line = WaitingLine {
            guid: "b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            text: "The plum tree <finally> gave in.".to_owned(),
            due_iso: "2026-11-24T18:30:00Z".to_owned(),
            due: "24 November 2026, 18:30 UTC".to_owned(),
            audience: "Family".to_owned(),
            refused: "Nobody was chosen.".to_owned(),
        };
        let waits = WaitingLine {
            refused: String::new(),
            ..line.clone()
        };
        vec![
            Self {
                lines: vec![line, waits],
                error: "This cannot be.".to_owned(),
            },
            Self {
                lines: Vec::new(),
                error: String::new(),
            },
        ]
    }
}
