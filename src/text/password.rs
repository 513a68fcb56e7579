//! Which passwords are taken: long enough, and not one that everybody tries first.
//!
//! The list is `config/passwords.txt` (its source and licence stand in its head). It knows no hash.
//! There is no rule about capitals or digits: they make passwords worse.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The fewest characters.
pub const SHORTEST: usize = 8;
/// The most characters.
pub const LONGEST: usize = 128;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordUnfit {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Among those that are tried first.
    Common,
    /// The person's own name or address.
    LikeYourName,
}

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../config/passwords.txt");
    list.lines().filter(|line| !line.starts_with("# ")).collect()
});

/// The form in which a password is compared and hashed: the same letters are the same bytes, whatever keyboard
/// they come from.
pub fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// Whether a person may take this password. `also_not`: their username, name, e-mail address.
pub fn check(password: &str, also_not: &[&str]) -> Result<(), PasswordUnfit> {
    let password = normal(password);
    let length = password.chars().take(LONGEST + 1).count();
    if length < SHORTEST {
        return Err(PasswordUnfit::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordUnfit::TooLong);
    }
    let lower = password.to_lowercase();
    if also_not.iter().any(|name| is_like(&lower, name)) {
        return Err(PasswordUnfit::LikeYourName);
    }
    let once = lower
        .chars()
        .next()
        .is_some_and(|first| lower.chars().all(|char| char == first));
    if once || COMMON.contains(lower.as_str()) {
        return Err(PasswordUnfit::Common);
    }
    Ok(())
}

/// The name itself, forwards or backwards, with or without digits and signs after it; of an address also the part
/// before the `@`.
fn is_like(password: &str, name: &str) -> bool {
    let name = normal(name).to_lowercase();
    let core = password.trim_matches(|char: char| !char.is_alphabetic());
    let backwards: String = core.chars().rev().collect();
    let parts = [name.as_str(), name.split('@').next().unwrap_or_default()];
    parts.into_iter().any(|part| {
        let part_core = part.trim_matches(|char: char| !char.is_alphabetic());
        !part.is_empty() && password == part
            || part_core.chars().count() >= 3 && (core == part_core || backwards == part_core)
    })
}
