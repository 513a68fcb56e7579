//! Refusals about comments.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentRefusal {
    /// The text is empty, too long or unreadable.
    Text(Unfit),
    /// Whoever wrote the post takes no comments from this person.
    NotTaken,
}

impl CommentRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Text(Unfit::Empty) => Sentence::field("comment", "error-comment-empty"),
            Self::Text(Unfit::TooLong { most }) => {
                Sentence::field("comment", "error-comment-long").number("most", *most)
            }
            Self::Text(Unfit::Unreadable) => Sentence::field("comment", "error-comment-unreadable"),
            Self::NotTaken => Sentence::field("comment", "error-comment-not-taken"),
        }
    }
}
