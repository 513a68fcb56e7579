//! Where the samples of a track lie, and what kind they are of.

use std::ops::Range;

use super::super::Unreadable;
use super::super::stream::number;
use super::movie::{Inner, children, find, void, zero};

/// Kinds of pictures that are kept. Those that are whole pictures of their own, with metadata of their own, are not.
pub(super) const PICTURES: [&[u8; 4]; 9] = [
    b"avc1", b"avc3", b"hvc1", b"hev1", b"vp08", b"vp09", b"av01", b"mp4v", b"s263",
];
/// Kinds of sound that are kept.
pub(super) const SOUNDS: [&[u8; 4]; 11] = [
    b"mp4a", b"Opus", b"fLaC", b"alac", b"ac-3", b"ec-3", b"samr", b"sawb", b".mp3", b"sowt", b"twos",
];
/// Boxes of a sample's description that say how to decode it.
const NEEDED: [&[u8; 4]; 20] = [
    b"avcC", b"hvcC", b"vpcC", b"av1C", b"esds", b"dOps", b"dfLa", b"colr", b"pasp", b"clap", b"btrt", b"fiel",
    b"wave", b"chan", b"alac", b"dac3", b"dec3", b"damr", b"mdcv", b"clli",
];
const MOST_ENTRIES: usize = 16;

fn entries(bytes: &[u8], descriptions: Inner) -> Result<Vec<Inner>, Unreadable> {
    let entries = children(bytes, descriptions.body + 8, descriptions.end)?;
    if entries.is_empty() || entries.len() > MOST_ENTRIES {
        return Err(Unreadable::NotARecording);
    }
    Ok(entries)
}

/// Whether all samples of a track are of one of these kinds.
pub(super) fn has_known(bytes: &[u8], track: Inner, known: &[&[u8; 4]]) -> Result<bool, Unreadable> {
    let descriptions = find(bytes, track, &[b"mdia", b"minf", b"stbl", b"stsd"])?;
    let entries = entries(bytes, descriptions)?;
    Ok(entries.iter().all(|entry| known.contains(&&entry.kind)))
}

/// Names of programs and makers go from the descriptions of samples, and every box that does not say how to decode.
pub(super) fn clean_entries(bytes: &mut [u8], descriptions: Inner) -> Result<(), Unreadable> {
    for entry in entries(bytes, descriptions)? {
        let fields = if PICTURES.contains(&&entry.kind) {
            // Version and maker; the name of the program that compressed it.
            zero(bytes, entry.body + 8, 16, entry.end)?;
            zero(bytes, entry.body + 42, 32, entry.end)?;
            78
        } else {
            // The maker; what the version is says how long the fields are.
            zero(bytes, entry.body + 10, 6, entry.end)?;
            match number(bytes, entry.body + 8, 2)? {
                0 => 28,
                1 => 44,
                2 => 64,
                _ => return Err(Unreadable::NotARecording),
            }
        };
        for child in children(bytes, entry.body + fields, entry.end)? {
            if !NEEDED.contains(&&child.kind) {
                void(bytes, child);
            }
        }
    }
    Ok(())
}

/// Adds where the samples of a track lie. All must lie in the file.
pub(super) fn kept(bytes: &[u8], track: Inner, file: u64, ranges: &mut Vec<Range<u64>>) -> Result<(), Unreadable> {
    let table = find(bytes, track, &[b"mdia", b"minf", b"stbl"])?;
    let all = children(bytes, table.body, table.end)?;
    let one = |kinds: [&[u8; 4]; 2]| all.iter().find(|one| kinds.contains(&&one.kind)).copied();
    let runs = one([b"stsc", b"stsc"]).ok_or(Unreadable::NotARecording)?;
    let chunks = one([b"stco", b"co64"]).ok_or(Unreadable::NotARecording)?;
    let sizes = one([b"stsz", b"stz2"]).ok_or(Unreadable::NotARecording)?;
    let mut sizes = Sizes::new(bytes, sizes, plain(bytes, table)?)?;
    let width = if chunks.kind == *b"co64" { 8 } else { 4 };
    let many = counted(bytes, chunks, 4, width)?;
    let runs_many = counted(bytes, runs, 4, 12)?;
    let mut run = 0;
    for chunk in 0..many {
        // The run whose first chunk, counted from one, is the last one not after this.
        while run + 1 < runs_many && number(bytes, runs.body + 8 + (run + 1) * 12, 4)? <= chunk as u64 + 1 {
            run += 1;
        }
        let samples = if runs_many == 0 {
            0
        } else {
            number(bytes, runs.body + 8 + run * 12 + 4, 4)?
        };
        let length = sizes.next(bytes, samples)?;
        let start = number(bytes, chunks.body + 8 + chunk * width, width)?;
        let end = start.checked_add(length).filter(|end| *end <= file);
        ranges.push(start..end.ok_or(Unreadable::NotARecording)?);
    }
    Ok(())
}

/// How many entries a table says that it has; all must lie in it.
fn counted(bytes: &[u8], table: Inner, at: usize, width: usize) -> Result<usize, Unreadable> {
    let many = usize::try_from(number(bytes, table.body + at, 4)?).map_err(|_| Unreadable::NotARecording)?;
    let needed = many.checked_mul(width).and_then(|length| length.checked_add(at + 4));
    let fits = needed.is_some_and(|needed| needed <= table.end - table.body);
    fits.then_some(many).ok_or(Unreadable::NotARecording)
}

/// Sound that is not compressed counts samples of one byte and means frames: then, how long a frame is.
fn plain(bytes: &[u8], table: Inner) -> Result<Option<u64>, Unreadable> {
    let descriptions = find(bytes, table, &[b"stsd"])?;
    let Some(entry) = entries(bytes, descriptions)?.into_iter().next() else {
        return Ok(None);
    };
    if !matches!(&entry.kind, b"sowt" | b"twos") {
        return Ok(None);
    }
    Ok(Some(
        number(bytes, entry.body + 16, 2)? * number(bytes, entry.body + 18, 2)? / 8,
    ))
}

/// The lengths of samples, one after the other.
struct Sizes {
    table: Inner,
    /// All have this length.
    same: Option<u64>,
    /// Otherwise: bits of an entry, where the first one is, how many there are.
    bits: usize,
    first: usize,
    many: usize,
    next: usize,
}

impl Sizes {
    fn new(bytes: &[u8], table: Inner, plain: Option<u64>) -> Result<Self, Unreadable> {
        let compact = table.kind == *b"stz2";
        let same = if compact { 0 } else { number(bytes, table.body + 4, 4)? };
        let bits = if compact {
            match number(bytes, table.body + 7, 1)? {
                bits @ (4 | 8 | 16) => bits as usize,
                _ => return Err(Unreadable::NotARecording),
            }
        } else {
            32
        };
        let many = usize::try_from(number(bytes, table.body + 8, 4)?).map_err(|_| Unreadable::NotARecording)?;
        let held = table.end.saturating_sub(table.body + 12);
        let needed = many.checked_mul(bits).map(|bits| bits.div_ceil(8));
        if same == 0 && needed.is_none_or(|needed| needed > held) {
            return Err(Unreadable::NotARecording);
        }
        let same = match (same, plain) {
            (1, Some(frame)) => Some(frame),
            (0, _) => None,
            (same, _) => Some(same),
        };
        Ok(Self {
            table,
            same,
            bits,
            first: table.body + 12,
            many,
            next: 0,
        })
    }

    /// The length of the next samples together. There are never more than the table has, whatever a run says.
    fn next(&mut self, bytes: &[u8], samples: u64) -> Result<u64, Unreadable> {
        let left = self.many.saturating_sub(self.next);
        let samples = usize::try_from(samples).unwrap_or(usize::MAX).min(left);
        if let Some(same) = self.same {
            self.next += samples;
            return (samples as u64).checked_mul(same).ok_or(Unreadable::NotARecording);
        }
        let mut length = 0_u64;
        for sample in self.next..self.next + samples {
            let size = match self.bits {
                4 => {
                    let pair = number(bytes, self.first + sample / 2, 1)?;
                    if sample % 2 == 0 { pair >> 4 } else { pair & 15 }
                }
                bits => number(bytes, self.first + sample * (bits / 8), bits / 8)?,
            };
            length = length.checked_add(size).ok_or(Unreadable::NotARecording)?;
        }
        self.next += samples;
        debug_assert!(self.first <= self.table.end);
        Ok(length)
    }
}
