//! An oEmbed answer (oembed.com), of which a title, a name and a picture are taken, and nothing else: its `html` is
//! never looked at.

use serde_json::Value;

/// Bytes of an answer that are read.
pub const MOST: usize = 128 * 1024;

/// What is taken of an answer. Empty where it says nothing, or no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OEmbed {
    /// What it is called.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Address of a picture of it, as written.
    pub thumbnail: String,
}

impl OEmbed {
    /// From JSON; none when it is something else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MOST {
            return None;
        }
        let answer: Value = serde_json::from_slice(bytes).ok()?;
        let text = |name: &str| {
            let said = answer.get(name).and_then(Value::as_str);
            said.unwrap_or_default().to_owned()
        };
        answer.is_object().then(|| Self {
            title: text("title"),
            author: text("author_name"),
            thumbnail: text("thumbnail_url"),
        })
    }
}
