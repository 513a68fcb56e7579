//! Pictures, films, sounds and other files, be they attached to an object or what the object is.

use serde_json::{Value, json};

use super::Id;
use super::limits::{LONGEST_CONTENT, MOST_ATTACHMENTS};
use super::node::{Node, cut};
use super::out::Out;

/// What sort of thing is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// Any other file.
    Document,
    /// A page elsewhere.
    Link,
}

impl Medium {
    /// Its type on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Medium::Image => "Image",
            Medium::Video => "Video",
            Medium::Audio => "Audio",
            Medium::Document => "Document",
            Medium::Link => "Link",
        }
    }

    /// By media type, else by the type on the wire: many call everything a document.
    fn of(node: Node<'_>, media_type: Option<&str>) -> Self {
        let by_kind = || {
            let known = [Medium::Image, Medium::Video, Medium::Audio, Medium::Link];
            known.into_iter().find(|medium| node.is(medium.name()))
        };
        let by_media = match media_type
            .and_then(|kind| kind.split_once('/'))
            .map(|(family, _)| family)
        {
            Some("image") => Some(Medium::Image),
            Some("video") => Some(Medium::Video),
            Some("audio") => Some(Medium::Audio),
            _ => None,
        };
        by_media.or_else(by_kind).unwrap_or(Medium::Document)
    }
}

/// Something attached.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// What it is.
    pub medium: Medium,
    /// Where it is.
    pub url: Id,
    /// What its server says that it is.
    pub media_type: Option<String>,
    /// What is to be seen or heard, in words.
    pub description: Option<String>,
    /// Pixels from left to right.
    pub width: Option<u64>,
    /// Pixels from top to bottom.
    pub height: Option<u64>,
    /// A blur of the picture in a few letters.
    pub blurhash: Option<String>,
    /// The point to keep when it is cropped, from -1 to 1 to the right and upwards.
    pub focus: Option<(f64, f64)>,
}

/// The address of a file; names of files come with spaces.
fn file(url: &str) -> Option<Id> {
    Id::parse(&url.trim().replace(' ', "%20"))
}

impl Attachment {
    pub(super) fn list(node: Node<'_>) -> Vec<Self> {
        let files = node.all("attachment").filter_map(|entry| match entry {
            Value::String(url) => file(url).map(Self::bare),
            Value::Object(object) => Self::of(Node(object)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        });
        files.take(MOST_ATTACHMENTS).collect()
    }

    /// The files that an object is, such as a film in several sizes: the entries of `url` with a media type of their own.
    pub(super) fn own(node: Node<'_>) -> Vec<Self> {
        let links = node.nodes("url").filter_map(Self::of);
        links
            .filter(|file| matches!(file.medium, Medium::Image | Medium::Video | Medium::Audio))
            .take(MOST_ATTACHMENTS)
            .collect()
    }

    fn bare(url: Id) -> Self {
        Self {
            medium: Medium::Document,
            url,
            media_type: None,
            description: None,
            width: None,
            height: None,
            blurhash: None,
            focus: None,
        }
    }

    fn of(node: Node<'_>) -> Option<Self> {
        let link = node.node("url");
        let url = node.text("url").or_else(|| link.and_then(|link| link.text("href")));
        let url = file(url.or_else(|| node.text("href"))?)?;
        let own = node.name("mediaType");
        let media_type = own.or_else(|| link.and_then(|link| link.name("mediaType")));
        // The newer place of the description comes first; older servers call it a name.
        let description = ["summary", "name"].iter().find_map(|name| node.text(name));
        let description = description.map(str::trim).filter(|text| !text.is_empty());
        let side = |name: &str| node.count(name).filter(|side| *side > 0);
        let mut points = node.all("focalPoint").filter_map(Value::as_f64);
        let focus = points.next().zip(points.next());
        Some(Self {
            medium: Medium::of(node, media_type.as_deref()),
            url,
            media_type,
            description: description.map(|text| cut(text, LONGEST_CONTENT).to_owned()),
            width: side("width"),
            height: side("height"),
            blurhash: node.name("blurhash"),
            focus: focus.map(|(x, y)| (x.clamp(-1.0, 1.0), y.clamp(-1.0, 1.0))),
        })
    }

    /// The description stands in both of its places.
    pub(super) fn json(&self) -> Value {
        let place = match self.medium {
            Medium::Link => "href",
            Medium::Image | Medium::Video | Medium::Audio | Medium::Document => "url",
        };
        Out::of(self.medium.name())
            .put(place, self.url.as_str())
            .text("mediaType", self.media_type.as_ref())
            .text("name", self.description.as_ref())
            .text("summary", self.description.as_ref())
            .maybe("width", self.width)
            .maybe("height", self.height)
            .text("blurhash", self.blurhash.as_ref())
            .maybe("focalPoint", self.focus.map(|(x, y)| json!([x, y])))
            .end()
    }
}
