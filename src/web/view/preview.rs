//! The card of a link, and the page on which a film of another server is played.

use entity::{PreviewKind, SeenPreview};
use serde::Serialize;
use url::Url;

use super::View;
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::guard::{Say, Visit};
use crate::wire::preview::provider;

/// What plays a film or a sound, and what that means.
#[derive(Clone, Debug, Serialize)]
pub struct Player {
    /// Where it is asked for.
    pub action: String,
    /// A film, not a sound.
    pub video: bool,
    /// Whom the browser will talk to.
    pub host: String,
    /// The same in a sentence.
    pub warning: String,
}

impl Player {
    fn of(say: &Say<'_>, guid: &str, preview: &SeenPreview) -> Option<Self> {
        let video = match preview.kind {
            PreviewKind::Page => return None,
            PreviewKind::Video => true,
            PreviewKind::Audio => false,
        };
        let player = Url::parse(preview.player.as_deref()?).ok()?;
        let host = provider::origin(&player)?.trim_start_matches("https://").to_owned();
        Some(Self {
            action: format!("/posts/{guid}/watch"),
            video,
            warning: say.with("preview-warning", &[("host", Arg::Text(host.clone()))]),
            host,
        })
    }
}

/// The card of a post's link.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewCard {
    /// Where the link leads.
    pub url: String,
    /// To whom.
    pub host: String,
    /// What it is called.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Address of its picture, of our own; empty for none.
    pub image: String,
    /// What plays it.
    pub player: Option<Player>,
}

impl PreviewCard {
    /// Of the post with this guid.
    pub fn of(pod: &Pod, visit: &Visit, guid: &str, preview: &SeenPreview) -> Option<Self> {
        let url = Url::parse(&preview.url).ok()?;
        Some(Self {
            host: shown_host(&url)?,
            title: preview.title.clone(),
            description: preview.description.clone(),
            image: preview
                .image
                .as_deref()
                .map(|image| picture(pod, image))
                .unwrap_or_default(),
            player: Player::of(&visit.say(), guid, preview),
            url: url.into(),
        })
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            url: "https://jam.example/plums?a=1&b=2".to_owned(),
            host: "jam.example".to_owned(),
            title: "Plums & <jam>".to_owned(),
            description: "What to do with forty jars.".to_owned(),
            image: "/media/1/x/300/y".to_owned(),
            player: Some(Player {
                action: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25/watch".to_owned(),
                video: true,
                host: "player.example".to_owned(),
                warning: "Your browser will talk to player.example.".to_owned(),
            }),
        }
    }
}

/// The host as it truly is: what is not ASCII stays in its encoded form, so that no letter looks like another.
fn shown_host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

fn picture(pod: &Pod, image: &str) -> String {
    crate::media::address(pod, image, crate::media::Variant::Preview)
}

/// The page on which it is played.
#[derive(Clone, Debug, Serialize)]
pub struct WatchView {
    /// What is played.
    pub card: PreviewCard,
    /// The post that links to it.
    pub back: String,
    /// Address of what plays it; empty until it was asked for.
    pub frame: String,
}

impl View for WatchView {
    const TEMPLATE: &'static str = "page/watch";

    fn title(&self, _: &Say<'_>) -> String {
        self.card.title.clone()
    }

    fn samples() -> Vec<Self> {
        let asked = Self {
            card: PreviewCard::sample(),
            back: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            frame: String::new(),
        };
        let playing = Self {
            frame: "https://player.example/embed/1".to_owned(),
            ..asked.clone()
        };
        vec![asked, playing]
    }
}
