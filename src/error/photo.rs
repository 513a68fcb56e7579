//! Refusals about photos and albums.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about a photo. Files are named as whoever sent them calls them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoRefusal {
    /// More photos than one post, comment or message can have.
    TooMany(usize),
    /// It was removed, or used for something else.
    Gone,
    /// The description is too long or unreadable.
    AltLong(usize),
    /// No picture, video or sound that can be read.
    Unreadable(String),
    /// The file has more megabytes than can be.
    Large(String, u64),
    /// The picture has more pixels than can be.
    Pixels(String),
    /// It moves for longer than can be.
    Frames(String),
    /// It is AVIF or HEIC, which cannot be read here.
    AvifOrHeic(String),
    /// No file was sent.
    NoFile,
    /// There is no room: so many megabytes is all one may have.
    NoRoom(u64),
    /// It is all that its post, comment or message has.
    Last,
    /// Not a picture, so it cannot be a profile picture.
    NoPicture,
    /// The name of an album is empty, too long or unreadable.
    AlbumName(Unfit),
    /// There is an album of this name.
    AlbumTaken(String),
    /// More albums than can be.
    TooManyAlbums(usize),
}

impl PhotoRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::TooMany(most) => Sentence::field("photos", "error-photo-many").number("most", *most),
            Self::Gone => Sentence::field("photos", "error-photo-gone"),
            Self::AltLong(most) => Sentence::field("photos", "error-photo-alt").number("most", *most),
            Self::Unreadable(name) => Sentence::field("photos", "error-photo-unreadable").text("name", name),
            Self::Large(name, most) => Sentence::field("photos", "error-photo-large")
                .text("name", name)
                .number("most", *most),
            Self::Pixels(name) => Sentence::field("photos", "error-photo-pixels").text("name", name),
            Self::Frames(name) => Sentence::field("photos", "error-photo-frames").text("name", name),
            Self::AvifOrHeic(name) => Sentence::field("photos", "error-photo-avif").text("name", name),
            Self::NoFile => Sentence::field("photos", "error-photo-none"),
            Self::NoRoom(most) => Sentence::field("photos", "error-photo-room").number("most", *most),
            Self::Last => Sentence::field("photos", "error-photo-last"),
            Self::NoPicture => Sentence::field("photos", "error-photo-no-picture"),
            Self::AlbumName(Unfit::Empty) => Sentence::field("album", "error-album-empty"),
            Self::AlbumName(Unfit::TooLong { most }) => {
                Sentence::field("album", "error-album-long").number("most", *most)
            }
            Self::AlbumName(Unfit::Unreadable) => Sentence::field("album", "error-album-unreadable"),
            Self::AlbumTaken(name) => Sentence::field("album", "error-album-taken").text("name", name),
            Self::TooManyAlbums(most) => Sentence::field("album", "error-album-many").number("most", *most),
        }
    }
}
