//! Video and sound that people send: the type is told by content and structure, and a copy is written without what was
//! said about it (where it was recorded, by which device, title, pictures, comments). The sound and the pictures
//! themselves are not decoded.
//!
//! It knows files and no person. Everything is read bit by bit, whatever its size; what is broken or not known is
//! refused. Another format: a file with `clean`, and a line in [`clean`] that knows its beginning.

mod flac;
mod matroska;
mod mp3;
mod mp4;
mod ogg;
mod stream;
mod wav;

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use crate::error::is_full;

use stream::{Input, Output};

/// The largest file, in bytes.
pub const MOST_BYTES: u64 = 200 * 1024 * 1024;

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Moving pictures, with sound or without.
    Video,
    /// Sound only.
    Audio,
}

/// What is known of a recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What it is.
    pub kind: Kind,
    /// For the header `Content-Type`.
    pub media_type: &'static str,
    /// The ending of a file's name.
    pub ending: &'static str,
    /// Of the picture, upright, in pixels.
    pub width: Option<u32>,
    /// Of the picture, upright, in pixels.
    pub height: Option<u32>,
    /// How long it is.
    pub seconds: Option<f64>,
}

impl Recording {
    fn audio(media_type: &'static str, ending: &'static str, seconds: Option<f64>) -> Self {
        Self {
            kind: Kind::Audio,
            media_type,
            ending,
            width: None,
            height: None,
            seconds: seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0),
        }
    }
}

/// Why a recording is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is none of the known kinds, or a broken one.
    NotARecording,
    /// The file has more than [`MOST_BYTES`].
    TooLarge,
    /// The disk has no room for the copy.
    DiskFull,
    /// The copy could not be written, or the file not be read.
    Disk(String),
}

/// Reads a recording, and writes a copy of it without metadata. When it fails there is no copy.
///
/// # Errors
/// See [`Unreadable`].
pub async fn read(from: &Path, clean_copy: &Path) -> Result<Recording, Unreadable> {
    let (from, copy) = (from.to_owned(), clean_copy.to_owned());
    let done = tokio::task::spawn_blocking(move || {
        let file = File::open(&from).map_err(disk)?;
        if file.metadata().map_err(disk)?.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let written = write(file, &copy);
        if written.is_err() {
            // The error that matters is the first one.
            let _ = std::fs::remove_file(&copy);
        }
        written
    });
    // What gives up by panicking has met a broken file.
    let done = done.await;
    done.unwrap_or(Err(Unreadable::NotARecording))
}

fn write(file: File, copy: &Path) -> Result<Recording, Unreadable> {
    let mut to = BufWriter::new(File::create(copy).map_err(disk)?);
    let recording = clean(BufReader::new(file), &mut to)?;
    let file = to.into_inner().map_err(|error| disk(error.into_error()))?;
    file.sync_all().map_err(disk)?;
    Ok(recording)
}

/// The same for any bytes. What was written is of no use when it fails.
///
/// # Errors
/// See [`Unreadable`].
pub fn clean(mut from: impl Read + Seek, mut to: impl Write) -> Result<Recording, Unreadable> {
    let mut input = Input::new(&mut from)?;
    let mut output = Output::new(&mut to);
    if input.length < 12 {
        return Err(Unreadable::NotARecording);
    }
    let head: [u8; 12] = input.array()?;
    input.seek(0)?;
    match head {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => mp4::clean(&mut input, &mut output),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => matroska::clean(&mut input, &mut output),
        [b'O', b'g', b'g', b'S', ..] => ogg::clean(&mut input, &mut output),
        [b'f', b'L', b'a', b'C', ..] => flac::clean(&mut input, &mut output),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E'] => wav::clean(&mut input, &mut output),
        [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => mp3::clean(&mut input, &mut output),
        _ => Err(Unreadable::NotARecording),
    }
}

fn disk(error: std::io::Error) -> Unreadable {
    if is_full(&error) {
        Unreadable::DiskFull
    } else {
        Unreadable::Disk(error.to_string())
    }
}
