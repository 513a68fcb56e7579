//! MP4, M4A and QuickTime.

use samara::recording::{Kind, Unreadable};

use super::build::{MARKER, SAMPLE, atom, holds, mp4, times};
use super::{clean, cleaned};

const FILM: [(&[u8; 4], &[u8; 4]); 2] = [(b"vide", b"avc1"), (b"soun", b"mp4a")];

#[test]
fn a_film_keeps_its_samples_where_they_are_and_nothing_that_is_said_about_it() {
    let bytes = mp4(b"isom", &FILM, false);
    let (known, copy) = cleaned(&bytes);
    assert_eq!(
        (known.kind, known.media_type, known.ending),
        (Kind::Video, "video/mp4", "mp4")
    );
    assert_eq!(
        (known.width, known.height, known.seconds),
        (Some(640), Some(360), Some(2.5))
    );
    assert_eq!(copy.len(), bytes.len(), "no offset changes");
    assert_eq!(times(&copy, SAMPLE), 6);
    let places = |bytes: &[u8]| -> Vec<usize> {
        let windows = bytes.windows(SAMPLE.len()).enumerate();
        windows
            .filter(|(_, window)| *window == SAMPLE)
            .map(|(at, _)| at)
            .collect()
    };
    assert_eq!(places(&copy), places(&bytes));
    assert!(holds(&copy, b"needed to decode"));
    for gone in [
        &b"udta"[..],
        b"\xa9xyz",
        b"loci",
        b"meta",
        b"uuid",
        b"sefd",
        b"note",
        &[0xde, 0xad, 0xbe, 0xef],
    ] {
        assert!(!holds(&copy, gone), "{gone:?}");
    }
}

#[test]
fn a_film_of_a_telephone_held_upright_is_higher_than_wide() {
    let (known, _) = cleaned(&mp4(b"qt  ", &FILM, true));
    assert_eq!((known.media_type, known.ending), ("video/quicktime", "mov"));
    assert_eq!((known.width, known.height), (Some(360), Some(640)));
}

#[test]
fn what_a_track_of_positions_or_words_says_goes_with_the_track() {
    let tracks: [(&[u8; 4], &[u8; 4]); 4] = [FILM[0], (b"meta", b"mebx"), (b"text", b"text"), FILM[1]];
    let bytes = mp4(b"qt  ", &tracks, false);
    assert!(holds(&bytes, &MARKER[1..]) && holds(&bytes, b"mebx"));
    let (_, copy) = cleaned(&bytes);
    assert!(!holds(&copy, &MARKER[1..]) && !holds(&copy, b"mebx"));
    assert_eq!(times(&copy, SAMPLE), 6);
}

#[test]
fn sound_alone_is_sound_and_pictures_that_hold_metadata_of_their_own_are_none() {
    let (known, _) = cleaned(&mp4(b"M4A ", &[FILM[1]], false));
    assert_eq!(
        (known.kind, known.media_type, known.ending),
        (Kind::Audio, "audio/mp4", "m4a")
    );
    assert_eq!(known.width, None);
    let (known, copy) = cleaned(&mp4(b"isom", &[(b"vide", b"jpeg"), FILM[1]], false));
    assert_eq!((known.kind, times(&copy, SAMPLE)), (Kind::Audio, 3));
    let none = mp4(b"isom", &[(b"meta", b"mebx")], false);
    assert_eq!(clean(&none).unwrap_err(), Unreadable::NotARecording);
}

#[test]
fn a_film_may_not_take_its_samples_from_another_file() {
    let mut bytes = mp4(b"isom", &FILM, false);
    let at = bytes.windows(4).position(|window| window == b"url ").unwrap();
    bytes[at + 7] = 0;
    assert_eq!(clean(&bytes).unwrap_err(), Unreadable::NotARecording);
}

#[test]
fn tables_that_lead_out_of_the_file_or_promise_more_than_there_is_are_refused() {
    let bytes = mp4(b"isom", &FILM, false);
    for (name, offset, value) in [
        (b"stco", 12, u32::MAX),
        (b"stco", 8, u32::MAX),
        (b"stsz", 12, u32::MAX),
        (b"stsc", 8, u32::MAX),
    ] {
        let mut broken = bytes.clone();
        let at = broken.windows(4).position(|window| window == name).unwrap();
        broken[at + offset..at + offset + 4].copy_from_slice(&value.to_be_bytes());
        assert_eq!(
            clean(&broken).unwrap_err(),
            Unreadable::NotARecording,
            "{name:?} {offset}"
        );
    }
}

#[test]
fn a_picture_or_a_page_in_a_box_of_its_name_is_no_film() {
    for brand in [b"avif", b"heic", b"isom"] {
        let start = atom(b"ftyp", &[brand, &[0; 4], brand]);
        let other = [start.clone(), atom(b"meta", &[b"<script>"]), atom(b"mdat", &[b"x"])].concat();
        assert_eq!(clean(&other).unwrap_err(), Unreadable::NotARecording);
        let empty = [start, atom(b"moov", &[]), atom(b"mdat", &[])].concat();
        assert_eq!(clean(&empty).unwrap_err(), Unreadable::NotARecording);
    }
}
