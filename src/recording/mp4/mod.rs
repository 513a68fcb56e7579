//! MP4 and QuickTime: boxes within boxes. Every box that is not known to be needed becomes `free` of the same length, full
//! of zeros, so that no offset changes; so do the times and names in those that stay.
//!
//! Of the track data only what a kept track points to is copied. Tracks of other kinds (positions, text, a camera's
//! notes) go, and what they point to becomes zeros.

mod movie;
mod tables;

use super::stream::{Input, Output};
use super::{Kind, Recording, Unreadable};
use movie::Movie;

/// What the tables of a recording may take.
const MOST_TABLES: u64 = 32 * 1024 * 1024;
/// What the tables of one fragment may take.
const MOST_FRAGMENT: u64 = 4 * 1024 * 1024;
const MOST_BRANDS: u64 = 512;
/// Boxes of the outermost level.
const MOST_BOXES: usize = 100_000;

/// A box of the outermost level.
struct Outer {
    kind: [u8; 4],
    start: u64,
    head: u64,
    size: u64,
}

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    let boxes = outer(input)?;
    let of = |kind: &[u8; 4]| boxes.iter().filter(|one| one.kind == *kind).count();
    let fragmented = of(b"moof") > 0;
    if of(b"ftyp") != 1 || of(b"moov") != 1 || of(b"mdat") == 0 {
        return Err(Unreadable::NotARecording);
    }
    let tables = boxes
        .iter()
        .find(|one| one.kind == *b"moov")
        .ok_or(Unreadable::NotARecording)?;
    input.seek(tables.start)?;
    let mut bytes = input.take(tables.size, MOST_TABLES)?;
    let movie = movie::clean(&mut bytes, tables.head as usize, input.length)?;
    if fragmented && movie.dropped {
        // What the dropped tracks point to could only be found by following every fragment.
        return Err(Unreadable::NotARecording);
    }
    let mut quicktime = false;
    for one in &boxes {
        input.seek(one.start)?;
        match &one.kind {
            b"ftyp" => {
                let brands = input.take(one.size, MOST_BRANDS)?;
                quicktime = brands.get(8..12) == Some(b"qt  ");
                output.write(&brands)?;
            }
            b"moov" => output.write(&bytes)?,
            b"mdat" if fragmented => input.copy(one.size, output)?,
            b"mdat" => copy_kept(input, output, one, &movie)?,
            b"moof" => {
                let mut fragment = input.take(one.size, MOST_FRAGMENT)?;
                movie::clean_fragment(&mut fragment, one.head as usize)?;
                output.write(&fragment)?;
            }
            b"sidx" | b"styp" => {
                let known = input.take(one.size, MOST_FRAGMENT)?;
                output.write(&known)?;
            }
            _ => void(input, output, one)?,
        }
    }
    Ok(recording(&movie, quicktime))
}

fn recording(movie: &Movie, quicktime: bool) -> Recording {
    let seconds = movie.seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
    match movie.picture {
        None => Recording::audio("audio/mp4", "m4a", seconds),
        Some((width, height)) => Recording {
            kind: Kind::Video,
            media_type: if quicktime { "video/quicktime" } else { "video/mp4" },
            ending: if quicktime { "mov" } else { "mp4" },
            width: Some(width).filter(|width| *width > 0),
            height: Some(height).filter(|height| *height > 0),
            seconds,
        },
    }
}

fn outer(input: &mut Input<'_>) -> Result<Vec<Outer>, Unreadable> {
    let mut boxes = Vec::new();
    let mut start = 0;
    while start < input.length {
        input.seek(start)?;
        let [a, b, c, d, kind @ ..]: [u8; 8] = input.array()?;
        let (head, size) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, input.length - start),
            1 => (16, u64::from_be_bytes(input.array()?)),
            size => (8, u64::from(size)),
        };
        let fits = size >= head && start.checked_add(size).is_some_and(|end| end <= input.length);
        if !fits || boxes.len() == MOST_BOXES {
            return Err(Unreadable::NotARecording);
        }
        boxes.push(Outer {
            kind,
            start,
            head,
            size,
        });
        start += size;
    }
    Ok(boxes)
}

fn void(input: &mut Input<'_>, output: &mut Output<'_>, one: &Outer) -> Result<(), Unreadable> {
    let mut head = input.take(one.head, 16)?;
    head[4..8].copy_from_slice(b"free");
    output.write(&head)?;
    output.zeros(one.size - one.head)
}

/// What lies between the samples of kept tracks becomes zeros.
fn copy_kept(input: &mut Input<'_>, output: &mut Output<'_>, one: &Outer, movie: &Movie) -> Result<(), Unreadable> {
    input.copy(one.head, output)?;
    let end = one.start + one.size;
    let mut at = one.start + one.head;
    let first = movie.kept.partition_point(|kept| kept.end <= at);
    for kept in &movie.kept[first..] {
        if kept.start >= end {
            break;
        }
        let (from, to) = (kept.start.max(at), kept.end.min(end));
        output.zeros(from - at)?;
        input.seek(from)?;
        input.copy(to - from, output)?;
        at = to;
    }
    output.zeros(end - at)
}
