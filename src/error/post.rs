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
            Self::TooManyNamed(most) => Sentence::field("people", "error-too-many-named").number("most", *most),
        }
    }
}
