//! Pictures, films and sounds of other servers within a text: one address for one thing, and a marker that leads nowhere.

use samara::text::markdown::{Known, render};
use samara::text::media::{Variant, canonical, found, marker, sign};

#[test]
fn one_thing_has_one_address_however_it_is_written() {
    for (written, known) in [
        (
            "HTTPS://IMG.Example:443/%7eme/%c3%a9.png#top",
            "https://img.example/~me/%C3%A9.png",
        ),
        ("https://img.example/a b", ""),
        (
            "https://b\u{fc}cher.example/\u{e9}?q=%2f&%41",
            "https://xn--bcher-kva.example/%C3%A9?q=%2F&A",
        ),
        ("http://img.example", "http://img.example/"),
        ("http://img.example/?", "http://img.example/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("https://user@img.example/", ""),
        ("ftp://img.example/", ""),
        ("//img.example/a", ""),
        ("data:image/png;base64,AA", ""),
        ("https://img.example/%", "https://img.example/%"),
        ("https://img.example/%zz", "https://img.example/%zz"),
    ] {
        let once = canonical(written);
        assert_eq!(once.clone().unwrap_or_default(), known, "{written}");
        assert_eq!(once.as_deref().and_then(canonical), once, "{written}");
    }
    assert_eq!(canonical(&format!("https://img.example/{}", "a".repeat(2_000))), None);
}

#[test]
fn what_a_text_shows_is_found_in_it_once_each() {
    let html = render(
        "![a](https://img.example/a.png) ![b](https://img.example/a.png)\n\nhttps://v.example/a.mp4\n\n`\"/media/~/700/x\"`",
        &Known::default(),
    );
    assert_eq!(
        found(&html),
        [
            (Variant::S700, "https://img.example/a.png".to_owned()),
            (Variant::Video, "https://v.example/a.mp4".to_owned()),
        ]
    );
    assert!(found("<p>nothing</p>").is_empty());
}

#[test]
fn markers_are_signed_when_they_are_shown_and_nothing_else_is_changed() {
    let address = |variant: Variant, url: &str| format!("/signed/{}/{url}", variant.code());
    let marked = marker("https://img.example/a.png", Variant::Avatar).unwrap();
    let url = marked.rsplit('/').next().unwrap();
    assert_eq!(
        sign(
            format!("<img src=\"{marked}\" alt=\"/media/~\"> \"/media/~/huge/abc\" \"/media/~/700/\""),
            address
        ),
        format!("<img src=\"/signed/avatar/{url}\" alt=\"/media/~\"> \"/media/~/huge/abc\" \"/media/~/700/\"")
    );
    assert_eq!(sign("<p>plain</p>".to_owned(), address), "<p>plain</p>");
}

#[test]
fn every_form_is_read_back_from_its_address() {
    for variant in Variant::ALL {
        assert_eq!(Variant::parse(variant.code()), Some(variant));
    }
    assert_eq!(Variant::parse("0"), None);
}
