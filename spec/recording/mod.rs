//! Video and sound that people send: what is known of them, that nothing said about them goes on, that what plays is as it
//! was, and that what means ill does no harm.

pub mod build;
mod hostile;
mod mp4;
mod sound;
mod webm;

use std::io::Cursor;

use samara::recording::{self, Recording, Unreadable};

use build::{MARKER, holds};

/// What is known of it, and the clean copy.
fn clean(bytes: &[u8]) -> Result<(Recording, Vec<u8>), Unreadable> {
    let mut copy = Vec::new();
    let known = recording::clean(Cursor::new(bytes), &mut copy)?;
    Ok((known, copy))
}

/// The same; the copy holds no marker, and is its own clean copy.
fn cleaned(bytes: &[u8]) -> (Recording, Vec<u8>) {
    assert!(holds(bytes, MARKER));
    let (known, copy) = clean(bytes).unwrap();
    assert!(!holds(&copy, MARKER), "the marker is in the copy");
    let (again, same) = clean(&copy).unwrap();
    assert_eq!((&again, &same), (&known, &copy), "a clean copy stays as it is");
    (known, copy)
}
