//! A stream.

use serde::Serialize;

use super::contact::ContactRow;
use super::post::{Empty, PagerView, PersonLine, PostCard};
use super::publisher::{self, Publisher};
use super::{Head, View};
use crate::error::Fault;
use crate::web::draw::{Draw, Series};
use crate::web::guard::Say;

/// A page of a stream.
#[derive(Clone, Debug, Serialize)]
pub struct StreamView {
    /// What it is called.
    pub heading: String,
    /// What it is.
    pub lead: String,
    /// Which entry of the navigation.
    #[serde(skip)]
    pub nav: String,
    /// New posts announce themselves on its first page.
    pub announces: bool,
    /// Where one writes, on the first page of one's own streams.
    pub publisher: Option<Publisher>,
    /// Where one says which tags to follow, on the stream of those.
    pub follow: Option<Follow>,
    /// The posts.
    pub posts: Series<PostCard>,
    /// Older ones.
    pub pager: PagerView,
    /// What to do when there is nothing.
    pub empty: Empty,
    /// Streams that are near to this one.
    pub tabs: Vec<Tab>,
    /// My aspects with those that are shown ticked; on the aspects' stream.
    pub filter: Vec<FilterBox>,
    /// No aspect was picked out.
    pub all_aspects: bool,
    /// The people whose posts these are, where the page is about them.
    pub people: Vec<ContactRow>,
    /// People here that I may know.
    pub suggestions: Vec<PersonLine>,
    /// For search engines.
    #[serde(skip)]
    pub head: Head,
}

/// Tags to follow, as they are typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Follow {
    /// So far.
    pub typed: String,
    /// Why they cannot be followed; empty for nothing.
    pub error: String,
}

/// A stream near to another.
#[derive(Clone, Debug, Serialize)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// It is this one.
    pub current: bool,
}

/// An aspect that can be shown or not.
#[derive(Clone, Debug, Serialize)]
pub struct FilterBox {
    /// Row id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Hue.
    pub hue: i32,
    /// Shown now.
    pub chosen: bool,
    /// Address with this one turned round.
    pub href: String,
}

impl View for StreamView {
    const TEMPLATE: &'static str = "page/stream";
    const FRAGMENT: Option<&'static str> = Some("part/posts");

    fn title(&self, _: &Say<'_>) -> String {
        self.heading.clone()
    }

    fn current(&self) -> String {
        self.nav.clone()
    }

    fn head(&self) -> Head {
        self.head.clone()
    }

    fn draw(&mut self, draw: &Draw<'_>) -> Result<(), Fault> {
        draw.all(&mut self.posts)
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            heading: "Stream".to_owned(),
            lead: "What people in your aspects share.".to_owned(),
            nav: "stream".to_owned(),
            announces: true,
            publisher: Some(publisher::sample()),
            follow: Some(Follow {
                typed: "a<b".to_owned(),
                error: "This cannot be.".to_owned(),
            }),
            posts: vec![
                PostCard::sample(),
                PostCard {
                    mine: false,
                    receipt: None,
                    ..PostCard::sample()
                },
            ]
            .into(),
            pager: PagerView {
                next: "/stream?before=1-1".to_owned(),
                more: true,
                ..PagerView::default()
            },
            empty: Empty::default(),
            tabs: vec![Tab {
                name: "Liked".to_owned(),
                href: "/liked".to_owned(),
                current: true,
            }],
            filter: vec![FilterBox {
                id: 1,
                name: "Family".to_owned(),
                hue: 1,
                chosen: true,
                href: "/aspects".to_owned(),
            }],
            all_aspects: false,
            people: vec![ContactRow::sample()],
            suggestions: vec![PersonLine::sample()],
            head: Head::default(),
        };
        let nothing = Self {
            posts: Series::default(),
            publisher: None,
            follow: None,
            pager: PagerView::default(),
            empty: Empty {
                icon: "home",
                ..Empty::default()
            },
            tabs: Vec::new(),
            filter: Vec::new(),
            people: Vec::new(),
            suggestions: Vec::new(),
            lead: String::new(),
            ..full.clone()
        };
        vec![full, nothing]
    }
}
