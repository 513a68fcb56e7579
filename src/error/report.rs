//! Refusals about reports.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportRefusal {
    /// The reason is empty, too long or unreadable.
    Reason(Unfit),
    /// It is one's own.
    Own,
    /// The same person reported it, and it waits.
    Again,
    /// Somebody has seen to it.
    Done,
    /// What was reported is gone.
    Gone,
    /// Whoever is meant has no account here.
    Elsewhere,
    /// What is written to whoever is meant.
    Note(Unfit),
    /// The account is closed already.
    Left,
    /// Whoever is meant moderates or runs the pod.
    NotForModerators,
    /// It was passed on already.
    Passed,
    /// Whoever is meant lives where no reports are taken.
    NoServer,
}

impl ReportRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Reason(Unfit::TooLong { most }) => {
                Sentence::field("reason", "error-report-long").number("most", *most)
            }
            Self::Reason(Unfit::Empty | Unfit::Unreadable) => Sentence::field("reason", "error-report-empty"),
            Self::Own => Sentence::field("form", "error-report-own"),
            Self::Again => Sentence::field("form", "error-report-again"),
            Self::Done => Sentence::field("form", "error-report-done"),
            Self::Gone => Sentence::field("form", "error-report-gone"),
            Self::Note(Unfit::TooLong { most }) => {
                Sentence::field("form", "error-report-note-long").number("most", *most)
            }
            Self::Note(Unfit::Empty | Unfit::Unreadable) => Sentence::field("form", "error-report-note-unreadable"),
            Self::Left => Sentence::field("form", "error-report-left"),
            Self::Elsewhere => Sentence::field("form", "error-report-elsewhere"),
            Self::Passed => Sentence::field("form", "error-report-passed"),
            Self::NoServer => Sentence::field("form", "error-report-no-server"),
            Self::NotForModerators => Sentence::field("form", "error-report-moderators"),
        }
    }
}
