//! A text in short: its title for pages and notifications, its first words for mails and search.
//!
//! Cuts fall between words, never inside a letter and its marks.

use comrak::Arena;
use comrak::nodes::NodeValue;
use unicode_normalization::char::is_combining_mark;

use super::dialect::Source;
use super::{markdown, mention, plain};

const LONGEST_HEADING: usize = 200;
const LONGEST_TITLE: usize = 70;

/// The title of a text: the heading it begins with, else its first words. Empty for an empty text.
pub fn title(text: &str) -> String {
    let mentions = mention::candidates(text);
    let source = Source::new(text, mention::ranges(&mentions));
    let arena = Arena::new();
    let first = source.parse(&arena).first_child();
    let heading = first
        .filter(|node| matches!(node.data().value, NodeValue::Heading(_)))
        .map(|node| folded(&plain::of(node, &source, &mentions)))
        .filter(|heading| !heading.is_empty());
    match heading {
        Some(heading) => shorten(&heading, LONGEST_HEADING),
        None => excerpt(text, LONGEST_TITLE),
    }
}

/// The first words of a text on one line, at most `most` characters with the ellipsis.
pub fn excerpt(text: &str, most: usize) -> String {
    shorten(&folded(&markdown::plain(text)), most)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of one line, at most `most` characters with the ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    if most == 0 {
        return String::new();
    }
    let Some((end, _)) = text.char_indices().nth(most - 1) else {
        return String::new();
    };
    let at_word = if text[end..].starts_with(' ') {
        end
    } else {
        text[..end].rfind(' ').unwrap_or(0)
    };
    let end = if at_word > 0 {
        at_word
    } else {
        between_letters(text, end)
    };
    format!("{}…", text[..end].trim_end())
}

/// Goes back to where a letter begins, so that no accent or joined emoji is torn off.
fn between_letters(text: &str, mut end: usize) -> usize {
    let clings = |c: char| is_combining_mark(c) || matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
    while let Some(before) = text[..end].chars().next_back() {
        let torn = text[end..].chars().next().is_some_and(clings) || before == '\u{200D}';
        if !torn {
            break;
        }
        end -= before.len_utf8();
    }
    end
}
