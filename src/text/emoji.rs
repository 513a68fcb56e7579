//! Emoji: one character, as somebody picks or types it, and pictures of a pod's own, which are written `:name:`.
//!
//! Pure. Which pictures there are is asked of others; here is how they are written, found in a text, and shown. A
//! picture stands under `/emoji/<key>`, also one of another pod, so that what was rendered once holds no address of
//! a stranger.

use std::collections::BTreeMap;

use super::link::escape;

/// What is offered first.
pub const CHOICES: [&str; 8] = ["👍", "😂", "😮", "😢", "🎉", "🙏", "🤔", "👏"];

/// The heart, as an empty emoji is shown.
pub const HEART: &str = "❤️";

/// Shortest and longest name of a picture of our own.
pub const NAME: (usize, usize) = (2, 30);
/// Longest name of a picture of another pod.
const LONGEST: usize = 60;
/// Different names that are looked for in one text.
const MOST: usize = 200;
/// How large a picture stands in a line, in pixels.
const SIDE: u32 = 24;

/// The emoji that somebody typed, in its full form; empty for the heart or for nothing. None when it is something else or more than one.
pub fn one(typed: &str) -> Option<&'static str> {
    let typed = typed.trim();
    if ["", "❤", "♥", "♥️", HEART].contains(&typed) {
        return Some("");
    }
    emojis::get(typed).map(|emoji| emoji.as_str())
}

/// A name that a picture of our own may have.
pub fn is_name(name: &str) -> bool {
    let (least, most) = NAME;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (least..=most).contains(&name.len()) && name.bytes().all(plain)
}

/// A name that a picture of another pod may have.
pub fn is_foreign_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The name in `:name:`, and nothing else beside it.
pub fn named(typed: &str) -> Option<&str> {
    let (name, rest) = at_start(typed.trim())?;
    rest.is_empty().then_some(name)
}

/// The name at the beginning of a text, and what follows it.
pub(super) fn at_start(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(':')?;
    let end = inside.bytes().take(LONGEST + 1).position(|byte| byte == b':')?;
    let name = &inside[..end];
    is_foreign_name(name).then_some((name, &inside[end + 1..]))
}

/// Names that may stand in a text, each once, wherever they stand.
pub fn names(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices(':') {
        if let Some((name, _)) = at_start(&text[at..])
            && found.len() < MOST
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// Which picture each name means: keys by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures(BTreeMap<String, String>);

impl Pictures {
    /// From names and keys.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// As [`Pictures::kept`] writes them.
    pub fn parse(kept: &str) -> Self {
        let pairs = kept.split(' ').filter_map(|pair| pair.split_once('='));
        let fits = pairs.filter(|(name, key)| is_foreign_name(name) && is_key(key));
        Self::of(fits.map(|(name, key)| (name.to_owned(), key.to_owned())))
    }

    /// To be kept beside a text; none for no pictures.
    pub fn kept(&self) -> Option<String> {
        let pairs: Vec<String> = self.0.iter().map(|(name, key)| format!("{name}={key}")).collect();
        (!pairs.is_empty()).then(|| pairs.join(" "))
    }

    /// With those of another, which come first where both know a name.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A text of one line as HTML, its pictures shown.
    pub fn line(&self, text: &str) -> String {
        if self.0.is_empty() {
            return escape(text);
        }
        let mut out = String::with_capacity(text.len());
        let (mut done, mut at) = (0, 0);
        while let Some(colon) = text[at..].find(':') {
            at += colon;
            let known = at_start(&text[at..]).and_then(|(name, rest)| Some((name, self.key(name)?, rest.len())));
            match known {
                Some((name, key, rest)) => {
                    out.push_str(&escape(&text[done..at]));
                    out.push_str(&picture(name, key));
                    at = text.len() - rest;
                    done = at;
                }
                None => at += 1,
            }
        }
        out.push_str(&escape(&text[done..]));
        out
    }
}

/// Keys are 32 hexadecimal digits.
pub fn is_key(key: &str) -> bool {
    key.len() == 32
        && key
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The picture of a name as HTML. The sanitizer lets it through in this form only.
pub(super) fn picture(name: &str, key: &str) -> String {
    let (name, key) = (escape(name), escape(key));
    format!(
        "<img class=\"emoji\" src=\"/emoji/{key}\" alt=\":{name}:\" title=\":{name}:\" width=\"{SIDE}\" height=\"{SIDE}\">"
    )
}

/// What somebody feels, as it is kept with a like: nothing for the heart, one character, or a picture's name and key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeling<'a> {
    /// The heart.
    Heart,
    /// A character.
    Character(&'a str),
    /// A picture: its name and key.
    Picture(&'a str, &'a str),
}

impl<'a> Feeling<'a> {
    /// From how it is kept.
    pub fn of(kept: &'a str) -> Self {
        if kept.is_empty() {
            return Self::Heart;
        }
        match at_start(kept) {
            Some((name, key)) if is_key(key) => Self::Picture(name, key),
            Some(_) | None => Self::Character(kept),
        }
    }

    /// How a picture is kept: its name, then its key.
    pub fn picture(name: &str, key: &str) -> String {
        format!(":{name}:{key}")
    }

    /// As text: for mails, titles and other pods.
    pub fn plain(self) -> String {
        match self {
            Self::Heart => HEART.to_owned(),
            Self::Character(character) => character.to_owned(),
            Self::Picture(name, _) => format!(":{name}:"),
        }
    }

    /// As HTML.
    pub fn html(self) -> String {
        match self {
            Self::Heart => HEART.to_owned(),
            Self::Character(character) => escape(character),
            Self::Picture(name, key) => picture(name, key),
        }
    }
}
