//! Bytes of a page as text: by its byte order mark, its header, its `meta` tag, or by what they look like.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes in which a page names its encoding.
const EARLY: usize = 1_024;

/// The text of a page. `content_type` is the header of that name, or empty. What is no text becomes U+FFFD.
pub fn text(bytes: &[u8], content_type: &str) -> String {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (guess(bytes, content_type), bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn guess(bytes: &[u8], content_type: &str) -> &'static Encoding {
    // Many say what they are not: letters beyond ASCII that are whole UTF-8 are hardly ever anything else.
    if !bytes.is_ascii() && is_utf_8(bytes) {
        return UTF_8;
    }
    let named = label(content_type)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| in_page(bytes));
    named.unwrap_or(WINDOWS_1252)
}

/// Whole UTF-8, but for a letter that was cut off at the end.
fn is_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// As a `meta` tag says; one that could be read as ASCII is no UTF-16.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let early = &bytes[..bytes.len().min(EARLY)];
    let text = String::from_utf8_lossy(early).to_ascii_lowercase();
    let encoding = Encoding::for_label(label(&text)?.as_bytes())?;
    Some(if encoding.is_ascii_compatible() {
        encoding
    } else {
        UTF_8
    })
}

fn label(text: &str) -> Option<String> {
    let at = text.to_ascii_lowercase().find("charset=")?;
    let rest = text.get(at + "charset=".len()..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let ends = |c: char| !(c.is_ascii_alphanumeric() || "-_:.+()".contains(c));
    let end = rest.find(ends).unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}
