//! WAV: chunks in a RIFF file. What says how the sound is, and the sound, are written anew; all else is left out.

use super::stream::{Input, Output, number};
use super::{Recording, Unreadable};

const MOST_FORMAT: u64 = 1_024;
const MOST_CHUNKS: usize = 10_000;

/// Writes the clean copy.
pub(super) fn clean(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<Recording, Unreadable> {
    input.seek(12)?;
    let (mut format, mut sound) = (None, None);
    for _ in 0..MOST_CHUNKS {
        if input.left() < 8 {
            break;
        }
        let kind: [u8; 4] = input.array()?;
        let length = u64::from(u32::from_le_bytes(input.array()?));
        match &kind {
            b"fmt " if format.is_none() => format = Some(input.take(length, MOST_FORMAT)?),
            b"data" if sound.is_none() => {
                // A program that was stopped while it recorded says that there is more than there is.
                let length = length.min(input.left());
                sound = Some((input.at, length));
                input.seek(input.at + length)?;
            }
            _ => input.seek((input.at + length).min(input.length))?,
        }
        // Chunks begin at even places.
        if length % 2 == 1 && input.left() > 0 {
            input.seek(input.at + 1)?;
        }
    }
    let (Some(mut format), Some((start, length))) = (format, sound) else {
        return Err(Unreadable::NotARecording);
    };
    let rate = bytes_a_second(&mut format)?;
    let all = 4 + 8 + format.len() as u64 + 8 + length + length % 2;
    output.write(b"RIFF")?;
    output.write(&little(all)?)?;
    output.write(b"WAVEfmt ")?;
    output.write(&little(format.len() as u64)?)?;
    output.write(&format)?;
    output.write(b"data")?;
    output.write(&little(length)?)?;
    input.seek(start)?;
    input.copy(length, output)?;
    output.zeros(length % 2)?;
    let seconds = (rate > 0).then(|| length as f64 / rate as f64);
    Ok(Recording::audio("audio/wav", "wav", seconds))
}

fn little(number: u64) -> Result<[u8; 4], Unreadable> {
    Ok(u32::try_from(number)
        .map_err(|_| Unreadable::NotARecording)?
        .to_le_bytes())
}

/// Plain sound only (integers or floats); of its description no byte stays that is not known.
fn bytes_a_second(format: &mut Vec<u8>) -> Result<u64, Unreadable> {
    let kind = number(format, 0, 2)?.swap_bytes() >> 48;
    let length = match kind {
        1 | 3 => 16,
        0xfffe => 40,
        _ => return Err(Unreadable::NotARecording),
    };
    if format.len() < length {
        return Err(Unreadable::NotARecording);
    }
    format.truncate(length);
    Ok((number(format, 8, 4)? as u32).swap_bytes().into())
}
