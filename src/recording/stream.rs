//! What the formats read from and write to: with bounds on all that is taken into memory, and arithmetic that is checked.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{Unreadable, disk};

/// Bytes that can be read from any place.
pub(super) trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// What is read.
pub(super) struct Input<'a> {
    bytes: &'a mut dyn Bytes,
    /// Of all.
    pub(super) length: u64,
    /// Where the next byte is read.
    pub(super) at: u64,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a mut dyn Bytes) -> Result<Self, Unreadable> {
        let length = bytes.seek(SeekFrom::End(0)).map_err(disk)?;
        bytes.seek(SeekFrom::Start(0)).map_err(disk)?;
        Ok(Self { bytes, length, at: 0 })
    }

    /// How many bytes there are still.
    pub(super) fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    /// Goes to a place.
    pub(super) fn seek(&mut self, to: u64) -> Result<(), Unreadable> {
        if to > self.length {
            return Err(Unreadable::NotARecording);
        }
        if to != self.at {
            self.bytes.seek(SeekFrom::Start(to)).map_err(disk)?;
            self.at = to;
        }
        Ok(())
    }

    /// So many bytes, which are all there, and not more than `most`.
    pub(super) fn take(&mut self, many: u64, most: u64) -> Result<Vec<u8>, Unreadable> {
        if many > most || many > self.left() {
            return Err(Unreadable::NotARecording);
        }
        let mut taken = vec![0; usize::try_from(many).map_err(|_| Unreadable::NotARecording)?];
        self.fill(&mut taken)?;
        Ok(taken)
    }

    /// As many bytes as it is long.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let mut array = [0; N];
        self.fill(&mut array)?;
        Ok(array)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Unreadable> {
        self.bytes.read_exact(bytes).map_err(|error| {
            if error.kind() == io::ErrorKind::UnexpectedEof {
                Unreadable::NotARecording
            } else {
                disk(error)
            }
        })?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    /// Copies so many bytes as they are.
    pub(super) fn copy(&mut self, mut many: u64, to: &mut Output<'_>) -> Result<(), Unreadable> {
        let mut some = [0; 32 * 1024];
        while many > 0 {
            let next = usize::try_from(many).map_or(some.len(), |many| many.min(some.len()));
            self.fill(&mut some[..next])?;
            to.write(&some[..next])?;
            many -= next as u64;
        }
        Ok(())
    }
}

/// What is written.
pub(super) struct Output<'a> {
    bytes: &'a mut dyn Write,
}

impl<'a> Output<'a> {
    pub(super) fn new(bytes: &'a mut dyn Write) -> Self {
        Self { bytes }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        self.bytes.write_all(bytes).map_err(disk)
    }

    pub(super) fn zeros(&mut self, mut many: u64) -> Result<(), Unreadable> {
        let zeros = [0; 4 * 1024];
        while many > 0 {
            let next = usize::try_from(many).map_or(zeros.len(), |many| many.min(zeros.len()));
            self.write(&zeros[..next])?;
            many -= next as u64;
        }
        Ok(())
    }
}

/// A big-endian number of at most eight bytes that lies there.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Result<u64, Unreadable> {
    let end = at.checked_add(length).ok_or(Unreadable::NotARecording)?;
    let digits = bytes.get(at..end).ok_or(Unreadable::NotARecording)?;
    Ok(digits.iter().fold(0, |number, digit| (number << 8) | u64::from(*digit)))
}
