//! What a page says of itself, read from whatever a stranger sends.

use samara::wire::preview::head::Head;
use samara::wire::preview::oembed::OEmbed;
use samara::wire::preview::provider::{self, Provider};
use samara::wire::preview::{Card, DESCRIPTION, Kind, TITLE, charset};
use url::Url;

fn at() -> Url {
    Url::parse("https://jam.example/plums/1").unwrap()
}

fn card(page: &str) -> Option<Card> {
    Card::of_page(&at(), &Head::read(page, &at()))
}

fn title(page: &str) -> String {
    card(page).map(|card| card.title).unwrap_or_default()
}

#[test]
fn a_page_that_says_what_it_is_gets_all_of_a_card() {
    let found = card(
        r#"<!DOCTYPE html><html><head><title>Fallback</title>
        <meta property="og:title" content="Plums &amp; jam &#8212; &#x2764;">
        <meta property='og:description' content='Forty
           jars'>
        <meta property=og:image content=/pictures/a.jpg>
        </head><body>"#,
    )
    .unwrap();
    assert_eq!(found.title, "Plums & jam — ❤");
    assert_eq!(found.description, "Forty jars");
    assert_eq!(found.image.unwrap().as_str(), "https://jam.example/pictures/a.jpg");
    assert_eq!((found.kind, found.player), (Kind::Page, None));
}

#[test]
fn what_is_missing_is_taken_from_where_it_is_said_less_well() {
    assert_eq!(title("<title>Only this</title>"), "Only this");
    assert_eq!(title("<TITLE\n>Only &lt;this&gt;</TITLE >"), "Only <this>");
    assert_eq!(title("<meta name=twitter:title content=Bird><title>x</title>"), "Bird");
    assert_eq!(title("<meta property='og:title' content='  '><title>x</title>"), "x");
    let found = card("<title>x</title><meta name=Description content='about it'>").unwrap();
    assert_eq!(found.description, "about it");
    assert_eq!(card("<p>nothing</p>"), None);
    assert_eq!(card("<meta property='og:description' content='without a title'>"), None);
}

#[test]
fn broken_markup_is_read_as_far_as_it_goes() {
    for page in [
        "<html><head><title>Plums</title",
        "<meta content=\"a\"\"b\" / / =\" x><title>Plums</title>",
        "<!-- <title>No</title> --><title>Plums</title>",
        "<!----><title>Plums</title>",
        "<script>'<title>No</title>'</script><style><title>No</title></style><title>Plums</title>",
        "<SCRIPT type=x><!-- <title>No</title> </ScRiPt><title>Plums</title>",
        "<noscript><title>No</title></noscript><title>Plums</title>",
        "< title>No</ title><title>Plums</title>",
        "<title>Plums<title>No</title>",
        "<meta property=og:title content=Plums property=og:image>",
        "<<<><title>Plums</title>",
        "<?xml version=\"1.0\"?><!DOCTYPE html [ ]><title>Plums</title>",
    ] {
        assert!(title(page).starts_with("Plums"), "{page}: {}", title(page));
    }
}

#[test]
fn what_stands_in_the_body_is_not_the_heads() {
    assert_eq!(title("<head></head><body><title>Of a drawing</title>"), "");
    assert_eq!(title("<body><meta property=og:title content=Injected>"), "");
    assert_eq!(
        title("<textarea><meta property=og:title content=Injected></textarea>"),
        ""
    );
}

#[test]
fn what_is_said_is_text_and_never_markup() {
    let found = card(
        "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><meta name=description content=\"<img src=x onerror=y>\">",
    )
    .unwrap();
    // It is a text with angles in it; templates escape it like any other.
    assert_eq!(found.title, "<script>alert(1)</script>");
    assert_eq!(found.description, "<img src=x onerror=y>");
    // Once decoded is enough.
    assert_eq!(title("<title>&amp;lt;b&amp;gt;</title>"), "&lt;b&gt;");
}

#[test]
fn what_turns_text_around_or_is_invisible_is_gone() {
    let found =
        title("<title>good\u{202E}gnp.exe\u{2066}\u{200B} \u{0000}\u{0007}\u{FEFF}\n\t end &#x202E;&#0;&#1;</title>");
    assert_eq!(found, "goodgnp.exe end");
    assert_eq!(title("<title>\u{200B}\u{202E}</title>"), "");
    let towers = format!("<title>a{}</title>", "\u{0301}".repeat(5_000));
    assert!(title(&towers).chars().count() < 20);
}

#[test]
fn what_is_long_is_cut_between_words() {
    let long = "plum ".repeat(5_000);
    let found = card(&format!(
        "<title>{long}</title><meta name=description content='{long}'>"
    ))
    .unwrap();
    assert!(
        found.title.chars().count() <= TITLE && found.title.ends_with("plum…"),
        "{}",
        found.title
    );
    assert!(found.description.chars().count() <= DESCRIPTION);
}

#[test]
fn a_picture_is_on_the_web_or_nowhere() {
    let image = |address: &str| {
        let page = format!("<title>x</title><meta property=og:image content=\"{address}\">");
        card(&page).unwrap().image.map(String::from)
    };
    assert_eq!(image("a.png").as_deref(), Some("https://jam.example/plums/a.png"));
    assert_eq!(
        image("//cdn.example/a.png").as_deref(),
        Some("https://cdn.example/a.png")
    );
    for none in [
        "",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "https://user:secret@cdn.example/a.png",
        "https://",
        "blob:https://jam.example/1",
    ] {
        assert_eq!(image(none), None, "{none}");
    }
    assert_eq!(image(&format!("https://cdn.example/{}", "a".repeat(3_000))), None);
}

#[test]
fn every_encoding_is_read() {
    for (bytes, header) in [
        ("<title>Zwetschgenmus – ok</title>".as_bytes().to_vec(), ""),
        (
            "<title>Zwetschgenmus – ok</title>".as_bytes().to_vec(),
            "text/html; charset=iso-8859-1",
        ),
        (b"<title>Zwetschgenmus \x96 ok</title>".to_vec(), ""),
        (
            b"<title>Zwetschgenmus \x96 ok</title>".to_vec(),
            "text/html;charset=\"windows-1252\"",
        ),
        (
            b"<meta charset=windows-1252><title>Zwetschgenmus \x96 ok</title>".to_vec(),
            "text/html",
        ),
        (
            b"<meta charset='no-such-thing'><title>Zwetschgenmus \x96 ok</title>".to_vec(),
            "text/html",
        ),
        (
            "\u{FEFF}<title>Zwetschgenmus – ok</title>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            "text/html; charset=utf-8",
        ),
    ] {
        let text = charset::text(&bytes, header);
        assert_eq!(title(&text), "Zwetschgenmus – ok", "{header} {bytes:?}");
    }
    let japanese =
        b"<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'><title>\x83W\x83\x83\x83\x80</title>";
    assert_eq!(title(&charset::text(japanese, "text/html")), "ジャム");
    // Cut in the middle of a letter, as the end of what is read may be.
    let cut = "<title>jars</title><p>ü".as_bytes();
    assert_eq!(title(&charset::text(&cut[..cut.len() - 1], "")), "jars");
}

#[test]
fn hostile_pages_cost_no_more_than_others_of_their_length() {
    let big = 512 * 1024;
    let attributes: String = (0..60_000).map(|n| format!(" a{n}")).collect();
    for page in [
        "<link ".repeat(big / 6),
        "<meta a=\"".repeat(big / 9),
        "<".repeat(big),
        "&".repeat(big),
        format!("<title>{}</title>", "&amp".repeat(big / 4)),
        format!("<meta{attributes}><title>x</title>"),
        "<!--".repeat(big / 4),
        "<script>".repeat(big / 8),
        "<script></scrip".repeat(big / 15),
        "<title></titl".repeat(big / 13),
        "</".repeat(big / 2),
        "<!".repeat(big / 2),
        "<div>".repeat(big / 5),
        "<a b='".repeat(big / 6),
        "\u{FFFD}".repeat(big / 3),
        format!("<title>{}</title>", "a\u{0316}\u{0301}".repeat(big / 5)),
    ] {
        // Quadratic work over half a megabyte would take minutes: this spec would never end.
        let _ = card(&page);
    }
}

#[test]
fn only_the_beginning_of_a_page_is_read() {
    let page = format!(
        "<meta name=x content='{}'><title>late</title>",
        "a".repeat(10 * 1024 * 1024)
    );
    assert_eq!(card(&page), None);
    let page = format!("<title>early</title><script>{}", "ü".repeat(5 * 1024 * 1024));
    assert_eq!(title(&page), "early");
}

#[test]
fn of_an_answer_of_a_provider_only_words_and_a_picture_are_taken() {
    let answer = OEmbed::parse(
        br#"{"title":"Jam","author_name":"Bob","thumbnail_url":"https://i.example/a.jpg","html":"<script>alert(1)</script>","type":"video"}"#,
    )
    .unwrap();
    let found = Card::of_answer(&at(), &answer).unwrap();
    assert_eq!((found.title.as_str(), found.description.as_str()), ("Jam", "Bob"));
    assert!(!format!("{answer:?}{found:?}").contains("<script"));
}

#[test]
fn an_answer_that_is_none_is_nothing() {
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let large = format!("{{\"title\":\"{}\"}}", "a".repeat(200 * 1024));
    for bytes in [
        &b""[..],
        b"null",
        b"[]",
        b"\"title\"",
        b"<html>",
        b"{\"title\":",
        b"\xff\xfe",
        nested.as_bytes(),
        large.as_bytes(),
    ] {
        assert_eq!(
            OEmbed::parse(bytes),
            None,
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(20)])
        );
    }
    let wrong = OEmbed::parse(br#"{"title":7,"author_name":["x"],"thumbnail_url":{"a":1}}"#).unwrap();
    assert_eq!(wrong, OEmbed::default());
    assert_eq!(Card::of_answer(&at(), &wrong), None);
}

fn player(link: &str) -> Option<(Provider, String)> {
    let known = provider::of(&Url::parse(link).unwrap())?;
    Some((known.provider, known.player.into()))
}

#[test]
fn the_player_is_built_from_what_names_the_film() {
    let tube = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ";
    for (link, who, expected) in [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1",
            Provider::YouTube,
            tube,
        ),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", Provider::YouTube, tube),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", Provider::YouTube, tube),
        ("http://youtube.com/live/dQw4w9WgXcQ", Provider::YouTube, tube),
        (
            "https://vimeo.com/76979871",
            Provider::Vimeo,
            "https://player.vimeo.com/video/76979871?dnt=1",
        ),
        (
            "https://www.dailymotion.com/video/x8abc12_a-film",
            Provider::Dailymotion,
            "https://geo.dailymotion.com/player.html?video=x8abc12",
        ),
        (
            "https://dai.ly/x8abc12",
            Provider::Dailymotion,
            "https://geo.dailymotion.com/player.html?video=x8abc12",
        ),
        (
            "https://soundcloud.com/some-one/a_track",
            Provider::SoundCloud,
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsome-one%2Fa_track",
        ),
        (
            "https://media.ccc.de/v/38c3-jam.1",
            Provider::MediaCcc,
            "https://media.ccc.de/v/38c3-jam.1/oembed",
        ),
    ] {
        assert_eq!(player(link), Some((who, expected.to_owned())), "{link}");
    }
}

#[test]
fn what_only_looks_like_a_provider_has_no_player() {
    for link in [
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=%22%3E%3Cscript%3E",
        "https://www.youtube.com/@channel",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com:8080/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://vimeo.com/76979871/../x",
        "https://soundcloud.com/some-one",
        "https://soundcloud.com/some-one/sets",
        "https://soundcloud.com/search/sounds",
        "https://media.ccc.de/c/38c3",
        "https://media.ccc.de/v/a%22b",
        "https://dai.ly/",
    ] {
        assert_eq!(player(link), None, "{link}");
    }
}

const TUBE: &str = "<meta property='og:platform' content='PeerTube'><title>Jam</title>\
    <link rel='alternate' type='application/json+oembed' href='/services/oembed?url=x'>";

#[test]
fn a_server_of_peertube_is_found_by_what_its_page_says() {
    let found = |link: &str, page: &str| {
        let at = Url::parse(link).unwrap();
        provider::peertube(&at, &Head::read(page, &at)).map(|known| known.player.to_string())
    };
    let link = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv";
    assert_eq!(
        found(link, TUBE).as_deref(),
        Some("https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv")
    );
    assert!(
        found(
            "https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            TUBE
        )
        .is_some()
    );
    assert_eq!(found("https://tube.example/about", TUBE), None);
    assert_eq!(
        found("http://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv", TUBE),
        None,
        "without TLS"
    );
    assert_eq!(
        found("https://127.0.0.1/w/kkGMgK9ZtnKfYAgnEtQxbv", TUBE),
        None,
        "no name"
    );
    assert_eq!(found(link, "<title>Jam</title>"), None, "it does not say so");
    let elsewhere = TUBE.replace("/services", "https://other.example/services");
    assert_eq!(found(link, &elsewhere), None, "somebody else answers");
}

#[test]
fn where_a_player_is_can_end_no_directive_of_a_policy() {
    let origin = |link: &str| Url::parse(link).ok().and_then(|url| provider::origin(&url));
    assert_eq!(
        origin("https://tube.example/x").as_deref(),
        Some("https://tube.example")
    );
    for link in [
        "https://tube.example;script-src/x",
        "https://a,b.example/",
        "https://*.example/",
        "https://tube.example:8443/",
        "http://tube.example/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://a'b.example/",
    ] {
        assert_eq!(origin(link), None, "{link}");
    }
}
