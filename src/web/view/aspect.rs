//! Making, changing and deleting an aspect; choosing the aspects of a person.

use serde::Serialize;

use super::face::Face;
use super::{Errors, View};
use crate::domain::aspect::{HUES, LONGEST, Parting};
use crate::domain::contact::Standing;
use crate::domain::me::Me;
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};
use entity::{AspectId, person};

/// An aspect as it is typed.
#[derive(Clone, Debug, Serialize)]
pub struct AspectFormView {
    /// Row id; 0 for a new one.
    id: i64,
    action: String,
    name: String,
    hue: i32,
    hues: Vec<i32>,
    chosen: bool,
    most: usize,
    first: bool,
    last: bool,
    errors: Errors,
}

/// What was typed into the form of an aspect.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Name.
    pub name: String,
    /// 1 to 8.
    pub hue: i32,
    /// Ticked in the publisher.
    pub chosen: bool,
}

impl AspectFormView {
    /// Of a new aspect.
    pub fn new(typed: Typed, errors: Errors) -> Self {
        Self {
            id: 0,
            action: "/aspects/new".to_owned(),
            name: typed.name,
            hue: typed.hue,
            hues: HUES.collect(),
            chosen: typed.chosen,
            most: LONGEST,
            first: true,
            last: true,
            errors,
        }
    }

    /// Of one that is there.
    pub fn edit(me: &Me, id: AspectId, typed: Typed, errors: Errors) -> Self {
        let at = |line: Option<&entity::own::sidebar::AspectLine>| line.is_some_and(|line| line.id == id);
        let first = at(me.aspects.first());
        let last = at(me.aspects.last());
        Self {
            id: id.0,
            action: format!("/aspects/{id}/edit"),
            first,
            last,
            ..Self::new(typed, errors)
        }
    }
}

impl View for AspectFormView {
    const TEMPLATE: &'static str = "page/aspect";

    fn title(&self, say: &Say<'_>) -> String {
        if self.id == 0 {
            say.text("people-aspect-new")
        } else {
            self.name.clone()
        }
    }

    fn current(&self) -> String {
        "contacts".to_owned()
    }

    fn samples() -> Vec<Self> {
        let typed = Typed {
            name: "<b>Choir".to_owned(),
            hue: 3,
            chosen: true,
        };
        let new = Self::new(typed, Errors::sample("name"));
        let edit = Self {
            id: 7,
            first: false,
            last: false,
            errors: Errors::none(),
            ..new.clone()
        };
        vec![
            Self {
                errors: Errors::sample("form"),
                ..new.clone()
            },
            new,
            edit,
        ]
    }
}

/// What deleting an aspect means, before it is done.
#[derive(Clone, Debug, Serialize)]
pub struct AspectDeleteView {
    id: i64,
    name: String,
    hue: i32,
    sentences: Vec<String>,
}

impl AspectDeleteView {
    /// In words.
    pub fn of(visit: &Visit, parting: &Parting) -> Self {
        let say = visit.say();
        let count = |count: u64| [("count", Arg::Number(count.try_into().unwrap_or(i64::MAX)))];
        let mut sentences = vec![say.with("people-delete-people", &count(parting.people))];
        if parting.alone > 0 {
            sentences.push(say.with("people-delete-alone", &count(parting.alone)));
        }
        if parting.share_back {
            sentences.push(say.text("people-delete-share-back"));
        }
        sentences.push(say.text("people-delete-posts"));
        Self {
            id: parting.aspect.id.0,
            name: parting.aspect.name.clone(),
            hue: parting.aspect.hue,
            sentences,
        }
    }
}

impl View for AspectDeleteView {
    const TEMPLATE: &'static str = "page/aspect_delete";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("people-aspect-delete")
    }

    fn current(&self) -> String {
        "contacts".to_owned()
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            id: 7,
            name: "<i>Work".to_owned(),
            hue: 2,
            sentences: vec!["Nobody is in it.".to_owned()],
        }]
    }
}

/// An aspect to tick.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    id: i64,
    name: String,
    hue: i32,
    count: i64,
    chosen: bool,
}

/// All of mine, with those ticked that are meant.
pub fn choices(me: &Me, ticked: &[AspectId]) -> Vec<Choice> {
    let choice = |line: &entity::own::sidebar::AspectLine| Choice {
        id: line.id.0,
        name: line.name.clone(),
        hue: line.hue,
        count: line.count,
        chosen: ticked.contains(&line.id),
    };
    me.aspects.iter().map(choice).collect()
}

impl Choice {
    /// For samples.
    pub fn sample() -> Self {
        Self {
            id: 1,
            name: "<b>Family".to_owned(),
            hue: 1,
            count: 3,
            chosen: true,
        }
    }
}

/// A person with the aspects that they are in.
#[derive(Clone, Debug, Serialize)]
struct Membership {
    person: Face,
    aspects: Vec<Choice>,
}

/// The sheet in which somebody's aspects are chosen, as a page.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    membership: Membership,
    /// Where to go afterwards.
    to: String,
    standing: String,
    ignored: bool,
    errors: Errors,
}

impl MembershipView {
    /// Of a person.
    pub fn of(visit: &Visit, me: &Me, person: &person::Model, standing: &Standing, to: &str) -> Self {
        let membership = Membership {
            person: Face::of(person),
            aspects: choices(me, &standing.aspects),
        };
        let words = super::contact::standing_words(standing, &visit.say());
        Self {
            membership,
            to: to.to_owned(),
            standing: words,
            ignored: standing.ignored,
            errors: Errors::none(),
        }
    }

    /// With why it was refused.
    pub fn refused(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

impl View for MembershipView {
    const TEMPLATE: &'static str = "page/membership";

    fn title(&self, say: &Say<'_>) -> String {
        say.with(
            "people-aspects-of",
            &[("name", Arg::Text(self.membership.person.name.clone()))],
        )
    }

    fn current(&self) -> String {
        "contacts".to_owned()
    }

    fn samples() -> Vec<Self> {
        let some = Self {
            membership: Membership {
                person: Face::sample(),
                aspects: vec![Choice::sample()],
            },
            to: "/contacts?aspect=1".to_owned(),
            standing: "Shares with you".to_owned(),
            ignored: false,
            errors: Errors::none(),
        };
        let refused = Self {
            ignored: true,
            errors: Errors::sample("aspects"),
            ..some.clone()
        };
        vec![some, refused]
    }
}
