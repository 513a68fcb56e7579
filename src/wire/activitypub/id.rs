//! Addresses that name things: actors, objects, activities, collections, keys.
//!
//! Two of them are the same when their texts are. Only the authority has several spellings for one server, so it is
//! written anew when an address is read; what follows it stays as it came, also a slash at its end.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use super::limits::LONGEST_ID;

/// An address of a thing: `https` or `http`, a host, no user, at most 2048 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id {
    text: String,
    /// How many bytes of it are the origin.
    origin: usize,
}

impl Id {
    /// Takes an address as it was sent. Host names in capitals, in other scripts, with the usual port or with escapes
    /// come out in their one form; a host with a dot at its end is refused, as nobody serves it.
    pub fn parse(raw: &str) -> Option<Self> {
        let dirty = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
        if raw.len() > LONGEST_ID || raw.chars().any(dirty) {
            return None;
        }
        let (_, after) = raw.split_once("://")?;
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let url = Url::parse(raw).ok()?;
        let host = url.host_str()?;
        let web = matches!(url.scheme(), "http" | "https");
        // The parser takes `https:///host` for `https://host`; here that is no address.
        let plain = !authority.is_empty() && !authority.contains('@') && !host.ends_with('.') && host.len() <= 253;
        if !web || !plain {
            return None;
        }
        let origin = url.origin().ascii_serialization();
        let text = format!("{origin}{rest}");
        let fits = text.len() <= LONGEST_ID;
        let origin = origin.len();
        fits.then_some(Self { text, origin })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port: whoever may speak for one address of an origin may speak for all of them.
    pub fn origin(&self) -> &str {
        &self.text[..self.origin]
    }

    /// Host, with the port if it is not the usual one: what blocks and breakers go by.
    pub fn authority(&self) -> &str {
        self.origin().split_once("://").map_or("", |(_, authority)| authority)
    }

    /// Path and what follows it.
    pub fn path(&self) -> &str {
        &self.text[self.origin..]
    }

    /// Whether both belong to the same server.
    pub fn is_beside(&self, other: &Id) -> bool {
        self.origin() == other.origin()
    }

    /// Whether it is had over TLS.
    pub fn is_secure(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// The document that the address is in: without what follows `#`.
    pub fn document(&self) -> Id {
        let text = self.text.split('#').next().unwrap_or_default().to_owned();
        Self {
            text,
            origin: self.origin,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.text
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Id, Self::Error> {
        Id::parse(&raw).ok_or("not an address")
    }
}
