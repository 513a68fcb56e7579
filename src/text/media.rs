//! Pictures, films and sounds of other servers within a text: which there are, and how they stand in HTML.
//!
//! Rendered text is kept for years, the keys that sign addresses are not: so a text holds a marker that names what is
//! to be shown (`/media/~/<variant>/<base64url of the address>`), and whoever shows the text puts a signed address in
//! its place ([`sign`]). A marker by itself leads nowhere. Nothing here fetches.

use std::fmt::Write as _;

use url::Url;

use super::link::escape;
use crate::wire::bytes::{base64url, unbase64url};

/// What every marker begins with.
const MARKER: &str = "/media/~/";
/// Longer addresses are not fetched.
const LONGEST: usize = 2_000;
/// More pictures than these in one text stay links.
pub(super) const MOST: usize = 100;

/// In which form something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// A person's picture, 100 pixels.
    Avatar,
    /// A picture of at most 100 pixels.
    S100,
    /// 300.
    S300,
    /// 700.
    S700,
    /// 1600.
    S1600,
    /// As large as there is, at most 4096 pixels.
    Full,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// A small picture within a line.
    Emoji,
    /// The picture of a link's card.
    Preview,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Avatar,
        Self::S100,
        Self::S300,
        Self::S700,
        Self::S1600,
        Self::Full,
        Self::Video,
        Self::Audio,
        Self::Emoji,
        Self::Preview,
    ];

    /// As it stands in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Avatar => "avatar",
            Self::S100 => "100",
            Self::S300 => "300",
            Self::S700 => "700",
            Self::S1600 => "1600",
            Self::Full => "full",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Emoji => "emoji",
            Self::Preview => "preview",
        }
    }

    /// From an address.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.code() == code)
    }
}

/// An address in the one form under which it is known here; none when nothing is fetched from there.
pub fn canonical(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if raw.len() > LONGEST || raw.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let mut url = Url::parse(raw).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    if !web || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_fragment(None);
    if url.query() == Some("") {
        url.set_query(None);
    }
    let text = unified(url.as_str());
    (text.len() <= LONGEST).then_some(text)
}

/// Characters that need no escape without one, and the digits of the others in capitals (RFC 3986, section 6.2.2).
fn unified(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3);
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (digits, byte) {
            (Some(_), Some(byte)) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte));
                rest = &rest[at + 3..];
            }
            (Some(digits), Some(_)) => {
                let _ = write!(out, "%{}", digits.to_ascii_uppercase());
                rest = &rest[at + 3..];
            }
            _ => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

/// The marker of something, for HTML that is signed when it is shown; none when nothing is fetched from there.
pub fn marker(url: &str, variant: Variant) -> Option<String> {
    let url = canonical(url)?;
    Some(format!("{MARKER}{}/{}", variant.code(), base64url(url.as_bytes())))
}

/// Whether a value is a marker in exactly the form in which they are written here.
pub(super) fn is_marker(value: &str, fits: impl Fn(Variant) -> bool) -> bool {
    read(value).is_some_and(|(variant, url, _)| {
        let known = unbase64url(url).and_then(|bytes| String::from_utf8(bytes).ok());
        fits(variant) && known.is_some_and(|url| marker(&url, variant).as_deref() == Some(value))
    })
}

/// Variant and encoded address of a marker, and what follows it.
fn read(text: &str) -> Option<(Variant, &str, &str)> {
    let (code, rest) = text.strip_prefix(MARKER)?.split_once('/')?;
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (url, after) = rest.split_at(end);
    (!url.is_empty()).then_some(())?;
    Some((Variant::parse(code)?, url, after))
}

/// Puts an address in place of each marker; `address` is given the variant and the encoded address. Markers stand in
/// quotes: nothing else is looked at.
pub fn sign(html: String, address: impl Fn(Variant, &str) -> String) -> String {
    const QUOTED: &str = "\"/media/~/";
    if !html.contains(QUOTED) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 1_024);
    let mut rest = html.as_str();
    while let Some(at) = rest.find(QUOTED) {
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        if let Some((variant, url, after)) = read(rest) {
            out.push_str(&address(variant, url));
            rest = after;
        }
    }
    out + rest
}

/// What a rendered text shows of other servers: variants and addresses, each once.
pub fn found(html: &str) -> Vec<(Variant, String)> {
    let mut found = Vec::new();
    for piece in html.split("\"/media/~/").skip(1) {
        let whole = format!("{MARKER}{}", piece.split('"').next().unwrap_or_default());
        let Some((variant, url, _)) = read(&whole) else {
            continue;
        };
        let url = unbase64url(url).and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(url) = url.and_then(|url| canonical(&url))
            && !found.contains(&(variant, url.clone()))
        {
            found.push((variant, url));
        }
    }
    found
}

/// Film or sound by the ending of an address; none for anything else.
pub(super) fn moving(url: &str) -> Option<Variant> {
    let url = Url::parse(url).ok()?;
    let (_, ending) = url.path().rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" | "webm" | "ogv" | "mov" => Some(Variant::Video),
        "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac" => Some(Variant::Audio),
        _ => None,
    }
}

/// The tag of a picture, a film or a sound; none when nothing is fetched from there.
pub(super) fn tag(url: &str, described: &str, title: &str) -> Option<String> {
    let title = if title.is_empty() {
        String::new()
    } else {
        format!(" title=\"{}\"", escape(title))
    };
    let described = escape(described);
    let variant = moving(url).unwrap_or(Variant::S700);
    let marker = marker(url, variant)?;
    Some(match variant {
        Variant::Video => format!("<video src=\"{marker}\" aria-label=\"{described}\"{title}></video>"),
        Variant::Audio => format!("<audio src=\"{marker}\" aria-label=\"{described}\"{title}></audio>"),
        Variant::Avatar
        | Variant::S100
        | Variant::S300
        | Variant::S700
        | Variant::S1600
        | Variant::Full
        | Variant::Emoji
        | Variant::Preview => format!("<img src=\"{marker}\" alt=\"{described}\"{title}>"),
    })
}
