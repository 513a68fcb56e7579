//! Refusals about conversations.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConversationRefusal {
    /// The subject is empty, too long or unreadable.
    Subject(Unfit),
    /// The message is empty, too long or unreadable.
    Text(Unfit),
    /// Nobody was named.
    Nobody,
    /// More people than can be.
    TooMany,
    /// A person and I do not share with each other.
    NotMutual(String),
    /// Everyone else has left.
    Alone,
}

impl ConversationRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Subject(Unfit::TooLong { most }) => {
                Sentence::field("subject", "error-subject-long").number("most", *most)
            }
            Self::Subject(Unfit::Empty | Unfit::Unreadable) => Sentence::field("subject", "error-subject-empty"),
            Self::Text(Unfit::TooLong { most }) => Sentence::field("text", "error-message-long").number("most", *most),
            Self::Text(Unfit::Empty | Unfit::Unreadable) => Sentence::field("text", "error-message-empty"),
            Self::Nobody => Sentence::field("people", "error-conversation-nobody"),
            Self::TooMany => Sentence::field("people", "error-conversation-many"),
            Self::NotMutual(name) => Sentence::field("people", "error-conversation-mutual").text("name", name),
            Self::Alone => Sentence::field("text", "error-conversation-alone"),
        }
    }
}
