//! Ogg with one stream of Opus or Vorbis. The head of the stream is written anew, with comments that say nothing; the pages
//! of sound keep what is in them, and get new numbers and check sums.

use super::stream::{Input, Output, number};
use super::{Recording, Unreadable};

/// What a packet of the head may have: the tables of Vorbis have a few kilobytes, a picture of an album some megabytes.
const MOST_PACKET: usize = 16 * 1024 * 1024;
const CONTINUED: u8 = 1;
const FIRST: u8 = 2;
const LAST: u8 = 4;
const NO_END: u64 = u64::MAX;

struct Page {
    flags: u8,
    granule: u64,
    serial: u32,
    lacing: Vec<u8>,
    content: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq)]
enum Codec {
    Opus,
    Vorbis,
}

impl Codec {
    /// How many packets the head has.
    fn head(self) -> usize {
        match self {
            Self::Opus => 2,
            Self::Vorbis => 3,
        }
    }

    /// Comments without a word.
    fn comments(self) -> &'static [u8] {
        match self {
            Self::Opus => b"OpusTags\0\0\0\0\0\0\0\0",
            Self::Vorbis => b"\x03vorbis\0\0\0\0\0\0\0\0\x01",
        }
    }

    fn begins_comments(self, packet: &[u8]) -> bool {
        match self {
            Self::Opus => packet.starts_with(b"OpusTags"),
            Self::Vorbis => packet.starts_with(b"\x03vorbis"),
        }
    }
}

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    let first = page(input)?.ok_or(Unreadable::NotARecording)?;
    let (codec, rate, skip) = codec(&first)?;
    let serial = first.serial;
    let head = head(input, codec, serial)?;
    let mut sequence = 0;
    write(output, &first, &mut sequence)?;
    write_head(output, codec, &head, serial, &mut sequence)?;
    let (mut end, mut pages) = (0, 0_u64);
    while let Some(page) = page(input)? {
        // Another stream, beside this one or after it, may hold anything.
        if page.serial != serial || page.flags & FIRST != 0 || (pages == 0 && page.flags & CONTINUED != 0) {
            return Err(Unreadable::NotARecording);
        }
        if page.granule != NO_END {
            end = page.granule;
        }
        pages += 1;
        write(output, &page, &mut sequence)?;
        if page.flags & LAST != 0 {
            break;
        }
    }
    if pages == 0 {
        return Err(Unreadable::NotARecording);
    }
    let seconds = (rate > 0).then(|| end.saturating_sub(skip) as f64 / rate as f64);
    Ok(Recording::audio(
        "audio/ogg",
        if codec == Codec::Opus { "opus" } else { "ogg" },
        seconds,
    ))
}

/// What the sound is, how many samples a second are counted, and how many of the first are not heard.
fn codec(first: &Page) -> Result<(Codec, u64, u64), Unreadable> {
    if first.flags & FIRST == 0 || first.lacing.iter().filter(|length| **length < 255).count() != 1 {
        return Err(Unreadable::NotARecording);
    }
    let packet = &first.content;
    if packet.starts_with(b"OpusHead") && packet.len() >= 19 {
        return Ok((Codec::Opus, 48_000, number(packet, 10, 2)?.swap_bytes() >> 48));
    }
    if packet.starts_with(b"\x01vorbis") && packet.len() == 30 {
        return Ok((Codec::Vorbis, number(packet, 12, 4)?.swap_bytes() >> 32, 0));
    }
    Err(Unreadable::NotARecording)
}

/// The packets of the head after the first one. They end with their page.
fn head(input: &mut Input<'_>, codec: Codec, serial: u32) -> Result<Vec<Vec<u8>>, Unreadable> {
    let mut packets = Vec::new();
    let mut packet = Vec::new();
    while packets.len() + 1 < codec.head() {
        let page = page(input)?.ok_or(Unreadable::NotARecording)?;
        if page.serial != serial || page.flags & (FIRST | LAST) != 0 {
            return Err(Unreadable::NotARecording);
        }
        let mut at = 0;
        for length in page.lacing {
            let end = at + usize::from(length);
            packet.extend(page.content.get(at..end).ok_or(Unreadable::NotARecording)?);
            at = end;
            if packet.len() > MOST_PACKET {
                return Err(Unreadable::NotARecording);
            }
            if length < 255 {
                packets.push(std::mem::take(&mut packet));
            }
        }
    }
    let whole = packet.is_empty() && packets.len() + 1 == codec.head();
    let comments = packets.first().is_some_and(|first| codec.begins_comments(first));
    let tables = packets.get(1).is_none_or(|tables| tables.starts_with(b"\x05vorbis"));
    (whole && comments && tables)
        .then_some(packets)
        .ok_or(Unreadable::NotARecording)
}

fn write_head(
    output: &mut Output<'_>,
    codec: Codec,
    head: &[Vec<u8>],
    serial: u32,
    sequence: &mut u32,
) -> Result<(), Unreadable> {
    let mut lacing = Vec::new();
    let mut content = Vec::new();
    let packets = [codec.comments()]
        .into_iter()
        .chain(head.iter().skip(1).map(Vec::as_slice));
    for packet in packets {
        lacing.extend(std::iter::repeat_n(255, packet.len() / 255));
        lacing.push((packet.len() % 255) as u8);
        content.extend_from_slice(packet);
    }
    let mut at = 0;
    let mut flags = 0;
    for lacing in lacing.chunks(255) {
        let length: usize = lacing.iter().map(|length| usize::from(*length)).sum();
        let page = Page {
            flags,
            granule: if lacing.iter().any(|length| *length < 255) {
                0
            } else {
                NO_END
            },
            serial,
            lacing: lacing.to_vec(),
            content: content[at..at + length].to_vec(),
        };
        write(output, &page, sequence)?;
        at += length;
        flags = if lacing.last() == Some(&255) { CONTINUED } else { 0 };
    }
    Ok(())
}

/// The next page, if there is one; its check sum must be right.
fn page(input: &mut Input<'_>) -> Result<Option<Page>, Unreadable> {
    if input.left() == 0 {
        return Ok(None);
    }
    let head: [u8; 27] = input.array()?;
    if !head.starts_with(b"OggS\0") {
        return Err(Unreadable::NotARecording);
    }
    let lacing = input.take(u64::from(head[26]), 255)?;
    let length = lacing.iter().map(|length| u64::from(*length)).sum();
    let content = input.take(length, 255 * 255)?;
    let page = Page {
        flags: head[5],
        granule: number(&head, 6, 8)?.swap_bytes(),
        serial: (number(&head, 14, 4)? as u32).swap_bytes(),
        lacing,
        content,
    };
    let sequence = (number(&head, 18, 4)? as u32).swap_bytes();
    let written = bytes(&page, sequence);
    (written.get(22..26) == head.get(22..26))
        .then_some(Some(page))
        .ok_or(Unreadable::NotARecording)
}

fn write(output: &mut Output<'_>, page: &Page, sequence: &mut u32) -> Result<(), Unreadable> {
    output.write(&bytes(page, *sequence))?;
    *sequence = sequence.wrapping_add(1);
    Ok(())
}

fn bytes(page: &Page, sequence: u32) -> Vec<u8> {
    let mut bytes = b"OggS\0".to_vec();
    bytes.push(page.flags);
    bytes.extend(page.granule.to_le_bytes());
    bytes.extend(page.serial.to_le_bytes());
    bytes.extend(sequence.to_le_bytes());
    bytes.extend([0; 4]);
    // A page has at most 255 of them.
    bytes.push(page.lacing.len() as u8);
    bytes.extend(&page.lacing);
    bytes.extend(&page.content);
    let sum = sum(&bytes);
    bytes[22..26].copy_from_slice(&sum.to_le_bytes());
    bytes
}

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0_u32; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = (index as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 0x8000_0000 == 0 {
                value << 1
            } else {
                (value << 1) ^ 0x04c1_1db7
            };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

/// The check sum of Ogg, of a page whose own is zero.
fn sum(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum, byte| (sum << 8) ^ TABLE[usize::from((sum >> 24) as u8 ^ byte)])
}
