//! Refusals about posts and their audiences.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostRefusal {
    /// The text is empty, too long or unreadable.
    Text(Unfit),
    /// Nobody was chosen to get it.
    NobodyChosen,
    /// Anyone can read a public post: nobody can be left out.
    PublicExcept,
    /// A person that was named is not known here.
    PersonUnknown(String),
    /// A post that is not limited goes to all: nobody can be added or withdrawn from it.
    NotLimited,
    /// More people by name than can be.
    TooManyNamed(usize),
    /// The name of a place is too long or unreadable.
    PlaceLong,
    /// No position on this earth.
    Position,
    /// The warning is too long or unreadable.
    WarningLong,
    /// No such span of time.
    Span,
    /// A question or an answer is too long or unreadable.
    PollLong,
    /// Answers without a question.
    PollQuestion,
    /// Too few answers, too many, or the same twice.
    PollAnswers,
    /// No date and time.
    LaterUnreadable,
    /// A time that is past, or less than a minute ahead.
    LaterSoon,
    /// A time more than a year ahead.
    LaterFar,
    /// So many wait for their time already.
    TooManyWait(u64),
    /// When its time had come, there was nobody whom it was for.
    NobodyLeft,
    /// When its time had come, the account could not share.
    AccountLocked,
}

impl PostRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Text(Unfit::Empty) => Sentence::field("text", "error-post-empty"),
            Self::Text(Unfit::TooLong { most }) => Sentence::field("text", "error-post-long").number("most", *most),
            Self::Text(Unfit::Unreadable) => Sentence::field("text", "error-post-unreadable"),
            Self::NobodyChosen => Sentence::field("audience", "error-nobody-chosen"),
            Self::PublicExcept => Sentence::field("audience", "error-public-except"),
            Self::PersonUnknown(name) => Sentence::field("people", "error-person-unknown").text("name", name),
            Self::NotLimited => Sentence::field("people", "error-not-limited"),
            Self::PlaceLong => Sentence::field("place", "error-place-long"),
            Self::Position => Sentence::field("place", "error-place-position"),
            Self::WarningLong => Sentence::field("warning", "error-warning-long"),
            Self::Span => Sentence::field("lasts", "error-span"),
            Self::PollLong => Sentence::field("poll", "error-poll-long"),
            Self::PollQuestion => Sentence::field("poll", "error-poll-question"),
            Self::PollAnswers => Sentence::field("poll", "error-poll-answers"),
            Self::LaterUnreadable => Sentence::field("later", "error-later-unreadable"),
            Self::LaterSoon => Sentence::field("later", "error-later-soon"),
            Self::LaterFar => Sentence::field("later", "error-later-far"),
            Self::TooManyWait(most) => Sentence::field("later", "error-later-many").number("most", *most),
            Self::NobodyLeft => Sentence::field("audience", "error-later-nobody"),
            Self::AccountLocked => Sentence::field("form", "error-later-locked"),
            Self::TooManyNamed(most) => Sentence::field("people", "error-too-many-named").number("most", *most),
        }
    }
}
