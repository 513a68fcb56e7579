//! What a JPEG says in its head about the memory that it takes: one that comes in passes is kept as coefficients, of two
//! bytes each, until the last pass has come.

use std::io::{BufRead, Seek, SeekFrom};

/// More segments than any camera writes.
const MOST_SEGMENTS: usize = 1_000;

/// Bytes that the coefficients take; none for what comes in one pass. What makes no sense is left to the decoder.
pub(super) fn coefficients(bytes: &mut (impl BufRead + Seek + ?Sized)) -> u64 {
    frame(bytes).unwrap_or(0)
}

fn frame(bytes: &mut (impl BufRead + Seek + ?Sized)) -> Option<u64> {
    bytes.seek(SeekFrom::Start(2)).ok()?;
    for _ in 0..MOST_SEGMENTS {
        let [mark, kind, high, low] = array(bytes)?;
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        if mark != 0xff {
            return None;
        }
        match kind {
            0xc2 | 0xc6 | 0xca | 0xce => return passes(bytes),
            0xc0 | 0xc1 | 0xc3 | 0xc5 | 0xc7 | 0xda => return None,
            _ => {
                bytes.seek(SeekFrom::Current(length.into())).ok()?;
            }
        }
    }
    None
}

fn passes(bytes: &mut (impl BufRead + ?Sized)) -> Option<u64> {
    let [_, a, b, c, d, colours] = array(bytes)?;
    let pixels = u64::from(u16::from_be_bytes([a, b])) * u64::from(u16::from_be_bytes([c, d]));
    let mut factors = Vec::new();
    for _ in 0..colours.min(4) {
        let [_, factor, _] = array(bytes)?;
        factors.push((u64::from(factor >> 4).max(1), u64::from(factor & 15).max(1)));
    }
    let across = factors.iter().map(|(across, _)| *across).max()?;
    let down = factors.iter().map(|(_, down)| *down).max()?;
    let share: u64 = factors.iter().map(|(across, down)| across * down).sum();
    Some(pixels * 2 * share / (across * down))
}

fn array<const N: usize>(bytes: &mut (impl BufRead + ?Sized)) -> Option<[u8; N]> {
    let mut array = [0; N];
    bytes.read_exact(&mut array).ok()?;
    Some(array)
}
