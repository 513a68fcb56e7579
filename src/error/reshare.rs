//! Refusals about reshares.

use super::Sentence;

/// What cannot be about a reshare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReshareRefusal {
    /// The post is not for all.
    NotPublic,
    /// It is one's own.
    Own,
    /// It was reshared before.
    Again,
    /// What it shows is not there any more.
    Gone,
    /// Whoever wrote it takes nothing from this person.
    NotTaken,
}

impl ReshareRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        Sentence::field(
            "form",
            match self {
                Self::NotPublic => "error-reshare-not-public",
                Self::Own => "error-reshare-own",
                Self::Again => "error-reshare-again",
                Self::Gone => "error-reshare-gone",
                Self::NotTaken => "error-reshare-not-taken",
            },
        )
    }
}
