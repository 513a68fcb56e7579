//! `diaspora://` links that are typed as they are: Markdown knows no such address, so each is put into the signs that make one.

use std::borrow::Cow;
use std::ops::Range;

use super::dialect::Source;
use crate::wire::diaspora::link;

const SCHEME: &str = "diaspora://";

/// The same text, with each link that stands in plain text written as one.
pub(super) fn written_out(text: &str) -> Cow<'_, str> {
    let found: Vec<Range<usize>> = text
        .match_indices(SCHEME)
        .filter_map(|(at, _)| whole(text, at))
        .collect();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let plain = Source::new(text, found.clone()).in_plain_text();
    let mut out = String::with_capacity(text.len() + 2 * found.len());
    let mut done = 0;
    for (number, range) in found.into_iter().enumerate() {
        out.push_str(&text[done..range.start]);
        let link = &text[range.clone()];
        if plain.binary_search(&number).is_ok() {
            out.push_str(&format!("<{link}>"));
        } else {
            out.push_str(link);
        }
        done = range.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The page of this pod that leads on to where such a link does; none when it is none.
pub(super) fn page(raw: &str) -> Option<String> {
    let there = raw.strip_prefix("web+").unwrap_or(raw);
    (there.starts_with(SCHEME) && link::find(there).len() == 1).then_some(())?;
    let asked = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", there)
        .finish();
    Some(format!("/link?{asked}"))
}

/// The whole of a link whose scheme begins at `at`; none in signs of its own, and when it leads to nothing.
fn whole(text: &str, at: usize) -> Option<Range<usize>> {
    let start = match text[..at].ends_with("web+") {
        true => at - "web+".len(),
        false => at,
    };
    let before = text[..start].chars().next_back();
    if before.is_some_and(|letter| letter == '<' || letter.is_alphanumeric()) {
        return None;
    }
    let rest = &text[at + SCHEME.len()..];
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_@.:/".contains(letter));
    let link = rest[..end.unwrap_or(rest.len())].trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
    let range = start..at + SCHEME.len() + link.len();
    (link::find(&text[at..range.end]).len() == 1).then_some(range)
}
