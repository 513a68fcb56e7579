//! XML as the protocol's reference writes it, byte for byte: two blanks a step, numbers for what is not ASCII, a carriage
//! return as a number too (else a reader makes it a line feed and breaks what was signed).

use std::fmt::Write;

use super::Element;

/// The element and all below it, without declaration. Text beside children is not written: no entity has any.
pub fn write(element: &Element) -> String {
    let mut out = String::new();
    step(element, 0, &mut out);
    out
}

fn step(element: &Element, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let name = &element.name;
    out.push_str(&indent);
    if element.children.is_empty() && element.text.is_empty() {
        out.extend(["<", name, "/>"]);
    } else if element.children.is_empty() {
        out.extend(["<", name, ">", &text(&element.text), "</", name, ">"]);
    } else {
        out.extend(["<", name, ">\n"]);
        for child in &element.children {
            step(child, depth + 1, out);
            out.push('\n');
        }
        out.extend([&indent, "</", name, ">"]);
    }
}

/// Text between tags.
pub fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | ' '..='\u{7f}' => out.push(letter),
            other => {
                let allowed = if may_stand(other) { other } else { '\u{fffd}' };
                // Writing to a string does not fail.
                let _ = write!(out, "&#x{:X};", u32::from(allowed));
            }
        }
    }
    out
}

/// Whether XML 1.0 lets a character stand in a document.
pub(in crate::wire::diaspora) fn may_stand(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
