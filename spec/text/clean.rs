//! A clean value or a clear refusal, whatever bytes come in.

use proptest::prelude::*;
use samara::text::Unfit;
use samara::text::clean::{block, line, optional_line};

#[test]
fn a_line_is_trimmed_and_its_white_space_folded() {
    assert_eq!(
        line(" \t Ada \r\n\u{2028}\u{A0} Lovelace\n", 50).as_deref(),
        Ok("Ada Lovelace")
    );
}

#[test]
fn two_ways_to_write_the_same_letter_become_one() {
    assert_eq!(line("Zoe\u{308}", 4).as_deref(), Ok("Zoë"));
    assert_eq!(block("e\u{301}", 1).as_deref(), Ok("é"));
}

#[test]
fn nul_and_control_characters_never_reach_the_database() {
    assert_eq!(line("A\0d\u{7}a\u{1b}[31m\u{85}x", 50).as_deref(), Ok("Ada[31m x"));
    assert_eq!(block("a\0b\u{8}c\td\ne\u{c}", 50).as_deref(), Ok("abc\td\ne"));
}

#[test]
fn a_name_can_not_turn_the_text_around_it() {
    assert_eq!(
        line("\u{202E}nimda\u{202C} \u{2066}x\u{2069}", 50).as_deref(),
        Ok("nimda x")
    );
    assert_eq!(block("a \u{202E}b\u{202D}c\u{202C} d", 50).as_deref(), Ok("a bc d"));
}

#[test]
fn a_post_keeps_isolates_that_are_closed_and_loses_those_that_are_not() {
    assert_eq!(
        block("\u{2067}שלום\u{2069} ok", 50).as_deref(),
        Ok("\u{2067}שלום\u{2069} ok")
    );
    assert_eq!(
        block("\u{2067}a\nb\u{2069} \u{2066}\u{2068}c\u{2069}", 50).as_deref(),
        Ok("a\nb \u{2068}c\u{2069}")
    );
}

#[test]
fn joiners_of_emoji_and_scripts_are_kept() {
    let family = "👩\u{200D}👩\u{200D}👧 می\u{200C}خواهم";
    assert_eq!(line(family, 50).as_deref(), Ok(family));
}

#[test]
fn byte_order_marks_and_noncharacters_are_removed() {
    assert_eq!(
        line("\u{FEFF}a\u{FFFE}\u{FFFF}\u{FDD0}b\u{10FFFF}\u{200B}", 50).as_deref(),
        Ok("ab")
    );
}

#[test]
fn a_name_that_leaves_the_page_blank_is_no_name() {
    for raw in [
        "",
        "  \n",
        "\0\0",
        "\u{200D}",
        "\u{3164}",
        "\u{2800}\u{AD}",
        "\u{202E}",
        "\u{301}",
    ] {
        assert_eq!(line(raw, 50), Err(Unfit::Empty), "{raw:?}");
        assert_eq!(optional_line(raw, 50), Ok(None), "{raw:?}");
    }
}

#[test]
fn length_is_counted_in_characters_of_the_clean_text() {
    assert_eq!(line("  äöü  ", 3).as_deref(), Ok("äöü"));
    assert_eq!(line("äöüß", 3), Err(Unfit::TooLong { most: 3 }));
    assert_eq!(optional_line("äöüß", 3), Err(Unfit::TooLong { most: 3 }));
    assert_eq!(block(&"x".repeat(65_536), 65_535), Err(Unfit::TooLong { most: 65_535 }));
}

#[test]
fn a_letter_under_a_tower_of_marks_keeps_only_a_few() {
    let tower = format!("a{}b", "\u{336}".repeat(500));
    assert!(line(&tower, 50).expect("fits after cleaning").chars().count() <= 10);
}

#[test]
fn a_line_with_broken_bytes_is_refused_with_words() {
    assert_eq!(line(&String::from_utf8_lossy(b"a\xff"), 50), Err(Unfit::Unreadable));
}

#[test]
fn line_ends_of_every_system_become_one() {
    assert_eq!(block("a\r\nb\rc\u{2028}d  \n\n", 50).as_deref(), Ok("a\nb\nc\nd"));
}

proptest! {
    #[test]
    fn cleaning_what_is_clean_changes_nothing(raw in any::<String>()) {
        if let Ok(once) = line(&raw, 100) {
            prop_assert_eq!(line(&once, 100), Ok(once.clone()));
        }
        if let Ok(once) = block(&raw, 100) {
            prop_assert_eq!(block(&once, 100), Ok(once.clone()));
        }
    }
}
