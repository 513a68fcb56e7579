//! A strict little reader of rendered HTML: what a test asserts is what a browser would build, not what a string holds.

/// One opening tag with its attributes.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

const ALLOWED: &[&str] = &[
    "a",
    "audio",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "hr",
    "img",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "video",
];

/// All opening tags. Panics on anything that is not a complete tag with quoted attributes.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let end = closing.find('>').expect("a closing tag ends");
            assert!(
                ALLOWED.contains(&&closing[..end]),
                "closes {:?} in {html}",
                &closing[..end]
            );
            rest = &closing[end + 1..];
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).expect("a tag ends");
        let mut tag = Tag {
            name: rest[..end].to_owned(),
            attributes: Vec::new(),
        };
        rest = &rest[end..];
        while let Some(more) = rest.strip_prefix(' ') {
            let (name, value) = more.split_once("=\"").expect("attributes have quoted values");
            let (value, after) = value.split_once('"').expect("a value ends");
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "attribute {name:?} in {html}"
            );
            tag.attributes.push((name.to_owned(), decoded(value)));
            rest = after;
        }
        rest = rest
            .strip_prefix('>')
            .unwrap_or_else(|| panic!("a tag is closed: {html}"));
        found.push(tag);
    }
    found
}

/// Panics unless the HTML can neither run anything nor make a browser ask another host.
pub fn assert_harmless(html: &str, input: &str) {
    assert!(
        !html.contains(['\u{FDD0}', '\u{FDD1}', '\0', '\u{202E}']),
        "from {input:?}: {html:?}"
    );
    for tag in tags(html) {
        assert!(
            ALLOWED.contains(&tag.name.as_str()),
            "<{}> from {input:?}: {html}",
            tag.name
        );
        for (name, value) in &tag.attributes {
            assert!(
                fits(&tag, name, value),
                "<{} {name}={value:?}> from {input:?}: {html}",
                tag.name
            );
        }
        if tag.name == "input" {
            assert_eq!(tag.attribute("type"), Some("checkbox"), "{html}");
            assert_eq!(tag.attribute("disabled"), Some(""), "{html}");
        }
    }
}

fn fits(tag: &Tag, name: &str, value: &str) -> bool {
    match (tag.name.as_str(), name) {
        ("a", "href") => {
            let away = value.starts_with("http://") || value.starts_with("https://") || value.starts_with("mailto:");
            let here = value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\");
            let footnote = value.starts_with("#fn-") || value.starts_with("#fnref-");
            let guarded = tag.attribute("rel") == Some("noopener noreferrer nofollow ugc");
            !value.contains(char::is_control) && ((away && guarded) || here || footnote)
        }
        ("a", "title") => true,
        ("a", "rel") => value == "noopener noreferrer nofollow ugc",
        ("a", "target") => value == "_blank",
        ("a", "class") => ["mention", "hashtag", "footnote-backref"].contains(&value),
        ("a" | "li", "id") => value.starts_with("fn-") || value.starts_with("fnref-"),
        ("code", "class") => value.starts_with("language-") && !value.contains(' '),
        ("section", "class") => value == "footnotes",
        ("sup", "class") => value == "footnote-ref",
        ("ol", "start") => value.parse::<u32>().is_ok(),
        ("td" | "th", "align") => ["left", "center", "right"].contains(&value),
        ("img", "src") if value.starts_with("/emoji/") => value[7..].bytes().all(|b| b.is_ascii_hexdigit()),
        ("img", "class") => value == "emoji",
        ("img", "width" | "height") => value == "24",
        ("img" | "video" | "audio", "src") => value.starts_with("/media/") && !value.contains([':', '.', '?', '#']),
        ("img", "alt") | ("video" | "audio", "aria-label") | ("img" | "video" | "audio", "title") => true,
        ("img", "loading") => value == "lazy",
        ("img", "decoding") => value == "async",
        ("video" | "audio", "controls") => value.is_empty(),
        ("video" | "audio", "preload") => value == "none",
        ("time", "datetime") => chrono::DateTime::parse_from_rfc3339(value).is_ok() && value.ends_with('Z'),
        ("time", "data-local") => value.is_empty(),
        ("input", "type" | "disabled" | "checked") => value.is_empty() || value == "checkbox",
        _ => false,
    }
}

/// The text that a reader sees.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((words, tag)) = rest.split_once('<') {
        out.push_str(words);
        rest = tag.split_once('>').expect("a tag is closed").1;
    }
    out.push_str(rest);
    decoded(&out)
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{A0}")
        .replace("&amp;", "&")
}
