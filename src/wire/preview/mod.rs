//! What a page of the web says of itself, as a card shows it: bytes of strangers turned into short plain texts and
//! addresses, whatever they are.
//!
//! It opens no socket. Nothing of a stranger's HTML goes on: not a tag, not the `html` of an oEmbed answer. Where a
//! video can be played is an address that [`provider`] builds from a number, for those that it knows.
//! To know another provider: a variant there.

use url::Url;

use crate::text::{clean, summary};

pub mod charset;
pub mod head;
mod html;
pub mod oembed;
pub mod provider;

use head::Head;
use oembed::OEmbed;
use provider::Known;

/// Longest title, in characters.
pub const TITLE: usize = 150;
/// Longest description, in characters.
pub const DESCRIPTION: usize = 300;
/// Longest address of a picture, in bytes.
const ADDRESS: usize = 2_048;

/// What a link leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A page to read.
    #[default]
    Page,
    /// A film that can be played here.
    Video,
    /// A sound that can be played here.
    Audio,
}

/// What a card says. All of it is plain text or an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is called; never empty.
    pub title: String,
    /// What it is about, or who made it; may be empty.
    pub description: String,
    /// The picture's address, to be shown through the media proxy only.
    pub image: Option<Url>,
    /// What it is.
    pub kind: Kind,
    /// Who plays it, as people call them; empty for a page.
    pub provider: String,
    /// What plays it, built here; none for a page.
    pub player: Option<Url>,
}

impl Card {
    /// Of what a page's head says; none when it has no title. `at` is where the page was found.
    pub fn of_page(at: &Url, head: &Head) -> Option<Self> {
        let title = fitting(head.first(&["og:title", "twitter:title", "title"]), TITLE);
        let about = head.first(&["og:description", "twitter:description", "description"]);
        let image = head.first(&[
            "og:image:secure_url",
            "og:image:url",
            "og:image",
            "twitter:image",
            "twitter:image:src",
        ]);
        let card = Self {
            description: fitting(about, DESCRIPTION),
            image: image_at(at, image),
            title,
            ..Self::default()
        };
        (!card.title.is_empty()).then_some(card)
    }

    /// Of an oEmbed answer; none when it has no title.
    pub fn of_answer(at: &Url, answer: &OEmbed) -> Option<Self> {
        Self::of_words(at, &answer.title, &answer.author, &answer.thumbnail)
    }

    /// Of what somebody else says of a page; none when they have no title for it. What can be played is told from the
    /// address alone.
    pub fn of_words(at: &Url, title: &str, about: &str, image: &str) -> Option<Self> {
        let card = Self {
            title: fitting(title, TITLE),
            description: fitting(about, DESCRIPTION),
            image: image_at(at, image),
            ..Self::default()
        };
        (!card.title.is_empty()).then_some(card)
    }

    /// With what is missing taken from another.
    pub fn or(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        Self {
            description: if self.description.is_empty() {
                other.description
            } else {
                self.description
            },
            image: self.image.or(other.image),
            ..self
        }
    }

    /// That can be played.
    pub fn playing(self, known: &Known) -> Self {
        Self {
            kind: known.kind,
            provider: known.provider.name().to_owned(),
            player: Some(known.player.clone()),
            ..self
        }
    }
}

/// A stranger's text on one line: nothing invisible, nothing that turns text around, no longer than `most`.
pub fn fitting(raw: &str, most: usize) -> String {
    // What was no text becomes nothing; the rest may still be worth reading.
    let whole = raw.replace(char::REPLACEMENT_CHARACTER, "");
    let line = clean::line(&whole, usize::MAX).unwrap_or_default();
    summary::shorten(&line, most)
}

fn image_at(page: &Url, raw: &str) -> Option<Url> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > ADDRESS {
        return None;
    }
    let url = page.join(raw).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain).then_some(url)
}
