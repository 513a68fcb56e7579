//! Words in a row, found in a text.

use entity::words::words;
use samara::text::phrase::stands;

fn found(text: &str, wanted: &str) -> bool {
    let wanted = words(wanted);
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    stands(&words(text), &wanted)
}

#[test]
fn whole_words_are_found_whatever_their_case_and_accents() {
    for (text, wanted) in [
        ("We play Football today", "football"),
        ("FOOTBALL!", "football"),
        ("#football, again", "football"),
        ("In the café, at noon", "CAFE"),
        ("Über Bäume", "uber"),
        ("the world cup begins", "World Cup"),
        ("the world-cup begins", "world cup"),
        ("我喜欢足球", "足球"),
        ("サッカーが好き", "サッカー"),
    ] {
        assert!(found(text, wanted), "{wanted} in {text}");
    }
}

#[test]
fn parts_of_words_and_words_in_another_order_are_not() {
    for (text, wanted) in [
        ("footballers everywhere", "football"),
        ("my foot, a ball", "football"),
        ("cup of the world", "world cup"),
        ("the world and its cup", "world cup"),
        ("nothing", ""),
        ("", "football"),
    ] {
        assert!(!found(text, wanted), "{wanted} in {text}");
    }
}
