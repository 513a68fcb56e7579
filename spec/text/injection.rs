//! The corpus of script injections (A37, A94, A95) on everything that a text goes through.
//!
//! Other specs put `corpus()` into every field and look at every page.

use samara::text::markdown::{MentionLink, plain, render};
use samara::text::{clean, mention, summary, tag};
use samara::wire::Handle;

use super::html::{assert_harmless, tags};

/// One attack a line.
pub fn corpus() -> Vec<&'static str> {
    include_str!("../fixtures/injection.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .collect()
}

/// All attacks, several to a text: what builds something alone builds it in company, and a page is asked for once for all
/// of them. What only works at the beginning of a text is in [`corpus`].
pub fn heaps() -> Vec<String> {
    corpus().chunks(20).map(|some| some.join(" ")).collect()
}

/// Among so many pages or forms the attacks that stand by themselves are shared out.
const SHARES: usize = 24;

/// For the page, form or field of this number: every heap, and some attacks by themselves; [`SHARES`] that follow each other
/// have all of them.
pub fn share(number: usize) -> Vec<String> {
    let alone = corpus().into_iter().enumerate();
    let alone = alone.filter(|(place, _)| place % SHARES == number % SHARES);
    heaps()
        .into_iter()
        .chain(alone.map(|(_, attack)| attack.to_owned()))
        .collect()
}

/// A pod where Eve has chosen the worst name she could.
fn hostile(handle: &Handle) -> Option<MentionLink> {
    (handle.username() == "eve").then(|| MentionLink {
        href: "/people/\"onclick=\"alert(1)".to_owned(),
        name: "<script>alert(1)</script>".to_owned(),
    })
}

const PLACES: &[&str] = &[
    "{}",
    "a {} b",
    "> {}",
    "# {}",
    "{}\n===",
    "- {}",
    "- [x] {}",
    "1. {}",
    "**{}**",
    "*{}*",
    "~~{}~~",
    "`{}`",
    "    {}",
    "```\n{}\n```",
    "```{}\nx\n```",
    "[{}](https://ok.example)",
    "[x]({})",
    "[x](<{}>)",
    "[x](https://ok.example \"{}\")",
    "[x](https://ok.example/{})",
    "![{}](https://ok.example/x.png)",
    "![x]({})",
    "[x]\n\n[x]: {}",
    "[x][{}]\n\n[{}]: https://ok.example",
    "[x]\n\n[x]: https://ok.example '{}'",
    "x[^1]\n\n[^1]: {}",
    "x[^{}]\n\n[^{}]: y",
    "| a |\n|---|\n| {} |",
    "| {} |\n|:-:|\n| a |",
    "<{}>",
    "<a href=\"{}\">",
    "<!-- {} -->",
    "<div>\n{}\n</div>",
    "https://ok.example/{}",
    "www.ok.example?{}",
    "#{}",
    "#tag{}",
    "@{{}; eve@pod.example}",
    "@{x; {}}",
    "@{eve@pod.example}{}",
    "{}@{eve@pod.example}",
    "[![{}](https://ok.example/x)](https://ok.example/y)",
    "line\n{}\nline",
    "\\{}",
    "diaspora://eve@pod.example/post/{}",
];

#[test]
fn the_corpus_is_large_enough_to_mean_something() {
    assert!(corpus().len() >= 60);
}

#[test]
fn all_shares_have_every_attack_alone_and_each_of_them_has_all() {
    let alone: Vec<String> = (0..SHARES).flat_map(share).collect();
    assert!(corpus().iter().all(|attack| alone.iter().any(|text| text == attack)));
    for number in 0..SHARES {
        let all = share(number).join(" ");
        assert!(corpus().iter().all(|attack| all.contains(attack)));
    }
}

#[test]
fn no_attack_survives_in_any_place_of_a_text() {
    for attack in corpus() {
        for place in PLACES {
            let text = place.replace("{}", attack);
            assert_harmless(&render(&text, &hostile), &text);
        }
    }
}

#[test]
fn attacks_do_not_help_each_other_across_lines() {
    for between in ["\n", "\n\n", " ", ""] {
        let all = corpus().join(between);
        assert_harmless(&render(&all, &hostile), &all);
    }
    for pair in corpus().windows(2) {
        let text = pair.join("\n");
        assert_harmless(&render(&text, &hostile), &text);
    }
}

#[test]
fn a_cleaned_attack_is_as_harmless_as_a_raw_one() {
    for attack in corpus() {
        let text = clean::block(attack, 1000).expect("the corpus is text");
        assert_harmless(&render(&text, &hostile), attack);
    }
}

#[test]
fn typed_html_is_shown_as_it_was_typed_and_builds_nothing() {
    let html = render("<script>alert(1)</script> and <b onclick=alert(1)>x</b>", &hostile);
    assert_eq!(
        tags(&html).iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        ["p"]
    );
    assert_eq!(
        super::html::text(&html).trim(),
        "<script>alert(1)</script> and <b onclick=alert(1)>x</b>"
    );
}

#[test]
fn a_hostile_name_or_address_of_a_known_person_stays_text() {
    let html = render("@{eve@pod.example}", &hostile);
    assert_harmless(&html, "a hostile person");
    assert_eq!(super::html::text(&html).trim(), "@<script>alert(1)</script>");
}

#[test]
fn reading_a_text_for_its_words_never_fails_on_an_attack() {
    for attack in corpus() {
        for place in PLACES {
            let text = place.replace("{}", attack);
            plain(&text);
            summary::title(&text);
            mention::find(&text);
            mention::bare(&text);
            tag::find(&text);
        }
    }
}
