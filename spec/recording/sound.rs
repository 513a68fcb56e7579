//! Sound: Ogg, MP3, FLAC, WAV.

use samara::recording::{Kind, Unreadable};

use super::build::{self, SAMPLE, holds, ogg_sum, times};
use super::{clean, cleaned};

fn pages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        assert_eq!(bytes[at..at + 5], *b"OggS\0");
        let segments = usize::from(bytes[at + 26]);
        let content: usize = bytes[at + 27..at + 27 + segments]
            .iter()
            .map(|one| usize::from(*one))
            .sum();
        let end = at + 27 + segments + content;
        pages.push(bytes[at..end].to_vec());
        at = end;
    }
    pages
}

#[test]
fn ogg_gets_a_head_without_words_and_pages_that_add_up() {
    for (bytes, ending, samples, comments) in [
        (build::opus(), "opus", 3, &b"OpusTags\0\0\0\0\0\0\0\0"[..]),
        (build::vorbis(), "ogg", 1, b"\x03vorbis\0\0\0\0\0\0\0\0\x01"),
    ] {
        let (known, copy) = cleaned(&bytes);
        assert_eq!(
            (known.kind, known.media_type, known.ending),
            (Kind::Audio, "audio/ogg", ending)
        );
        assert_eq!(known.seconds, Some(2.0));
        assert_eq!(times(&copy, SAMPLE), samples);
        assert!(holds(&copy, comments));
        for (number, page) in (0_u32..).zip(pages(&copy)) {
            assert_eq!(page[18..22], number.to_le_bytes());
            let mut without = page.clone();
            without[22..26].fill(0);
            assert_eq!(page[22..26], ogg_sum(&without).to_le_bytes());
        }
    }
}

#[test]
fn ogg_with_a_second_stream_or_a_broken_page_is_refused() {
    let opus = build::opus();
    let end = opus.len() - build::MARKER.len();
    let mut broken = opus.clone();
    let at = broken
        .windows(SAMPLE.len())
        .position(|window| window == SAMPLE)
        .unwrap();
    broken[at] ^= 1;
    assert_eq!(clean(&broken).unwrap_err(), Unreadable::NotARecording);
    let pages = pages(&opus[..end]);
    let second = [pages[0].clone(), build::vorbis(), pages[1..].concat()].concat();
    assert_eq!(clean(&second).unwrap_err(), Unreadable::NotARecording);
    assert_eq!(clean(&pages[..2].concat()).unwrap_err(), Unreadable::NotARecording);
}

#[test]
fn mp3_keeps_its_frames_and_nothing_else() {
    let (known, copy) = cleaned(&build::mp3());
    assert_eq!((known.media_type, known.ending), ("audio/mpeg", "mp3"));
    assert_eq!(copy, build::frame().repeat(10));
    assert!((known.seconds.unwrap() - 0.261).abs() < 0.001);
    for other in [
        &b"ID3\x04\0\0\0\0\0\0 and no sound at all"[..],
        &[0xff; 5_000],
        &[0xff, 0xfb, 0x90, 0, 1, 2, 3, 4],
    ] {
        let padded = [other, &[0; 12]].concat();
        assert_eq!(clean(&padded).unwrap_err(), Unreadable::NotARecording);
    }
}

#[test]
fn flac_and_wav_keep_what_is_needed_to_play_them() {
    let (known, copy) = cleaned(&build::flac());
    assert_eq!((known.media_type, known.seconds), ("audio/flac", Some(2.0)));
    assert!(copy.ends_with(SAMPLE) && copy[..5] == *b"fLaC\0" && times(&copy, &[1; 18]) == 1);
    let (known, copy) = cleaned(&build::wav());
    assert_eq!((known.media_type, known.seconds), ("audio/wav", Some(1.0)));
    assert_eq!(copy.len(), 44 + 8_000);
    assert_eq!(copy[4..8], (36 + 8_000_u32).to_le_bytes());
    // Other programs' codes in a WAV file are not known to be sound.
    let mut other = build::wav();
    let at = other.windows(4).position(|window| window == b"fmt ").unwrap();
    other[at + 8] = 0x55;
    assert_eq!(clean(&other).unwrap_err(), Unreadable::NotARecording);
}
