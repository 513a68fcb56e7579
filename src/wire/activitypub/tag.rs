//! What a text speaks of: people, hashtags, pictures in words, other objects (`tag`; FEP-e232 for links).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Id;
use super::limits::MOST_TAGS;
use super::node::{Node, address};
use super::out::Out;

/// What the relation of a link is when it leads to what is quoted (FEP-e232 with Misskey's word).
pub const QUOTES: &str = "https://misskey-hub.net/ns#_misskey_quote";
/// The media type of an object, as links to objects have it (FEP-e232).
pub const OBJECT_TYPE: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

/// Something that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A person.
    Mention(Mention),
    /// A hashtag, without `#`, in the case in which it was written.
    Hashtag {
        /// Its name.
        name: String,
        /// Its page.
        page: Option<Id>,
    },
    /// A picture that stands for `:name:`.
    Emoji(Emoji),
    /// Another object.
    Link(Link),
}

/// A person whom a text speaks of. Whether they get it is said by the audience alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The actor; of some servers, their page.
    pub actor: Id,
    /// How they are called there, such as `@name@host`.
    pub name: Option<String>,
}

/// A picture that stands for `:name:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// Its name without colons.
    pub name: String,
    /// What names it; some servers give none.
    pub id: Option<Id>,
    /// Where the picture is.
    pub picture: Id,
    /// What the picture says that it is.
    pub media_type: Option<String>,
    /// When it last changed.
    pub updated: Option<DateTime<Utc>>,
}

/// A link to another object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: Id,
    /// What there is.
    pub media_type: Option<String>,
    /// How it belongs to this one.
    pub relations: Vec<String>,
    /// How it stands in the text.
    pub name: Option<String>,
}

impl Tag {
    /// Reads the member `tag`; what is none of these is passed over.
    pub(super) fn list(node: Node<'_>) -> Vec<Self> {
        node.nodes("tag").filter_map(Self::of).take(MOST_TAGS).collect()
    }

    fn of(node: Node<'_>) -> Option<Self> {
        let href = || node.text("href").and_then(Id::parse);
        if node.is("Mention") {
            let actor = href()?;
            let name = node.name("name");
            return Some(Tag::Mention(Mention { actor, name }));
        }
        if node.is("Hashtag") {
            let name = node.name("name")?;
            let name = name.trim_start_matches('#').to_owned();
            let page = href();
            return (!name.is_empty()).then_some(Tag::Hashtag { name, page });
        }
        if node.is("Emoji") {
            return Emoji::of(node).map(Tag::Emoji);
        }
        let link = || {
            Some(Link {
                href: href()?,
                media_type: node.name("mediaType"),
                relations: node.all("rel").filter_map(Value::as_str).map(str::to_owned).collect(),
                name: node.name("name"),
            })
        };
        // A link to what is quoted is the quote's, not a tag.
        let link = node.is("Link").then(link).flatten();
        link.filter(|link| link.relations.iter().all(|rel| rel != QUOTES))
            .map(Tag::Link)
    }

    /// The person, if it is one.
    pub fn mention(&self) -> Option<&Mention> {
        if let Tag::Mention(mention) = self {
            Some(mention)
        } else {
            None
        }
    }

    /// The name of the hashtag, if it is one.
    pub fn hashtag(&self) -> Option<&str> {
        if let Tag::Hashtag { name, .. } = self {
            Some(name)
        } else {
            None
        }
    }

    /// The picture that stands for words, if it is one.
    pub fn emoji(&self) -> Option<&Emoji> {
        if let Tag::Emoji(emoji) = self {
            Some(emoji)
        } else {
            None
        }
    }

    pub(super) fn json(&self) -> Value {
        match self {
            Tag::Mention(Mention { actor, name }) => Out::of("Mention")
                .put("href", actor.as_str())
                .text("name", name.as_ref()),
            Tag::Hashtag { name, page } => Out::of("Hashtag")
                .put("name", format!("#{name}"))
                .text("href", page.as_ref()),
            Tag::Emoji(emoji) => emoji.write(),
            Tag::Link(link) => Out::of("Link")
                .put("href", link.href.as_str())
                .text("mediaType", link.media_type.as_ref())
                .text("name", link.name.as_ref())
                .list("rel", link.relations.iter().map(|rel| rel.as_str().into()).collect()),
        }
        .end()
    }
}

impl Emoji {
    fn of(node: Node<'_>) -> Option<Self> {
        let name = node.name("name")?;
        let name = name.trim_matches(':').to_owned();
        let icon = node.node("icon");
        let picture = match icon {
            Some(icon) => icon.first("url"),
            None => node.first("icon"),
        };
        let fits = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == ':');
        fits.then_some(Self {
            name,
            id: node.id(),
            picture: picture?,
            media_type: icon.and_then(|icon| icon.name("mediaType")),
            updated: node.time("updated"),
        })
    }

    fn write(&self) -> Out {
        let icon = Out::of("Image")
            .text("mediaType", self.media_type.as_ref())
            .put("url", self.picture.as_str());
        Out::of("Emoji")
            .text("id", self.id.as_ref())
            .put("name", format!(":{}:", self.name))
            .put("icon", icon.end())
            .time("updated", self.updated.as_ref())
    }
}

/// What is quoted, and the stamp by which its author has allowed that (FEP-044f).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What is quoted.
    pub of: Id,
    /// Where the stamp is.
    pub stamp: Option<Id>,
}

impl Quote {
    /// Reads a quote in any of its spellings, the newest first.
    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        let named = ["quote", "_misskey_quote", "quoteUrl", "quoteUri", "quoteURL"];
        let direct = named.iter().find_map(|name| node.first(name));
        let linked = || {
            let quotes = |link: &Node<'_>| link.is("Link") && link.all("rel").any(|rel| rel == QUOTES);
            node.nodes("tag").find(quotes).and_then(|link| link.first("href"))
        };
        Some(Self {
            of: direct.or_else(linked)?,
            stamp: node.all("quoteAuthorization").find_map(address),
        })
    }

    /// Writes it in every spelling that somebody reads.
    pub(super) fn write(&self, out: Out) -> Out {
        let of = self.of.as_str();
        out.put("quote", of)
            .put("_misskey_quote", of)
            .put("quoteUri", of)
            .put("quoteUrl", of)
            .text("quoteAuthorization", self.stamp.as_ref())
    }

    /// The link that stands among the tags for those who read only these (FEP-e232).
    pub(super) fn link(&self) -> Value {
        json!({"type": "Link", "mediaType": OBJECT_TYPE, "rel": [QUOTES], "href": self.of.as_str()})
    }
}
