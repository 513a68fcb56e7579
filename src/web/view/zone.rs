//! The list of time zones, where somebody says by whose clock their quiet hours and digests go. Templates include
//! `part/zone.html`; with a script the browser's own zone is offered beside it (`js/zone.js`).

use serde::Serialize;

use crate::i18n::zone::Zone;
use crate::web::guard::Say;

/// The field `zone`.
#[derive(Clone, Debug, Serialize)]
pub struct ZoneField {
    /// What is chosen, as in the IANA database.
    value: String,
    /// Nothing was kept yet: what the browser says is chosen at once, in sight.
    fresh: bool,
    areas: Vec<Area>,
    /// What is chosen, if it is in none of these; empty when it is.
    unlisted: String,
    /// Why it was refused; empty when it was not.
    error: String,
}

/// A part of the world.
#[derive(Clone, Debug, Serialize)]
struct Area {
    name: String,
    places: Vec<Place>,
}

#[derive(Clone, Debug, Serialize)]
struct Place {
    zone: &'static str,
    name: String,
}

/// Whether somebody chose a zone before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// They did.
    Before,
    /// They did not: everyone's is UTC at first.
    Never,
}

impl ZoneField {
    /// With this zone chosen.
    pub fn of(say: &Say<'_>, value: &str, kept: Kept, error: &str) -> Self {
        let mut areas: Vec<Area> = Vec::new();
        let mut last = "";
        for zone in Zone::names() {
            let Some((area, place)) = zone.split_once('/') else {
                continue;
            };
            if area != last {
                last = area;
                areas.push(Area {
                    name: say.text(&format!("telling-area-{}", area.to_ascii_lowercase())),
                    places: Vec::new(),
                });
            }
            let name = place.replace('_', " ").replace('/', " / ");
            if let Some(area) = areas.last_mut() {
                area.places.push(Place { zone, name });
            }
        }
        let listed = Zone::names().any(|zone| zone == value);
        Self {
            value: value.to_owned(),
            unlisted: if listed { String::new() } else { value.to_owned() },
            fresh: kept == Kept::Never,
            areas,
            error: error.to_owned(),
        }
    }

    /// With why it was refused.
    pub fn refused(self, error: &str) -> Self {
        Self {
            error: error.to_owned(),
            ..self
        }
    }

    /// For trying templates out.
    pub fn sample(error: &str) -> Self {
        Self {
            value: "Europe/Vienna".to_owned(),
            fresh: error.is_empty(),
            areas: vec![Area {
                name: "Europe".to_owned(),
                places: vec![Place {
                    zone: "Europe/Vienna",
                    name: "Vienna".to_owned(),
                }],
            }],
            unlisted: error.to_owned(),
            error: error.to_owned(),
        }
    }
}
