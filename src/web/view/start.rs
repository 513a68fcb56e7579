//! Getting started: name and picture, tags, people.

use entity::person;
use serde::Serialize;

use super::contact::empty_sample;
use super::face::Face;
use super::post::Empty;
use super::zone::ZoneField;
use super::{AspectChip, Errors, View};
use crate::domain::contact::Standing;
use crate::domain::me::Me;
use crate::domain::profile::LONGEST_NAME;
use crate::domain::start::Step;
use crate::web::guard::{Say, Visit};

/// A step in the line above the form.
#[derive(Clone, Debug, Serialize)]
struct Mark {
    name: String,
    url: &'static str,
    done: bool,
    current: bool,
}

fn marks(say: &Say<'_>, at: Step) -> Vec<Mark> {
    let key = |step: Step| match step {
        Step::Profile => "start-step-profile",
        Step::Tags => "start-step-tags",
        Step::People => "start-step-people",
    };
    let mark = |step: Step| Mark {
        name: say.text(key(step)),
        url: step.path(),
        done: step.number() < at.number(),
        current: step == at,
    };
    Step::ALL.into_iter().map(mark).collect()
}

fn sample_marks() -> Vec<Mark> {
    let mark = |done, current| Mark {
        name: "Name and picture".to_owned(),
        url: "/start/profile",
        done,
        current,
    };
    vec![mark(true, false), mark(false, true), mark(false, false)]
}

/// The first step.
#[derive(Clone, Debug, Serialize)]
pub struct StartProfileView {
    steps: Vec<Mark>,
    person: Face,
    name: String,
    most: usize,
    zone: ZoneField,
    errors: Errors,
}

impl StartProfileView {
    /// With a name and a time zone as they are or as they were typed.
    pub fn of(visit: &Visit, me: &person::Model, name: String, zone: ZoneField, errors: Errors) -> Self {
        let steps = marks(&visit.say(), Step::Profile);
        Self {
            steps,
            person: Face::of(me),
            name,
            most: LONGEST_NAME,
            zone: zone.refused(errors.about("zone")),
            errors,
        }
    }
}

impl View for StartProfileView {
    const TEMPLATE: &'static str = "page/start_profile";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("start-step-profile")
    }

    fn samples() -> Vec<Self> {
        let sample = |errors| Self {
            steps: sample_marks(),
            person: Face::sample(),
            name: "\"><script>".to_owned(),
            most: LONGEST_NAME,
            zone: ZoneField::sample(""),
            errors,
        };
        vec![
            sample(Errors::none()),
            sample(Errors::sample("name")),
            sample(Errors::sample("file")),
        ]
    }
}

/// A tag to tick.
#[derive(Clone, Debug, Serialize)]
struct Offer {
    name: String,
    chosen: bool,
}

/// The second step.
#[derive(Clone, Debug, Serialize)]
pub struct StartTagsView {
    steps: Vec<Mark>,
    offers: Vec<Offer>,
    typed: String,
    errors: Errors,
}

impl StartTagsView {
    /// With what was ticked and typed.
    pub fn of(visit: &Visit, ticked: &[&str], typed: String, errors: Errors) -> Self {
        let say = visit.say();
        let words = say.text("start-tags-offered");
        let offer = |name: &str| Offer {
            name: name.to_owned(),
            chosen: ticked.contains(&name),
        };
        let offers = words
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(offer)
            .collect();
        Self {
            steps: marks(&say, Step::Tags),
            offers,
            typed,
            errors,
        }
    }
}

impl View for StartTagsView {
    const TEMPLATE: &'static str = "page/start_tags";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("start-step-tags")
    }

    fn samples() -> Vec<Self> {
        let offers = vec![Offer {
            name: "music".to_owned(),
            chosen: true,
        }];
        let sample = |errors| Self {
            steps: sample_marks(),
            offers: offers.clone(),
            typed: "\"><script>".to_owned(),
            errors,
        };
        vec![sample(Errors::none()), sample(Errors::sample("tags"))]
    }
}

/// Somebody to share with, in one click.
#[derive(Clone, Debug, Serialize)]
struct Suggested {
    person: Face,
    standing: String,
}

/// The third step.
#[derive(Clone, Debug, Serialize)]
pub struct StartPeopleView {
    steps: Vec<Mark>,
    people: Vec<Suggested>,
    aspects: Vec<AspectChip>,
    empty: Empty,
    errors: Errors,
}

impl StartPeopleView {
    /// With people one may know and how one stands with each.
    pub fn of(visit: &Visit, me: &Me, people: &[(person::Model, Standing)], errors: Errors) -> Self {
        let say = visit.say();
        let all: Vec<_> = me.aspects.iter().map(|line| line.id).collect();
        let one = |(person, standing): &(person::Model, Standing)| Suggested {
            person: Face::of(person),
            standing: super::contact::standing_words(standing, &say),
        };
        let empty = Empty {
            icon: "people",
            title: say.text("start-people-empty"),
            text: say.text("start-people-empty-text"),
            href: "/invitations".to_owned(),
            action: say.text("start-invite"),
        };
        let (steps, aspects) = (marks(&say, Step::People), super::contact::chips(&all, me));
        Self {
            steps,
            people: people.iter().map(one).collect(),
            aspects,
            empty,
            errors,
        }
    }
}

impl View for StartPeopleView {
    const TEMPLATE: &'static str = "page/start_people";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("start-step-people")
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            steps: sample_marks(),
            people: vec![Suggested {
                person: Face::sample(),
                standing: "Shares with you".to_owned(),
            }],
            aspects: vec![AspectChip {
                id: 1,
                name: "<b>Family".to_owned(),
                hue: 1,
                count: 3,
            }],
            empty: empty_sample(),
            errors: Errors::none(),
        };
        vec![
            Self {
                people: Vec::new(),
                errors: Errors::sample("aspects"),
                ..full.clone()
            },
            full,
        ]
    }
}
