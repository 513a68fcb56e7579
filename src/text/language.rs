//! In which language something is written, as far as its words tell.

use whatlang::Lang;

/// Fewer letters than this tell nothing.
const LETTERS: usize = 20;

/// The language of a text (ISO 639-3); none when it is too short or not plain.
pub fn detect(plain: &str) -> Option<&'static str> {
    let letters = plain.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    if letters < LETTERS {
        return None;
    }
    let found = whatlang::detect(plain)?;
    found.is_reliable().then(|| found.lang().code())
}

/// What the people who speak it call a language; none for a code that is not one of ours.
pub fn name(code: &str) -> Option<&'static str> {
    Lang::from_code(code).map(|lang| lang.name())
}

/// All that can be told from each other: code and name, by name.
pub fn all() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = Lang::all().iter().map(|lang| (lang.code(), lang.name())).collect();
    all.sort_by_key(|(_, name)| name.to_lowercase());
    all
}
