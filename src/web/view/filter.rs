//! What I do not want in my streams: a list for each kind, and a form to add to it.

use entity::{FilterHow, FilterKind, OwnFilterEntry, PersonId, person};
use serde::Serialize;

use super::face::Face;
use super::{Errors, View};
use crate::domain::filter::{Filter, Why, kind_code};
use crate::i18n::Arg;
use crate::text::language;
use crate::web::form::Fields;
use crate::web::guard::Say;

/// The page of filters.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    sections: Vec<Section>,
    languages: Vec<LanguageLine>,
    read: Vec<Line>,
    unwanted: Vec<Line>,
    /// The language that was refused; empty for none.
    language: String,
    errors: Errors,
}

/// Words, tags or people.
#[derive(Clone, Debug, Serialize)]
struct Section {
    kind: &'static str,
    title: String,
    label: String,
    hint: String,
    /// What stands below the field; empty for nothing.
    how: String,
    lines: Vec<Line>,
    value: String,
    error: String,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    id: i64,
    what: String,
    /// Whose posts are filtered, if they are there.
    person: Option<Face>,
    how: String,
}

#[derive(Clone, Debug, Serialize)]
struct LanguageLine {
    code: &'static str,
    name: &'static str,
    chosen: bool,
}

/// Why a post is filtered, for the line that stands in its place.
pub fn sentence(say: &Say<'_>, why: &Why) -> String {
    let (key, what) = match why {
        Why::Words(words) => ("filter-why-words", words.clone()),
        Why::Tag(name) => ("filter-why-tag", name.clone()),
        Why::Person(name) => ("filter-why-person", name.clone()),
        Why::Language(code) => ("filter-why-language", named(code)),
    };
    say.with(key, &[("what", Arg::Text(what))])
}

fn named(code: &str) -> String {
    language::name(code).unwrap_or(code).to_owned()
}

fn lines(say: &Say<'_>, filter: &Filter, people: &[person::Model], kind: FilterKind) -> Vec<Line> {
    let face = |id: PersonId| people.iter().find(|one| one.id == id).map(Face::of);
    let line = |entry: &OwnFilterEntry| Line {
        id: entry.id.0,
        person: entry.person_id.and_then(face),
        what: match kind {
            FilterKind::Words | FilterKind::Person => entry.what.clone(),
            FilterKind::Tag => format!("#{}", entry.what),
            FilterKind::Language | FilterKind::Reads => named(&entry.what),
        },
        how: say.text(match entry.how {
            FilterHow::Hide => "filter-hidden",
            FilterHow::Collapse => "filter-collapsed",
        }),
    };
    let of_kind = filter.entries().iter().filter(|entry| entry.kind == kind);
    of_kind.map(line).collect()
}

impl FilterView {
    /// As it is, with what was typed; `people` are those whose posts are filtered.
    pub fn of(say: &Say<'_>, filter: &Filter, people: &[person::Model], typed: &Fields, errors: Errors) -> Self {
        let lines = |kind| lines(say, filter, people, kind);
        let ticked = typed.all("what");
        let section = |kind: FilterKind| {
            let code = kind_code(kind);
            Section {
                kind: code,
                title: say.text(&format!("filter-{code}")),
                label: say.text(&format!("filter-{code}-label")),
                hint: say.text(&format!("filter-{code}-hint")),
                how: match kind {
                    FilterKind::Person => say.text("filter-person-how"),
                    FilterKind::Words | FilterKind::Tag | FilterKind::Language | FilterKind::Reads => String::new(),
                },
                lines: lines(kind),
                value: if typed.text("kind") == code {
                    typed.text("what").to_owned()
                } else {
                    String::new()
                },
                error: errors.about(code).to_owned(),
            }
        };
        Self {
            sections: [FilterKind::Words, FilterKind::Tag, FilterKind::Person]
                .map(section)
                .into(),
            languages: language::all()
                .into_iter()
                .map(|(code, name)| LanguageLine {
                    code,
                    name,
                    chosen: ticked.contains(&code),
                })
                .collect(),
            read: lines(FilterKind::Reads),
            unwanted: lines(FilterKind::Language),
            language: errors.about("language").to_owned(),
            errors,
        }
    }
}

impl View for FilterView {
    const TEMPLATE: &'static str = "page/settings_filter";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("filter-title")
    }

    fn current(&self) -> String {
        "settings-filter".to_owned()
    }

    fn samples() -> Vec<Self> {
        let line = Line {
            id: 1,
            what: "foot<ball".to_owned(),
            person: None,
            how: "Hidden".to_owned(),
        };
        let section = Section {
            kind: "words",
            title: "Words".to_owned(),
            label: "Word".to_owned(),
            hint: "Whole words.".to_owned(),
            how: String::new(),
            lines: vec![line.clone()],
            value: "foot".to_owned(),
            error: "This cannot be.".to_owned(),
        };
        let people = Section {
            kind: "person",
            how: "Type a name.".to_owned(),
            lines: vec![Line {
                person: Some(Face::sample()),
                ..line.clone()
            }],
            ..section.clone()
        };
        let full = Self {
            sections: vec![section.clone(), people],
            languages: vec![LanguageLine {
                code: "deu",
                name: "Deutsch",
                chosen: true,
            }],
            read: vec![line.clone()],
            unwanted: vec![line],
            language: "This cannot be.".to_owned(),
            errors: Errors::sample("form"),
        };
        let bare = Self {
            sections: vec![Section {
                lines: Vec::new(),
                error: String::new(),
                ..section
            }],
            read: Vec::new(),
            unwanted: Vec::new(),
            language: String::new(),
            errors: Errors::none(),
            ..full.clone()
        };
        vec![full, bare]
    }
}
