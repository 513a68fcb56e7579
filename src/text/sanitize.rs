//! The last step before the page: only the tags and attributes that our own serializer writes get through.
//!
//! It should never find anything to remove. It stands here so that a mistake above it is no hole.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::emoji;
use super::link::{self, REL};
use super::media::{self, Variant};

/// Where the pictures of emoji stand.
const EMOJI: &str = "/emoji/";

/// Every tag that may stand in a text.
const TAGS: &[&str] = &[
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

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into())
        .tag_attributes(attributes())
        .generic_attributes(HashSet::new())
        .allowed_classes(classes())
        .tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([("rel", HashSet::from([REL])), ("target", HashSet::from(["_blank"]))]),
        )]))
        .set_tag_attribute_values(HashMap::from([
            ("input", HashMap::from([("type", "checkbox"), ("disabled", "")])),
            ("img", HashMap::from([("loading", "lazy"), ("decoding", "async")])),
            ("audio", HashMap::from([("controls", ""), ("preload", "none")])),
            ("video", HashMap::from([("controls", ""), ("preload", "none")])),
        ]))
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(filter);
    builder
});

/// Sanitizes HTML. Nothing may change its result.
pub(super) fn sanitize(html: &str) -> String {
    SANITIZER.clean(html).to_string()
}

fn attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    HashMap::from([
        ("a", HashSet::from(["href", "title", "id"])),
        ("audio", HashSet::from(["src", "aria-label", "title"])),
        ("code", HashSet::from(["class"])),
        ("img", HashSet::from(["src", "alt", "title", "width", "height"])),
        ("input", HashSet::from(["checked"])),
        ("li", HashSet::from(["id"])),
        ("ol", HashSet::from(["start"])),
        ("td", HashSet::from(["align"])),
        ("th", HashSet::from(["align"])),
        ("time", HashSet::from(["datetime", "data-local"])),
        ("video", HashSet::from(["src", "aria-label", "title"])),
    ])
}

fn classes() -> HashMap<&'static str, HashSet<&'static str>> {
    HashMap::from([
        ("a", HashSet::from(["mention", "hashtag", "footnote-backref"])),
        ("img", HashSet::from(["emoji"])),
        ("section", HashSet::from(["footnotes"])),
        ("sup", HashSet::from(["footnote-ref"])),
    ])
}

fn filter<'v>(tag: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let fits = match attribute {
        "href" => is_address(value),
        "src" if tag == "img" && value.starts_with(EMOJI) => emoji::is_key(&value[EMOJI.len()..]),
        "src" => media::is_marker(value, |variant| plays(tag, variant)),
        "width" | "height" => value == "24",
        "id" => is_footnote_id(value),
        "datetime" => link::moment(value).is_some_and(|at| at == value),
        "data-local" => value.is_empty(),
        "class" if tag == "code" => value.strip_prefix("language-").is_some_and(is_language),
        "start" => value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit()),
        "align" => matches!(value, "left" | "center" | "right"),
        _ => true,
    };
    fits.then_some(Cow::Borrowed(value))
}

/// Whether a tag of this name shows what is wanted in that form.
fn plays(tag: &str, variant: Variant) -> bool {
    match variant {
        Variant::Video => tag == "video",
        Variant::Audio => tag == "audio",
        Variant::Avatar
        | Variant::S100
        | Variant::S300
        | Variant::S700
        | Variant::S1600
        | Variant::Full
        | Variant::Emoji
        | Variant::Preview => tag == "img",
    }
}

fn is_address(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    match value.strip_prefix('#') {
        Some(id) => is_footnote_id(id),
        None if value.starts_with('/') => !value.starts_with("//") && !value.starts_with("/\\"),
        None => ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme)),
    }
}

fn is_footnote_id(value: &str) -> bool {
    let named = value.starts_with("fn-") || value.starts_with("fnref-");
    named && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A language named at a code fence; without its prefix it could pick any class of our style sheets.
fn is_language(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_+#.".contains(&b))
}
