//! Photos in pages: a gallery within what they belong to, a photo's own page, somebody's photos and albums.

use std::collections::HashMap;

use entity::visible::comment::Written;
use entity::visible::photo::{self as door, photos};
use entity::visible::post::Authored;
use entity::{CommentId, OwnMessage, PhotoKind, PostId, SeenPhoto};
use serde::Serialize;

use crate::domain::photo::{self, File};
use crate::error::Outcome;
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::guard::{Say, Visit};

/// Photos that a gallery shows in a stream before the rest is counted.
const SHOWN: usize = 4;

/// What is known of a photo for a page.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoItem {
    /// Guid.
    pub guid: String,
    /// Its own page.
    pub url: String,
    /// `picture`, `video` or `audio`.
    pub kind: &'static str,
    /// It moves.
    pub moving: bool,
    /// The file for a page.
    pub src: String,
    /// The same in other sizes, as `srcset` says it; empty for none.
    pub srcset: String,
    /// The large file.
    pub large: String,
    /// For the element of a recording.
    pub media_type: String,
    /// In pixels; 0 for nothing to see.
    pub width: i32,
    /// In pixels; 0 for nothing to see.
    pub height: i32,
    /// What is to be seen or heard; empty where nobody said.
    pub alt: String,
    /// A blurred likeness; empty for none.
    pub blurhash: String,
    /// The point that matters, in steps of five hundredths.
    pub focus: (i32, i32),
    /// It is shown at once; the rest is behind the number.
    pub shown: bool,
    /// How many are behind it, as it stands on it: `+3`; empty for none.
    pub more: String,
}

/// As forms and pages call it.
pub fn kind(kind: PhotoKind) -> &'static str {
    match kind {
        PhotoKind::Picture | PhotoKind::Moving => "picture",
        PhotoKind::Video => "video",
        PhotoKind::Audio => "audio",
    }
}

fn moves(kind: PhotoKind) -> bool {
    match kind {
        PhotoKind::Moving => true,
        PhotoKind::Picture | PhotoKind::Video | PhotoKind::Audio => false,
    }
}

/// Each file once, by its width.
fn srcset(base: &str, files: &[File]) -> String {
    let sources = files.iter().filter(|file| file.width > 0);
    let lines: Vec<String> = sources
        .map(|file| format!("{base}/{} {}w", file.side, file.width))
        .collect();
    lines.join(", ")
}

fn fifth(hundredths: i32) -> i32 {
    (hundredths.clamp(0, 100) + 2) / 5 * 5
}

impl PhotoItem {
    /// Of a photo, its files being below the address of its page.
    pub fn of(found: &SeenPhoto) -> Self {
        Self::below(found, &format!("/photos/{}", found.guid))
    }

    /// Of a photo whose files are below another address.
    pub fn below(found: &SeenPhoto, base: &str) -> Self {
        let files = photo::files(&found.files);
        let see = kind(found.kind) == "picture";
        Self {
            guid: found.guid.clone(),
            url: base.to_owned(),
            kind: kind(found.kind),
            moving: moves(found.kind),
            src: format!("{base}/{}", if see { "700" } else { "full" }),
            srcset: if see { srcset(base, &files) } else { String::new() },
            large: format!("{base}/{}", if see { "1600" } else { "full" }),
            media_type: found.media_type.clone(),
            width: found.width,
            height: found.height,
            alt: found.alt.clone(),
            blurhash: found.blurhash.clone(),
            focus: (fifth(found.focus_x), fifth(found.focus_y)),
            shown: true,
            more: String::new(),
        }
    }

    /// For samples.
    pub fn sample(kind: &'static str) -> Self {
        let base = "/photos/9407090709070907090709070907dead";
        Self {
            guid: "9407090709070907090709070907dead".to_owned(),
            url: base.to_owned(),
            kind,
            moving: false,
            src: format!("{base}/700"),
            srcset: format!("{base}/300 300w, {base}/700 700w"),
            large: format!("{base}/1600"),
            media_type: if kind == "audio" { "audio/mpeg" } else { "video/mp4" }.to_owned(),
            width: 1_200,
            height: 900,
            alt: "A <plum> tree".to_owned(),
            blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned(),
            focus: (50, 35),
            shown: true,
            more: String::new(),
        }
    }
}

/// The photos of something.
#[derive(Clone, Debug, Serialize)]
pub struct Gallery {
    /// Pictures, in order.
    pub pictures: Vec<PhotoItem>,
    /// Videos and sounds, in order.
    pub recordings: Vec<PhotoItem>,
    /// How the pictures lie: 1 to 4 of them, or 5 for all in rows.
    pub layout: usize,
}

/// How much of a gallery is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The first of them.
    First,
    /// All of them.
    Whole,
}

impl Gallery {
    /// Of photos; none where there are none.
    pub fn of(found: &[SeenPhoto], span: Span) -> Option<Self> {
        Self::laid(found.iter().map(PhotoItem::of).collect(), span)
    }

    /// Of photos whose files are below another address, followed by their guids.
    pub fn below(found: &[SeenPhoto], base: &str) -> Option<Self> {
        let item = |photo: &SeenPhoto| {
            let item = PhotoItem::below(photo, &format!("{base}/{}", photo.guid));
            // There is no page of it for whoever sees it by this way only.
            PhotoItem {
                url: format!("{}/full", item.url),
                ..item
            }
        };
        Self::laid(found.iter().map(item).collect(), Span::Whole)
    }

    fn laid(items: Vec<PhotoItem>, span: Span) -> Option<Self> {
        if items.is_empty() {
            return None;
        }
        let (mut pictures, recordings): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.kind == "picture");
        let count = pictures.len();
        if span == Span::First && count > SHOWN {
            pictures.iter_mut().skip(SHOWN).for_each(|item| item.shown = false);
            if let Some(last) = pictures.get_mut(SHOWN - 1) {
                last.more = format!("+{}", count - SHOWN);
            }
        }
        Some(Self {
            layout: match span {
                Span::First => count.min(SHOWN),
                Span::Whole => count.min(SHOWN + 1),
            },
            pictures,
            recordings,
        })
    }

    /// For samples.
    pub fn sample() -> Self {
        let more = PhotoItem {
            more: "+1".to_owned(),
            ..PhotoItem::sample("picture")
        };
        let bare = PhotoItem {
            alt: String::new(),
            blurhash: String::new(),
            shown: false,
            ..PhotoItem::sample("picture")
        };
        Self {
            pictures: vec![PhotoItem::sample("picture"), more, bare],
            recordings: vec![PhotoItem::sample("video"), PhotoItem::sample("audio")],
            layout: 4,
        }
    }
}

/// The photos of several things, each with its own.
#[derive(Debug, Default)]
pub struct Photos(HashMap<i64, Vec<SeenPhoto>>);

impl Photos {
    fn grouped(found: Vec<SeenPhoto>, by: impl Fn(&SeenPhoto) -> Option<i64>) -> Self {
        let mut all: HashMap<i64, Vec<SeenPhoto>> = HashMap::new();
        for photo in found {
            if let Some(id) = by(&photo) {
                all.entry(id).or_default().push(photo);
            }
        }
        Self(all)
    }

    /// Of some posts. Where there are none nobody asks.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of_posts<'a>(
        pod: &Pod,
        visit: &Visit,
        posts: impl IntoIterator<Item = &'a Authored>,
    ) -> Outcome<Self> {
        let with = posts.into_iter().filter(|found| found.post.photos > 0);
        let ids: Vec<PostId> = with.map(|found| found.post.id).collect();
        let found = photos(visit.viewer()).of_posts(pod.db.read(), &ids).await?;
        Ok(Self::grouped(found, |photo| photo.post_id.map(|id| id.0)))
    }

    /// Of some comments.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of_comments(pod: &Pod, visit: &Visit, comments: &[Written]) -> Outcome<Self> {
        let with = comments.iter().filter(|found| found.comment.photos > 0);
        let ids: Vec<CommentId> = with.map(|found| found.comment.id).collect();
        let found = photos(visit.viewer()).of_comments(pod.db.read(), &ids).await?;
        Ok(Self::grouped(found, |photo| photo.comment_id.map(|id| id.0)))
    }

    /// Of some messages.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of_messages<'a>(
        pod: &Pod,
        visit: &Visit,
        messages: impl IntoIterator<Item = &'a OwnMessage>,
    ) -> Outcome<Self> {
        let with = messages.into_iter().filter(|message| message.photos > 0);
        let ids: Vec<_> = with.map(|message| message.id).collect();
        let found = photos(visit.viewer()).of_messages(pod.db.read(), &ids).await?;
        Ok(Self::grouped(found, |photo| photo.message_id.map(|id| id.0)))
    }

    /// Those of one of them.
    pub fn of(&self, id: i64, span: Span) -> Option<Gallery> {
        Gallery::of(self.0.get(&id)?, span)
    }
}

/// An album of somebody.
#[derive(Clone, Debug, Serialize)]
pub struct AlbumLine {
    /// Guid.
    pub guid: String,
    /// Name.
    pub name: String,
    /// How many photos in it the viewer may see.
    pub count: i64,
    /// It is the one that is open.
    pub current: bool,
}

impl AlbumLine {
    /// For samples.
    pub fn sample(current: bool) -> Self {
        Self {
            guid: "a1b0a1b0a1b0a1b0a1b0a1b0a1b0a1b0".to_owned(),
            name: "Allotment".to_owned(),
            count: 12,
            current,
        }
    }
}

/// The albums of the viewer, to choose from.
///
/// # Errors
/// The database cannot be read.
pub async fn my_albums(pod: &Pod, visit: &Visit) -> Outcome<Vec<AlbumLine>> {
    let Some(me) = &visit.me else {
        return Ok(Vec::new());
    };
    let albums = entity::own::photo::albums(pod.db.read(), me.user.id).await?;
    let line = |album: &entity::OwnAlbum| AlbumLine {
        guid: album.guid.clone(),
        name: album.name.clone(),
        count: 0,
        current: false,
    };
    Ok(albums.iter().map(line).collect())
}

/// The first few photos of somebody, for their profile.
///
/// # Errors
/// The database cannot be read.
pub async fn strip(pod: &Pod, visit: &Visit, of: entity::PersonId) -> Outcome<Vec<PhotoItem>> {
    let newest = photos(visit.viewer()).posted_by(of);
    let found = newest.page(pod.db.read(), None::<door::Cursor>, 6).await?;
    Ok(found.iter().map(PhotoItem::of).collect())
}

/// How much room is taken, in words and for a meter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RoomLine {
    /// "120 of 2,000 megabytes"; empty where there is no bound.
    pub words: String,
    /// 0 to 100.
    pub hundredths: i64,
}

impl RoomLine {
    /// In words.
    pub fn of(say: &Say<'_>, room: photo::Room) -> Self {
        if room.most == 0 {
            return Self::default();
        }
        let megabytes = |bytes: i64| Arg::Number(bytes / 1_000_000);
        Self {
            words: say.with(
                "photo-room",
                &[("used", megabytes(room.used)), ("most", megabytes(room.most))],
            ),
            hundredths: room.hundredths().min(100),
        }
    }

    /// That it is nearly all taken, from so many hundredths on; else empty.
    pub fn warning(say: &Say<'_>, room: photo::Room, from: i64) -> String {
        if room.most == 0 || room.hundredths() < from {
            return String::new();
        }
        let room = Arg::Text(Self::of(say, room).words);
        say.with("photo-room-nearly", &[("room", room)])
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            words: "120 of 2,000 megabytes".to_owned(),
            hundredths: 6,
        }
    }
}
