//! Which link of a text is shown as a card: the first that leads to a page of the web, outside code.
//!
//! Found on the parsed tree, as mentions are. What stands at the address is not known here; nothing is fetched.

use comrak::Arena;
use comrak::nodes::NodeValue;
use url::Url;

use super::dialect::Source;
use super::link::{self, Target};
use super::mention;

/// Longer addresses get no card.
const LONGEST: usize = 2_048;

/// What ends like this is a picture, a film or a sound, and no page.
const MEDIA: [&str; 21] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "ico", "mp4", "m4v", "mov", "mkv", "webm", "ogv", "ogg",
    "mp3", "m4a", "opus", "wav", "flac",
];

/// The address that gets a card, without the part behind `#`. `host` is our own, whose pages get none.
pub fn link(text: &str, host: &str) -> Option<Url> {
    // Most texts have no link, and parsing costs.
    if !text.contains("://") && !text.contains("www.") {
        return None;
    }
    let mentions = mention::candidates(text);
    let source = Source::new(text, mention::ranges(&mentions));
    let arena = Arena::new();
    let root = source.parse(&arena);
    root.descendants().find_map(|node| {
        let NodeValue::Link(link) = &node.data().value else {
            return None;
        };
        page(&source.restore(&link.url), host)
    })
}

/// An address as that of a page elsewhere; none for mail, for pages of ours, for media.
fn page(raw: &str, host: &str) -> Option<Url> {
    let Some(Target::Away(address)) = link::target(raw) else {
        return None;
    };
    let mut url = Url::parse(&address).ok()?;
    url.set_fragment(None);
    let ours = authority(&url) == host;
    (!ours && !is_media(&url) && url.as_str().len() <= LONGEST).then_some(url)
}

/// Host and port, as the pod's own is written.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn is_media(url: &Url) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| MEDIA.contains(&ending.as_str()))
}
