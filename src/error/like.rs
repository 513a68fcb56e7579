//! Refusals about likes.

use super::Sentence;

/// What cannot be about a like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeRefusal {
    /// What was typed is not one emoji.
    NoEmoji,
    /// Whoever wrote it takes nothing from this person.
    NotTaken,
}

impl LikeRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::NoEmoji => Sentence::field("emoji", "error-like-emoji"),
            Self::NotTaken => Sentence::field("form", "error-like-not-taken"),
        }
    }
}
