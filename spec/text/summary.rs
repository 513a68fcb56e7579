//! A text in short.

use proptest::prelude::*;
use samara::text::summary::{excerpt, title};

#[test]
fn the_title_is_the_heading_that_a_text_begins_with() {
    assert_eq!(title("# A *fine* day\n\nbody"), "A fine day");
    assert_eq!(title("A fine day\n===\n\nbody"), "A fine day");
    assert_eq!(title("body\n\n# Later"), "body Later");
}

#[test]
fn without_a_heading_the_title_is_the_first_words() {
    assert_eq!(
        title("Hello **you**\nand @{Bob; bob@pod.example}"),
        "Hello you and @Bob"
    );
    assert_eq!(title(""), "");
    let long = title(&"word ".repeat(40));
    assert!(long.chars().count() <= 70 && long.ends_with("word…"), "{long}");
}

#[test]
fn a_long_heading_is_cut_at_200_characters() {
    let long = title(&format!("# {}", "word ".repeat(80)));
    assert!(long.chars().count() <= 200 && long.ends_with("word…"));
}

#[test]
fn a_cut_never_tears_a_letter_from_its_marks() {
    assert_eq!(excerpt("abcde\u{301}f", 6), "abcd…");
    assert_eq!(excerpt("ab👩\u{200D}👧xyz", 5), "ab…");
}

#[test]
fn markup_that_is_cut_leaves_no_loose_ends() {
    assert_eq!(excerpt("**bold words that go on**", 12), "bold words…");
}

proptest! {
    #[test]
    fn an_excerpt_is_never_longer_than_asked(text in any::<String>(), most in 0_usize..80) {
        prop_assert!(excerpt(&text, most).chars().count() <= most);
        prop_assert!(title(&text).chars().count() <= 200);
    }
}
