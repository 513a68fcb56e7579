//! WebM and Matroska: elements within elements. Every element that is not known to be needed becomes `Void` of the same
//! length, full of zeros, so that no offset changes; names of programs become empty.
//!
//! Pictures and sound are copied block by block, those of other tracks are not.

mod element;
mod tracks;

use element::{Rule, edit, head, read_head, void};
use tracks::Tracks;

use super::stream::{Input, Output, number};
use super::{Kind, Recording, Unreadable};

const MOST_HEAD: u64 = 4 * 1024;
const MOST_ABOUT: u64 = 256 * 1024;
const MOST_TRACKS: u64 = 4 * 1024 * 1024;
const MOST_INDEX: u64 = 16 * 1024 * 1024;
/// One picture with what belongs to it.
const MOST_BLOCK: u64 = 16 * 1024 * 1024;
/// What is left out may be long, but each part of it is read over.
const EBML: u32 = 0x1a45_dfa3;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114d_9b74;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const CUES: u32 = 0x1c53_bb6b;
const CLUSTER: u32 = 0x1f43_b675;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK_GROUP: u32 = 0xa0;
const BLOCK: u32 = 0xa1;

/// What is known so far.
#[derive(Default)]
struct Known {
    tracks: Option<Tracks>,
    seconds: Option<f64>,
    blocks: u64,
}

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    let webm = file_head(input, output)?;
    let segment = read_head(input)?;
    if segment.id != SEGMENT {
        return Err(Unreadable::NotARecording);
    }
    output.write(&segment.bytes)?;
    let end = match segment.size {
        Some(size) => input.at.checked_add(size).filter(|end| *end <= input.length),
        None => Some(input.length),
    };
    let end = end.ok_or(Unreadable::NotARecording)?;
    let mut known = Known::default();
    while input.at < end {
        outer(input, output, end, &mut known)?;
    }
    // What follows the segment is none of it, and is left out.
    let tracks = known.tracks.filter(|_| known.blocks > 0);
    let tracks = tracks.ok_or(Unreadable::NotARecording)?;
    Ok(recording(&tracks, webm, known.seconds))
}

fn recording(tracks: &Tracks, webm: bool, seconds: Option<f64>) -> Recording {
    let seconds = seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
    match (tracks.picture, webm) {
        (None, true) => Recording::audio("audio/webm", "weba", seconds),
        (None, false) => Recording::audio("audio/x-matroska", "mka", seconds),
        (Some((width, height)), webm) => Recording {
            kind: Kind::Video,
            media_type: if webm { "video/webm" } else { "video/x-matroska" },
            ending: if webm { "webm" } else { "mkv" },
            width: Some(width).filter(|width| *width > 0),
            height: Some(height).filter(|height| *height > 0),
            seconds,
        },
    }
}

/// Whether it says that it is WebM; else it says that it is Matroska.
fn file_head(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<bool, Unreadable> {
    let head = read_head(input)?;
    let mut content = input.take(head.size.ok_or(Unreadable::NotARecording)?, MOST_HEAD)?;
    let mut kind = Vec::new();
    edit(&mut content, &mut |_, id, content| match id {
        0x4282 => {
            kind = content.iter().copied().take_while(|byte| *byte != 0).collect();
            Ok(Rule::Stays)
        }
        0x4286 | 0x42f7 | 0x42f2 | 0x42f3 | 0x4287 | 0x4285 => Ok(Rule::Number),
        _ => Ok(Rule::Goes),
    })?;
    if head.id != EBML {
        return Err(Unreadable::NotARecording);
    }
    output.write(&head.bytes)?;
    output.write(&content)?;
    match kind.as_slice() {
        b"webm" => Ok(true),
        b"matroska" => Ok(false),
        _ => Err(Unreadable::NotARecording),
    }
}

/// An element of the segment, or of a cluster whose length nobody has written down: such a cluster is over when another
/// element of the segment begins, so its blocks are taken for ones of the segment.
fn outer(input: &mut Input<'_>, output: &mut Output<'_>, end: u64, known: &mut Known) -> Result<(), Unreadable> {
    let element = read_head(input)?;
    let Some(size) = element.size else {
        if element.id != CLUSTER {
            return Err(Unreadable::NotARecording);
        }
        return output.write(&element.bytes);
    };
    let over = input.at.checked_add(size).filter(|over| *over <= end);
    let over = over.ok_or(Unreadable::NotARecording)?;
    let mut edited = |most: u64, rule: &mut element::Ask<'_>| {
        let mut content = input.take(size, most)?;
        edit(&mut content, rule)?;
        output.write(&element.bytes)?;
        output.write(&content)
    };
    match element.id {
        SEEK_HEAD => edited(MOST_INDEX, &mut |_, id, _| Ok(index(id))),
        CUES => edited(MOST_INDEX, &mut |_, id, _| Ok(index(id))),
        INFO => {
            let mut about = About::default();
            edited(MOST_ABOUT, &mut |_, id, content| about.rule(id, content))?;
            known.seconds = about.seconds();
            Ok(())
        }
        TRACKS => {
            let mut content = input.take(size, MOST_TRACKS)?;
            known.tracks = Some(tracks::clean(&mut content)?);
            output.write(&element.bytes)?;
            output.write(&content)
        }
        CLUSTER => {
            output.write(&element.bytes)?;
            while input.at < over {
                let inner = read_head(input)?;
                cluster(input, output, &inner, over, known)?;
            }
            Ok(())
        }
        _ => cluster(input, output, &element, over, known),
    }
}

/// Positions and times, in heads and indexes.
fn index(id: u32) -> Rule {
    match id {
        0x4dbb | 0xbb | 0xb7 | 0xdb => Rule::Within,
        0x53ab | 0x53ac | 0xb3 | 0xf7 | 0xf1 | 0xf0 | 0xb2 | 0x5378 | 0xea | 0x96 => Rule::Number,
        _ => Rule::Goes,
    }
}

#[derive(Default)]
struct About {
    scale: Option<u64>,
    duration: Option<f64>,
}

impl About {
    fn rule(&mut self, id: u32, content: &[u8]) -> Result<Rule, Unreadable> {
        match id {
            0x002a_d7b1 => {
                self.scale = Some(number(content, 0, content.len().min(8))?);
                Ok(Rule::Number)
            }
            0x4489 => {
                let value = number(content, 0, content.len().min(8))?;
                self.duration = match content.len() {
                    4 => u32::try_from(value).ok().map(|bits| f64::from(f32::from_bits(bits))),
                    8 => Some(f64::from_bits(value)),
                    _ => None,
                };
                Ok(Rule::Number)
            }
            // The programs that wrote it must be named, but need no name.
            0x4d80 | 0x5741 => Ok(Rule::Blank),
            _ => Ok(Rule::Goes),
        }
    }

    fn seconds(&self) -> Option<f64> {
        let nanoseconds = self.scale.unwrap_or(1_000_000) as f64;
        self.duration.map(|duration| duration * nanoseconds / 1e9)
    }
}

/// An element of a cluster.
fn cluster(
    input: &mut Input<'_>,
    output: &mut Output<'_>,
    element: &element::Head,
    end: u64,
    known: &mut Known,
) -> Result<(), Unreadable> {
    let size = element.size.ok_or(Unreadable::NotARecording)?;
    if input.at.checked_add(size).is_none_or(|over| over > end) {
        return Err(Unreadable::NotARecording);
    }
    match element.id {
        SIMPLE_BLOCK => {
            let content = input.take(size, MOST_BLOCK)?;
            if !plays(&content, known)? {
                return void(output, element.bytes.len() as u64 + size);
            }
            output.write(&element.bytes)?;
            output.write(&content)
        }
        BLOCK_GROUP => {
            let mut content = input.take(size, MOST_BLOCK)?;
            let mut group = false;
            edit(&mut content, &mut |_, id, content| match id {
                BLOCK => {
                    group = plays(content, known)?;
                    Ok(if group { Rule::Stays } else { Rule::Goes })
                }
                0x9b | 0xfb | 0x75a2 | 0xfa => Ok(Rule::Number),
                // The transparency of a picture.
                0x75a1 => Ok(Rule::Stays),
                _ => Ok(Rule::Goes),
            })?;
            if !group {
                return void(output, element.bytes.len() as u64 + size);
            }
            output.write(&element.bytes)?;
            output.write(&content)
        }
        // When the cluster is, where it is, how long the one before was.
        0xe7 | 0xa7 | 0xab if size <= 8 => {
            output.write(&element.bytes)?;
            input.copy(size, output)
        }
        _ => {
            input.seek(input.at + size)?;
            void(output, element.bytes.len() as u64 + size)
        }
    }
}

/// Whether a block belongs to a track that is kept.
fn plays(block: &[u8], known: &mut Known) -> Result<bool, Unreadable> {
    let tracks = known.tracks.as_ref().ok_or(Unreadable::NotARecording)?;
    let (track, _) = head::size(block)?;
    let plays = track.is_some_and(|track| tracks.plays(track));
    known.blocks += u64::from(plays);
    Ok(plays)
}
