//! Who somebody is, in a few lines: on a card beside their name, and at the top of their page. Both are made here, so that
//! neither shows what the other would not.

use entity::person;
use serde::Serialize;

use super::contact::{chips, standing_words};
use super::face::Face;
use super::paging::escaped;
use super::{View, origin};
use crate::domain::contact::Standing;
use crate::domain::profile::Shown;
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};

/// A tag that somebody describes themselves by.
#[derive(Clone, Debug, Serialize)]
pub struct TagLink {
    /// Without `#`.
    pub name: String,
    /// Its page.
    pub url: String,
}

impl TagLink {
    /// Of a tag's name.
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            url: format!("/tags/{}", escaped(name)),
        }
    }
}

/// Somebody for the visitor.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    person: Face,
    /// The other pod on which they live, and their page there; empty for people of this one.
    home: String,
    origin: String,
    /// How we stand with each other; empty when there is nothing to say.
    standing: String,
    nsfw: bool,
    tags: Vec<TagLink>,
    mine: bool,
    ignored: bool,
    /// Words on the button of aspects.
    label: String,
    /// The same for nobody's aspects, as the script shows it.
    label_none: String,
    hue: i32,
}

impl CardView {
    /// Somebody, `standing` being how they and the visitor stand with each other.
    pub fn of(visit: &Visit, person: &person::Model, shown: &Shown, standing: &Standing) -> Self {
        let say = visit.say();
        let (label, hue) = label(visit, standing, &say);
        Self {
            person: Face::of(person),
            home: origin::host(person).unwrap_or_default().to_owned(),
            origin: origin::of_person(person),
            standing: standing_line(standing, &say),
            nsfw: person.nsfw,
            tags: shown.tags.iter().map(|name| TagLink::of(name)).collect(),
            mine: visit.me.as_ref().is_some_and(|me| me.person.id == person.id),
            ignored: standing.ignored,
            label,
            label_none: say.text("profile-add"),
            hue,
        }
    }

    /// Who it is.
    pub fn person(&self) -> &Face {
        &self.person
    }

    /// It is the visitor.
    pub fn mine(&self) -> bool {
        self.mine
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            person: Face::sample(),
            home: "pod.example".to_owned(),
            origin: "https://pod.example/people/f3a9c0de00000000".to_owned(),
            standing: "You share with each other".to_owned(),
            nsfw: true,
            tags: vec![TagLink::of("choir")],
            mine: false,
            ignored: false,
            label: "<Family> and 1 more".to_owned(),
            label_none: "Add to an aspect".to_owned(),
            hue: 1,
        }
    }

    /// For samples: with nothing, of oneself, of somebody ignored.
    pub fn other_samples() -> [Self; 3] {
        let some = Self::sample();
        [
            Self {
                standing: String::new(),
                nsfw: false,
                tags: Vec::new(),
                ..some.clone()
            },
            Self {
                mine: true,
                ..some.clone()
            },
            Self { ignored: true, ..some },
        ]
    }
}

fn standing_line(standing: &Standing, say: &Say<'_>) -> String {
    if standing.ignored {
        say.text("profile-ignored")
    } else {
        standing_words(standing, say)
    }
}

/// "Family", "Family and 1 more", "Add to an aspect".
fn label(visit: &Visit, standing: &Standing, say: &Say<'_>) -> (String, i32) {
    let chips = visit
        .me
        .as_ref()
        .map(|me| chips(&standing.aspects, me))
        .unwrap_or_default();
    match chips.as_slice() {
        [] => (say.text("profile-add"), 0),
        [only] => (only.name.clone(), only.hue),
        [first, more @ ..] => {
            let count = i64::try_from(more.len()).unwrap_or(i64::MAX);
            let words = [("name", Arg::Text(first.name.clone())), ("count", Arg::Number(count))];
            (say.with("profile-in", &words), first.hue)
        }
    }
}

impl View for CardView {
    const TEMPLATE: &'static str = "page/card";
    const FRAGMENT: Option<&'static str> = Some("part/card");

    fn title(&self, _say: &Say<'_>) -> String {
        self.person.name.clone()
    }

    fn samples() -> Vec<Self> {
        std::iter::once(Self::sample()).chain(Self::other_samples()).collect()
    }
}
