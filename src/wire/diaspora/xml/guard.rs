//! Looks through a document before it is parsed, in one pass and without memory of its own: what it refuses could make a
//! parser read files, ask other servers, grow or recurse.
//!
//! It is no parser. What it lets through may still be malformed; that the parser says.

use crate::wire::diaspora::rejected::Broken;

/// Elements within each other.
pub const DEEPEST: usize = 16;
/// Elements, attributes, comments and instructions together.
pub const MOST_NODES: usize = 10_000;

/// Looks through the document and gives the name of its root element, prefix included.
pub(super) fn look(document: &str) -> Result<&str, Broken> {
    let mut rest = document;
    let mut root = None;
    let mut depth = 0_usize;
    let mut nodes = 0_usize;
    while let Some(start) = rest.find('<') {
        if depth == 0 && !rest[..start].trim().is_empty() {
            return Err(Broken::Malformed);
        }
        let tag = Tag::at(&rest[start..])?;
        match tag.what {
            What::Declaration(declared) if document.len() == rest.len() => utf8(declared)?,
            What::Declaration(_) => return Err(Broken::Malformed),
            What::Aside => {}
            What::Text if depth == 0 => return Err(Broken::Malformed),
            What::Text => {}
            What::Open(name) => {
                if depth == 0 && root.replace(name).is_some() {
                    return Err(Broken::Malformed);
                }
                depth += 1;
            }
            What::Alone(name) => {
                if depth == 0 && root.replace(name).is_some() {
                    return Err(Broken::Malformed);
                }
            }
            What::Close => depth = depth.checked_sub(1).ok_or(Broken::Malformed)?,
        }
        nodes += tag.nodes;
        if depth > DEEPEST {
            return Err(Broken::TooDeep);
        }
        if nodes > MOST_NODES {
            return Err(Broken::TooMany);
        }
        rest = tag.after;
    }
    let closed = depth == 0 && rest.trim().is_empty();
    root.filter(|_| closed).ok_or(Broken::Malformed)
}

enum What<'a> {
    /// `<?xml … ?>`
    Declaration(&'a str),
    /// A comment or an instruction to somebody else.
    Aside,
    /// A CDATA section.
    Text,
    Open(&'a str),
    Alone(&'a str),
    Close,
}

struct Tag<'a> {
    what: What<'a>,
    nodes: usize,
    after: &'a str,
}

impl<'a> Tag<'a> {
    /// What starts with this `<`.
    fn at(text: &'a str) -> Result<Self, Broken> {
        let ended = |start: usize, end: &str| {
            let body = text.get(start..).ok_or(Broken::Malformed)?;
            let at = body.find(end).ok_or(Broken::Malformed)?;
            Ok((&body[..at], &body[at + end.len()..]))
        };
        let aside = |(_, after)| Tag {
            what: What::Aside,
            nodes: 1,
            after,
        };
        if text.starts_with("<!--") {
            return ended(4, "-->").map(aside);
        }
        if text.starts_with("<![CDATA[") {
            let (_, after) = ended(9, "]]>")?;
            return Ok(Tag {
                what: What::Text,
                nodes: 1,
                after,
            });
        }
        if text.starts_with("<!") {
            return Err(Broken::Doctype);
        }
        if text.starts_with("<?") {
            let (body, after) = ended(2, "?>")?;
            let declaration = body.strip_prefix("xml").filter(|more| more.starts_with(blank));
            let what = declaration.map_or(What::Aside, What::Declaration);
            return Ok(Tag { what, nodes: 1, after });
        }
        if text.starts_with("</") {
            let (_, after) = ended(2, ">")?;
            return Ok(Tag {
                what: What::Close,
                nodes: 0,
                after,
            });
        }
        Self::element(text)
    }

    /// A start tag: its end is the first `>` outside of quotes.
    fn element(text: &'a str) -> Result<Self, Broken> {
        let mut quote = None;
        let mut attributes = 0;
        for (at, byte) in text.bytes().enumerate().skip(1) {
            match (quote, byte) {
                (Some(open), close) if open == close => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => {
                    quote = Some(byte);
                    attributes += 1;
                }
                (None, b'<') => return Err(Broken::Malformed),
                (None, b'>') => {
                    let inner = &text[1..at];
                    let name = inner.trim_end_matches('/');
                    let name = name.split(blank).next().unwrap_or(name);
                    let what = if inner.ends_with('/') {
                        What::Alone(name)
                    } else {
                        What::Open(name)
                    };
                    return Ok(Self {
                        what,
                        nodes: 1 + attributes,
                        after: &text[at + 1..],
                    });
                }
                (None, _) => {}
            }
        }
        Err(Broken::Malformed)
    }
}

fn blank(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

/// A declaration may name no other encoding than the one that is read.
fn utf8(declaration: &str) -> Result<(), Broken> {
    let Some((_, after)) = declaration.split_once("encoding") else {
        return Ok(());
    };
    let named = after.trim_start_matches(|letter: char| letter == '=' || blank(letter));
    let named = named.trim_start_matches(['"', '\'']).split(['"', '\'']).next();
    match named.map(str::to_ascii_lowercase).as_deref() {
        Some("utf-8" | "utf8" | "us-ascii" | "ascii") => Ok(()),
        Some(_) | None => Err(Broken::Charset),
    }
}
