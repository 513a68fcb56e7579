//! Tags and texts of a stranger's HTML, one after the other, as far as a page's head needs them.
//!
//! Not a parser of the standard: it builds no tree, and it takes time in proportion to the length of the page whatever
//! is in it. The tokenizer of the standard compares each attribute with all others of its tag, which a page with a
//! hundred thousand of them turns into minutes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Attributes of one tag that are looked at.
const ATTRIBUTES: usize = 32;
/// Longest value of an attribute, in bytes; what is longer is cut.
const VALUE: usize = 8 * 1024;
/// Longest name of an entity, in bytes.
const ENTITY: usize = 32;

/// What stands between these tags is not markup.
const RAW: [&str; 9] = [
    "script", "style", "noscript", "textarea", "iframe", "xmp", "noembed", "noframes", "template",
];

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// A tag that opens. Name and names of attributes are in lower case, values are decoded.
    Open(String, Vec<(String, String)>),
    /// A tag that closes, by its name in lower case.
    Close(String),
    /// What stands in `<title>`, as it is written.
    Title(&'t str),
}

/// A page that is being read.
pub(super) struct Pieces<'t> {
    rest: &'t str,
    inside: Option<String>,
}

impl<'t> Pieces<'t> {
    pub(super) fn of(page: &'t str) -> Self {
        Self {
            rest: page,
            inside: None,
        }
    }

    /// Everything up to the tag that closes an element in which there is no markup.
    fn raw(&mut self, name: &str) -> &'t str {
        let all = self.rest;
        let end = closing(all, name).unwrap_or(all.len());
        self.rest = &all[end..];
        &all[..end]
    }

    fn skip_past(&mut self, what: &str) {
        self.rest = self.rest.find(what).map_or("", |at| &self.rest[at + what.len()..]);
    }

    fn close(&mut self) -> Piece<'t> {
        let (name, _) = split_name(&self.rest[2..]);
        self.skip_past(">");
        Piece::Close(name)
    }

    fn open(&mut self) -> Piece<'t> {
        let (name, rest) = split_name(&self.rest[1..]);
        let mut tag = Tag { rest };
        let mut attributes = Vec::new();
        while let Some((key, value)) = tag.attribute() {
            if attributes.len() < ATTRIBUTES {
                attributes.push((key.to_ascii_lowercase(), decode(cut(value)).into_owned()));
            }
        }
        self.rest = tag.rest;
        if name == "title" || RAW.contains(&name.as_str()) {
            self.inside = Some(name.clone());
        }
        Piece::Open(name, attributes)
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if let Some(name) = self.inside.take() {
            let text = self.raw(&name);
            if name == "title" {
                return Some(Piece::Title(cut(text)));
            }
        }
        loop {
            self.rest = &self.rest[self.rest.find('<')?..];
            let next = self.rest.as_bytes().get(1).copied();
            if self.rest.starts_with("<!--") {
                self.skip_past("-->");
            } else if matches!(next, Some(b'!' | b'?')) {
                self.skip_past(">");
            } else if next == Some(b'/') {
                return Some(self.close());
            } else if next.is_some_and(|byte| byte.is_ascii_alphabetic()) {
                return Some(self.open());
            } else {
                self.rest = &self.rest[1..];
            }
        }
    }
}

/// Where `</name` stands, in whatever case.
fn closing(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let begin = from + at;
        let after = text.as_bytes().get(begin + 2..begin + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(begin);
        }
        from = begin + 2;
    }
    None
}

fn split_name(text: &str) -> (String, &str) {
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<');
    let end = text.find(ends).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    // No tag that is looked for has a longer name.
    let name = if name.len() <= ENTITY { name } else { "" };
    (name.to_ascii_lowercase(), rest)
}

/// The inside of a tag that is being read.
struct Tag<'t> {
    rest: &'t str,
}

impl<'t> Tag<'t> {
    /// The next attribute; none when the tag has ended, and then `rest` is what follows it.
    fn attribute(&mut self) -> Option<(&'t str, &'t str)> {
        self.rest = self
            .rest
            .trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '=' | '"' | '\''));
        if let Some(after) = self.rest.strip_prefix('>') {
            self.rest = after;
            return None;
        }
        // A tag that is not closed before the next one begins is over.
        if self.rest.is_empty() || self.rest.starts_with('<') {
            return None;
        }
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=' | '<');
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        let after = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(after) = after.strip_prefix('=') else {
            return Some((name, ""));
        };
        Some((name, self.value(after)))
    }

    fn value(&mut self, after: &'t str) -> &'t str {
        let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        for quote in ['"', '\''] {
            if let Some(inside) = after.strip_prefix(quote) {
                // A quote that is never closed takes the rest of the page, as browsers have it.
                let (value, rest) = inside.split_once(quote).unwrap_or((inside, ""));
                self.rest = rest;
                return value;
            }
        }
        let ends = |c: char| c.is_ascii_whitespace() || c == '>';
        let end = after.find(ends).unwrap_or(after.len());
        let (value, rest) = after.split_at(end);
        self.rest = rest;
        value
    }
}

fn cut(value: &str) -> &str {
    let mut end = value.len().min(VALUE);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

static ENTITIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let named = entities::ENTITIES.iter();
    named.map(|one| (one.entity, one.characters)).collect()
});

/// Puts characters in place of entities. Once: what they spell is not read again.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = rest.bytes().take(ENTITY);
        let end = window.take_while(|byte| *byte != b';').count();
        let named = rest.get(..=end).filter(|whole| whole.ends_with(';'));
        match named.and_then(|whole| Some((whole.len(), entity(whole)?))) {
            Some((length, characters)) => {
                out.push_str(&characters);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The characters of `&name;`, `&#1;` or `&#x1;`.
fn entity(whole: &str) -> Option<String> {
    if let Some(known) = ENTITIES.get(whole) {
        return Some((*known).to_owned());
    }
    let number = whole.strip_prefix("&#")?.strip_suffix(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string())
}
