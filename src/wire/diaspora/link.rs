//! `diaspora://AUTHOR/TYPE/GUID`, also with `web+` before it: links in texts to what other pods hold.
//!
//! Whether such a thing is known or may be fetched is not asked here.

use super::Kind;
use crate::wire::{Guid, Handle};

const SCHEME: &str = "diaspora://";

/// A link to a thing of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who has to be its author.
    pub author: Handle,
    /// What it is, as it was written.
    pub name: String,
    /// Its name.
    pub guid: Guid,
}

impl Link {
    /// What it is; none when there is no such kind.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_element(&self.name).ok()
    }

    /// The link as it is written into a text.
    pub fn to_thing(author: &Handle, kind: Kind, guid: &Guid) -> String {
        format!("{SCHEME}{author}/{}/{guid}", kind.element())
    }
}

/// Every link in a text, in order.
pub fn find(text: &str) -> Vec<Link> {
    text.match_indices(SCHEME)
        .filter_map(|(at, scheme)| read(&text[at + scheme.len()..]))
        .collect()
}

fn read(rest: &str) -> Option<Link> {
    let (author, rest) = rest.split_once('/')?;
    let (name, rest) = rest.split_once('/')?;
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_@.:".contains(letter));
    let guid = &rest[..end.unwrap_or(rest.len())];
    // What ends a sentence is no part of a guid: its last one is a letter or a digit.
    let guid = guid.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
    let author = Handle::parse(author)?;
    let guid = Guid::parse(guid)?;
    plain.then(|| Link {
        author,
        name: name.to_owned(),
        guid,
    })
}
