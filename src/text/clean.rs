//! A clean value or a clear refusal for everything typed into a field or sent by another pod.
//!
//! Databases refuse NUL, pages break on control characters, and names with right-to-left overrides pretend to be
//! others. Nothing of that passes here. What a field means is not known here; its length is given by the caller.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More marks than this on one letter is a prank that paints over its neighbours; no language needs it.
const MOST_MARKS: usize = 8;

/// Why a text can't be taken. The page says it beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing that can be seen was written.
    Empty,
    /// More characters than the field holds.
    TooLong {
        /// How many characters fit.
        most: usize,
    },
    /// Not text, or not what the field asks for: broken bytes in a line, an address that is none.
    Unreadable,
}

/// Cleans text of one line, such as a name. `most` is counted in characters after cleaning.
pub fn line(raw: &str, most: usize) -> Result<String, Unfit> {
    if raw.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Unfit::Unreadable);
    }
    let spaced = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let kept = spaced.filter(|c| !is_removed(*c) && !is_isolate(*c) && *c != '\u{200B}');
    let mut out = String::new();
    let mut marks = 0;
    for c in kept.nfc() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        let again = c == ' ' && (out.is_empty() || out.ends_with(' '));
        if !again && marks <= MOST_MARKS {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    measured(out, most)
}

/// Like [`line()`], for a field that may be left out: nothing written is `None`.
pub fn optional_line(raw: &str, most: usize) -> Result<Option<String>, Unfit> {
    match line(raw, most) {
        Ok(text) => Ok(Some(text)),
        Err(Unfit::Empty) => Ok(None),
        Err(unfit @ (Unfit::TooLong { .. } | Unfit::Unreadable)) => Err(unfit),
    }
}

/// Cleans text of many lines, such as a post. `most` is counted in characters after cleaning.
pub fn block(raw: &str, most: usize) -> Result<String, Unfit> {
    let unix = raw
        .replace("\r\n", "\n")
        .replace(['\r', '\u{0085}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = unix
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !is_removed(*c))
        .nfc()
        .collect();
    let mut out = String::with_capacity(kept.len());
    for line in kept.split_inclusive('\n') {
        push_balanced(line, &mut out);
    }
    out.truncate(out.trim_end().len());
    measured(out, most)
}

/// True for a character that no stored text holds: it can't be seen and only breaks or deceives.
pub(super) fn is_removed(c: char) -> bool {
    c.is_control()
        || is_nonchar(c)
        || matches!(c,
            '\u{202A}'..='\u{202E}'     // embeddings and overrides turn names and addresses around
            | '\u{FEFF}'                // a byte order mark inside text
            | '\u{FFF9}'..='\u{FFFB}'   // interlinear annotations
            | '\u{206A}'..='\u{206F}'   // deprecated format characters
            | '\u{E0001}')
}

fn is_nonchar(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Keeps the isolates of one line that open and close; a lone one would turn what follows the text around.
fn push_balanced(line: &str, out: &mut String) {
    if !line.contains(is_isolate) {
        out.push_str(line);
        return;
    }
    let mut open = Vec::new();
    let mut paired = Vec::new();
    for (at, c) in line.char_indices().filter(|(_, c)| is_isolate(*c)) {
        if c != '\u{2069}' {
            open.push(at);
        } else if let Some(opener) = open.pop() {
            paired.extend([opener, at]);
        }
    }
    paired.sort_unstable();
    out.extend(
        line.char_indices()
            .filter(|(at, c)| !is_isolate(*c) || paired.binary_search(at).is_ok())
            .map(|(_, c)| c),
    );
}

fn measured(text: String, most: usize) -> Result<String, Unfit> {
    if text.chars().all(is_invisible) {
        Err(Unfit::Empty)
    } else if text.chars().count() > most {
        Err(Unfit::TooLong { most })
    } else {
        Ok(text)
    }
}

/// A character that leaves the page blank: a name made only of these would look like no name at all.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || is_isolate(c)
        || is_combining_mark(c)
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{2800}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}
