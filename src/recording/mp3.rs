//! MP3: frames one after the other. Frames are copied, and whatever else there is before, between and behind them is not:
//! tags of every kind, pictures, lyrics, other files.

use super::stream::{Input, Output};
use super::{Recording, Unreadable};

/// How far the next frame is looked for where something else lies, in bytes.
const MOST_BETWEEN: u64 = 64 * 1024;
/// How often that may be, so that a file of gaps is none of sound.
const MOST_GAPS: usize = 16;
/// Frames that must follow each other, so that it is no accident.
const LEAST_FRAMES: u64 = 3;
const KILOBITS: [[u64; 14]; 2] = [
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const RATES: [u64; 3] = [44_100, 48_000, 32_000];

/// A frame, by its first four bytes.
#[derive(Clone, Copy, PartialEq)]
struct Frame {
    length: u64,
    rate: u64,
    samples: u64,
}

impl Frame {
    fn of([first, second, third, _]: [u8; 4]) -> Option<Self> {
        let sync = first == 0xff && second & 0xe0 == 0xe0;
        let layer_three = second & 0x06 == 0x02;
        let (divisor, newer) = match (second >> 3) & 3 {
            3 => (1, 0),
            2 => (2, 1),
            0 => (4, 1),
            _ => return None,
        };
        let kilobits = KILOBITS[newer].get(usize::from(third >> 4).checked_sub(1)?)?;
        let rate = RATES.get(usize::from((third >> 2) & 3))? / divisor;
        let samples = if newer == 1 { 576 } else { 1_152 };
        let padding = u64::from((third >> 1) & 1);
        (sync && layer_three).then(|| Self {
            length: samples / 8 * kilobits * 1_000 / rate + padding,
            rate,
            samples,
        })
    }

    fn like(self, other: Self) -> bool {
        (self.rate, self.samples) == (other.rate, other.samples)
    }
}

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    behind_tags(input)?;
    let first = next(input, None)?.ok_or(Unreadable::NotARecording)?;
    let (mut frames, mut gaps) = (0_u64, 0);
    while let Some(frame) = at(input)?.filter(|frame| frame.like(first)) {
        if frame.length > input.left() {
            // Cut off in the middle.
            break;
        }
        input.copy(frame.length, output)?;
        frames += 1;
        if at(input)?.is_some_and(|frame| frame.like(first)) {
            continue;
        }
        if gaps == MOST_GAPS || next(input, Some(first))?.is_none() {
            break;
        }
        gaps += 1;
    }
    if frames < LEAST_FRAMES {
        return Err(Unreadable::NotARecording);
    }
    let seconds = (frames * first.samples) as f64 / first.rate as f64;
    Ok(Recording::audio("audio/mpeg", "mp3", Some(seconds)))
}

/// Goes to behind the tags at the beginning.
fn behind_tags(input: &mut Input<'_>) -> Result<(), Unreadable> {
    while input.left() >= 10 {
        let start = input.at;
        let head: [u8; 10] = input.array()?;
        if !head.starts_with(b"ID3") || head[6..].iter().any(|byte| *byte >= 0x80) {
            input.seek(start)?;
            break;
        }
        let length = head[6..]
            .iter()
            .fold(0, |length, byte| (length << 7) | u64::from(*byte));
        let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
        input.seek((start + 10 + length + footer).min(input.length))?;
    }
    Ok(())
}

/// The frame that begins here, if one does.
fn at(input: &mut Input<'_>) -> Result<Option<Frame>, Unreadable> {
    if input.left() < 4 {
        return Ok(None);
    }
    let start = input.at;
    let frame = Frame::of(input.array()?);
    input.seek(start)?;
    Ok(frame)
}

/// Goes to the next place where a frame begins that another one of its kind follows, or that ends the file.
fn next(input: &mut Input<'_>, like: Option<Frame>) -> Result<Option<Frame>, Unreadable> {
    let start = input.at;
    let near = input.take(input.left().min(MOST_BETWEEN), MOST_BETWEEN)?;
    for (offset, four) in near.windows(4).enumerate() {
        let four = four.try_into().map_err(|_| Unreadable::NotARecording)?;
        let Some(frame) = Frame::of(four).filter(|frame| like.is_none_or(|like| frame.like(like))) else {
            continue;
        };
        let here = start + offset as u64;
        let behind = here + frame.length;
        if behind > input.length {
            continue;
        }
        input.seek(behind)?;
        let follows = at(input)?.is_some_and(|next| next.like(frame));
        if follows || (input.left() == 0 && like.is_some()) {
            input.seek(here)?;
            return Ok(Some(frame));
        }
    }
    Ok(None)
}
