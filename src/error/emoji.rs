//! Refusals about emoji of the pod's own.

use super::Sentence;

/// What cannot be about an emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmojiRefusal {
    /// No name that an emoji may have.
    Name,
    /// There is one of that name.
    Taken,
    /// The category's name is too long, or no text.
    Category,
    /// It is no picture that can be read.
    Picture,
    /// The picture's file is too large.
    PictureLarge,
}

impl EmojiRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::Name => Sentence::field("name", "error-emoji-name"),
            Self::Taken => Sentence::field("name", "error-emoji-taken"),
            Self::Category => Sentence::field("category", "error-emoji-category"),
            Self::Picture => Sentence::field("file", "error-emoji-picture"),
            Self::PictureLarge => Sentence::field("file", "error-emoji-picture-large"),
        }
    }
}
