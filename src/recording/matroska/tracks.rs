//! The tracks of a recording, cleaned where they lie: pictures and sound of known kinds stay.

use super::super::stream::number;
use super::super::{Unreadable, flac};
use super::element::{Rule, edit};

const ENTRY: u32 = 0xae;
const NUMBER: u32 = 0xd7;
const KIND: u32 = 0x83;
const CODEC: u32 = 0x86;
const PRIVATE: u32 = 0x63a2;
const VIDEO: u32 = 0xe0;
const AUDIO: u32 = 0xe1;
/// Kinds of pictures and of sound that are kept. Those that are whole pictures of their own, with metadata of their own,
/// are not.
const PICTURES: [&[u8]; 5] = [b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG4/ISO/AVC", b"V_MPEGH/ISO/HEVC"];
const SOUNDS: [&[u8]; 5] = [b"A_OPUS", b"A_VORBIS", b"A_AAC", b"A_FLAC", b"A_MPEG/L3"];

/// What is known of the tracks.
#[derive(Default)]
pub(super) struct Tracks {
    kept: Vec<u64>,
    /// The size of the first picture track.
    pub(super) picture: Option<(u32, u32)>,
}

impl Tracks {
    pub(super) fn plays(&self, track: u64) -> bool {
        self.kept.contains(&track)
    }
}

#[derive(Default)]
struct Entry {
    number: u64,
    kind: u64,
    codec: Vec<u8>,
    size: (u32, u32),
}

/// What is in `Tracks`.
pub(super) fn clean(bytes: &mut [u8]) -> Result<Tracks, Unreadable> {
    let mut tracks = Tracks::default();
    let mut entries = Vec::new();
    edit(bytes, &mut |_, id, content| {
        if id != ENTRY {
            return Ok(Rule::Goes);
        }
        let entry = entry(content)?;
        let plays = plays(&entry);
        if plays {
            tracks.kept.push(entry.number);
            if entry.kind == 1 && tracks.picture.is_none() {
                tracks.picture = Some(entry.size);
            }
            entries.push(entry);
        }
        Ok(if plays { Rule::Stays } else { Rule::Goes })
    })?;
    if tracks.kept.is_empty() {
        return Err(Unreadable::NotARecording);
    }
    let mut codec: &[u8] = &[];
    let mut entries = entries.iter();
    edit(bytes, &mut |parent, id, content| {
        if (parent, id) == (0, ENTRY) {
            codec = entries.next().map_or(&[], |entry| &entry.codec);
        }
        if (parent, id) == (ENTRY, PRIVATE) {
            return private(codec, content);
        }
        Ok(rule(parent, id, content))
    })?;
    Ok(tracks)
}

fn plays(entry: &Entry) -> bool {
    let known: &[&[u8]] = match entry.kind {
        1 => &PICTURES,
        2 => &SOUNDS,
        _ => return false,
    };
    // AAC in older files says more about itself: `A_AAC/MPEG4/LC`.
    known.contains(&entry.codec.as_slice()) || (entry.kind == 2 && entry.codec.starts_with(b"A_AAC/"))
}

fn entry(content: &[u8]) -> Result<Entry, Unreadable> {
    let mut entry = Entry::default();
    let mut copy = content.to_vec();
    edit(&mut copy, &mut |_, id, content| {
        let value = number(content, 0, content.len().min(8))?;
        match id {
            NUMBER => entry.number = value,
            KIND => entry.kind = value,
            CODEC => entry.codec = content.iter().copied().take_while(|byte| *byte != 0).collect(),
            0xb0 => entry.size.0 = u32::try_from(value).unwrap_or(0),
            0xba => entry.size.1 = u32::try_from(value).unwrap_or(0),
            _ => {}
        }
        Ok(if id == VIDEO { Rule::Within } else { Rule::Stays })
    })?;
    Ok(entry)
}

fn rule(parent: u32, id: u32, content: &[u8]) -> Rule {
    match (parent, id) {
        (0, ENTRY) | (ENTRY, VIDEO | AUDIO) => Rule::Within,
        (ENTRY, NUMBER | KIND | 0x73c5 | 0xb9 | 0x88 | 0x55aa | 0x9c | 0x6de7 | 0x6df8)
        | (ENTRY, 0x0023_e383 | 0x0023_4e7a | 0x56aa | 0x56bb | 0x55ee)
        | (VIDEO, 0xb0 | 0xba | 0x54b0 | 0x54ba | 0x54b2 | 0x54b3 | 0x9a | 0x9d | 0x53b8 | 0x53c0)
        | (VIDEO, 0x54aa | 0x54bb | 0x54cc | 0x54dd)
        | (AUDIO, 0xb5 | 0x78b5 | 0x9f | 0x6264) => Rule::Number,
        // Languages have three letters here; what is compressed says how; colours are numbers.
        (ENTRY, 0x0022_b59c) if content.len() <= 3 => Rule::Stays,
        (ENTRY, 0x6d80) if content.len() <= 64 => Rule::Stays,
        (VIDEO, 0x55b0) if content.len() <= 256 => Rule::Stays,
        (ENTRY, CODEC) => Rule::Stays,
        _ => Rule::Goes,
    }
}

/// What a track says to its decoder; of some kinds there are comments in it.
fn private(codec: &[u8], content: &[u8]) -> Result<Rule, Unreadable> {
    let mut clean = content.to_vec();
    match codec {
        b"A_VORBIS" => vorbis(&mut clean)?,
        b"A_FLAC" => flac::clean_head(&mut clean)?,
        _ => {}
    }
    Ok(Rule::Becomes(clean))
}

/// The three packets of Vorbis' head in one: the comments become one name of a program, of spaces, as long as all of them
/// were.
fn vorbis(private: &mut [u8]) -> Result<(), Unreadable> {
    let broken = Unreadable::NotARecording;
    if private.first() != Some(&2) {
        return Err(broken);
    }
    let mut at = 1;
    let mut lengths = [0_usize; 2];
    for length in &mut lengths {
        loop {
            let byte = *private.get(at).ok_or(Unreadable::NotARecording)?;
            at += 1;
            *length += usize::from(byte);
            if byte < 255 {
                break;
            }
        }
    }
    let start = at + lengths[0];
    let comments = private
        .get_mut(start..start + lengths[1])
        .ok_or(Unreadable::NotARecording)?;
    if !comments.starts_with(b"\x03vorbis") || comments.len() < 16 {
        return Err(broken);
    }
    let name = comments.len() - 16;
    let length = u32::try_from(name).map_err(|_| Unreadable::NotARecording)?;
    comments[7..11].copy_from_slice(&length.to_le_bytes());
    comments[11..11 + name].fill(b' ');
    comments[11 + name..15 + name].fill(0);
    comments[15 + name] = 1;
    Ok(())
}
