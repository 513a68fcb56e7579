//! A person's page: who they are, as far as they show it to the viewer, how I stand with them, and their posts.

use entity::{Moment, SeenProfile, person};
use serde::Serialize;

use super::card::CardView;
use super::contact::empty_sample;
use super::face::Face;
use super::paging::escaped;
use super::photo::PhotoItem;
use super::post::{Empty, PagerView, PostCard};
use super::{Head, View};
use crate::domain::contact::Standing;
use crate::domain::profile::{Day, Shown};
use crate::error::Fault;
use crate::i18n::{Arg, time};
use crate::text::emoji::Pictures;
use crate::text::markdown;
use crate::web::draw::{Draw, Series};
use crate::web::guard::{Say, Visit};

/// Characters of the description for search engines.
const DESCRIPTION: usize = 200;

/// A line of the extended part.
#[derive(Clone, Debug, Serialize)]
struct Fact {
    term: String,
    text: String,
}

/// The posts below a profile's head, and the way to the older ones.
pub type Posts = (Vec<PostCard>, PagerView);

/// A person's page.
#[derive(Clone, Debug, Serialize)]
pub struct ProfileView {
    #[serde(flatten)]
    card: CardView,
    /// Rendered and sanitised.
    bio: String,
    facts: Vec<Fact>,
    mention: String,
    /// A group of another server: what is written to it is shown to all who follow it.
    group: bool,
    /// Address of the feed; empty for people of other pods.
    feed: String,
    /// Lives on another pod, which may be asked again who they are.
    remote: bool,
    /// They were asked whether the viewer may follow them, and have not answered.
    waits: bool,
    /// For administrators: since when their pod says something else of who they are.
    doubt: String,
    /// People with the same tags.
    alike: Vec<Face>,
    /// The newest photos that the viewer may see.
    photos: Vec<PhotoItem>,
    posts: Series<PostCard>,
    pager: PagerView,
    empty: Empty,
    #[serde(skip)]
    description: String,
}

impl ProfileView {
    /// Somebody's page for the visitor, `standing` being how they stand with each other.
    pub fn of(visit: &Visit, person: &person::Model, shown: &Shown, standing: &Standing, posts: Posts) -> Self {
        let say = visit.say();
        let card = CardView::of(visit, person, shown, standing);
        let bio = shown
            .extended
            .as_ref()
            .map(|extended| extended.bio.clone())
            .unwrap_or_default();
        Self {
            description: markdown::plain(&bio).chars().take(DESCRIPTION).collect(),
            bio: if bio.is_empty() {
                String::new()
            } else {
                markdown::render(&bio, &Pictures::parse(person.emoji.as_deref().unwrap_or_default()))
            },
            facts: shown
                .extended
                .as_ref()
                .map(|extended| facts(visit, extended, &say))
                .unwrap_or_default(),
            mention: format!("/stream?mention={}", escaped(&person.handle)),
            group: false,
            waits: false,
            feed: feed(person),
            remote: person.pod_id.is_some(),
            doubt: String::new(),
            alike: Vec::new(),
            photos: Vec::new(),
            posts: posts.0.into(),
            pager: posts.1,
            empty: empty(person, &say, card.mine()),
            card,
        }
    }

    /// With a word to administrators: since a moment their pod says something else of who they are.
    pub fn doubted(self, visit: &Visit, since: Moment) -> Self {
        let when = ("when", Arg::Text(visit.at(since)));
        Self {
            doubt: visit.say().with("people-doubt", &[when]),
            ..self
        }
    }

    /// As the page of somebody who has not answered yet whether the viewer may follow them.
    pub fn waiting(self) -> Self {
        Self { waits: true, ..self }
    }

    /// As the page of a group, to which one writes for all.
    pub fn of_group(self, person: &person::Model) -> Self {
        Self {
            mention: format!("/posts/new?reach=public&mention={}", person.guid),
            group: true,
            ..self
        }
    }

    /// With the newest photos.
    pub fn showing(self, photos: Vec<PhotoItem>) -> Self {
        Self { photos, ..self }
    }

    /// With people who describe themselves by the same tags.
    pub fn beside(self, alike: &[person::Model]) -> Self {
        Self {
            alike: alike.iter().map(Face::of).collect(),
            ..self
        }
    }
}

fn facts(visit: &Visit, extended: &SeenProfile, say: &Say<'_>) -> Vec<Fact> {
    let day = Day::parse(&extended.birthday);
    let born = match (day.month.parse(), day.day.parse()) {
        (Ok(month), Ok(day_of_month)) => time::calendar(day.year.parse().ok(), month, day_of_month, visit.lang),
        (Ok(_) | Err(_), _) => String::new(),
    };
    let all = [
        ("profile-pronouns", extended.pronouns.clone()),
        ("profile-location", extended.location.clone()),
        ("profile-birthday", born),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(key, text)| Fact {
        term: say.text(key),
        text,
    })
    .collect()
}

fn feed(person: &person::Model) -> String {
    match (person.pod_id, person.handle.split_once('@')) {
        (None, Some((user, _))) => format!("/feeds/{user}.atom"),
        (None | Some(_), _) => String::new(),
    }
}

fn empty(person: &person::Model, say: &Say<'_>, mine: bool) -> Empty {
    let name = [("name", Arg::Text(person.name.clone()))];
    Empty {
        icon: "bubble",
        title: say.text(if mine { "profile-empty-mine" } else { "profile-empty" }),
        text: if mine {
            say.text("profile-empty-mine-text")
        } else {
            say.with("profile-empty-text", &name)
        },
        href: if mine { "/stream".to_owned() } else { String::new() },
        action: say.text("profile-write"),
    }
}

impl View for ProfileView {
    const TEMPLATE: &'static str = "page/profile";
    const FRAGMENT: Option<&'static str> = Some("part/profile_posts");

    fn title(&self, _say: &Say<'_>) -> String {
        self.card.person().name.clone()
    }

    fn current(&self) -> String {
        if self.card.mine() {
            "profile".to_owned()
        } else {
            String::new()
        }
    }

    fn head(&self) -> Head {
        Head {
            description: self.description.clone(),
            canonical: self.card.person().url.clone(),
            feed: self.feed.clone(),
            card: "profile".to_owned(),
            ..Head::default()
        }
    }

    fn draw(&mut self, draw: &Draw<'_>) -> Result<(), Fault> {
        draw.all(&mut self.posts)
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            card: CardView::sample(),
            bio: "<p>Bread, bikes.</p>".to_owned(),
            facts: vec![Fact {
                term: "Place".to_owned(),
                text: "<Leipzig>".to_owned(),
            }],
            mention: "/stream?mention=noor%40pod.example".to_owned(),
            group: false,
            waits: true,
            feed: "/feeds/noor.atom".to_owned(),
            remote: true,
            doubt: "Since yesterday their pod says something else.".to_owned(),
            alike: vec![Face::sample()],
            photos: vec![PhotoItem::sample("picture"), PhotoItem::sample("video")],
            posts: vec![PostCard::sample()].into(),
            pager: PagerView::default(),
            empty: empty_sample(),
            description: "Bread, bikes.".to_owned(),
        };
        let others = CardView::other_samples().map(|card| Self {
            card,
            bio: String::new(),
            facts: Vec::new(),
            group: true,
            waits: false,
            feed: String::new(),
            remote: false,
            doubt: String::new(),
            alike: Vec::new(),
            photos: Vec::new(),
            posts: Series::default(),
            ..full.clone()
        });
        std::iter::once(full).chain(others).collect()
    }
}

/// What ignoring somebody means, before it is done.
#[derive(Clone, Debug, Serialize)]
pub struct IgnoreView {
    person: Face,
    shared: bool,
}

impl IgnoreView {
    /// About a person.
    pub fn of(person: &person::Model, standing: &Standing) -> Self {
        Self {
            person: Face::of(person),
            shared: standing.receiving,
        }
    }
}

impl View for IgnoreView {
    const TEMPLATE: &'static str = "page/ignore";

    fn title(&self, say: &Say<'_>) -> String {
        say.with("people-ignore-title", &[("name", Arg::Text(self.person.name.clone()))])
    }

    fn samples() -> Vec<Self> {
        vec![
            Self {
                person: Face::sample(),
                shared: true,
            },
            Self {
                person: Face::sample(),
                shared: false,
            },
        ]
    }
}
