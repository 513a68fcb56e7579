//! Which link of a text gets a card.

use samara::text::preview::link;

fn of(text: &str) -> Option<String> {
    link(text, "pod.example").map(String::from)
}

#[test]
fn the_first_link_to_a_page_gets_the_card() {
    for (text, expected) in [
        (
            "see https://jam.example/plums and https://other.example",
            "https://jam.example/plums",
        ),
        (
            "[plums](https://jam.example/plums \"title\")",
            "https://jam.example/plums",
        ),
        ("<https://jam.example/a?b=1&c=2>", "https://jam.example/a?b=1&c=2"),
        ("HTTPS://JAM.example", "https://jam.example/"),
        ("www.jam.example/plums", "http://www.jam.example/plums"),
        (
            "> a quotation of https://jam.example/plums",
            "https://jam.example/plums",
        ),
        ("## https://jam.example/plums", "https://jam.example/plums"),
        ("https://jam.example/plums#jars", "https://jam.example/plums"),
        ("https://jam.example/plums.", "https://jam.example/plums"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
    ] {
        assert_eq!(of(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn code_mentions_mail_pictures_and_pages_of_ours_get_none() {
    for text in [
        "no link at all",
        "`https://jam.example/plums`",
        "```\nhttps://jam.example/plums\n```",
        "    https://jam.example/plums",
        "@{Name; bob@jam.example}",
        "mailto:jam@jam.example",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](//jam.example)",
        "[a](/posts/1)",
        "https://pod.example/posts/1",
        "https://www.pod.example/posts/1",
        "https://user:secret@jam.example/",
        "![plums](https://jam.example/plums)",
        "https://jam.example/plums.jpg https://jam.example/film.MP4?x=1",
        "ftp://jam.example/x",
        "<a href=\"https://jam.example/\"></a",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn what_is_passed_over_does_not_hide_what_follows() {
    let text = "`https://a.example` https://b.example/x.png https://pod.example/ @{c@c.example} https://d.example/page";
    assert_eq!(of(text).as_deref(), Some("https://d.example/page"));
}

#[test]
fn an_address_of_endless_length_gets_none() {
    let text = format!("https://jam.example/{}", "a".repeat(3_000));
    assert_eq!(of(&text), None);
}
