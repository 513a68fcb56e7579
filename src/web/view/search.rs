//! What a search found, in three parts: people, tags, posts.

use entity::own;
use entity::visible::post::Cursor;
use serde::Serialize;

use super::card::TagLink;
use super::face::FaceRow;
use super::paging::{Paging, escaped};
use super::post::{PostCard, cards};
use super::{Errors, View};
use crate::domain::search::{Found, PAGE, Page, Query};
use crate::error::{Fault, Outcome};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::draw::{Draw, Series};
use crate::web::guard::{Say, Visit};

/// The box and what was found.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    q: String,
    errors: Errors,
    /// `asked`, `blank` or `stranger`.
    state: &'static str,
    people: Vec<FaceRow>,
    tags: Vec<TagLink>,
    posts: Series<PostCard>,
    pager: Paging,
}

impl SearchView {
    /// The box alone: nothing was asked, or it cannot be asked.
    pub fn empty(visit: &Visit, typed: &str, errors: Errors) -> Self {
        let state = if visit.me.is_some() { "blank" } else { "stranger" };
        // What was too long is shown as far as it would have been looked for and a little more.
        let q = typed.chars().take(200).collect();
        Self::blank(q, errors, state)
    }

    fn blank(q: String, errors: Errors, state: &'static str) -> Self {
        let pager = Paging::default();
        Self {
            q,
            errors,
            state,
            people: Vec::new(),
            tags: Vec::new(),
            posts: Series::default(),
            pager,
        }
    }

    /// What was found.
    ///
    /// # Errors
    /// The cards cannot be made.
    pub async fn of(pod: &Pod, visit: &Visit, query: &Query, mut found: Found, page: Page) -> Outcome<Self> {
        let say = visit.say();
        let here = format!("/search?q={}", escaped(query.text()));
        let mut view = Self::blank(query.text().to_owned(), Errors::none(), "asked");
        if found.posts.len() as u64 > PAGE {
            found.posts.truncate(PAGE as usize);
            if let Some(last) = found.posts.last() {
                view.pager.next = format!("{here}&before={}", Cursor::after(&last.post).encode());
                view.pager.next_label = say.text("search-older");
                view.pager.more = true;
            }
        }
        if let Page::Older(_) = page {
            view.pager.previous = here;
            view.pager.previous_label = say.text("search-newest");
        }
        if let Some(me) = &visit.me {
            let ids: Vec<_> = found.people.iter().map(|person| person.id).collect();
            let memberships = own::aspect::memberships(pod.db.read(), me.user.id, &ids).await?;
            view.people = found
                .people
                .iter()
                .map(|person| FaceRow::of(person, &memberships, &me.aspects))
                .collect();
        }
        view.tags = found.tags.iter().map(|name| TagLink::of(name)).collect();
        view.posts = cards(pod, visit, &found.posts).await?.into();
        Ok(view)
    }
}

impl View for SearchView {
    const TEMPLATE: &'static str = "page/search";
    const FRAGMENT: Option<&'static str> = Some("part/posts");

    fn title(&self, say: &Say<'_>) -> String {
        match self.state {
            "asked" => say.with("search-title-for", &[("text", Arg::Text(self.q.clone()))]),
            _ => say.text("search-title"),
        }
    }

    fn current(&self) -> String {
        "search".to_owned()
    }

    fn draw(&mut self, draw: &Draw<'_>) -> Result<(), Fault> {
        draw.all(&mut self.posts)
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            people: vec![FaceRow::sample()],
            tags: vec![TagLink::of("plums")],
            posts: vec![PostCard::sample()].into(),
            pager: Paging::sample(),
            ..Self::blank("plum <jam>".to_owned(), Errors::none(), "asked")
        };
        vec![
            Self::blank(String::new(), Errors::none(), "blank"),
            Self::blank("a".to_owned(), Errors::sample("q"), "blank"),
            Self::blank("plum".to_owned(), Errors::none(), "stranger"),
            Self::blank("plum".to_owned(), Errors::none(), "asked"),
            full,
        ]
    }
}
