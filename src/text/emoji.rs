//! One emoji, as somebody picks or types it. Pure.

/// What is offered first.
pub const CHOICES: [&str; 8] = ["👍", "😂", "😮", "😢", "🎉", "🙏", "🤔", "👏"];

/// The heart, as an empty emoji is shown.
pub const HEART: &str = "❤️";

/// The emoji that somebody typed, in its full form; empty for the heart or for nothing. None when it is something else or more than one.
pub fn one(typed: &str) -> Option<&'static str> {
    let typed = typed.trim();
    if ["", "❤", "♥", "♥️", HEART].contains(&typed) {
        return Some("");
    }
    emojis::get(typed).map(|emoji| emoji.as_str())
}
