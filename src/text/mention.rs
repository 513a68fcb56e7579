//! Mentions: `@{user@pod}` and `@{Display Name; user@pod}` as the network writes them, and `@username` as people do.
//!
//! Found only where they would be shown as mentions: outside code and links. Whether the person exists, and whether
//! they are among the recipients, is the domain's question.

use std::ops::Range;

use super::{clean, dialect::Source};
use crate::wire::{Handle, Username};

/// The most bytes between the braces; beyond that it is no mention but a text with a brace in it.
const LONGEST: usize = 700;

/// A mention in the full syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Whom it names.
    pub handle: Handle,
    /// The name the author gave them here.
    pub name: Option<String>,
    /// Where the whole `@{…}` stands in the text, in bytes.
    pub range: Range<usize>,
}

impl Mention {
    /// What to show of someone who can't be linked: the given name, else the handle.
    pub fn plain_name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.handle.as_str())
    }
}

/// The mentions in a text, in order, outside code and links.
pub fn find(text: &str) -> Vec<Mention> {
    let all = candidates(text);
    if all.is_empty() {
        return all;
    }
    let shown = Source::new(text, ranges(&all)).in_plain_text();
    keep(all, &shown)
}

/// Names written by hand as `@username`: after white space or an opening sign, and not the start of `@user@pod`.
pub fn bare(text: &str) -> Vec<(Range<usize>, Username)> {
    let full = ranges(&candidates(text));
    let mut all = Vec::new();
    for (at, _) in text.match_indices('@') {
        let inside_full = full
            .get(full.partition_point(|range| range.end <= at))
            .is_some_and(|range| range.start <= at);
        if !inside_full && text[..at].chars().next_back().is_none_or(opens) {
            all.extend(username_after(text, at));
        }
    }
    if all.is_empty() {
        return all;
    }
    let mut spans: Vec<(Range<usize>, Option<Username>)> = full.into_iter().map(|range| (range, None)).collect();
    spans.extend(all.into_iter().map(|(range, name)| (range, Some(name))));
    spans.sort_by_key(|(range, _)| range.start);
    let shown = Source::new(text, spans.iter().map(|(range, _)| range.clone()).collect()).in_plain_text();
    keep(spans, &shown)
        .into_iter()
        .filter_map(|(range, name)| Some((range, name?)))
        .collect()
}

/// Replaces the source of each mention that [`find`] finds; `None` leaves it as it is.
pub fn rewrite(text: &str, f: impl Fn(&Mention) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for mention in find(text) {
        if let Some(instead) = f(&mention) {
            out.push_str(&text[done..mention.range.start]);
            out.push_str(&instead);
            done = mention.range.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Everything that reads like a full mention, code or not.
pub(super) fn candidates(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, opener) in text.match_indices("@{") {
        let inside = at + opener.len();
        if at < done {
            continue;
        }
        let window = &text.as_bytes()[inside..text.len().min(inside + LONGEST)];
        let end = window
            .iter()
            .position(|b| matches!(b, b'}' | b'\n' | b'\r'))
            .filter(|end| window[*end] == b'}');
        if let Some((handle, name)) = end.and_then(|end| parts(&text[inside..inside + end])) {
            done = inside + end.unwrap_or_default() + 1;
            found.push(Mention {
                handle,
                name,
                range: at..done,
            });
        }
    }
    found
}

/// The ranges of mentions, for [`Source::new`].
pub(super) fn ranges(mentions: &[Mention]) -> Vec<Range<usize>> {
    mentions.iter().map(|mention| mention.range.clone()).collect()
}

fn parts(inside: &str) -> Option<(Handle, Option<String>)> {
    let (name, id) = match inside.rsplit_once("; ") {
        Some((name, id)) => (clean::line(name, LONGEST).ok(), id),
        None => (None, inside),
    };
    Some((Handle::parse(&id.to_lowercase())?, name))
}

fn keep<T>(all: Vec<T>, shown: &[usize]) -> Vec<T> {
    all.into_iter()
        .enumerate()
        .filter(|(number, _)| shown.binary_search(number).is_ok())
        .map(|(_, one)| one)
        .collect()
}

fn opens(c: char) -> bool {
    c.is_whitespace() || "([{\"'*_~>|-–—«»„“”‘‚¡¿".contains(c)
}

/// A dot at the end belongs to the sentence, not to the name.
fn username_after(text: &str, at: usize) -> Option<(Range<usize>, Username)> {
    let rest = &text[at + 1..];
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_.-".contains(c)))
        .unwrap_or(rest.len());
    let after = rest[length..].chars().next();
    if after.is_some_and(|c| c == '@' || c.is_alphanumeric()) {
        return None;
    }
    let written = rest[..length].trim_end_matches('.');
    let name = Username::parse(written).ok()?;
    Some((at..at + 1 + written.len(), name))
}
