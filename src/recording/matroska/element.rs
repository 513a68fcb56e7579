//! Elements of EBML: a number that says what it is, a length, what is in it.

use super::super::Unreadable;
use super::super::stream::{Input, Output};

const VOID: u8 = 0xec;
const DEEPEST: usize = 8;
/// The longest number or date.
const NUMBER: usize = 8;

/// The beginning of an element.
pub(super) struct Head {
    pub(super) id: u32,
    /// Unknown while something is sent that is not yet over.
    pub(super) size: Option<u64>,
    /// As it was read.
    pub(super) bytes: Vec<u8>,
}

/// What happens with an element.
pub(super) enum Rule {
    Stays,
    /// It stays if it is as short as numbers are.
    Number,
    /// The same is asked of what is in it.
    Within,
    /// It stays, with nothing in it.
    Blank,
    /// It stays, with this in it, which is as long as what was.
    Becomes(Vec<u8>),
    Goes,
}

/// Says what happens with an element, by the one that it lies in, its own number, and what is in it.
pub(super) type Ask<'a> = dyn FnMut(u32, u32, &[u8]) -> Result<Rule, Unreadable> + 'a;

/// Numbers of EBML.
pub(super) mod head {
    use super::super::super::Unreadable;

    /// A number, and how many bytes it takes; none, if all its bits are set.
    pub(in super::super) fn size(bytes: &[u8]) -> Result<(Option<u64>, usize), Unreadable> {
        let (value, length) = raw(bytes, 8)?;
        let bits = 7 * length as u32;
        let all = (1_u64 << bits) - 1;
        let value = value & all;
        Ok(((value != all).then_some(value), length))
    }

    /// The same as it is written, with its marker, as names of elements are.
    pub(super) fn raw(bytes: &[u8], longest: usize) -> Result<(u64, usize), Unreadable> {
        let first = *bytes.first().ok_or(Unreadable::NotARecording)?;
        let length = first.leading_zeros() as usize + 1;
        if length > longest {
            return Err(Unreadable::NotARecording);
        }
        let value = super::super::super::stream::number(bytes, 0, length)?;
        Ok((value, length))
    }
}

/// Reads the beginning of the next element.
pub(super) fn read_head(input: &mut Input<'_>) -> Result<Head, Unreadable> {
    let start = input.at;
    let near = input.take(input.left().min(12), 12)?;
    let (id, first) = head::raw(&near, 4)?;
    let (size, second) = head::size(near.get(first..).unwrap_or_default())?;
    input.seek(start + (first + second) as u64)?;
    Ok(Head {
        id: u32::try_from(id).map_err(|_| Unreadable::NotARecording)?,
        size,
        bytes: near[..first + second].to_vec(),
    })
}

/// Writes a `Void` that is so long in all, at least two bytes.
pub(super) fn void(output: &mut Output<'_>, length: u64) -> Result<(), Unreadable> {
    let mut head = [0; 9];
    let short = void_head(length, &mut head);
    output.write(&head[..short])?;
    output.zeros(length - short as u64)
}

/// The beginning of a `Void`; how many bytes that is.
fn void_head(length: u64, head: &mut [u8; 9]) -> usize {
    head[0] = VOID;
    if length < 2 + 127 {
        // Below 127, so that it is not taken for "unknown".
        head[1] = 0x80 | length.saturating_sub(2) as u8;
        return 2;
    }
    head[1..].copy_from_slice(&(0x0100_0000_0000_0000 | (length - 9)).to_be_bytes());
    9
}

/// Goes through the elements of a part, and does with each as is said.
pub(super) fn edit(bytes: &mut [u8], ask: &mut Ask<'_>) -> Result<(), Unreadable> {
    within(bytes, 0, 0, ask)
}

fn within(bytes: &mut [u8], parent: u32, depth: usize, ask: &mut Ask<'_>) -> Result<(), Unreadable> {
    if depth == DEEPEST {
        return Err(Unreadable::NotARecording);
    }
    let mut at = 0;
    while at < bytes.len() {
        let (id, first) = head::raw(&bytes[at..], 4)?;
        let id = u32::try_from(id).map_err(|_| Unreadable::NotARecording)?;
        let (size, second) = head::size(bytes.get(at + first..).unwrap_or_default())?;
        let body = at + first + second;
        let size = size.and_then(|size| usize::try_from(size).ok());
        let end = size.and_then(|size| body.checked_add(size));
        let end = end.filter(|end| *end <= bytes.len()).ok_or(Unreadable::NotARecording)?;
        match ask(parent, id, &bytes[body..end])? {
            Rule::Stays => {}
            Rule::Number if end - body <= NUMBER => {}
            Rule::Within => within(&mut bytes[body..end], id, depth + 1, ask)?,
            Rule::Blank => bytes[body..end].fill(0),
            Rule::Becomes(other) if other.len() == end - body => bytes[body..end].copy_from_slice(&other),
            Rule::Becomes(_) => return Err(Unreadable::NotARecording),
            Rule::Number | Rule::Goes => {
                let mut head = [0; 9];
                let short = void_head((end - at) as u64, &mut head);
                bytes[at..at + short].copy_from_slice(&head[..short]);
                bytes[at + short..end].fill(0);
            }
        }
        at = end;
    }
    Ok(())
}
