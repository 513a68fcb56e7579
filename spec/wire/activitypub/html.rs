//! Texts between HTML and Markdown: what others write is read as they meant it and never as more.

use samara::text::markdown::{self, MentionLink};
use samara::wire::Handle;
use samara::wire::activitypub::html::{html, markdown};
use samara::wire::activitypub::{Id, Mention, Object, Quote, Tag};

fn id(text: &str) -> Id {
    Id::parse(text).unwrap_or_else(|| panic!("{text} is an address"))
}

fn object(tags: Vec<Tag>) -> Object {
    Object {
        tags,
        ..Object::default()
    }
}

fn mention(actor: &str, name: &str) -> Tag {
    Tag::Mention(Mention {
        actor: id(actor),
        name: Some(name.to_owned()),
    })
}

/// Everybody is known by the name they are mentioned with.
fn known(mention: &Mention) -> Option<Handle> {
    let name = mention.name.as_deref()?;
    let full = if name.matches('@').count() > 1 {
        name.to_owned()
    } else {
        format!("{name}@{}", mention.actor.authority())
    };
    Handle::typed(&full)
}

fn read(text: &str, object: &Object) -> String {
    let quoted = object.quote.as_ref().map(|quote| &quote.of);
    markdown(text, &object.tags, quoted, &known)
}

fn plain(text: &str) -> String {
    read(text, &Object::default())
}

#[test]
fn what_posts_are_made_of_becomes_markdown() {
    for (html, text) in [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<br>two<br />three</p>", "one\ntwo\nthree"),
        ("one &amp; two &lt;3", "one & two \\<3"),
        ("<p>a  \n b</p>", "a b"),
        (
            "<p><strong>loud</strong> and <em>soft</em>, <del>gone</del></p>",
            "**loud** and *soft*, ~~gone~~",
        ),
        ("<p><b> loud </b>er</p>", "**loud** er"),
        ("<p><b></b>x</p>", "x"),
        ("<p><code>a*b`c</code></p>", "``a*b`c``"),
        (
            "<pre><code>let a = 1;\n  b();\n</code></pre>",
            "```\nlet a = 1;\n  b();\n```",
        ),
        ("<pre>```</pre>", "````\n```\n````"),
        (
            "<blockquote><p>one</p><p>two</p></blockquote><p>three</p>",
            "> one\n>\n> two\n\nthree",
        ),
        (
            "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>",
            "- one\n- two\n\n  - deep",
        ),
        ("<ol start=\"3\"><li>three<li>four</ol>", "3. three\n4. four"),
        (
            "<h1>Title</h1><p>text</p><hr><h3>Part</h3>",
            "# Title\n\ntext\n\n---\n\n### Part",
        ),
        (
            "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>",
            "a – b\n\nc",
        ),
        (
            "<p><a href=\"https://x.example/a(b)\">here</a></p>",
            "[here](https://x.example/a%28b%29)",
        ),
        (
            "<p><img src=\"https://x.example/i.png\" alt=\"a [cat]\"></p>",
            "![a \\[cat\\]](https://x.example/i.png)",
        ),
        (
            "<p>hi <img class=\"emoji\" src=\"https://x.example/e.png\" alt=\":cat:\"></p>",
            "hi :cat:",
        ),
        ("<div>one</div>two<div>three</div>", "one\n\ntwo\n\nthree"),
        ("", ""),
    ] {
        assert_eq!(plain(html), text, "{html}");
    }
}

#[test]
fn an_address_that_servers_shorten_is_whole_again() {
    let link = "<p><a href=\"https://www.example.com/a/long/path\" rel=\"nofollow\"><span class=\"invisible\">https://www.</span>\
                <span class=\"ellipsis\">example.com/a/lo</span><span class=\"invisible\">ng/path</span></a></p>";
    assert_eq!(plain(link), "<https://www.example.com/a/long/path>");
}

#[test]
fn who_is_mentioned_is_said_by_the_tags_alone() {
    let html = "<p><span class=\"h-card\"><a href=\"https://m.example/@bob\" class=\"u-url mention\">@<span>bob</span></a></span> hi</p>";
    let tagged = object(vec![mention("https://m.example/users/bob", "@bob@m.example")]);
    assert_eq!(read(html, &tagged), "@{bob@m.example} hi");
    let short = object(vec![mention("https://m.example/users/bob", "@bob")]);
    assert_eq!(read(html, &short), "@{bob@m.example} hi");
    let by_address = "<p><a href=\"https://m.example/users/bob\">Bobby</a></p>";
    assert_eq!(read(by_address, &tagged), "@{bob@m.example}");
    assert_eq!(plain(html), "[@bob](https://m.example/@bob) hi", "nobody is tagged");
    let stranger = object(vec![mention("https://other.example/users/bob", "@bob@other.example")]);
    assert_eq!(
        read(html, &stranger),
        "[@bob](https://m.example/@bob) hi",
        "somebody else of that name is"
    );
    let unknown = markdown(html, &tagged.tags, None, &|_| None);
    assert_eq!(unknown, "[@bob](https://m.example/@bob) hi", "their ID is not known");
}

#[test]
fn what_is_a_hashtag_is_said_by_the_tags_alone() {
    let html = "<p>see <a href=\"https://m.example/tags/cats\" class=\"mention hashtag\" rel=\"tag\">#<span>Cats</span></a></p>";
    let tagged = object(vec![Tag::Hashtag {
        name: "cats".into(),
        page: None,
    }]);
    assert_eq!(read(html, &tagged), "see #Cats");
    assert_eq!(plain(html), "see [\\#Cats](https://m.example/tags/cats)");
    assert_eq!(plain("<p>#cats</p>"), "\\#cats");
}

#[test]
fn what_stands_in_for_a_quote_goes_where_the_quote_is_known() {
    let quoted = "https://q.example/notes/1";
    let quoting = Object {
        quote: Some(Quote {
            of: id(quoted),
            stamp: None,
        }),
        ..Object::default()
    };
    for fallback in [
        format!("<p class=\"quote-inline\">RE: <a href=\"{quoted}\">{quoted}</a></p><p>mine</p>"),
        format!("<p>mine<span class=\"quote-inline\"><br><br>RE: <a href=\"{quoted}\">{quoted}</a></span></p>"),
        format!("<p>mine</p><p>RE: <a href=\"{quoted}\">q.example/notes/1</a></p>"),
    ] {
        assert_eq!(read(&fallback, &quoting), "mine", "{fallback}");
        assert!(plain(&fallback).contains("RE:"), "without a quote it is all there is");
    }
    let other = "<p>mine</p><p>RE: <a href=\"https://q.example/notes/2\">that</a></p>";
    assert!(read(other, &quoting).contains("RE:"), "it leads elsewhere");
    let said = format!("<p>RE: <a href=\"{quoted}\">{quoted}</a> is wrong</p>");
    assert!(read(&said, &quoting).contains("wrong"), "somebody says more");
}

/// Text is text: whatever the words of a stranger look like, a page shows these words and nothing else.
#[test]
fn words_that_look_like_markup_are_words() {
    for words in [
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "12) no list",
        "> no quote",
        "--- ",
        "===",
        "***",
        "___",
        "*a* **b** _c_ `d` ~~e~~",
        "[a](https://evil.example)",
        "![a](https://evil.example/a.png)",
        "<b>bold</b>",
        "&amp;lt; &#35;",
        "| a | b |\n| - | - |",
        "a\n---",
        ":-\nb",
        "@{alice@pod.example}",
        "@{Alice; alice@pod.example}",
        "\\*a\\*",
        "[^1]",
        "[x] done",
        "```\ncode\n```",
        "#tag",
        "(#tag)",
        "snake_case_name and _this_",
        "a * b * c",
        "<!-- c -->",
        "[a]: https://x.example",
        "https://x.example/*a*_b_[c](d)",
        "https://x.example/@{alice@pod.example}",
    ] {
        let sent = words
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('\n', "<br>");
        let text = plain(&format!("<p>{sent}</p>"));
        let nobody = |_: &Handle| -> Option<MentionLink> { panic!("{words} mentions nobody") };
        let shown = markdown::render(&text, &nobody);
        for tag in [
            "<h",
            "<ul",
            "<ol",
            "<blockquote",
            "<hr",
            "<em",
            "<strong",
            "<code",
            "<pre",
            "<del",
            "<img",
            "<table",
            "<sup",
            "<input",
        ] {
            assert!(!shown.contains(tag), "{words}: {text}: {shown}");
        }
        assert!(samara::text::tag::find(&text).is_empty(), "{words}: {text}");
        let link = words.starts_with("https://")
            || words.contains("https://evil")
            || words.contains("https://x.example")
            || words.contains("alice@");
        assert!(link || !shown.contains("<a "), "{words}: {shown}");
        assert!(!shown.contains("href=\"https://evil.example\">a<"), "{words}: {shown}");
    }
}

/// A58 and its kin: nothing of a stranger's markup comes through but what Markdown can say.
#[test]
fn no_script_comes_through() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" &#106;avascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<style>*{background:url(https://evil.example)}</style>",
        "<p style=\"background:url(https://evil.example)\">x</p>",
        "<a href=\"https://x.example/)](javascript:alert(1)\">x</a>",
        "<img src=\"https://x.example/i.png\" alt=\"](javascript:alert(1))\">",
        "<form action=\"https://evil.example\"><input type=password name=p></form>",
        "<math><mtext></p><script>alert(1)</script></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<textarea><script>alert(1)</script></textarea>",
    ] {
        let text = plain(hostile);
        let shown = markdown::render(&text, &|_: &Handle| None).to_lowercase();
        for bad in [
            "<script",
            "<iframe",
            "<svg",
            "<style",
            " style=",
            "<form",
            "\"javascript:",
            "\"data:",
            " onerror=\"",
            " onload=\"",
        ] {
            assert!(!shown.contains(bad), "{hostile}: {text}: {shown}");
        }
    }
}

/// A19, A20: nothing is deep, long or slow however it is written.
#[test]
fn a_monstrous_text_is_read_at_once() {
    for monster in [
        "<div>".repeat(10_000),
        "<blockquote>".repeat(5_000) + "x",
        "<ul><li>".repeat(5_000) + "x",
        "<b><i>".repeat(8_000) + "x",
        format!("<a {}>x</a>", (0..20_000).map(|n| format!("a{n} ")).collect::<String>()),
        format!("<p {}", "x".repeat(60_000)),
        format!("<a href=\"{}", "x".repeat(60_000)),
        "*".repeat(100_000),
        "`".repeat(50_000),
        "<br>".repeat(15_000),
        "&amp;".repeat(12_000),
        ["a\u{301}".repeat(2), "\u{301}".repeat(25_000)].concat(),
    ] {
        let begun = std::time::Instant::now();
        let text = plain(&monster);
        assert!(text.chars().count() <= 262_144, "{:.20}", monster);
        assert!(
            begun.elapsed().as_secs() < 15,
            "{:.20} takes {:?}",
            monster,
            begun.elapsed()
        );
    }
}

#[test]
fn what_is_written_holds_elsewhere() {
    let people = |handle: &Handle| {
        Some(MentionLink {
            href: format!("https://{}/@{}", handle.host(), handle.username()),
            name: handle.username().to_owned(),
        })
    };
    let text = "Hi @{bob@m.example} #Cats\n\n![a cat](https://x.example/cat.png) & [here](/posts/1)";
    let written = html(text, "https://pod.example", &people, None);
    assert!(written.contains("class=\"u-url mention\""), "{written}");
    assert!(written.contains("href=\"https://m.example/@bob\""), "{written}");
    assert!(written.contains("href=\"https://pod.example/tags/cats\""), "{written}");
    assert!(written.contains("src=\"https://x.example/cat.png\""), "{written}");
    assert!(written.contains("href=\"https://pod.example/posts/1\""), "{written}");
    assert!(
        !written.contains("/media/~/") && !written.contains("href=\"/"),
        "{written}"
    );
}

#[test]
fn a_quote_is_named_for_those_who_do_not_know_quotes_and_read_as_none_by_those_who_do() {
    let quoted = id("https://q.example/notes/1?a=1&b=2");
    let nobody = |_: &Handle| None;
    let written = html("mine", "https://pod.example", &nobody, Some(&quoted));
    assert!(
        written.contains("RE: <a href=\"https://q.example/notes/1?a=1&amp;b=2\">"),
        "{written}"
    );
    let quoting = Object {
        quote: Some(Quote {
            of: quoted,
            stamp: None,
        }),
        ..Object::default()
    };
    assert_eq!(read(&written, &quoting), "mine");
}

#[test]
fn what_is_written_is_read_again_and_shows_the_same() {
    for text in [
        "one\ntwo\n\nthree",
        "**loud**, *soft*, ~~gone~~, `code*`",
        "> quoted\n> twice\n\nand not",
        "- one\n- two\n  - deep\n- three",
        "1. one\n2. two",
        "```\nlet a = \"*\";\n```",
        "[a link](https://x.example/a) and https://x.example/b_c_d",
        "5 * 3 < 20 & snake_case, a\\*b, 50% \\#notag",
        "### Title\n\ntext\n\n---\n\nmore",
        "![a cat](https://x.example/cat.png)",
    ] {
        let nobody = |_: &Handle| None;
        let sent = html(text, "https://pod.example", &nobody, None);
        let again = plain(&sent);
        assert_eq!(
            markdown::plain(&again),
            markdown::plain(text),
            "{text}: {sent}: {again}"
        );
        let twice = plain(&html(&again, "https://pod.example", &nobody, None));
        assert_eq!(twice, again, "{text}");
    }
}
