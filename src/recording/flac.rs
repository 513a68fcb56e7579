//! FLAC: a head of blocks, then the sound. Of the blocks two stay: how the sound is, and where to find what in it.

use super::stream::{Input, Output, number};
use super::{Recording, Unreadable};

const MOST_BLOCKS: usize = 1_000;
const MOST_SEEKS: u64 = 4 * 1024 * 1024;
const STREAM: u8 = 0;
const PADDING: u8 = 1;
const SEEKS: u8 = 3;
const STREAM_LENGTH: usize = 34;

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    input.seek(4)?;
    let (mut stream, mut seeks) = (None, None);
    for count in 0.. {
        let [head, a, b, c] = input.array()?;
        let length = u64::from(u32::from_be_bytes([0, a, b, c]));
        match head & 0x7f {
            STREAM if count == 0 && length == STREAM_LENGTH as u64 => stream = Some(input.take(length, length)?),
            SEEKS if seeks.is_none() => seeks = Some(input.take(length, MOST_SEEKS)?),
            _ => input.seek(input.at + length)?,
        }
        if head & 0x80 != 0 {
            break;
        }
        if count == MOST_BLOCKS {
            return Err(Unreadable::NotARecording);
        }
    }
    let stream = stream.ok_or(Unreadable::NotARecording)?;
    let start = input.at;
    let [first, second] = input.array()?;
    if first != 0xff || second & 0xfc != 0xf8 {
        return Err(Unreadable::NotARecording);
    }
    let end = without_tag(input)?;
    if end <= start {
        return Err(Unreadable::NotARecording);
    }
    output.write(b"fLaC")?;
    block(output, STREAM, &stream, seeks.is_none())?;
    if let Some(seeks) = &seeks {
        block(output, SEEKS, seeks, true)?;
    }
    input.seek(start)?;
    input.copy(end - start, output)?;
    Ok(Recording::audio("audio/flac", "flac", seconds(&stream)?))
}

fn block(output: &mut Output<'_>, kind: u8, content: &[u8], last: bool) -> Result<(), Unreadable> {
    let length = u32::try_from(content.len()).map_err(|_| Unreadable::NotARecording)?;
    let [_, a, b, c] = length.to_be_bytes();
    output.write(&[if last { kind | 0x80 } else { kind }, a, b, c])?;
    output.write(content)
}

/// Where the sound ends: some programs put an ID3 tag behind it.
fn without_tag(input: &mut Input<'_>) -> Result<u64, Unreadable> {
    let end = input.length;
    let Some(tag) = end.checked_sub(128) else {
        return Ok(end);
    };
    input.seek(tag)?;
    Ok(if &input.array::<3>()? == b"TAG" { tag } else { end })
}

fn seconds(stream: &[u8]) -> Result<Option<f64>, Unreadable> {
    let fields = number(stream, 10, 8)?;
    let (rate, samples) = (fields >> 44, fields & 0xf_ffff_ffff);
    Ok((rate > 0).then(|| samples as f64 / rate as f64))
}

/// The head of FLAC within another container, cleaned where it lies: other blocks become padding.
pub(super) fn clean_head(bytes: &mut [u8]) -> Result<(), Unreadable> {
    let mut at = if bytes.starts_with(b"fLaC") { 4 } else { 0 };
    while at < bytes.len() {
        let length = usize::try_from(number(bytes, at + 1, 3)?).map_err(|_| Unreadable::NotARecording)?;
        let end = at + 4 + length;
        if end > bytes.len() {
            return Err(Unreadable::NotARecording);
        }
        let kind = bytes[at] & 0x7f;
        if kind != STREAM && kind != SEEKS {
            bytes[at] = (bytes[at] & 0x80) | PADDING;
            bytes[at + 4..end].fill(0);
        }
        at = end;
    }
    Ok(())
}
