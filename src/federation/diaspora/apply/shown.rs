//! What a post of another pod has besides its words and has no place of its own here stands below them, in words: pictures, what it
//! wants to be shown below it, and what takes place.
//!
//! Pictures stay on their pod and are shown through the proxy. Each has a name, by which it may come or go alone.

use std::fmt::Write;

use entity::write::far_photo::{self, FarPhoto};
use entity::{GoneKind, person};
use url::Url;

use super::people::home;
use crate::db::Tx;
use crate::domain::gone;
use crate::domain::post::arrive;
use crate::error::{OrNotFound, Outcome, Stop};
use crate::wire::diaspora::Text;
use crate::wire::diaspora::entity::{Embed, Event, Photo, StatusMessage};

/// Pictures of one post that are shown.
const MOST: usize = 100;

/// What is to stand there, and which pictures of it have names.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) photos: Vec<FarPhoto>,
}

/// All that a post has to say. Pictures that came before it are among them, and those that were taken back are not.
pub(super) async fn of(
    tx: &mut Tx,
    sender: &person::Model,
    entity: &StatusMessage,
    base: Option<&Url>,
) -> Outcome<Shown> {
    let post = entity.guid.as_str();
    let mut photos: Vec<FarPhoto> = Vec::new();
    for one in entity.photos.iter().take(MOST) {
        let name = (GoneKind::Photo, one.guid.as_str());
        match gone::let_in(tx, name, &[sender.id], None).await {
            Ok(()) => photos.extend(picture(sender, one, post, base)),
            Err(Stop::Refused(_)) => {}
            Err(stop @ Stop::Broke(_)) => return Err(stop),
        }
    }
    let early = match tx.ahead().is_fresh(post) {
        true => Vec::new(),
        false => far_photo::of_post(tx.sql(), sender.id, post).await?,
    };
    for early in early {
        let again = photos.iter().any(|one| one.guid == early.guid);
        if !again && early.public == entity.public && entity.edited_at.is_none() && photos.len() < MOST {
            photos.push(early);
        }
    }
    let mut parts = vec![entity.text.as_str().trim_end().to_owned()];
    parts.extend(entity.event.as_deref().map(event));
    parts.extend(entity.embed.as_ref().and_then(|it| embed(it, entity.text.as_str())));
    parts.extend(photos.iter().map(FarPhoto::line));
    parts.retain(|part| !part.is_empty());
    Ok(Shown {
        text: parts.join("\n\n"),
        photos,
    })
}

/// On one line and with nothing that would be markup.
fn plain(text: &str) -> String {
    let safe = |letter: char| if "[]\\\r\n!".contains(letter) { ' ' } else { letter };
    let safe: String = text.chars().map(safe).collect();
    safe.trim().to_owned()
}

fn picture(sender: &person::Model, photo: &Photo, post: &str, base: Option<&Url>) -> Option<FarPhoto> {
    let (path, name) = (&photo.remote_photo_path, &photo.remote_photo_name);
    let address = format!("{}{}", path.as_str(), name.as_str());
    let whole = Url::parse(&address).ok().or_else(|| base?.join(&address).ok());
    let url = whole.filter(|url| matches!(url.scheme(), "https" | "http"))?;
    Some(FarPhoto {
        guid: photo.guid.as_str().to_owned(),
        author: sender.id,
        post: post.to_owned(),
        public: photo.public,
        address: url.into(),
        alt: plain(photo.text.as_ref().map_or("", Text::as_str)),
    })
}

/// A link to what is to be shown, unless the words have it already.
fn embed(embed: &Embed, text: &str) -> Option<String> {
    let url = embed.url.as_ref()?.as_str();
    let url = Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http"))?;
    if text.contains(url.as_str()) || text.contains(embed.url.as_ref()?.as_str()) {
        return None;
    }
    let title = embed.title.as_ref().map_or("", Text::as_str);
    let title = if title.trim().is_empty() { url.as_str() } else { title };
    let said = embed.description.as_ref().map_or("", Text::as_str);
    Some(
        format!("[{}](<{url}>)\n\n{}", plain(title), said.trim())
            .trim_end()
            .to_owned(),
    )
}

/// What takes place: its title, when, where, and what is said of it. The time is that of UTC, which browsers show in the zone of whoever
/// reads, with the zone in which the place keeps its own.
fn event(event: &Event) -> String {
    let day = event.all_day;
    let when = |time: crate::wire::diaspora::Timestamp| {
        let form = if day {
            "%Y-%m-%d"
        } else {
            "[%Y-%m-%d %H:%M UTC](time:%Y-%m-%dT%H:%M:%SZ)"
        };
        time.time().format(form).to_string()
    };
    let mut out = format!(
        "**{}**\n\n{}",
        plain(event.summary.as_str()).replace('*', " "),
        when(event.start)
    );
    if let Some(end) = event.end {
        let _ = write!(out, " – {}", when(end));
    }
    if let Some(zone) = event.timezone.as_ref().filter(|_| !day) {
        let _ = write!(out, " ({})", zone.as_str());
    }
    if let Some(place) = event.location.as_ref() {
        let _ = write!(out, "\n\n{}", plain(place.address.as_str()));
    }
    let said = event.description.as_ref().map_or("", Text::as_str);
    let _ = write!(out, "\n\n{}", said.trim());
    out.trim_end().to_owned()
}

/// A picture alone: it joins its post, or waits for it.
pub(super) async fn photo(tx: &mut Tx, sender: &person::Model, entity: &Photo) -> Outcome<()> {
    let post = entity.status_message_guid.as_ref().or_not_found()?;
    gone::let_in(tx, (GoneKind::Photo, entity.guid.as_str()), &[sender.id], None).await?;
    let base = home(tx, sender).await?;
    let photo = picture(sender, entity, post.as_str(), base.as_ref()).or_not_found()?;
    arrive::photo(tx, sender, photo).await
}
