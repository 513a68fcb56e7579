//! A tag's page.

use entity::visible::post::Cursor;
use serde::Serialize;

use super::face::Face;
use super::paging::Paging;
use super::post::{PostCard, shown};
use super::{Head, View};
use crate::domain::tag::Tagged;
use crate::error::{Fault, Outcome};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::draw::{Draw, Series};
use crate::web::guard::{Say, Visit};

/// What has a tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    name: String,
    address: String,
    followed: bool,
    posts: Series<PostCard>,
    people: Vec<Face>,
    pager: Paging,
}

impl TagView {
    /// A page of it; `before` is where it begins, if not with the newest.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of(pod: &Pod, visit: &Visit, tagged: Tagged, before: Option<Cursor>) -> Outcome<Self> {
        let say = visit.say();
        let address = tagged.name.path();
        let mut pager = Paging::default();
        if let Some(older) = tagged.page.older {
            pager.next = format!("{address}?before={}", older.encode());
            pager.next_label = say.text("tag-older");
            pager.more = true;
        }
        if before.is_some() {
            pager.previous = address.clone();
            pager.previous_label = say.text("tag-newest");
        }
        Ok(Self {
            posts: shown(pod, visit, &tagged.page).await?.into(),
            people: tagged.people.iter().map(Face::of).collect(),
            name: tagged.name.into(),
            followed: tagged.followed,
            address,
            pager,
        })
    }
}

impl View for TagView {
    const TEMPLATE: &'static str = "page/tag";
    const FRAGMENT: Option<&'static str> = Some("part/posts");

    fn title(&self, say: &Say<'_>) -> String {
        say.with("tag-title", &[("name", Arg::Text(self.name.clone()))])
    }

    fn current(&self) -> String {
        if self.followed {
            format!("tag-{}", self.name)
        } else {
            String::new()
        }
    }

    fn head(&self) -> Head {
        Head {
            robots: "noindex, follow".to_owned(),
            canonical: self.address.clone(),
            ..Head::default()
        }
    }

    fn draw(&mut self, draw: &Draw<'_>) -> Result<(), Fault> {
        draw.all(&mut self.posts)
    }

    fn samples() -> Vec<Self> {
        let blank = |followed| Self {
            name: "plums".to_owned(),
            address: "/tags/plums".to_owned(),
            followed,
            posts: Series::default(),
            people: Vec::new(),
            pager: Paging::default(),
        };
        let full = Self {
            posts: vec![PostCard::sample()].into(),
            people: vec![Face::sample()],
            pager: Paging::sample(),
            ..blank(true)
        };
        vec![blank(false), blank(true), full]
    }
}
