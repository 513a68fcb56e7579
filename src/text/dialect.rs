//! Our additions to Markdown, found on the parsed tree: mentions and tags in text that is neither code nor a link.
//!
//! A mention's source holds characters that Markdown would read (`bob@pod` becomes a mail link), so every candidate
//! is replaced by a mark of noncharacters before parsing, and the tree tells afterwards which marks stand in plain
//! text. What a mark is shown as is decided elsewhere.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::clean::is_removed;
use super::emoji;
use super::tag::{self, TagName};

/// Marks are written in noncharacters, which are taken out of every text first: nobody can forge one.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';
const ZERO: u32 = 0xFDD2;

/// A text whose spans of interest were replaced by marks, ready to be parsed.
pub(super) struct Source<'t> {
    text: &'t str,
    spans: Vec<Range<usize>>,
    marked: String,
}

/// A stretch of a text node.
pub(super) enum Piece<'t> {
    /// Plain words.
    Words(&'t str),
    /// The mark of the span with this number.
    Mark(usize),
    /// A tag and how it was written.
    Tag(TagName, &'t str),
    /// The name of a picture, and how it was written.
    Picture(&'t str, &'t str),
}

/// Names of pictures that are known.
pub(super) type IsPicture<'k> = &'k dyn Fn(&str) -> bool;

/// A text node and where it stands.
pub(super) struct Words<'a> {
    pub(super) node: Node<'a>,
    pub(super) place: Place,
    pub(super) start: Start,
}

/// Whether a text node may hold links of ours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Open,
    InLink,
}

/// What stands before a text node: a tag may begin only after white space. What counts as that is the network's rule as well: ASCII's,
/// so that a space that does not break, or one of another script, makes a tag nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Fresh,
    Glued,
}

impl<'t> Source<'t> {
    /// `spans` in order and without overlap, on character boundaries of `text`.
    pub(super) fn new(text: &'t str, spans: Vec<Range<usize>>) -> Source<'t> {
        let mut marked = String::with_capacity(text.len());
        let mut done = 0;
        for (number, span) in spans.iter().enumerate() {
            marked.extend(kept(&text[done..span.start]));
            push_mark(number, &mut marked);
            done = span.end;
        }
        marked.extend(kept(&text[done..]));
        Source { text, spans, marked }
    }

    /// Parses the marked text.
    pub(super) fn parse<'a>(&self, arena: &'a Arena<'a>) -> Node<'a> {
        parse_document(arena, &self.marked, &options())
    }

    /// Puts the original text back where marks are: in code and in addresses a mention is only characters.
    pub(super) fn restore<'s>(&self, marked: &'s str) -> Cow<'s, str> {
        self.replace(marked, |number| kept(&self.text[self.spans[number].clone()]).collect())
    }

    /// Puts something in place of each mark.
    pub(super) fn replace<'s>(&self, marked: &'s str, with: impl Fn(usize) -> String) -> Cow<'s, str> {
        if !marked.contains(OPEN) {
            return Cow::Borrowed(marked);
        }
        let mut out = String::with_capacity(marked.len());
        let mut rest = marked;
        while let Some(at) = rest.find(OPEN) {
            out.push_str(&rest[..at]);
            rest = match read_mark(&rest[at..]) {
                Some((number, length)) if number < self.spans.len() => {
                    out.push_str(&with(number));
                    &rest[at + length..]
                }
                Some(_) | None => &rest[at + OPEN.len_utf8()..],
            };
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The numbers of the spans that stand in plain text, outside code and links, in order.
    pub(super) fn in_plain_text(&self) -> Vec<usize> {
        let arena = Arena::new();
        let mut numbers = Vec::new();
        for words in words(self.parse(&arena))
            .iter()
            .filter(|words| words.place == Place::Open)
        {
            if let NodeValue::Text(text) = &words.node.data().value {
                numbers.extend(
                    pieces(text, words.start, &|_| false)
                        .iter()
                        .filter_map(|piece| match piece {
                            Piece::Mark(number) => Some(*number),
                            Piece::Words(_) | Piece::Tag(..) | Piece::Picture(..) => None,
                        }),
                );
            }
        }
        numbers.sort_unstable();
        numbers
    }
}

/// How this pod reads and writes Markdown. Raw HTML is never passed on; a newline is a break.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.parse.escaped_char_spans = true; // so that `\#word` is known to be no tag
    options.render.hardbreaks = true;
    options
}

/// All text nodes outside code and images, in order.
pub(super) fn words<'a>(root: Node<'a>) -> Vec<Words<'a>> {
    use comrak::arena_tree::NodeEdge::{End, Start as Begin};
    let (mut links, mut images) = (0_usize, 0_usize);
    let mut found = Vec::new();
    for edge in root.traverse() {
        let (node, begins) = match edge {
            Begin(node) => (node, true),
            End(node) => (node, false),
        };
        let count = |n: usize| if begins { n + 1 } else { n.saturating_sub(1) };
        let value = &node.data().value;
        if matches!(value, NodeValue::Link(_)) {
            links = count(links);
        } else if matches!(value, NodeValue::Image(_)) {
            images = count(images);
        } else if begins && images == 0 && matches!(value, NodeValue::Text(_)) {
            let place = if links == 0 { Place::Open } else { Place::InLink };
            found.push(Words {
                node,
                place,
                start: start_of(node),
            });
        }
    }
    found
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

fn start_of(node: Node<'_>) -> Start {
    let Some(before) = node.previous_sibling() else {
        return Start::Fresh;
    };
    let value = &before.data().value;
    let fresh = matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak)
        || matches!(value, NodeValue::Text(text) if text.ends_with(is_white));
    if fresh { Start::Fresh } else { Start::Glued }
}

/// Takes the text of one node apart.
pub(super) fn pieces<'t>(text: &'t str, start: Start, is_picture: IsPicture<'_>) -> Vec<Piece<'t>> {
    let mut found = Vec::new();
    let (mut done, mut at) = (0, 0);
    let mut fresh = start == Start::Fresh;
    while let Some(c) = text[at..].chars().next() {
        let hit = match c {
            OPEN => read_mark(&text[at..]).map(|(number, length)| (Piece::Mark(number), length)),
            '#' if fresh => tag::at_start(&text[at..]).map(|(name, shown)| (Piece::Tag(name, shown), shown.len())),
            ':' => picture_at(&text[at..], is_picture),
            _ => None,
        };
        fresh = is_white(c);
        let Some((piece, length)) = hit else {
            at += c.len_utf8();
            continue;
        };
        if done < at {
            found.push(Piece::Words(&text[done..at]));
        }
        found.push(piece);
        at += length;
        done = at;
    }
    if done < text.len() {
        found.push(Piece::Words(&text[done..]));
    }
    found
}

fn picture_at<'t>(text: &'t str, is_picture: IsPicture<'_>) -> Option<(Piece<'t>, usize)> {
    let (name, rest) = emoji::at_start(text)?;
    let length = text.len() - rest.len();
    is_picture(name).then_some((Piece::Picture(name, &text[..length]), length))
}

/// Drops what no text may hold, forged marks among it. A carriage return is white space to the parser.
fn kept(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\r' | '\t') || !is_removed(*c))
}

fn push_mark(number: usize, out: &mut String) {
    out.push(OPEN);
    out.extend(
        format!("{number:x}")
            .chars()
            .filter_map(|c| char::from_u32(ZERO + c.to_digit(16)?)),
    );
    out.push(CLOSE);
}

/// Reads the mark at the start of the text: its number and its length in bytes.
fn read_mark(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix(OPEN)?;
    let digits = &inside[..inside.find(CLOSE)?];
    let number = digits.chars().try_fold(0_usize, |number, c| {
        let digit = (c as u32).checked_sub(ZERO).filter(|digit| *digit < 16)?;
        number.checked_mul(16)?.checked_add(digit as usize)
    })?;
    Some((number, OPEN.len_utf8() + digits.len() + CLOSE.len_utf8()))
}
