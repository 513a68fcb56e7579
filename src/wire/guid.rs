//! The name of a thing on the network: post, photo, comment, person, conversation.
//!
//! A guid is made by the pod of its author and never changes. What it names is not known here.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A guid: 16 to 255 of `A-Z a-z 0-9 - _ . @ :`, the last one a letter or digit. Compared byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Guid(String);

impl Guid {
    /// Takes a guid as it was sent. `None` when another pod would refuse it too.
    pub fn parse(raw: &str) -> Option<Guid> {
        let fits = (16..=255).contains(&raw.len())
            && raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.@:".contains(&b))
            && raw.bytes().last().is_some_and(|b| b.is_ascii_alphanumeric());
        fits.then(|| Guid(raw.to_owned()))
    }

    /// Makes a new guid of 32 lower-case hexadecimal digits, the form that diaspora* pods write.
    pub fn from_bytes(bytes: [u8; 16]) -> Guid {
        Guid(super::bytes::hex(&bytes))
    }

    /// The guid as it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Guid> for String {
    fn from(guid: Guid) -> String {
        guid.0
    }
}

impl TryFrom<String> for Guid {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Guid, Self::Error> {
        Guid::parse(&raw).ok_or("not a guid")
    }
}
