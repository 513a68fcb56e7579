//! Photos that are about to be used: what `part/photo_fields.html` reads, and what a form says of them.

use entity::OwnPhoto;
use serde::Serialize;

use super::photo::kind;
use crate::domain::photo::Picked;
use crate::web::form::Fields;

/// A photo that is about to be used.
#[derive(Clone, Debug, Serialize)]
struct PickedLine {
    guid: String,
    kind: String,
    alt: String,
    focus_x: String,
    focus_y: String,
    album: String,
}

/// Photos to be added to something.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoFields {
    photos: Vec<PickedLine>,
    /// Most of them.
    most: usize,
    /// That there is little room left, in words; empty while there is enough.
    room: String,
}

fn is_guid(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl PhotoFields {
    /// None yet.
    pub fn none(most: usize) -> Self {
        Self {
            photos: Vec::new(),
            most,
            room: String::new(),
        }
    }

    /// With how little room is left.
    pub fn room(self, room: String) -> Self {
        Self { room, ..self }
    }

    /// With these.
    pub fn of(picked: &[Picked], most: usize) -> Self {
        let line = |one: &Picked| PickedLine {
            guid: one.guid.clone(),
            kind: match one.kind.as_str() {
                "video" | "audio" => one.kind.clone(),
                _ => "picture".to_owned(),
            },
            alt: one.alt.clone(),
            focus_x: one.focus.0.clone(),
            focus_y: one.focus.1.clone(),
            album: one.album.clone(),
        };
        Self {
            photos: picked.iter().filter(|one| is_guid(&one.guid)).map(line).collect(),
            most,
            room: String::new(),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        let picked = |kind: &str| Picked {
            guid: "9407090709070907090709070907dead".to_owned(),
            kind: kind.to_owned(),
            alt: "A <plum> tree".to_owned(),
            focus: ("50".to_owned(), "35".to_owned()),
            album: "a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0".to_owned(),
        };
        Self::of(&[picked("picture"), picked("video")], 20).room("1,900 of 2,000 megabytes".to_owned())
    }
}

/// What a form says of the photos that are to be used: those that are not to be left out, in their order.
pub fn picked(form: &Fields) -> Vec<Picked> {
    let mut all: Vec<(i64, Picked)> = Vec::new();
    for guid in form.all("photo").into_iter().filter(|guid| is_guid(guid)) {
        let again = all.iter().any(|(_, one)| one.guid == guid);
        if again || form.ticked(&format!("leave-{guid}")) {
            continue;
        }
        let about = |what: &str| form.text(&format!("{what}-{guid}")).to_owned();
        let album = match about("album") {
            own if own.is_empty() => form.text("album").to_owned(),
            own => own,
        };
        let place = about("place").trim().parse().unwrap_or(all.len() as i64 + 1);
        let one = Picked {
            guid: guid.to_owned(),
            kind: about("kind"),
            alt: about("alt"),
            focus: (about("focus-x"), about("focus-y")),
            album,
        };
        all.push((place, one));
    }
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, one)| one).collect()
}

/// The photos that something has, as a form for changing it says them. `albums` are those of their author.
pub fn kept(photos: &[OwnPhoto], albums: &[entity::OwnAlbum]) -> Vec<Picked> {
    let one = |photo: &OwnPhoto| Picked {
        guid: photo.guid.clone(),
        kind: kind(photo.kind).to_owned(),
        alt: photo.alt.clone(),
        focus: (photo.focus_x.to_string(), photo.focus_y.to_string()),
        album: albums
            .iter()
            .find(|album| Some(album.id) == photo.album_id)
            .map(|album| album.guid.clone())
            .unwrap_or_default(),
    };
    photos.iter().map(one).collect()
}
