//! Posts and reshares of other pods.

use entity::write::post::Extras;
use entity::{PersonId, Reach, person};
use url::Url;

use super::people::home;
use super::{moment, seen};
use crate::db::Tx;
use crate::domain::post::arrive::{self as post, Arrived as NewPost, For};
use crate::domain::reshare::{self, Arrived as NewReshare};
use crate::error::{OrNotFound, Outcome};
use crate::wire::diaspora::Text;
use crate::wire::diaspora::entity::{Location, Participation, Photo, Reshare, StatusMessage};

/// Pictures of one post that are shown.
const MOST_PICTURES: usize = 100;

pub(super) async fn status_message(
    tx: &mut Tx,
    sender: &person::Model,
    host: &str,
    recipient: Option<PersonId>,
    entity: &StatusMessage,
) -> Outcome<()> {
    let whom = match recipient {
        Some(person) if !entity.public => For::One(person),
        Some(_) | None => For::Everyone,
    };
    let base = home(tx, sender).await?;
    let text = with_pictures(entity.text.as_str(), &entity.photos, base.as_ref());
    let arrived = NewPost {
        guid: entity.guid.as_str(),
        text: &text,
        at: entity.created_at.and_then(moment),
        edited_at: entity.edited_at.and_then(moment),
        whom,
        extras: extras(entity.location.as_ref()),
    };
    post::arrive(tx, sender, host, arrived).await
}

/// The pictures of a post of another pod stay there: they are shown below its words, through the proxy, with what is said of them.
fn with_pictures(text: &str, photos: &[Photo], base: Option<&Url>) -> String {
    let mut text = text.trim_end().to_owned();
    for photo in photos.iter().take(MOST_PICTURES) {
        let address = format!(
            "{}{}",
            photo.remote_photo_path.as_str(),
            photo.remote_photo_name.as_str()
        );
        let whole = Url::parse(&address).ok().or_else(|| base?.join(&address).ok());
        let Some(url) = whole.filter(|url| matches!(url.scheme(), "https" | "http")) else {
            continue;
        };
        let said = photo.text.as_ref().map_or("", Text::as_str);
        let alt: String = said
            .chars()
            .map(|letter| if "[]\\\r\n!".contains(letter) { ' ' } else { letter })
            .collect();
        let blank = if text.is_empty() { "" } else { "\n\n" };
        text.push_str(&format!("{blank}![{}](<{url}>)", alt.trim()));
    }
    text
}

/// Where a post was written. A position that is none of this world is left out, as its name stays.
fn extras(location: Option<&Location>) -> Extras {
    let Some(location) = location else {
        return Extras::default();
    };
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let position = degrees(location.lat.as_str(), 90.0).zip(degrees(location.lng.as_str(), 180.0));
    let place = crate::text::clean::optional_line(location.address.as_str(), 255);
    Extras {
        place: place.ok().flatten(),
        position: position.map(|(north, east)| (rounded(north), rounded(east))),
        ..Extras::default()
    }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}

/// A reshare of something that is gone says nothing.
pub(super) async fn reshared(tx: &mut Tx, sender: &person::Model, host: &str, entity: &Reshare) -> Outcome<()> {
    let root = entity.root.as_ref().or_not_found()?;
    let arrived = NewReshare {
        guid: entity.guid.as_str(),
        at: entity.created_at.and_then(moment),
        root: root.guid.as_str(),
    };
    reshare::arrive(tx, sender, host, arrived).await
}

/// Somebody wants to hear what is said about a public post of ours: from now on their pod has to do with it.
pub(super) async fn subscribed(tx: &mut Tx, sender: &person::Model, entity: &Participation) -> Outcome<()> {
    let on = seen(tx, sender, entity.parent_guid.as_str()).await?;
    if let (Reach::Public, Some(home)) = (on.reach, sender.pod_id) {
        entity::write::elsewhere::note(tx.sql(), on.id, home).await?;
    }
    Ok(())
}
