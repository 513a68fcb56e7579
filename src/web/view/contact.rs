//! My contacts: by aspect, by name, page by page; and the people whom I ignore.

use entity::own::contact::Which;
use entity::{AspectId, Moment, person};
use serde::Serialize;

use super::face::Face;
use super::paging::{Paging, escaped};
use super::post::Empty;
use super::{AspectChip, View};
use crate::domain::contact::{Counts, Page, Row, Standing};
use crate::domain::me::Me;
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};

/// A line in a list of people, as `part/person_row.html` takes it.
#[derive(Clone, Debug, Serialize)]
pub struct ContactRow {
    person: Face,
    aspects: Vec<AspectChip>,
    none: String,
    standing: String,
    choose: bool,
}

impl ContactRow {
    /// Somebody, and how I stand with them.
    pub fn of(person: &person::Model, standing: &Standing, me: &Me, say: &Say<'_>) -> Self {
        Self {
            person: Face::of(person),
            aspects: chips(&standing.aspects, me),
            none: say.text("people-no-aspect"),
            standing: standing_words(standing, say),
            choose: true,
        }
    }

    /// Somebody who is shown to everyone: perhaps me, perhaps nobody I know.
    pub fn shown(person: &person::Model, standing: &Standing, me: &Me, say: &Say<'_>) -> Self {
        Self {
            none: String::new(),
            choose: person.id != me.person.id,
            ..Self::of(person, standing, me, say)
        }
    }

    /// Somebody to show in samples.
    pub fn sample() -> Self {
        Self {
            person: Face::sample(),
            aspects: vec![AspectChip {
                id: 1,
                name: "<Family>".to_owned(),
                hue: 1,
                count: 2,
            }],
            none: "In no aspect".to_owned(),
            standing: "You share with each other".to_owned(),
            choose: true,
        }
    }
}

/// The aspects of mine that somebody is in, as chips.
pub fn chips(ids: &[AspectId], me: &Me) -> Vec<AspectChip> {
    let lines = me.aspects.iter().filter(|line| ids.contains(&line.id));
    lines
        .map(|line| AspectChip {
            id: line.id.0,
            name: line.name.clone(),
            hue: line.hue,
            count: line.count,
        })
        .collect()
}

/// How I stand with somebody, in words; empty when there is nothing.
pub fn standing_words(standing: &Standing, say: &Say<'_>) -> String {
    match (standing.sharing, standing.receiving) {
        (true, true) => say.text("people-mutual"),
        (true, false) => say.text("people-shares-with-you"),
        (false, true) => say.text("people-you-share"),
        (false, false) => String::new(),
    }
}

/// A tab above the list.
#[derive(Clone, Debug, Serialize)]
struct Tab {
    label: String,
    url: String,
    hue: i32,
    current: bool,
}

/// What an empty list says in samples.
pub fn empty_sample() -> Empty {
    Empty {
        icon: "people",
        title: "Nobody yet".to_owned(),
        text: "Do this next.".to_owned(),
        href: "/invitations".to_owned(),
        action: "Invite someone".to_owned(),
    }
}

/// The contacts page.
#[derive(Clone, Debug, Serialize)]
pub struct ContactsView {
    tabs: Vec<Tab>,
    /// Value of the hidden field that keeps the tab while searching.
    aspect: String,
    search: String,
    hint: String,
    /// Address of the aspect's own page; empty on other tabs.
    edit: String,
    /// Who wants to follow me and waits; on the first tab only.
    requests: Vec<Face>,
    rows: Vec<ContactRow>,
    pager: Paging,
    empty: Empty,
}

/// Which tab and which words were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The tab.
    pub which: Which,
    /// Beginning of a name.
    pub search: &'a str,
}

impl Asked<'_> {
    fn tab(&self) -> String {
        match self.which {
            Which::All => String::new(),
            Which::In(id) => id.to_string(),
            Which::OnlySharing => "only-sharing".to_owned(),
        }
    }

    fn address(&self, number: u64) -> String {
        let page = if number > 1 { number.to_string() } else { String::new() };
        let wanted = [("aspect", self.tab()), ("q", self.search.to_owned()), ("page", page)];
        let said = wanted.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        if query.is_empty() {
            "/contacts".to_owned()
        } else {
            format!("/contacts?{}", query.join("&"))
        }
    }
}

impl ContactsView {
    /// A page of them.
    pub fn of(visit: &Visit, me: &Me, asked: Asked<'_>, counts: Counts, page: &Page<Row>) -> Self {
        let say = visit.say();
        let number = [("count", Arg::Number(page.total.try_into().unwrap_or(i64::MAX)))];
        let edit = match asked.which {
            Which::In(id) if me.aspects.iter().any(|line| line.id == id) => format!("/aspects/{id}/edit"),
            Which::In(_) | Which::All | Which::OnlySharing => String::new(),
        };
        Self {
            tabs: tabs(&say, me, &asked, counts),
            aspect: asked.tab(),
            search: asked.search.to_owned(),
            hint: say.with("people-find-hint", &number),
            edit,
            requests: Vec::new(),
            rows: page
                .rows
                .iter()
                .map(|row| ContactRow::of(&row.person, &row.standing, me, &say))
                .collect(),
            pager: paging(&say, page, |number| asked.address(number)),
            empty: empty(&say, &asked),
        }
    }
}

fn tabs(say: &Say<'_>, me: &Me, asked: &Asked<'_>, counts: Counts) -> Vec<Tab> {
    let tab = |which: Which, label: String, hue: i32| Tab {
        label,
        url: Asked { which, search: "" }.address(1),
        hue,
        current: which == asked.which,
    };
    let count = |count: u64| [("count", Arg::Number(count.try_into().unwrap_or(i64::MAX)))];
    let mut tabs = vec![tab(Which::All, say.with("people-all", &count(counts.all)), 0)];
    tabs.extend(me.aspects.iter().map(|line| {
        let words = [
            ("name", Arg::Text(line.name.clone())),
            ("count", Arg::Number(line.count)),
        ];
        tab(Which::In(line.id), say.with("people-in", &words), line.hue)
    }));
    tabs.push(tab(
        Which::OnlySharing,
        say.with("people-only-sharing", &count(counts.only_sharing)),
        0,
    ));
    tabs
}

fn empty(say: &Say<'_>, asked: &Asked<'_>) -> Empty {
    let (title, text, href, action) = match asked.which {
        _ if !asked.search.is_empty() => {
            let found = format!("/search?q={}", escaped(asked.search));
            (
                "people-empty-search",
                "people-empty-search-text",
                found,
                "people-search-pod",
            )
        }
        Which::All => (
            "people-empty",
            "people-empty-text",
            "/start/people".to_owned(),
            "people-empty-action",
        ),
        Which::In(_) => (
            "people-empty-aspect",
            "people-empty-aspect-text",
            "/contacts".to_owned(),
            "people-all-contacts",
        ),
        Which::OnlySharing => (
            "people-empty-sharing",
            "people-empty-sharing-text",
            String::new(),
            "people-all-contacts",
        ),
    };
    Empty {
        icon: "people",
        title: say.text(title),
        text: say.text(text),
        href,
        action: say.text(action),
    }
}

/// Ways to the other pages of a list.
pub fn paging<T>(say: &Say<'_>, page: &Page<T>, address: impl Fn(u64) -> String) -> Paging {
    let number = |number: u64| Arg::Number(number.try_into().unwrap_or(i64::MAX));
    let place = say.with(
        "people-page",
        &[("page", number(page.number)), ("pages", number(page.pages))],
    );
    Paging {
        previous: if page.number > 1 {
            address(page.number - 1)
        } else {
            String::new()
        },
        previous_label: say.text("people-previous"),
        place: if page.pages > 1 { place } else { String::new() },
        next: if page.number < page.pages {
            address(page.number + 1)
        } else {
            String::new()
        },
        next_label: say.text("people-next"),
        more: false,
    }
}

impl ContactsView {
    /// With those who want to follow me.
    pub fn asked_by(mut self, waiting: &[person::Model]) -> Self {
        self.requests = waiting.iter().map(Face::of).collect();
        self
    }
}

impl View for ContactsView {
    const TEMPLATE: &'static str = "page/contacts";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("people-contacts")
    }

    fn current(&self) -> String {
        "contacts".to_owned()
    }

    fn samples() -> Vec<Self> {
        let tab = Tab {
            label: "All 1".to_owned(),
            url: "/contacts".to_owned(),
            hue: 0,
            current: true,
        };
        let full = Self {
            tabs: vec![tab],
            aspect: "1".to_owned(),
            search: "\"><script>".to_owned(),
            hint: "Find in 1 contact".to_owned(),
            edit: "/aspects/1/edit".to_owned(),
            requests: vec![Face::sample()],
            rows: vec![ContactRow::sample()],
            pager: Paging::sample(),
            empty: empty_sample(),
        };
        vec![
            Self {
                rows: Vec::new(),
                requests: Vec::new(),
                edit: String::new(),
                pager: Paging::default(),
                ..full.clone()
            },
            full,
        ]
    }
}

/// Somebody whom I ignore.
#[derive(Clone, Debug, Serialize)]
struct IgnoredRow {
    person: Face,
    since: String,
    since_title: String,
}

/// The people whom I ignore.
#[derive(Clone, Debug, Serialize)]
pub struct IgnoredView {
    rows: Vec<IgnoredRow>,
    pager: Paging,
    empty: Empty,
}

impl IgnoredView {
    /// A page of them.
    pub fn of(visit: &Visit, page: &Page<(person::Model, Moment)>) -> Self {
        let say = visit.say();
        let row = |(person, since): &(person::Model, Moment)| IgnoredRow {
            person: Face::of(person),
            since: say.with("people-ignored-since", &[("when", Arg::Text(visit.ago(*since)))]),
            since_title: visit.at(*since),
        };
        let empty = Empty {
            icon: "ignore",
            title: say.text("people-ignored-empty"),
            text: say.text("people-ignored-empty-text"),
            href: String::new(),
            action: String::new(),
        };
        let address = |number| format!("/ignored?page={number}");
        Self {
            rows: page.rows.iter().map(row).collect(),
            pager: paging(&say, page, address),
            empty,
        }
    }
}

impl View for IgnoredView {
    const TEMPLATE: &'static str = "page/ignored";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("people-ignored")
    }

    fn samples() -> Vec<Self> {
        let row = IgnoredRow {
            person: Face::sample(),
            since: "Since yesterday".to_owned(),
            since_title: "20 November 2026".to_owned(),
        };
        vec![
            Self {
                rows: vec![row],
                pager: Paging::sample(),
                empty: empty_sample(),
            },
            Self {
                rows: Vec::new(),
                pager: Paging::default(),
                empty: empty_sample(),
            },
        ]
    }
}
