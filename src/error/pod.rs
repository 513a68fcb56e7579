//! Refusals about other pods.

use super::Sentence;

/// What cannot be about other pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodRefusal {
    /// It is neither a host nor a diaspora ID.
    Name,
    /// It is this pod.
    Own,
    /// It is blocked already.
    Taken,
    /// The reason is longer than so many characters, or no text.
    Reason(usize),
    /// A list of blocks has no line.
    ListEmpty,
    /// A list of blocks has more lines than can be.
    ListLong(usize),
}

impl PodRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::Name => Sentence::field("name", "error-pod-name"),
            Self::Own => Sentence::field("name", "error-pod-own"),
            Self::Taken => Sentence::field("name", "error-pod-taken"),
            Self::Reason(most) => Sentence::field("reason", "error-pod-reason").number("most", most),
            Self::ListEmpty => Sentence::field("list", "error-pod-list-empty"),
            Self::ListLong(most) => Sentence::field("list", "error-pod-list-long").number("most", most),
        }
    }
}
