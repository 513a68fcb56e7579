//! Refusals about looking for something, and about tags.

use super::Sentence;

/// What cannot be about a search or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchRefusal {
    /// Fewer characters than find anything.
    Short,
    /// More characters than are looked for.
    Long(usize),
    /// More words than are looked for.
    ManyWords(usize),
    /// Nothing of a pod or of the fediverse is at this address.
    Nothing,
    /// The server of this address does not answer.
    Away,
    /// This can be no tag.
    NoTag,
    /// More tags followed than a stream can be made of.
    ManyTags(u64),
}

impl SearchRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Short => Sentence::field("q", "error-search-short"),
            Self::Long(most) => Sentence::field("q", "error-search-long").number("most", *most),
            Self::ManyWords(most) => Sentence::field("q", "error-search-words").number("most", *most),
            Self::Nothing => Sentence::field("q", "error-search-nothing"),
            Self::Away => Sentence::field("q", "error-search-away"),
            Self::NoTag => Sentence::field("name", "error-tag-none"),
            Self::ManyTags(most) => {
                Sentence::new("error-tag-many", 422).number("most", i64::try_from(*most).unwrap_or(i64::MAX))
            }
        }
    }
}
