//! Whether a text has certain words in a row. Both are given as the full-text index knows them: lower case, without
//! accents.

/// The words of a phrase stand in the text, one after the other. In scripts that write no blanks a word may stand within
/// what looks like one.
pub fn stands(text: &[String], phrase: &[&str]) -> bool {
    if phrase.is_empty() {
        return false;
    }
    text.windows(phrase.len()).any(|row| {
        row.iter()
            .zip(phrase)
            .all(|(word, wanted)| word == wanted || (without_blanks(wanted) && word.contains(wanted)))
    })
}

/// Han, Kana, Thai, Lao, Khmer, Myanmar: words stand together there.
fn without_blanks(word: &str) -> bool {
    word.chars().any(|c| {
        matches!(c,
            '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
    })
}
