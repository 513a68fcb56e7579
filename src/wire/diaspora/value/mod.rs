//! The values that properties of entities have, each checked when it is made.
//!
//! Lengths are in characters. What XML cannot carry becomes U+FFFD when a text is made, so before anything is signed.

mod text;
mod time;

pub(super) use text::clean;
pub use text::{Name, Participants, Status, Tags, Text, TimeZone};
pub use time::{Birthday, Timestamp};

/// A boolean, in any of the spellings that are read: `true t yes y 1` and `false f no n 0`, in either case.
pub fn boolean(raw: &str) -> Option<bool> {
    match raw.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" => Some(true),
        "false" | "f" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// A number in decimal digits, nothing else.
pub fn integer(raw: &str) -> Option<u128> {
    let digits = !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| raw.parse().ok()).flatten()
}
