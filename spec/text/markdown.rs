//! Markdown as the page shows it.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use samara::text::markdown::{Known, MentionLink, plain, render};
use samara::wire::Handle;

use super::html::{assert_harmless, tags, text};

fn bob(handle: &Handle) -> Option<MentionLink> {
    (handle.as_str() == "bob@pod.example").then(|| MentionLink {
        href: "/people/bobs-guid".to_owned(),
        name: "Bob <3".to_owned(),
    })
}

fn html(source: &str) -> String {
    render(source, &bob).trim().to_owned()
}

#[test]
fn a_newline_is_a_break() {
    assert_eq!(html("a\nb\n\nc"), "<p>a<br>\nb</p>\n<p>c</p>");
}

#[test]
fn emphasis_code_quotes_and_strikethrough_are_shown() {
    assert_eq!(
        html("*a* **b** ~~c~~ `d`\n\n> e\n\n```rust\nf<g>\n```"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>\n<blockquote>\n<p>e</p>\n</blockquote>\n\
         <pre><code class=\"language-rust\">f&lt;g&gt;\n</code></pre>"
    );
}

#[test]
fn a_moment_is_shown_as_one_and_whatever_is_none_stays_text() {
    let moment = |at: &str| html(&format!("[half past five](time:{at})"));
    let shown = "<p><time datetime=\"2026-12-24T17:30:00Z\" data-local=\"\">half past five</time></p>";
    assert_eq!(moment("2026-12-24T17:30:00Z"), shown);
    assert_harmless(shown, "a moment");
    assert_eq!(moment("2026-12-24T18:30:00+01:00"), shown);
    for none in [
        "",
        "soon",
        "2026-12-24",
        "2026-13-24T17:30:00Z",
        "//2026-12-24T17:30:00Z",
    ] {
        assert_eq!(moment(none), "<p>half past five</p>", "{none}");
    }
}

#[test]
fn headings_of_a_post_stand_below_those_of_the_page() {
    assert_eq!(
        html("# a\n## b\n### c\n###### d\n\n#no heading"),
        "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h5>d</h5>\n<p><a class=\"hashtag\" href=\"/tags/no\">#no</a> heading</p>"
    );
}

#[test]
fn tables_keep_their_alignment() {
    let table = html("| a | b |\n|:-:|--:|\n| 1 | #two |");
    assert!(
        table.contains("<th align=\"center\">a</th>") && table.contains("<td align=\"right\"><a class=\"hashtag\""),
        "{table}"
    );
}

#[test]
fn a_task_list_has_boxes_that_nobody_can_tick() {
    let list = html("- [ ] a\n- [x] b");
    let boxes: Vec<_> = tags(&list).into_iter().filter(|tag| tag.name == "input").collect();
    assert_eq!(boxes.len(), 2);
    assert!(
        boxes
            .iter()
            .all(|one| one.attribute("disabled").is_some() && one.attribute("type") == Some("checkbox"))
    );
    assert_eq!(boxes.iter().filter(|one| one.attribute("checked").is_some()).count(), 1);
}

#[test]
fn links_out_of_the_pod_give_the_other_site_nothing() {
    assert_eq!(
        html("[x](https://ok.example/?a=1&b=2 \"t\")"),
        "<p><a href=\"https://ok.example/?a=1&amp;b=2\" title=\"t\" rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">x</a></p>"
    );
    assert!(html("www.ok.example").contains("href=\"http://www.ok.example/\""));
    assert!(html("a@b.example").contains("href=\"mailto:a@b.example\""));
}

#[test]
fn links_within_the_pod_are_plain_links() {
    assert_eq!(
        html("[x](/posts/0123456789abcdef)"),
        "<p><a href=\"/posts/0123456789abcdef\">x</a></p>"
    );
}

#[test]
fn a_link_of_the_network_leads_to_where_this_pod_looks_for_it() {
    let link = "diaspora://bob@pod.example/post/0123456789abcdef";
    let href = "/link?q=diaspora%3A%2F%2Fbob%40pod.example%2Fpost%2F0123456789abcdef";
    let whole = format!("<p><a href=\"{href}\">{link}</a></p>");
    assert_eq!(html(link), whole, "typed as it is");
    assert_eq!(html(&format!("<{link}>")), whole);
    assert_eq!(
        html(&format!("[*x*]({link})")),
        format!("<p><a href=\"{href}\"><em>x</em></a></p>")
    );
    assert_eq!(
        html(&format!("see web+{link}. `{link}`")),
        format!("<p>see <a href=\"{href}\">web+{link}</a>. <code>{link}</code></p>")
    );
}

#[test]
fn a_link_that_leads_nowhere_good_leaves_its_words() {
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/%2Fevil.example",
        "#top",
        "x",
        "",
        "diaspora://bob@pod.example",
        "diaspora://bob@pod.example/post/short",
        "diaspora:bob@pod.example/post/0123456789abcdef",
        "web+diaspora://bob@pod.example",
        "https://a:b@evil.example",
    ] {
        assert_eq!(html(&format!("[*x*](<{address}>)")), "<p><em>x</em></p>", "{address}");
    }
}

#[test]
fn an_image_comes_from_this_pod_so_that_the_browser_asks_no_other_host() {
    let image = |source: &str| {
        let shown = html(source);
        let mut images: Vec<_> = tags(&shown).into_iter().filter(|tag| tag.name == "img").collect();
        assert_eq!(images.len(), 1, "{shown}");
        images.remove(0)
    };
    let cat = image("![A *cat*](https://img.example/cat.png \"t\")");
    for (name, value) in [
        ("src", "/media/~/700/aHR0cHM6Ly9pbWcuZXhhbXBsZS9jYXQucG5n"),
        ("alt", "A cat"),
        ("title", "t"),
        ("loading", "lazy"),
        ("decoding", "async"),
    ] {
        assert_eq!(cat.attribute(name), Some(value));
    }
    assert_eq!(cat.attributes.len(), 5);
    assert_eq!(image("![](https://img.example/cat.png)").attribute("alt"), Some(""));
    assert_eq!(
        image("![\"><b>](https://img.example/cat.png)").attribute("alt"),
        Some("\"><b>")
    );
    assert_eq!(html("![A cat](data:image/png;base64,AAAA)"), "<p>A cat</p>");
    assert!(html("![A cat](/photos/1)").contains("<a href=\"/photos/1\">A cat</a>"));
    assert_eq!(html("![A cat](https://user:word@img.example/cat.png)"), "<p>A cat</p>");
}

#[test]
fn of_very_many_images_the_last_stay_links() {
    let many = html(&"![a](https://img.example/cat.png) ".repeat(101));
    let count = |name: &str| tags(&many).iter().filter(|tag| tag.name == name).count();
    assert_eq!((count("img"), count("a")), (100, 1));
}

#[test]
fn a_film_or_sound_that_stands_alone_in_its_line_can_be_played() {
    let film = html("look:\nhttps://v.example/a.mp4\nhttps://v.example/b.ogg?x=1");
    let names: Vec<String> = tags(&film).into_iter().map(|tag| tag.name).collect();
    assert_eq!(names, ["p", "br", "video", "br", "a", "br", "audio", "br", "a"]);
    for (name, variant) in [("video", "/media/~/video/"), ("audio", "/media/~/audio/")] {
        let tag = tags(&film).into_iter().find(|tag| tag.name == name).unwrap();
        assert!(tag.attribute("src").unwrap().starts_with(variant), "{film}");
        assert_eq!(
            (tag.attribute("controls"), tag.attribute("preload")),
            (Some(""), Some("none"))
        );
        assert_eq!(tag.attribute("autoplay"), None);
    }
    for text in [
        "see https://v.example/a.mp4",
        "- x https://v.example/a.mp4 y",
        "`https://v.example/a.mp4`",
    ] {
        assert!(!html(text).contains("<video"), "{text}");
    }
    assert!(html("![A film](https://v.example/a.webm)").contains("<video"));
}

#[test]
fn what_only_tells_where_somebody_came_from_is_taken_out_of_links() {
    for (from, to) in [
        (
            "https://ok.example/?utm_source=a&b=%2F&UTM_x=c",
            "https://ok.example/?b=%2F",
        ),
        ("https://ok.example/?fbclid=abc#part", "https://ok.example/#part"),
        (
            "https://ok.example/?a=utm_source&gclidx=1",
            "https://ok.example/?a=utm_source&amp;gclidx=1",
        ),
    ] {
        assert!(
            html(&format!("[x](<{from}>)")).contains(&format!("href=\"{to}\"")),
            "{from}"
        );
    }
}

/// A61 (CVE-2023-36462): words that are an address hide where a link leads, so its host stands beside them.
#[test]
fn a_link_whose_words_are_another_address_says_where_it_leads() {
    for hiding in [
        "[https://good.example](https://evil.example/x)",
        "[HTTPS://good.example/evil.example](https://evil.example)",
        "[good.example](https://evil.example)",
        "[good.example@pod.example](https://evil.example)",
        "[www.good.example/login here](https://evil.example)",
        "[**https://good.example**](https://www.evil.example)",
        "[see https://good.example/](https://evil.example)",
        "[https://gооd.example](https://evil.example)",
    ] {
        let shown = html(hiding);
        assert!(shown.contains("evil.example)</a>"), "{shown}");
    }
    for open in [
        "[good.example](https://good.example/a/b)",
        "[example.org](https://www.example.org)",
        "[https://blog.example.org](https://example.org/blog)",
        "[version 1.2](https://good.example)",
        "[@bob@good.example](https://social.example/@bob)",
        "https://good.example/a",
        "www.good.example",
        "[https://good.example (evil.example)](https://evil.example)",
    ] {
        let shown = html(open);
        assert_eq!(
            shown.matches(".example)").count(),
            open.matches(".example)]").count(),
            "{shown}"
        );
    }
}

#[test]
fn an_image_inside_a_link_leaves_one_link() {
    let nested = html("[![A cat](https://img.example/cat.png)](https://ok.example/)");
    assert_eq!(tags(&nested).iter().filter(|tag| tag.name == "a").count(), 1);
    assert!(nested.contains("href=\"https://ok.example/\"") && nested.contains("A cat"));
}

#[test]
fn a_mention_of_someone_known_is_a_link_to_them() {
    assert_eq!(
        html("Hi @{bob@pod.example}!"),
        "<p>Hi <a class=\"mention\" href=\"/people/bobs-guid\">@Bob &lt;3</a>!</p>"
    );
}

#[test]
fn a_mention_shows_the_name_of_the_person_it_leads_to() {
    assert_eq!(text(&html("@{Alice; bob@pod.example}")), "@Bob <3");
}

#[test]
fn a_mention_of_someone_unknown_stays_plain_text() {
    assert_eq!(html("Hi @{Eve _x_; eve@pod.example}!"), "<p>Hi Eve _x_!</p>");
    assert_eq!(html("Hi @{eve@pod.example}!"), "<p>Hi eve@pod.example!</p>");
}

#[test]
fn mentions_and_tags_in_code_are_only_characters() {
    assert_eq!(
        html("`@{bob@pod.example} #a`"),
        "<p><code>@{bob@pod.example} #a</code></p>"
    );
    assert_eq!(
        html("```\n@{bob@pod.example} #a\n```"),
        "<pre><code>@{bob@pod.example} #a\n</code></pre>"
    );
}

#[test]
fn mentions_and_tags_inside_a_link_make_no_second_link() {
    let inside = html("[#a @{bob@pod.example}](https://ok.example/)");
    assert_eq!(tags(&inside).iter().filter(|tag| tag.name == "a").count(), 1);
    assert_eq!(text(&inside), "#a @Bob <3");
}

#[test]
fn a_mention_in_an_address_or_title_is_only_characters() {
    let link = html("[x](https://ok.example/?q=@{bob@pod.example} \"@{bob@pod.example} #a\")");
    let anchor = tags(&link).into_iter().find(|tag| tag.name == "a").expect("a link");
    assert_eq!(anchor.attribute("title"), Some("@{bob@pod.example} #a"));
    assert_eq!(
        anchor.attribute("href"),
        Some("https://ok.example/?q=@{bob@pod.example}")
    );
}

#[test]
fn marks_of_our_own_can_not_be_forged() {
    assert_eq!(
        html("\u{FDD0}\u{FDD2}\u{FDD1} @{bob@pod.example} `\u{FDD0}\u{FDD2}\u{FDD1}x`"),
        "<p> <a class=\"mention\" href=\"/people/bobs-guid\">@Bob &lt;3</a> <code>x</code></p>".replace("<p> ", "<p>")
    );
    assert_harmless(&html("&#xFDD0;&#xFDD2;&#xFDD1; @{bob@pod.example}"), "entities");
}

#[test]
fn a_tag_leads_to_its_page() {
    assert_eq!(
        html("#Über"),
        "<p><a class=\"hashtag\" href=\"/tags/%C3%BCber\">#Über</a></p>"
    );
    assert_eq!(
        html("#<3"),
        "<p><a class=\"hashtag\" href=\"/tags/%3C3\">#&lt;3</a></p>"
    );
}

#[test]
fn footnotes_of_two_posts_never_share_an_id() {
    let ids = |source: &str| -> Vec<String> {
        tags(&html(source))
            .iter()
            .filter_map(|tag| tag.attribute("id").map(str::to_owned))
            .collect()
    };
    let (one, two) = (ids("a[^1]\n\n[^1]: x"), ids("b[^1]\n\n[^1]: x"));
    assert_eq!((one.len(), two.len()), (2, 2));
    assert!(one.iter().all(|id| !two.contains(id)));
}

#[test]
fn every_footnote_link_finds_its_target() {
    let notes = html("a[^b] c[^a] d[^b]\n\n[^a]: x\n[^b]: y\n[^unused]: z");
    let all = tags(&notes);
    let ids: Vec<&str> = all.iter().filter_map(|tag| tag.attribute("id")).collect();
    let targets: Vec<&str> = all.iter().filter_map(|tag| tag.attribute("href")).collect();
    assert_eq!((ids.len(), targets.len()), (5, 6));
    assert!(targets.iter().all(|target| ids.contains(&&target[1..])), "{notes}");
}

#[test]
fn text_that_turns_around_is_turned_back() {
    assert_eq!(html("a\u{202E}b\u{0}c"), "<p>abc</p>");
}

#[test]
fn a_text_nested_too_deep_is_shown_as_plain_characters() {
    let deep = format!("{} x", ">".repeat(200));
    assert_eq!(text(&html(&deep)), deep);
}

#[test]
fn known_people_may_be_given_as_a_map() {
    let handle = Handle::parse("bob@pod.example").expect("fits");
    let link = MentionLink {
        href: "/people/b".to_owned(),
        name: "Bob".to_owned(),
    };
    let known = Known(HashMap::from([(handle, link)]));
    assert!(render("@{bob@pod.example}", &known).contains(">@Bob</a>"));
}

#[test]
fn plain_text_has_the_words_and_none_of_the_markup() {
    let source = "# Title\n\nHello **you** @{Bob; bob@pod.example} [link](https://x.example) ![cat](https://x.example/c.png) #tag\n\n\
        - a\n- b\n\n1. c\n\n| d | e |\n|---|---|\n| f | g |\n\n`h` x[^1]\n\n[^1]: note";
    assert_eq!(
        plain(source),
        "Title\n\nHello you @Bob link cat #tag\n\n- a\n- b\n\n1. c\n\nd | e\nf | g\n\nh x[1]\n\n[1] note"
    );
}

#[test]
fn nasty_texts_of_full_length_are_rendered_quickly() {
    for piece in [
        "[",
        ">",
        "*a_",
        "`",
        "![",
        "](",
        "<",
        "&",
        "\u{B0}",
        "@{",
        "@{a; ",
        "@{a@b}",
        "#a ",
        "[^1]",
        "[^1]: ",
        "| a ",
        "- ",
        "\n",
        "- [x] a\n",
        "**a ",
        "www.a.b ",
        "a@b.cc ",
        "<!--",
        "<a",
        "~~",
        "\\",
        "[a](b)",
        "\u{FDD0}",
        "|-\n",
        "> - ",
        "&#0;",
        "[a]: b\n",
        "@a ",
        "1. a\n",
    ] {
        let nasty: String = piece.chars().cycle().take(65_535).collect();
        let begun = Instant::now();
        let rendered = render(&nasty, &bob);
        let took = begun.elapsed();
        println!("{piece:?}: {took:?}, {} bytes", rendered.len());
        assert!(
            took < Duration::from_secs(4),
            "{piece:?} took {took:?} without optimisation"
        );
        assert!(
            rendered.len() <= 5 * nasty.len() + 64 * 1024,
            "{piece:?} grew to {}",
            rendered.len()
        );
        samara::text::mention::bare(&nasty);
        plain(&nasty);
    }
}

proptest! {
    #[test]
    fn any_text_at_all_is_rendered_harmlessly(source in any::<String>()) {
        assert_harmless(&render(&source, &bob), &source);
    }

    #[test]
    fn any_mix_of_markup_is_rendered_harmlessly(
        parts in proptest::collection::vec(prop_oneof![
            "[\\PC]{0,4}",
            proptest::sample::select(vec![
                "*", "**", "_", "`", "```\n", "~~", "[", "]", "(", ")", "![", "](", "<", ">", "\"", "'", "&", ";", "#", "# ", "\n", "\n\n",
                "- ", "- [x] ", "1. ", "> ", "|", "\n|-|\n", "[^1]", "\n[^1]: ", "@{bob@pod.example}", "@{x; eve@pod.example}", "@{", "}",
                "#tag ", "#<3", "https://ok.example/", "javascript:", "<script>", "<img src=x onerror=alert(1)>", "www.", "a@b.example",
                "\n[a]: ", "[a]", "<!--", "-->", "    ", "\u{FDD0}", "\u{FDD2}", "\u{FDD1}", "\\", "&#60;", "\u{202E}",
            ]).prop_map(str::to_owned),
        ], 0..24),
    ) {
        let source = parts.concat();
        let rendered = render(&source, &bob);
        assert_harmless(&rendered, &source);
        prop_assert!(rendered.len() <= 5 * source.len() + 64 * 1024);
        assert!(!rendered.contains('\u{FDD0}'));
        plain(&source);
    }
}
