//! A photo's own page, and somebody's photos by time and by album.

use entity::{SeenPhoto, person};
use serde::Serialize;

use super::photo::{AlbumLine, PhotoItem, RoomLine};
use super::post::{Empty, PagerView, PersonLine};
use super::{Errors, View};
use crate::i18n::Arg;
use crate::web::guard::{Say, Visit};

/// What its author may change about a photo.
#[derive(Clone, Debug, Serialize)]
struct Mine {
    alt: String,
    focus_x: String,
    focus_y: String,
    albums: Vec<AlbumLine>,
    /// It can be a profile picture.
    face: bool,
}

/// A photo's own page.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoView {
    photo: PhotoItem,
    author: PersonLine,
    heading: String,
    /// What it belongs to; empty while it waits.
    back: String,
    /// The one before it and the one after; empty for none.
    previous: String,
    next: String,
    /// "2 of 5"; empty where it is alone.
    place: String,
    when: String,
    when_iso: String,
    when_title: String,
    mine: Option<Mine>,
    error: String,
}

impl PhotoView {
    /// Of a photo among those beside it. `back` is what it belongs to.
    pub fn new(visit: &Visit, found: &SeenPhoto, author: &person::Model, beside: &[SeenPhoto], back: String) -> Self {
        let say = visit.say();
        let here = beside.iter().position(|one| one.id == found.id).unwrap_or_default();
        let url = |at: Option<usize>| {
            let one = at.and_then(|at| beside.get(at));
            one.map_or_else(String::new, |one| format!("/photos/{}", one.guid))
        };
        let place = [
            ("number", Arg::Number(here as i64 + 1)),
            ("count", Arg::Number(beside.len() as i64)),
        ];
        Self {
            photo: PhotoItem {
                src: format!("/photos/{}/{}", found.guid, large(found)),
                ..PhotoItem::of(found)
            },
            author: PersonLine::of(author),
            heading: say.with("photo-by", &[("name", Arg::Text(author.name.clone()))]),
            back,
            previous: url(here.checked_sub(1)),
            next: url(Some(here + 1)),
            place: if beside.len() > 1 {
                say.with("photo-place", &place)
            } else {
                String::new()
            },
            when: visit.ago(found.created_at),
            when_iso: found.created_at.iso(),
            when_title: visit.at(found.created_at),
            mine: None,
            error: String::new(),
        }
    }

    /// For its author, whose albums these are.
    pub fn mine(mut self, found: &SeenPhoto, albums: Vec<AlbumLine>) -> Self {
        self.mine = Some(Mine {
            alt: found.alt.clone(),
            focus_x: found.focus_x.to_string(),
            focus_y: found.focus_y.to_string(),
            albums,
            face: self.photo.kind == "picture",
        });
        self
    }

    /// With why something was refused.
    pub fn refused(mut self, errors: &Errors) -> Self {
        self.error = errors.any().to_owned();
        self
    }
}

fn large(found: &SeenPhoto) -> &'static str {
    match super::photo::kind(found.kind) {
        "picture" => "1600",
        _ => "full",
    }
}

impl View for PhotoView {
    const TEMPLATE: &'static str = "page/photo";

    fn title(&self, _: &Say<'_>) -> String {
        self.heading.clone()
    }

    fn samples() -> Vec<Self> {
        let sample = |kind, mine| Self {
            photo: PhotoItem::sample(kind),
            author: PersonLine::sample(),
            heading: "Photo by Tilda Brandt".to_owned(),
            back: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            previous: "/photos/9407090709070907090709070907dea1".to_owned(),
            next: "/photos/9407090709070907090709070907dea2".to_owned(),
            place: "2 of 5".to_owned(),
            when: "5 minutes ago".to_owned(),
            when_iso: "2026-11-21T10:25:00Z".to_owned(),
            when_title: "21 November 2026, 10:25 UTC".to_owned(),
            mine,
            error: "This cannot be.".to_owned(),
        };
        let mine = Mine {
            alt: "A <plum> tree".to_owned(),
            focus_x: "50".to_owned(),
            focus_y: "35".to_owned(),
            albums: vec![AlbumLine::sample(true), AlbumLine::sample(false)],
            face: true,
        };
        vec![
            sample("picture", Some(mine)),
            sample("video", None),
            Self {
                back: String::new(),
                previous: String::new(),
                next: String::new(),
                place: String::new(),
                error: String::new(),
                ..sample("audio", None)
            },
        ]
    }
}

/// Somebody's photos, as far as the viewer may see them.
#[derive(Clone, Debug, Serialize)]
pub struct PhotosView {
    /// Whose.
    pub person: PersonLine,
    /// They are the viewer's.
    pub mine: bool,
    /// A page of them, newest first.
    pub photos: Vec<PhotoItem>,
    /// The albums in which the viewer sees something.
    pub albums: Vec<AlbumLine>,
    /// The one that is open.
    pub album: Option<AlbumLine>,
    /// To the older ones.
    pub pager: PagerView,
    /// What is said where there are none.
    pub empty: Empty,
    /// How much room they take; for oneself.
    pub room: RoomLine,
    /// What was typed as an album's name.
    pub typed: String,
    /// Why it was refused.
    pub error: String,
    /// "Photos of Tilda Brandt".
    pub heading: String,
}

impl View for PhotosView {
    const TEMPLATE: &'static str = "page/photos";

    fn title(&self, _: &Say<'_>) -> String {
        self.heading.clone()
    }

    fn current(&self) -> String {
        if self.mine { "profile" } else { "" }.to_owned()
    }

    fn samples() -> Vec<Self> {
        let full = Self {
            person: PersonLine::sample(),
            mine: true,
            photos: vec![
                PhotoItem::sample("picture"),
                PhotoItem::sample("video"),
                PhotoItem::sample("audio"),
            ],
            albums: vec![AlbumLine::sample(true), AlbumLine::sample(false)],
            album: Some(AlbumLine::sample(true)),
            pager: PagerView {
                next: "/people/5dff06d94e7a4a25b40cbba0d6d6d6d6/photos?before=1-1".to_owned(),
                next_label: "Older".to_owned(),
                ..PagerView::default()
            },
            empty: super::contact::empty_sample(),
            room: RoomLine::sample(),
            typed: "Allotment".to_owned(),
            error: "There is an album of this name.".to_owned(),
            heading: "Photos of Tilda Brandt".to_owned(),
        };
        let others = Self {
            mine: false,
            photos: Vec::new(),
            albums: Vec::new(),
            album: None,
            pager: PagerView::default(),
            room: RoomLine::default(),
            typed: String::new(),
            error: String::new(),
            ..full.clone()
        };
        vec![full, others]
    }
}
