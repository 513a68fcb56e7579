//! WebM and Matroska.

use samara::recording::{Kind, Unreadable};

use super::build::{MARKER, SAMPLE, holds, times, webm};
use super::{clean, cleaned};

#[test]
fn a_film_keeps_its_blocks_where_they_are_and_nothing_that_is_said_about_it() {
    for endless in [false, true] {
        let bytes = webm(b"webm", endless);
        let (known, copy) = cleaned(&bytes);
        assert_eq!(
            (known.kind, known.media_type, known.ending),
            (Kind::Video, "video/webm", "webm")
        );
        assert_eq!(
            (known.width, known.height, known.seconds),
            (Some(640), Some(360), Some(2.5))
        );
        // What lay behind the segment is cut off.
        let behind = if endless { 0 } else { MARKER.len() };
        assert_eq!(copy.len() + behind, bytes.len(), "no offset changes");
        assert_eq!(times(&copy, SAMPLE), 3);
        assert!(holds(&copy, b"vorbis tables") && !holds(&copy, b"S_TEXT") && !holds(&copy, b"TITLE"));
        let head = copy.windows(7).position(|window| window == b"\x03vorbis").unwrap();
        let name = usize::from(copy[head + 7]);
        assert!(copy[head + 11..head + 11 + name].iter().all(|byte| *byte == b' '));
        assert_eq!(
            copy[head + 11 + name..head + 16 + name],
            [0, 0, 0, 0, 1],
            "no comment, and the end"
        );
    }
}

#[test]
fn matroska_says_that_it_is_and_other_things_are_refused() {
    let (known, _) = cleaned(&webm(b"matroska", false));
    assert_eq!(known.media_type, "video/x-matroska");
    assert_eq!(clean(&webm(b"other", false)).unwrap_err(), Unreadable::NotARecording);
    let bytes = webm(b"webm", false);
    // Longer than the file.
    let mut long = bytes.clone();
    let at = long
        .windows(4)
        .position(|window| window == [0x18, 0x53, 0x80, 0x67])
        .unwrap();
    long[at + 4] = 0x1f;
    assert_eq!(clean(&long).unwrap_err(), Unreadable::NotARecording);
    // No block at all.
    let cut = bytes
        .windows(4)
        .position(|window| window == [0x1f, 0x43, 0xb6, 0x75])
        .unwrap();
    assert_eq!(clean(&bytes[..cut]).unwrap_err(), Unreadable::NotARecording);
}
