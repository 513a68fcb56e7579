//! Tags: the same on every pod.

use samara::text::TagName;
use samara::text::markdown::{MentionLink, render};
use samara::text::tag::find;
use samara::wire::Handle;

fn names(text: &str) -> Vec<String> {
    find(text).into_iter().map(|name| name.to_string()).collect()
}

#[test]
fn a_tag_is_lower_case_and_composed() {
    assert_eq!(TagName::parse("#Cafe\u{301}").expect("fits").as_str(), "café");
    assert_eq!(TagName::parse("Straße_2-x").expect("fits").as_str(), "straße_2-x");
    assert_eq!(TagName::parse("<3").expect("fits").as_str(), "<3");
    assert_eq!(TagName::parse("#بيت").expect("fits").as_str(), "بيت");
    assert_eq!(TagName::parse("#हिन्दी").expect("fits").as_str(), "हिन्दी");
    assert_eq!(TagName::parse("#ի\u{55E}նչ").expect("fits").as_str(), "ի\u{55E}նչ");
}

#[test]
fn what_could_break_out_of_an_address_is_no_tag() {
    for raw in [
        "",
        "#",
        "##a",
        "a b",
        "a/b",
        "a\"b",
        "a'b",
        "<4",
        "<script>",
        "a\0",
        "a%2fb",
        "-",
        "a.b",
        "a\u{202E}b",
        "a?b",
    ] {
        assert_eq!(TagName::parse(raw), None, "{raw:?}");
    }
    assert!(TagName::parse(&"ä".repeat(100)).is_some());
    assert!(TagName::parse(&"ä".repeat(101)).is_none());
}

#[test]
fn tags_are_found_once_and_in_order() {
    assert_eq!(names("#b and #A, #b #<3\n#c-d"), ["b", "a", "<3", "c-d"]);
}

#[test]
fn a_tag_begins_after_white_space_only() {
    assert!(names("a#b c/#d (#e) \\#x a.#f").is_empty());
    assert_eq!(names("**#a** _b_ #c\n> #d"), ["a", "c", "d"]);
}

#[test]
fn tags_in_code_and_links_are_only_characters() {
    assert!(names("`#a`\n\n    #b\n\n[#c](https://x.example) [x](#d) https://x.example/ #").is_empty());
    assert!(names("![#e](https://x.example) <!-- #f -->").is_empty());
}

#[test]
fn exactly_the_tags_that_are_found_are_shown_as_links() {
    for text in super::injection::corpus()
        .into_iter()
        .chain(["#a **#b** `#c` [#d](/x) e#f #A", "- #g\n\n| #h |\n|-|\n| #i |"])
    {
        let html = render(text, &|_: &Handle| None::<MentionLink>);
        let mut shown = Vec::new();
        for tag in super::html::tags(&html)
            .iter()
            .filter(|tag| tag.attribute("class") == Some("hashtag"))
        {
            let path = tag.attribute("href").expect("a tag leads somewhere").to_owned();
            if !shown.contains(&path) {
                shown.push(path);
            }
        }
        assert_eq!(
            find(text).iter().map(TagName::path).collect::<Vec<_>>(),
            shown,
            "{text}"
        );
    }
}
