//! Refusals about what somebody does not want in their streams.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterRefusal {
    /// The words are none, too long or unreadable.
    Words(Unfit),
    /// It can be no tag.
    NoTag,
    /// Nobody of this name is known here.
    NoPerson(String),
    /// It is oneself.
    Oneself,
    /// It is no language that can be told from others.
    NoLanguage,
    /// There is no such choice on the form.
    NoSuchChoice,
    /// So many entries there are at most.
    TooMany(usize),
}

impl FilterRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Words(Unfit::TooLong { most }) => Sentence::field("words", "error-filter-long").number("most", *most),
            Self::Words(Unfit::Empty | Unfit::Unreadable) => Sentence::field("words", "error-filter-words"),
            Self::NoTag => Sentence::field("tag", "error-filter-tag"),
            Self::NoPerson(name) => Sentence::field("person", "error-filter-person").text("name", name),
            Self::Oneself => Sentence::field("person", "error-filter-oneself"),
            Self::NoLanguage => Sentence::field("language", "error-filter-language"),
            Self::NoSuchChoice => Sentence::field("form", "error-no-such-choice"),
            Self::TooMany(most) => Sentence::field("form", "error-filter-many").number("most", *most),
        }
    }
}
