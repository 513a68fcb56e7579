//! Words of a stranger as Markdown that says exactly these words: no markup, no mention, no tag that they did not make.

/// Escapes a text within a line. `before` is what stands before it there.
pub(super) fn words(text: &str, before: Option<char>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut last = before;
    while let Some(letter) = rest.chars().next() {
        let fresh = last.is_none_or(|last| !last.is_alphanumeric());
        if fresh && let Some(length) = address(rest) {
            let (url, after) = rest.split_at(length);
            url.chars().for_each(|letter| encode(letter, &mut out));
            last = url.chars().next_back();
            rest = after;
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        if is_markup(letter, last, rest) {
            out.push('\\');
        }
        out.push(letter);
        last = Some(letter);
    }
    out
}

/// Whether a letter would be read as more than itself.
fn is_markup(letter: char, before: Option<char>, after: &str) -> bool {
    let next = after.chars().next();
    match letter {
        '\\' | '*' | '[' | ']' | '<' | '`' | '~' | '|' => true,
        // Within a word it is none.
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
        '#' => before.is_none_or(|before| !before.is_alphanumeric()),
        '{' => before == Some('@'),
        _ => false,
    }
}

/// How long the address is that a text begins with; Markdown makes a link of it by itself.
fn address(text: &str) -> Option<usize> {
    let known = ["http://", "https://"].iter().any(|scheme| {
        let begin = text.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    });
    // Only where one begins is it looked for: at every letter that would take too long.
    known.then(|| text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len()))
}

/// Writes a letter of an address so that no markup begins there.
fn encode(letter: char, out: &mut String) {
    match letter {
        '*' | '[' | ']' | '<' | '>' | '`' | '|' | '\\' | '{' | '}' | '"' | '~' | '(' | ')' => {
            out.push_str(&format!("%{:02X}", u32::from(letter)));
        }
        other if other.is_whitespace() || other.is_control() => {}
        other => out.push(other),
    }
}

/// An address between brackets, if it is one that may be linked.
pub(super) fn target(href: &str) -> Option<String> {
    let href = href.trim();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| {
        let begin = href.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    });
    let mut out = String::with_capacity(href.len());
    href.chars().for_each(|letter| encode(letter, &mut out));
    known.then_some(out)
}

/// Escapes what would make a line of words the beginning of a heading, a list, a quotation, a table.
pub(super) fn line(line: &str) -> String {
    let line = line.trim();
    let Some(first) = line.chars().next() else {
        return String::new();
    };
    let rule = || line.chars().all(|c| c == first || c == ' ');
    let run = line.len() - line.trim_start_matches(first).len();
    let spaced = |at: usize| line[at..].is_empty() || line[at..].starts_with([' ', '\t']);
    let escape = match first {
        '>' => true,
        '#' => run <= 6 && spaced(run),
        '-' | '+' => spaced(1) || rule() || line[1..].starts_with(['-', ':']),
        '=' => rule(),
        ':' => line[1..].starts_with('-'),
        _ => false,
    };
    if escape {
        return format!("\\{line}");
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']) && spaced(digits + 1);
    if numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line.to_owned()
}
