//! What a post has besides its words: a place, a shield, an end.

use entity::visible::post::Authored;
use serde::Serialize;

use super::paging::escaped;
use crate::domain::post::shield;
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};

/// Where.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceLine {
    /// As its author calls it.
    pub text: String,
    /// On a map of the operator's choice; empty for none.
    pub href: String,
}

/// What a post has besides its words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Extra {
    /// Where.
    pub place: Option<PlaceLine>,
    /// What stands before it is opened; none when it is open to this viewer.
    pub shield: Option<String>,
    /// When it is deleted, in words; empty for never.
    pub ends: String,
}

/// What a post without words is called where others have their beginning for a title.
pub fn wordless(say: &Say<'_>, found: &Authored) -> String {
    let name = Arg::Text(found.author.name.clone());
    match (found.post.root_id, found.post.poll && found.post.photos == 0) {
        (Some(_), _) => say.text("reshare-heading"),
        (None, true) => say.with("poll-by", &[("name", name)]),
        (None, false) => say.with("photo-by", &[("name", name)]),
    }
}

impl Extra {
    /// Of a post. `map` is the link that the operator chose, with `{latitude}` and `{longitude}` in it.
    pub fn of(visit: &Visit, found: &Authored, map: &str) -> Self {
        let post = &found.post;
        let place = post.place.clone().map(|text| PlaceLine {
            href: post
                .latitude
                .zip(post.longitude)
                .map_or_else(String::new, |(north, east)| on_map(map, north, east)),
            text,
        });
        Self {
            place,
            shield: shielded(visit, found),
            ends: post.expires_at.map_or_else(String::new, |at| {
                visit.say().with("post-ends", &[("when", Arg::Text(visit.at(at)))])
            }),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            place: Some(PlaceLine {
                text: "The allotment".to_owned(),
                href: "https://map.example/52.5,13.4".to_owned(),
            }),
            shield: Some("Blood".to_owned()),
            ends: "Deleted on 24 November 2026, 10:00 UTC".to_owned(),
        }
    }
}

/// What stands before a post: for whoever wrote it and whoever wants to see all, nothing.
fn shielded(visit: &Visit, found: &Authored) -> Option<String> {
    let before = shield::sensitive(found)?;
    let open = visit
        .me
        .as_ref()
        .is_some_and(|me| me.user.open_sensitive || me.person.id == found.author.id);
    if open {
        return None;
    }
    Some(match before {
        "" => visit.say().text("post-shield"),
        words => words.to_owned(),
    })
}

fn on_map(map: &str, north: f64, east: f64) -> String {
    map.replace("{latitude}", &escaped(&north.to_string()))
        .replace("{longitude}", &escaped(&east.to_string()))
}
