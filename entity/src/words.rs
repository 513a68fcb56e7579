//! Words as the full-text index knows them, the same for both databases: their own parsers see words only, never
//! addresses, operators or accents, so that what is found does not depend on the database.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word is not indexed beyond so many characters; PostgreSQL refuses words of more than 2046 bytes.
const LONGEST: usize = 100;

/// The words of a text: lower case, without accents, in order. `Bäume, e-mail` → `baume`, `e`, `mail`.
pub fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_accent(*c))
        .nfc()
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c)))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.chars().take(LONGEST).collect())
        .collect()
}

/// Combining marks of Latin, Greek and Cyrillic. Those of other scripts are part of what is written.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}
