//! Mentions as the network writes them and as people type them.

use proptest::prelude::*;
use samara::text::mention::{bare, find, rewrite};

fn handles(text: &str) -> Vec<String> {
    find(text)
        .into_iter()
        .map(|mention| mention.handle.to_string())
        .collect()
}

fn names(text: &str) -> Vec<String> {
    bare(text).into_iter().map(|(_, name)| name.to_string()).collect()
}

#[test]
fn a_mention_has_a_handle_and_perhaps_a_name() {
    let text = "Hi @{bob@pod.example} and @{ Carol; of the Sea ; carol@pod.example:3000}";
    let found = find(text);
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[0].handle.as_str(), found[0].name.as_deref()),
        ("bob@pod.example", None)
    );
    assert_eq!(&text[found[0].range.clone()], "@{bob@pod.example}");
    assert_eq!(
        (found[1].handle.as_str(), found[1].name.as_deref()),
        ("carol@pod.example:3000", Some("Carol; of the Sea"))
    );
}

#[test]
fn the_handle_in_a_mention_may_be_typed_in_any_case() {
    assert_eq!(handles("@{Bob; BOB@Pod.Example}"), ["bob@pod.example"]);
}

#[test]
fn what_is_no_mention_is_left_alone() {
    for text in [
        "@{}",
        "@{bob}",
        "@{bob@pod.example",
        "@{Bob;bob@pod.example}",
        "@{Bob; bob@pod example}",
        "@ {bob@pod.example}",
        "@{a\nb; bob@pod.example}",
    ] {
        assert!(find(text).is_empty(), "{text}");
    }
}

#[test]
fn nobody_is_called_by_code_or_by_a_link() {
    for text in [
        "`@{bob@pod.example}`",
        "```\n@{bob@pod.example}\n```",
        "    @{bob@pod.example}",
        "[@{bob@pod.example}](https://x.example)",
        "[x](https://x.example \"@{bob@pod.example}\")",
        "![@{bob@pod.example}](https://x.example)",
        "<!-- @{bob@pod.example} -->",
    ] {
        assert!(find(text).is_empty(), "{text}");
    }
    assert_eq!(handles("`a` @{bob@pod.example} `b`"), ["bob@pod.example"]);
}

#[test]
fn a_mention_may_stand_in_emphasis_lists_and_quotes() {
    assert_eq!(
        handles("**@{a@b.example}** _@{b@b.example}_\n> - @{c@b.example}\n\n# @{d@b.example}"),
        ["a@b.example", "b@b.example", "c@b.example", "d@b.example"]
    );
}

#[test]
fn a_broken_mention_does_not_swallow_the_next_one() {
    assert_eq!(handles("@{x @{bob@pod.example}"), ["bob@pod.example"]);
}

#[test]
fn a_name_written_by_hand_is_found_without_the_dot_of_the_sentence() {
    let text = "Hi @Bob, (@carol) and @dave_2.";
    let found = bare(text);
    assert_eq!(
        found.iter().map(|(range, _)| &text[range.clone()]).collect::<Vec<_>>(),
        ["@Bob", "@carol", "@dave_2"]
    );
    assert_eq!(names(text), ["bob", "carol", "dave_2"]);
}

#[test]
fn addresses_and_full_mentions_are_not_names_written_by_hand() {
    for text in [
        "bob@pod.example",
        "@bob@pod.example",
        "a@bob",
        "@{bob@pod.example}",
        "@{@bob; bob@pod.example}",
        "https://x.example/@bob",
        "https://x.example/(@bob",
        "`@bob`",
        "    @bob",
        "[@bob](https://x.example)",
        "[x](@bob)",
        "\\@bob",
        "@",
        "@.",
        "@admin",
        "@@bob",
        "@bobé",
    ] {
        assert!(bare(text).is_empty(), "{text}: {:?}", bare(text));
    }
}

#[test]
fn a_mention_can_be_rewritten_in_the_source() {
    let text = "`@{a@b.example}` @{a@b.example} @{A; a@b.example} @{c@b.example}";
    let out = rewrite(text, |mention| {
        (mention.handle.username() == "a").then(|| format!("[{}]", mention.plain_name()))
    });
    assert_eq!(out, "`@{a@b.example}` [a@b.example] [A] @{c@b.example}");
}

proptest! {
    #[test]
    fn ranges_always_cut_between_characters(text in "(\\PC|@|\\{|\\}|; |\n|`|bob@pod\\.example|@\\{bob@pod\\.example\\}){0,30}") {
        for mention in find(&text) {
            assert!(text[mention.range.clone()].starts_with("@{") && text[mention.range].ends_with('}'));
        }
        for (range, name) in bare(&text) {
            prop_assert_eq!(text[range].to_lowercase(), format!("@{name}"));
        }
        prop_assert_eq!(rewrite(&text, |_| None), text);
    }
}
