//! One emoji and nothing else.

use samara::text::emoji::{CHOICES, HEART, one};

#[test]
fn one_emoji_is_taken_in_its_full_form() {
    for (typed, full) in [
        ("🎉", "🎉"),
        (" 👍🏽 ", "👍🏽"),
        ("🇪🇺", "🇪🇺"),
        ("☹", "☹️"),
        ("👩‍💻", "👩‍💻"),
        ("1️⃣", "1️⃣"),
    ] {
        assert_eq!(one(typed), Some(full), "{typed}");
    }
    for choice in CHOICES {
        assert_eq!(one(choice), Some(choice));
    }
}

#[test]
fn the_heart_is_no_emoji_of_its_own() {
    for heart in ["", "  ", "❤", "♥", "♥️", HEART] {
        assert_eq!(one(heart), Some(""), "{heart:?}");
    }
    assert_eq!(one("💜"), Some("💜"), "another heart is another feeling");
}

#[test]
fn anything_else_is_refused() {
    for nonsense in ["a", "🎉🎉", "🎉 yes", "1", ":tada:", "<img>", "\u{200d}", "\u{fe0f}"] {
        assert_eq!(one(nonsense), None, "{nonsense:?}");
    }
}
