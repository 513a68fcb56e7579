//! The head of an HTML page: its title, its `meta` and `link` tags, as far as a card wants them.
//!
//! Read until the body begins. The first of a kind counts; what is empty counts not at all.

use std::collections::HashMap;

use url::Url;

use super::html::{Piece, Pieces, decode};

/// Bytes of a page that are read.
pub const MOST: usize = 512 * 1024;

/// Names of `meta` tags that are kept.
const WANTED: [&str; 12] = [
    "og:title",
    "og:description",
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "og:platform",
    "og:type",
    "twitter:title",
    "twitter:description",
    "twitter:image",
    "twitter:image:src",
    "description",
];

/// What a page's head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    said: HashMap<String, String>,
    /// Where the page says that it stands.
    pub canonical: Option<Url>,
    /// Where an oEmbed answer about it is to be had, as JSON.
    pub oembed: Option<Url>,
}

impl Head {
    /// Of a page that was found at an address. Only the first [`MOST`] bytes are looked at.
    pub fn read(page: &str, at: &Url) -> Self {
        let mut end = page.len().min(MOST);
        while !page.is_char_boundary(end) {
            end -= 1;
        }
        let mut head = Self::default();
        for piece in Pieces::of(&page[..end]) {
            match piece {
                Piece::Open(name, _) if name == "body" => break,
                Piece::Close(name) if name == "head" => break,
                Piece::Open(name, attributes) if name == "meta" => head.meta(&attributes),
                Piece::Open(name, attributes) if name == "link" => head.link(&attributes, at),
                Piece::Title(text) => head.say("title", &decode(text)),
                Piece::Open(..) | Piece::Close(_) => {}
            }
        }
        head
    }

    /// The first of these that the page says; empty when it says none of them.
    pub fn first(&self, names: &[&str]) -> &str {
        let found = names.iter().find_map(|name| self.said.get(*name));
        found.map_or("", String::as_str)
    }

    fn say(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.said.entry(name.to_owned()).or_insert_with(|| text.to_owned());
        }
    }

    fn meta(&mut self, attributes: &[(String, String)]) {
        let content = attribute(attributes, "content");
        for kind in ["property", "name", "itemprop"] {
            let name = attribute(attributes, kind).trim().to_ascii_lowercase();
            if WANTED.contains(&name.as_str()) {
                self.say(&name, content);
            }
        }
    }

    fn link(&mut self, attributes: &[(String, String)], at: &Url) {
        let target = || {
            let url = at.join(attribute(attributes, "href").trim()).ok()?;
            matches!(url.scheme(), "http" | "https").then_some(url)
        };
        let rel = attribute(attributes, "rel").to_ascii_lowercase();
        let rels: Vec<&str> = rel.split_ascii_whitespace().collect();
        if rels.contains(&"canonical") && self.canonical.is_none() {
            self.canonical = target();
        }
        let answers = attribute(attributes, "type").eq_ignore_ascii_case("application/json+oembed");
        if answers && rels.contains(&"alternate") && self.oembed.is_none() {
            self.oembed = target();
        }
    }
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    let found = attributes.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value)
}
