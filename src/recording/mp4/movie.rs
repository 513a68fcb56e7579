//! The boxes below `moov` and `moof`, cleaned where they lie.

use std::ops::Range;

use super::super::Unreadable;
use super::super::stream::number;
use super::tables;

/// Tracks of one recording.
const MOST_TRACKS: usize = 64;
const MOST_CHILDREN: usize = 10_000;

/// What is known of a recording once its boxes are clean.
pub(super) struct Movie {
    /// The size of the first picture track, upright.
    pub(super) picture: Option<(u32, u32)>,
    pub(super) seconds: Option<f64>,
    /// Whether a track was dropped.
    pub(super) dropped: bool,
    /// Where the samples of kept tracks lie in the file, in order and apart from each other.
    pub(super) kept: Vec<Range<u64>>,
}

/// A box: where it begins, where what is in it begins, and where it ends.
#[derive(Clone, Copy)]
pub(super) struct Inner {
    pub(super) kind: [u8; 4],
    pub(super) start: usize,
    pub(super) body: usize,
    pub(super) end: usize,
}

/// What happens with a box.
enum Fate {
    Stays,
    /// The same is asked of what is in it.
    Within,
    Goes,
    /// Two times, made and changed, are made zero.
    Timed,
    /// Of a handler, what it is called.
    Named,
    References,
    Samples,
}

/// The boxes of a part. A few zeros at the end, as QuickTime has them, are none.
pub(super) fn children(bytes: &[u8], from: usize, to: usize) -> Result<Vec<Inner>, Unreadable> {
    let mut found = Vec::new();
    let mut start = from;
    while start < to {
        let rest = bytes.get(start..to).ok_or(Unreadable::NotARecording)?;
        if rest.len() < 8 && rest.iter().all(|byte| *byte == 0) {
            break;
        }
        let (head, size) = match number(bytes, start, 4)? {
            1 => (16, number(bytes, start + 8, 8)?),
            size => (8, size),
        };
        let size = usize::try_from(size).map_err(|_| Unreadable::NotARecording)?;
        if size < head || size > rest.len() || found.len() == MOST_CHILDREN {
            return Err(Unreadable::NotARecording);
        }
        let kind = rest[4..8].try_into().map_err(|_| Unreadable::NotARecording)?;
        found.push(Inner {
            kind,
            start,
            body: start + head,
            end: start + size,
        });
        start += size;
    }
    Ok(found)
}

/// The first box of a kind, found along a path.
pub(super) fn find(bytes: &[u8], within: Inner, path: &[&[u8; 4]]) -> Result<Inner, Unreadable> {
    let mut at = within;
    for kind in path {
        let found = children(bytes, at.body, at.end)?
            .into_iter()
            .find(|one| one.kind == **kind);
        at = found.ok_or(Unreadable::NotARecording)?;
    }
    Ok(at)
}

/// Cleans `moov`, all of which is in `bytes`.
pub(super) fn clean(bytes: &mut [u8], head: usize, file: u64) -> Result<Movie, Unreadable> {
    let whole = Inner {
        kind: *b"moov",
        start: 0,
        body: head,
        end: bytes.len(),
    };
    let mut movie = Movie {
        picture: None,
        seconds: None,
        dropped: false,
        kept: Vec::new(),
    };
    let mut tracks = 0;
    for one in children(bytes, head, whole.end)? {
        match &one.kind {
            b"trak" => {
                tracks += 1;
                if tracks > MOST_TRACKS {
                    return Err(Unreadable::NotARecording);
                }
                track(bytes, one, file, &mut movie)?;
            }
            b"mvhd" => {
                movie.seconds = seconds(bytes, one)?;
                settle(bytes, *b"moov", one)?;
            }
            _ => settle(bytes, *b"moov", one)?,
        }
    }
    if movie.kept.is_empty() && !has_track(bytes, whole)? {
        return Err(Unreadable::NotARecording);
    }
    movie.kept.sort_by_key(|kept| kept.start);
    movie.kept = merged(std::mem::take(&mut movie.kept));
    Ok(movie)
}

fn has_track(bytes: &[u8], whole: Inner) -> Result<bool, Unreadable> {
    Ok(children(bytes, whole.body, whole.end)?
        .iter()
        .any(|one| one.kind == *b"trak"))
}

/// Cleans `moof`.
pub(super) fn clean_fragment(bytes: &mut [u8], head: usize) -> Result<(), Unreadable> {
    for one in children(bytes, head, bytes.len())? {
        settle(bytes, *b"moof", one)?;
    }
    Ok(())
}

fn merged(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut merged: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn track(bytes: &mut [u8], one: Inner, file: u64, movie: &mut Movie) -> Result<(), Unreadable> {
    let handler = find(bytes, one, &[b"mdia", b"hdlr"])?;
    let handler: [u8; 4] = bytes
        .get(handler.body + 8..handler.body + 12)
        .and_then(|kind| kind.try_into().ok())
        .ok_or(Unreadable::NotARecording)?;
    let plays = match &handler {
        b"vide" => tables::has_known(bytes, one, &tables::PICTURES)?,
        b"soun" => tables::has_known(bytes, one, &tables::SOUNDS)?,
        _ => false,
    };
    if !plays {
        movie.dropped = true;
        void(bytes, one);
        return Ok(());
    }
    if handler == *b"vide" && movie.picture.is_none() {
        movie.picture = Some(size(bytes, find(bytes, one, &[b"tkhd"])?)?);
    }
    settle(bytes, *b"moov", one)?;
    tables::kept(bytes, one, file, &mut movie.kept)
}

fn fate(parent: [u8; 4], kind: [u8; 4]) -> Fate {
    match (&parent, &kind) {
        (b"moov", b"trak" | b"mvex")
        | (b"trak", b"mdia" | b"edts")
        | (b"mdia", b"minf")
        | (b"minf", b"dinf" | b"stbl")
        | (b"moof", b"traf") => Fate::Within,
        (b"moov", b"mvhd") | (b"trak", b"tkhd") | (b"mdia", b"mdhd") => Fate::Timed,
        (b"mdia" | b"minf", b"hdlr") => Fate::Named,
        (b"dinf", b"dref") => Fate::References,
        (b"stbl", b"stsd") => Fate::Samples,
        (b"mvex", b"mehd" | b"trex")
        | (b"edts", b"elst")
        | (b"minf", b"vmhd" | b"smhd")
        | (b"stbl", b"stts" | b"ctts" | b"stsc" | b"stsz" | b"stz2" | b"stco" | b"co64" | b"stss")
        | (b"stbl", b"sdtp" | b"sbgp" | b"sgpd" | b"cslg" | b"stps")
        | (b"moof", b"mfhd")
        | (b"traf", b"tfhd" | b"tfdt" | b"trun" | b"sdtp" | b"sbgp" | b"sgpd") => Fate::Stays,
        _ => Fate::Goes,
    }
}

/// At most five deep: only what is in `fate` is gone into.
fn settle(bytes: &mut [u8], parent: [u8; 4], one: Inner) -> Result<(), Unreadable> {
    match fate(parent, one.kind) {
        Fate::Stays => {}
        Fate::Goes => void(bytes, one),
        Fate::Within => {
            for child in children(bytes, one.body, one.end)? {
                settle(bytes, one.kind, child)?;
            }
        }
        Fate::Timed => {
            let length = if number(bytes, one.body, 1)? == 1 { 16 } else { 8 };
            zero(bytes, one.body + 4, length, one.end)?;
        }
        Fate::Named => zero(bytes, one.body + 12, one.end.saturating_sub(one.body + 12), one.end)?,
        Fate::References => references(bytes, one)?,
        Fate::Samples => tables::clean_entries(bytes, one)?,
    }
    Ok(())
}

/// Samples must lie in this very file; where a reference names one, the name goes.
fn references(bytes: &mut [u8], one: Inner) -> Result<(), Unreadable> {
    for entry in children(bytes, one.body + 8, one.end)? {
        let own = number(bytes, entry.body + 3, 1)? & 1 == 1;
        if !own || !matches!(&entry.kind, b"url " | b"urn " | b"alis") {
            return Err(Unreadable::NotARecording);
        }
        zero(
            bytes,
            entry.body + 4,
            entry.end.saturating_sub(entry.body + 4),
            entry.end,
        )?;
    }
    Ok(())
}

/// Makes a box `free`, with nothing in it.
pub(super) fn void(bytes: &mut [u8], one: Inner) {
    bytes[one.start + 4..one.start + 8].copy_from_slice(b"free");
    bytes[one.body..one.end].fill(0);
}

/// Makes a part of a box zero, all of which must lie within it.
pub(super) fn zero(bytes: &mut [u8], from: usize, length: usize, end: usize) -> Result<(), Unreadable> {
    let to = from.checked_add(length).filter(|to| *to <= end);
    let part = to.and_then(|to| bytes.get_mut(from..to));
    part.ok_or(Unreadable::NotARecording)?.fill(0);
    Ok(())
}

fn seconds(bytes: &[u8], one: Inner) -> Result<Option<f64>, Unreadable> {
    let (scale, duration, unknown) = if number(bytes, one.body, 1)? == 1 {
        (
            number(bytes, one.body + 20, 4)?,
            number(bytes, one.body + 24, 8)?,
            u64::MAX,
        )
    } else {
        (
            number(bytes, one.body + 12, 4)?,
            number(bytes, one.body + 16, 4)?,
            u64::from(u32::MAX),
        )
    };
    Ok((scale > 0 && duration > 0 && duration != unknown).then(|| duration as f64 / scale as f64))
}

/// Width and height as they are shown: a telephone held upright turns its picture by a matrix.
fn size(bytes: &[u8], head: Inner) -> Result<(u32, u32), Unreadable> {
    let matrix = head.body + if number(bytes, head.body, 1)? == 1 { 52 } else { 40 };
    let turned = number(bytes, matrix, 4)? == 0 && number(bytes, matrix + 16, 4)? == 0;
    let length = |at: usize| Ok(u32::try_from(number(bytes, at, 4)? >> 16).unwrap_or(0));
    let (width, height) = (length(matrix + 36)?, length(matrix + 40)?);
    Ok(if turned { (height, width) } else { (width, height) })
}
