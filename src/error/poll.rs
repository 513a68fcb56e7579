//! Refusals about votes.

use super::Sentence;

/// What cannot be about a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollRefusal {
    /// It has ended.
    Over,
    /// No answer was chosen.
    Nothing,
    /// Several answers where one is asked for.
    OnlyOne,
    /// Whoever asks takes no vote from this person.
    NotTaken,
}

impl PollRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        Sentence::field(
            "answer",
            match self {
                Self::Over => "error-poll-over",
                Self::Nothing => "error-poll-nothing",
                Self::OnlyOne => "error-poll-only-one",
                Self::NotTaken => "error-poll-not-taken",
            },
        )
    }
}
