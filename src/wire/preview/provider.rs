//! Providers of films and sounds that can be played in a page of ours: how their links look, where they answer about
//! one (oEmbed), and what plays it.
//!
//! The address of the player is built here from what identifies the film, and from nothing that the provider says.

use url::Url;
use url::form_urlencoded::byte_serialize;

use super::Kind;
use super::head::Head;

/// Who plays it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// youtube.com
    YouTube,
    /// vimeo.com
    Vimeo,
    /// dailymotion.com
    Dailymotion,
    /// soundcloud.com
    SoundCloud,
    /// media.ccc.de
    MediaCcc,
    /// Any server of the free software PeerTube.
    PeerTube,
}

impl Provider {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::YouTube => "YouTube",
            Self::Vimeo => "Vimeo",
            Self::Dailymotion => "Dailymotion",
            Self::SoundCloud => "SoundCloud",
            Self::MediaCcc => "media.ccc.de",
            Self::PeerTube => "PeerTube",
        }
    }
}

/// A link that leads to something that can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who plays it.
    pub provider: Provider,
    /// A film or a sound.
    pub kind: Kind,
    /// Where the provider answers about it.
    pub oembed: Url,
    /// What plays it.
    pub player: Url,
}

/// What a link leads to, told from the link alone; none for a page like any other.
pub fn of(url: &Url) -> Option<Known> {
    if !url.port().is_none_or(|port| port == 80 || port == 443) {
        return None;
    }
    let host = url.host_str()?.trim_start_matches("www.");
    let path: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    match host {
        "youtube.com" | "m.youtube.com" | "music.youtube.com" | "youtube-nocookie.com" => match path.as_slice() {
            ["watch"] => youtube(&asked(url, "v")?),
            ["shorts" | "live" | "embed" | "v", id, ..] => youtube(id),
            _ => None,
        },
        "youtu.be" => youtube(path.first()?),
        "vimeo.com" => vimeo(path.as_slice()),
        "dailymotion.com" => match path.as_slice() {
            ["video", id, ..] => dailymotion(id),
            _ => None,
        },
        "dai.ly" => dailymotion(path.first()?),
        "soundcloud.com" | "m.soundcloud.com" => soundcloud(path.as_slice()),
        "media.ccc.de" => match path.as_slice() {
            ["v", slug] => media_ccc(slug),
            _ => None,
        },
        _ => None,
    }
}

/// The same for PeerTube, which anybody may run: told from what the page says of itself and from how its address looks.
pub fn peertube(at: &Url, head: &Head) -> Option<Known> {
    let path: Vec<&str> = at.path_segments()?.filter(|part| !part.is_empty()).collect();
    let id = match path.as_slice() {
        ["w", id] | ["videos", "watch", id] => *id,
        _ => return None,
    };
    let says_so = head.first(&["og:platform"]).eq_ignore_ascii_case("peertube");
    let oembed = head.oembed.clone().filter(|oembed| oembed.origin() == at.origin())?;
    let fits = says_so && (8..=36).contains(&id.len()) && is_plain(id) && origin(at).is_some();
    let player = at.join(&format!("/videos/embed/{id}")).ok()?;
    fits.then_some(Known {
        provider: Provider::PeerTube,
        kind: Kind::Video,
        oembed,
        player,
    })
}

/// Where a player is, for the policy that lets it in: `https://host`, and nothing that could end a directive.
pub fn origin(player: &Url) -> Option<String> {
    let host = player.host_str()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let named = host.bytes().all(plain) && host.contains('.') && host.bytes().any(|byte| byte.is_ascii_alphabetic());
    (player.scheme() == "https" && player.port().is_none() && named).then(|| format!("https://{host}"))
}

fn known(provider: Provider, kind: Kind, oembed: &str, link: &str, player: &str) -> Option<Known> {
    let asked: String = byte_serialize(link.as_bytes()).collect();
    Some(Known {
        provider,
        kind,
        oembed: Url::parse(&format!("{oembed}{asked}")).ok()?,
        player: Url::parse(player).ok()?,
    })
}

fn youtube(id: &str) -> Option<Known> {
    if id.len() != 11 || !is_plain(id) {
        return None;
    }
    known(
        Provider::YouTube,
        Kind::Video,
        "https://www.youtube.com/oembed?format=json&url=",
        &format!("https://www.youtube.com/watch?v={id}"),
        &format!("https://www.youtube-nocookie.com/embed/{id}"),
    )
}

fn vimeo(path: &[&str]) -> Option<Known> {
    let id = match path {
        [id] | ["channels", _, id] | ["groups", _, "videos", id] => *id,
        _ => return None,
    };
    if id.is_empty() || id.len() > 12 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    known(
        Provider::Vimeo,
        Kind::Video,
        "https://vimeo.com/api/oembed.json?url=",
        &format!("https://vimeo.com/{id}"),
        &format!("https://player.vimeo.com/video/{id}?dnt=1"),
    )
}

fn dailymotion(id: &str) -> Option<Known> {
    let id = id.split('_').next().unwrap_or_default();
    if id.is_empty() || id.len() > 20 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    known(
        Provider::Dailymotion,
        Kind::Video,
        "https://www.dailymotion.com/services/oembed?format=json&url=",
        &format!("https://www.dailymotion.com/video/{id}"),
        &format!("https://geo.dailymotion.com/player.html?video={id}"),
    )
}

fn soundcloud(path: &[&str]) -> Option<Known> {
    // A person's own page, and pages of the site itself, are no sound.
    let (whose, what) = match path {
        [whose, "sets", set] => (*whose, format!("sets/{set}")),
        [whose, track] => (*whose, (*track).to_owned()),
        _ => return None,
    };
    let site = ["discover", "search", "pages", "you", "stations", "charts", "settings"];
    let lists = ["sets", "tracks", "albums", "reposts", "likes", "followers", "following"];
    let named = |part: &str| !part.is_empty() && part.len() <= 255 && is_plain(part);
    let fits = named(whose) && what.split('/').all(named) && !site.contains(&whose) && !lists.contains(&what.as_str());
    if !fits {
        return None;
    }
    let link = format!("https://soundcloud.com/{whose}/{what}");
    let asked: String = byte_serialize(link.as_bytes()).collect();
    known(
        Provider::SoundCloud,
        Kind::Audio,
        "https://soundcloud.com/oembed?format=json&url=",
        &link,
        &format!("https://w.soundcloud.com/player/?url={asked}"),
    )
}

fn media_ccc(slug: &str) -> Option<Known> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if slug.is_empty() || slug.len() > 255 || !slug.bytes().all(plain) {
        return None;
    }
    known(
        Provider::MediaCcc,
        Kind::Video,
        "https://media.ccc.de/public/oembed?url=",
        &format!("https://media.ccc.de/v/{slug}"),
        &format!("https://media.ccc.de/v/{slug}/oembed"),
    )
}

fn is_plain(id: &str) -> bool {
    id.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn asked(url: &Url, name: &str) -> Option<String> {
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}
