//! Tags: `#name` at the start of a text or after white space, and the heart `#<3`.
//!
//! The rule is the network's, so that a tag means the same on every pod. Who follows a tag is not known here.

use std::fmt;

use comrak::Arena;
use comrak::nodes::NodeValue;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dialect::{self, Piece, Place, Source};
use super::mention;

const LONGEST: usize = 100;
const HEART: &str = "<3";

/// A tag's name without `#`: lower case, composed, at most 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TagName(String);

impl TagName {
    /// Takes a name with or without `#`.
    pub fn parse(raw: &str) -> Option<TagName> {
        let written = raw.trim();
        let written = written.strip_prefix('#').unwrap_or(written);
        let name: String = written.to_lowercase().nfc().collect();
        let is_word = name.chars().all(belongs) && name.chars().any(|c| !matches!(c, '_' | '-'));
        let fits = name == HEART || (is_word && name.chars().count() <= LONGEST);
        fits.then_some(TagName(name))
    }

    /// The name without `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of the tag's page on this pod.
    pub fn path(&self) -> String {
        format!("/tags/{}", super::link::segment(&self.0))
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<TagName> for String {
    fn from(name: TagName) -> String {
        name.0
    }
}

impl TryFrom<String> for TagName {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<TagName, Self::Error> {
        TagName::parse(&raw).ok_or("not a tag")
    }
}

/// The tags of a text, each once, in the order they first stand; exactly those that are shown as links.
pub fn find(text: &str) -> Vec<TagName> {
    if !text.contains('#') {
        return Vec::new();
    }
    let arena = Arena::new();
    let root = Source::new(text, mention::ranges(&mention::candidates(text))).parse(&arena);
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for words in dialect::words(root).iter().filter(|words| words.place == Place::Open) {
        let NodeValue::Text(text) = &words.node.data().value else {
            continue;
        };
        for piece in dialect::pieces(text, words.start, &|_| false) {
            if let Piece::Tag(name, _) = piece
                && seen.insert(name.clone())
            {
                found.push(name);
            }
        }
    }
    found
}

/// Reads the tag at the start of a text: its name and how it is written there, with `#`.
pub(super) fn at_start(text: &str) -> Option<(TagName, &str)> {
    let rest = text.strip_prefix('#')?;
    let length = if rest.starts_with(HEART) {
        HEART.len()
    } else {
        rest.find(|c| !belongs(c)).unwrap_or(rest.len())
    };
    let shown = &text[..1 + length];
    Some((TagName::parse(shown)?, shown))
}

/// Letters, digits and marks of any script, `_`, `-`, and the signs that stand inside Armenian words.
fn belongs(c: char) -> bool {
    c.is_alphanumeric()
        || is_combining_mark(c)
        || matches!(c, '_' | '-' | '\u{55B}' | '\u{55C}' | '\u{55E}' | '\u{58A}')
}
