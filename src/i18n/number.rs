//! Whole numbers, written in the language's way.

use super::Language;

/// `12,345` in English, `12.345` in German. Spanish leaves four digits together, as its academy wants.
pub fn number(n: i64, language: Language) -> String {
    let (separator, least) = match language {
        Language::English => (",", 4),
        Language::German => (".", 4),
        Language::French => ("\u{202f}", 4),
        Language::Spanish => (".", 5),
    };
    let digits = n.unsigned_abs().to_string();
    let mut written = String::from(if n < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && digits.len() >= least && (digits.len() - i).is_multiple_of(3) {
            written.push_str(separator);
        }
        written.push(digit);
    }
    written
}
