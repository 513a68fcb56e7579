//! Photos, videos and sounds: adding them, putting them into posts, comments and messages, describing them, taking them
//! away. Knows rows only: files were kept before a row names them, and go after it, by a job.
//!
//! What was added waits for its author to use it, for a day, or as long as a draft or a post that waits has it.

use std::time::Duration;

use entity::own::photo as own;
use entity::write::photo::{self as write, NewPhoto, Of, Placed, Said};
use entity::{OwnAlbum, OwnComment, OwnPhoto, OwnPost, PersonId, PhotoKind, SeenPhoto, person};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use super::me::Me;
use super::post::author::Author;
use crate::db::Tx;
use crate::error::{Fault, OrNotFound, Outcome, PhotoRefusal};
use crate::job::Job;
use crate::text::clean;
use told::Change;

pub mod album;
pub(in crate::domain) mod told;

/// Most photos of a post.
pub const IN_POST: usize = 20;
/// Most photos of a comment.
pub const IN_COMMENT: usize = 4;
/// Most photos of a message.
pub const IN_MESSAGE: usize = 10;
/// Longest description, in characters.
pub const LONGEST_ALT: usize = 1_500;
/// Photos on a page of somebody's.
pub const PAGE: u64 = 40;
/// So long what was added waits to be used.
const WAITS: Duration = Duration::from_secs(86_400);
const MEGABYTE: i64 = 1_000_000;

/// A file of a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its longest side as addresses call it: `100`, `300`, `700`, `1600` or `full`.
    pub side: String,
    /// Ending of its name.
    pub ending: String,
    /// Its media type.
    pub media_type: String,
    /// Pixels from left to right; 0 for nothing to see.
    pub width: u32,
    /// Pixels from top to bottom; 0 for nothing to see.
    pub height: u32,
    /// Bytes.
    pub bytes: u64,
}

impl File {
    /// Where it is kept.
    pub fn key(&self, storage_key: &str) -> String {
        format!("photos/{storage_key}/{}.{}", self.side, self.ending)
    }
}

/// The sides by which files are asked for, smallest first.
pub const SIDES: [&str; 5] = ["100", "300", "700", "1600", "full"];

/// The files that a row names, smallest first.
pub fn files(kept: &str) -> Vec<File> {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The file for a side: that one, or the next larger one that there is, or the largest. None for a side that nobody
/// knows.
pub fn fitting(files: &[File], side: &str) -> Option<File> {
    let rank = |side: &str| SIDES.iter().position(|known| *known == side);
    let wanted = rank(side)?;
    let large_enough = files.iter().find(|file| rank(&file.side) >= Some(wanted));
    large_enough.or(files.last()).cloned()
}

/// What was kept of a file that somebody sent.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Where its files are.
    pub storage_key: String,
    /// What it is.
    pub kind: PhotoKind,
    /// Pixels, upright.
    pub size: (u32, u32),
    /// A blurred likeness; empty for none.
    pub blurhash: String,
    /// Its files, smallest first; at least one.
    pub files: Vec<File>,
}

impl Kept {
    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// Writes down what was kept; it waits to be used. `quota` is how many megabytes one person may have; 0 for no bound.
///
/// # Errors
/// There is no room for it.
pub async fn add(tx: &mut Tx, me: &Me, kept: &Kept, quota: u64) -> Outcome<OwnPhoto> {
    write::hold(tx.sql(), me.person.id).await?;
    let bytes = i64::try_from(kept.bytes()).unwrap_or(i64::MAX);
    let used = own::bytes(tx.sql(), me.person.id).await?;
    let most = i64::try_from(quota).unwrap_or(i64::MAX).saturating_mul(MEGABYTE);
    if quota > 0 && used.saturating_add(bytes) > most {
        return Err(PhotoRefusal::NoRoom(quota).into());
    }
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let last = kept.files.last().ok_or_else(|| Fault::new("a photo without a file"))?;
    let new = NewPhoto {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        address: tx.random().guid_hex(),
        storage_key: kept.storage_key.clone(),
        kind: kept.kind,
        media_type: last.media_type.clone(),
        size: (number(kept.size.0), number(kept.size.1)),
        blurhash: kept.blurhash.clone(),
        files: serde_json::to_string(&kept.files).map_err(Fault::of)?,
        bytes,
        at: tx.now(),
    };
    Ok(write::insert(tx.sql(), new).await?)
}

/// How much room a person takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes of all their files.
    pub used: i64,
    /// Bytes that they may have; 0 for no bound.
    pub most: i64,
}

impl Room {
    /// Of each hundred bytes that there are, how many are taken; 0 where there is no bound.
    pub fn hundredths(self) -> i64 {
        self.used.saturating_mul(100).checked_div(self.most).unwrap_or_default()
    }
}

/// How much room a person takes up, `quota` megabytes being what they may have.
///
/// # Errors
/// The database cannot be read.
pub async fn room(db: &impl ConnectionTrait, me: PersonId, quota: u64) -> Outcome<Room> {
    Ok(Room {
        used: own::bytes(db, me).await?,
        most: i64::try_from(quota).unwrap_or(i64::MAX).saturating_mul(MEGABYTE),
    })
}

/// What a form says of a photo that is to be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picked {
    /// Which.
    pub guid: String,
    /// `picture`, `video` or `audio`, for showing it in the form; nothing depends on it.
    pub kind: String,
    /// What is to be seen or heard, as typed.
    pub alt: String,
    /// The point that matters, as typed: from the left and from the top, in hundredths; empty for the middle.
    pub focus: (String, String),
    /// Guid of the album into which it goes; empty for none.
    pub album: String,
}

impl Picked {
    fn said(&self) -> Outcome<Said> {
        let alt = match clean::block(&self.alt, LONGEST_ALT) {
            Ok(alt) => alt.trim().to_owned(),
            Err(clean::Unfit::Empty) => String::new(),
            Err(clean::Unfit::TooLong { .. } | clean::Unfit::Unreadable) => {
                return Err(PhotoRefusal::AltLong(LONGEST_ALT).into());
            }
        };
        // A point that is none is the middle, as if nothing had been said.
        let part = |typed: &str| {
            typed
                .trim()
                .parse::<f64>()
                .ok()
                .map_or(50, |n| n.clamp(0.0, 100.0) as i32)
        };
        Ok(Said {
            alt,
            focus: (part(&self.focus.0), part(&self.focus.1)),
        })
    }
}

/// What the form says, made sense of: photos of mine that wait, and those of `former`, which are there already.
///
/// # Errors
/// One is not there any more, there are more than `most`, or what is said of one cannot be.
pub(in crate::domain) async fn ready(
    tx: &Tx,
    me: &impl Author,
    picked: &[Picked],
    former: Vec<OwnPhoto>,
    most: usize,
) -> Outcome<Vec<Placed>> {
    if picked.is_empty() {
        return Ok(Vec::new());
    }
    if picked.len() > most {
        return Err(PhotoRefusal::TooMany(most).into());
    }
    let guids: Vec<&str> = picked.iter().map(|one| one.guid.as_str()).collect();
    let mut mine = own::unused(tx.sql(), me.person(), &guids).await?;
    mine.extend(former);
    let albums = match picked.iter().any(|one| !one.album.is_empty()) {
        true => own::albums(tx.sql(), me.user()).await?,
        false => Vec::new(),
    };
    let mut placed = Vec::with_capacity(picked.len());
    for one in picked {
        let found = mine.iter().position(|photo| photo.guid == one.guid);
        let photo = mine.swap_remove(found.ok_or(PhotoRefusal::Gone)?);
        let album = albums.iter().find(|album| album.guid == one.album);
        placed.push(Placed {
            photo,
            said: one.said()?,
            album: album.cloned(),
        });
    }
    Ok(placed)
}

/// Makes these the photos of something; others that it had go.
///
/// # Errors
/// One of them was used for something else meanwhile.
pub(in crate::domain) async fn arrange(tx: &mut Tx, of: Of<'_>, placed: &[Placed]) -> Outcome<()> {
    if !write::arrange(tx.sql(), of, placed).await? {
        return Err(PhotoRefusal::Gone.into());
    }
    take_files(tx).await
}

/// After rows were deleted that may have had photos: their files are taken away by a job.
///
/// # Errors
/// The database cannot be written.
pub(in crate::domain) async fn take_files(tx: &mut Tx) -> Outcome<()> {
    if !write::gone(tx.sql(), 1).await?.is_empty() {
        tx.enqueue(Job::TakeFiles).await?;
    }
    Ok(())
}

/// Who added a photo.
///
/// # Errors
/// They are not known any more.
pub async fn author(db: &impl ConnectionTrait, of: &SeenPhoto) -> Outcome<person::Model> {
    person::Entity::find_by_id(of.author_id).one(db).await?.or_not_found()
}

/// One of my photos, or the same refusal as for one that never was.
async fn mine(tx: &Tx, me: &Me, guid: &str) -> Outcome<OwnPhoto> {
    own::one(tx.sql(), me.viewer(), guid).await?.or_not_found()
}

/// Says something else of a photo of mine, and puts it into an album or out of one.
///
/// # Errors
/// It is not mine, or what is said cannot be.
pub async fn describe(tx: &mut Tx, me: &Me, picked: &Picked) -> Outcome<()> {
    let photo = mine(tx, me, &picked.guid).await?;
    let album = match picked.album.as_str() {
        "" => None,
        guid => Some(album_of_mine(tx, me, guid).await?),
    };
    let placed = Placed {
        said: picked.said()?,
        photo,
        album,
    };
    let change = Change::of(std::slice::from_ref(&placed.photo), std::slice::from_ref(&placed));
    // What it belongs to first, as everywhere.
    if change.is_any() {
        tell(tx, me, &placed.photo, &change).await?;
    }
    write::describe(tx.sql(), &placed.photo, &placed.said).await?;
    Ok(write::set_album(tx.sql(), &placed.photo, placed.album.as_ref()).await?)
}

/// Whoever has what a photo of mine belongs to is told.
async fn tell(tx: &mut Tx, me: &Me, photo: &OwnPhoto, change: &Change) -> Outcome<()> {
    match (photo.post_id, photo.comment_id) {
        (Some(post), _) => told::of_post(tx, post, change).await,
        (None, Some(comment)) => told::of_comment(tx, me, comment).await,
        (None, None) => Ok(()),
    }
}

async fn album_of_mine(tx: &Tx, me: &Me, guid: &str) -> Outcome<OwnAlbum> {
    own::album(tx.sql(), me.user.id, guid).await?.or_not_found()
}

/// Gives a photo of mine another address: whoever had the former one has nothing by it any more.
///
/// # Errors
/// It is not mine.
pub async fn change_address(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let photo = mine(tx, me, guid).await?;
    let address = tx.random().guid_hex();
    Ok(write::set_address(tx.sql(), &photo, address).await?)
}

/// Takes a photo of mine away from everyone.
///
/// # Errors
/// It is not mine, or it is all that its post, comment or message has.
pub async fn remove(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let photo = mine(tx, me, guid).await?;
    let seen = photo.clone().seen();
    if !entity::visible::photo::says_more(tx.sql(), &seen).await? {
        return Err(PhotoRefusal::Last.into());
    }
    write::delete(tx.sql(), photo.clone()).await?;
    let change = Change::of(std::slice::from_ref(&photo), &[]);
    tell(tx, me, &photo, &change).await?;
    take_files(tx).await
}

/// Makes these the photos of a post that was shared before: others that it had go, on other pods as well. What has changed: that it is
/// another version of the post is for who has changed it to say.
///
/// # Errors
/// One of them was used for something else meanwhile.
pub(in crate::domain) async fn rearrange(tx: &mut Tx, of: &OwnPost, placed: &[Placed]) -> Outcome<Change> {
    let change = Change::of(&own::of_post(tx.sql(), of).await?, placed);
    arrange(tx, Of::Post(of), placed).await?;
    told::each(tx, of.id, &change).await?;
    Ok(change)
}

/// Makes these the photos of a comment that was made before: others that it had go. What has changed.
///
/// # Errors
/// As above.
pub(in crate::domain) async fn rearrange_below(tx: &mut Tx, of: &OwnComment, placed: &[Placed]) -> Outcome<Change> {
    let change = Change::of(&own::of_comment(tx.sql(), of).await?, placed);
    arrange(tx, Of::Comment(of), placed).await?;
    Ok(change)
}

/// Takes away what has waited too long to be used, and sees to files whose rows are gone.
///
/// # Errors
/// The database cannot be written.
pub async fn sweep(tx: &mut Tx) -> Outcome<()> {
    let before = tx.now().minus(WAITS);
    write::sweep(tx.sql(), before).await?;
    take_files(tx).await?;
    Ok(tx.enqueue(Job::SweepFiles).await?)
}
