//! Pictures that people send: read with limits, turned upright, and written anew, so that nothing else that was in the
//! file (where it was taken, by which camera, a small copy of what was cut away, a hidden script) goes on.
//!
//! It knows no person and no storage. Pictures are worked on off the async threads, at most one a processor, and all
//! that are worked on at once share one amount of memory; the others wait. A decoder that panics has met a broken file.
//!
//! Colours: what says by a profile that it is not sRGB is turned into sRGB, and then no profile is needed.
//! Another format that can be read: an arm in `read::known`, and a file of it in the spec.

mod avatar;
mod blurhash;
mod colour;
mod jpeg;
mod moving;
mod read;
mod still;
mod write;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use avatar::{Avatar, Crop, SIZES};

/// The largest file that is read for a person's picture, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The largest file that is read for a photo, in bytes.
pub const MOST_PHOTO_BYTES: u64 = 30 * 1024 * 1024;
/// The most pixels that a picture may have.
pub const MOST_PIXELS: u64 = 40_000_000;
/// The most pictures that a moving one may be made of.
pub const MOST_FRAMES: usize = 300;
/// The most pixels of all pictures of a moving one.
pub const MOST_MOVING_PIXELS: u64 = 100_000_000;
/// What all pictures that are worked on at once may take, in mebibytes.
const MEMORY: u32 = 256;

/// How large a picture is wanted: its longest side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 100 pixels.
    S100,
    /// 300 pixels.
    S300,
    /// 700 pixels.
    S700,
    /// 1600 pixels.
    S1600,
    /// As it is, but for more than 4096 pixels.
    Full,
}

impl Side {
    /// From the smallest on.
    pub const ALL: [Self; 5] = [Self::S100, Self::S300, Self::S700, Self::S1600, Self::Full];

    /// The longest side, in pixels.
    pub fn pixels(self) -> u32 {
        match self {
            Self::S100 => 100,
            Self::S300 => 300,
            Self::S700 => 700,
            Self::S1600 => 1_600,
            Self::Full => 4_096,
        }
    }

    /// As it stands in addresses and keys: `100`, …, `full`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S100 => "100",
            Self::S300 => "300",
            Self::S700 => "700",
            Self::S1600 => "1600",
            Self::Full => "full",
        }
    }

    /// From an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.as_str() == text)
    }

    /// Which of those that were made is shown where this one is wanted: itself, else the next larger, else the largest.
    pub fn best_of(self, made: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut made: Vec<Self> = made.into_iter().collect();
        made.sort_unstable();
        made.iter().find(|side| **side >= self).or_else(|| made.last()).copied()
    }
}

/// Where a picture is read from.
#[derive(Clone, Debug)]
pub enum Source {
    /// These bytes.
    Bytes(Vec<u8>),
    /// This file, so that many that wait take no memory. It is not changed.
    File(PathBuf),
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With loss, without transparency.
    Jpeg,
    /// A person's picture with transparency.
    Png,
    /// Without loss.
    Webp,
    /// What moves.
    Gif,
}

impl Format {
    /// For the header `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }

    /// That of a file which was made here, by its first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        let webp = begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        match () {
            () if begins(b"\xff\xd8") => Some(Self::Jpeg),
            () if begins(b"\x89PNG") => Some(Self::Png),
            () if begins(b"GIF8") => Some(Self::Gif),
            () => webp.then_some(Self::Webp),
        }
    }
}

/// What was made of a picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Of the picture as it was sent, upright, in pixels.
    pub width: u32,
    /// Of the picture as it was sent, upright, in pixels.
    pub height: u32,
    /// A few blurred colours in some thirty letters, to be shown until the picture is there.
    pub blurhash: String,
    /// Whether the largest file moves.
    pub moving: bool,
    /// The files, from the largest on: of the sides that were asked for the largest, and each that is smaller than
    /// the picture.
    pub files: Vec<Made>,
}

/// One file of a [`Picture`].
#[derive(Clone, Debug)]
pub struct Made {
    /// Which one.
    pub side: Side,
    /// How it is written.
    pub format: Format,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no JPEG, PNG, GIF or WebP, or a broken one.
    NotAPicture,
    /// The file has more than [`MOST_BYTES`] or [`MOST_PHOTO_BYTES`].
    TooLarge,
    /// The picture has more than [`MOST_PIXELS`], or takes too much memory otherwise.
    TooManyPixels,
    /// It moves for longer than [`MOST_FRAMES`] and [`MOST_MOVING_PIXELS`] allow.
    TooManyFrames,
    /// It is AVIF or HEIC, for which this pod has no decoder.
    AvifOrHeic,
}

/// Whether what moves goes on moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Kept,
    FirstFrame,
}

/// Works on pictures; cheap to clone, and clones share the limits.
#[derive(Clone, Debug)]
pub struct Images {
    permits: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

impl Images {
    /// At most so many pictures at once; the others wait.
    pub fn new(parallel: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(parallel.max(1))),
            memory: Arc::new(Semaphore::new(MEMORY as usize)),
        }
    }

    /// Makes a person's picture of a file. Without a crop it is the square in the middle; a crop that leads over
    /// the edge is moved inside.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub async fn avatar(&self, bytes: Vec<u8>, crop: Option<Crop>) -> Result<Avatar, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        self.work(Source::Bytes(bytes), move |source| avatar::make(source, crop))
            .await
    }

    /// Makes the files of a picture, each at most as large as its side. The largest moves if the picture does.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub async fn picture(&self, from: Source, sides: &[Side]) -> Result<Picture, Unreadable> {
        self.make(from, sides, Motion::Kept).await
    }

    /// The same of the first frame only, where nothing shall move.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub async fn still(&self, from: Source, sides: &[Side]) -> Result<Picture, Unreadable> {
        self.make(from, sides, Motion::FirstFrame).await
    }

    async fn make(&self, from: Source, sides: &[Side], motion: Motion) -> Result<Picture, Unreadable> {
        let mut sides = sides.to_vec();
        sides.sort_unstable();
        sides.dedup();
        self.work(from, move |source| match motion {
            Motion::Kept => match moving::make(source, &sides)? {
                Some(picture) => Ok(picture),
                None => still::make(source, &sides),
            },
            Motion::FirstFrame => still::make(source, &sides),
        })
        .await
    }

    /// Looks at the head of the file first, to know what memory the work takes, and then works when there is as much.
    async fn work<T: Send + 'static>(
        &self,
        source: Source,
        work: impl FnOnce(&Source) -> Result<T, Unreadable> + Send + 'static,
    ) -> Result<T, Unreadable> {
        let permit = taken(&self.permits, 1).await;
        let look = taken(&self.memory, read::look_cost(&source)).await;
        let (source, cost) = blocking(move || {
            let cost = read::cost(&source);
            drop(look);
            cost.map(|cost| (source, cost))
        })
        .await?;
        let memory = taken(&self.memory, cost.min(MEMORY)).await;
        blocking(move || {
            let done = work(&source);
            drop((memory, permit));
            done
        })
        .await
    }
}

async fn taken(permits: &Arc<Semaphore>, many: u32) -> OwnedSemaphorePermit {
    let taken = permits.clone().acquire_many_owned(many).await;
    taken.expect("nobody closes the semaphore")
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unreadable> + Send + 'static,
) -> Result<T, Unreadable> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or(Err(Unreadable::NotAPicture))
}
