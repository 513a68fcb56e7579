//! Recordings that mean ill, and the way from file to file.

use samara::random::Random;
use samara::recording::{self, Kind, MOST_BYTES, Unreadable};

use super::build::{self, MARKER, holds};
use super::clean;
use crate::support::pod::folder;

fn all() -> Vec<Vec<u8>> {
    vec![
        build::mp4(
            b"isom",
            &[(b"vide", b"avc1"), (b"meta", b"mebx"), (b"soun", b"mp4a")],
            false,
        ),
        build::webm(b"webm", false),
        build::webm(b"webm", true),
        build::opus(),
        build::vorbis(),
        build::mp3(),
        build::flac(),
        build::wav(),
    ]
}

#[test]
fn what_is_cut_anywhere_is_refused_or_its_copy_can_be_read() {
    for bytes in all() {
        for cut in 0..bytes.len() {
            if let Ok((_, copy)) = clean(&bytes[..cut]) {
                // Half a tag behind FLAC cannot be told from sound.
                assert!(bytes.starts_with(b"fLaC") || !holds(&copy, MARKER));
                clean(&copy).unwrap();
            }
        }
    }
}

#[test]
fn what_is_broken_anywhere_does_no_harm_and_says_nothing() {
    let random = Random::seeded(59);
    let number = |below: usize| random.below(below as u64) as usize;
    for bytes in all() {
        for _ in 0..1_500 {
            let mut broken = bytes.clone();
            for _ in 0..1 + number(3) {
                let at = number(broken.len());
                broken[at] = if number(4) == 0 { 0xff } else { number(256) as u8 };
            }
            if let Ok((_, copy)) = clean(&broken) {
                assert!(copy.len() <= broken.len() + 1_000);
            }
        }
    }
}

#[test]
fn what_is_none_is_refused_whatever_it_says_it_is() {
    for bytes in [
        &b""[..],
        b"hello, world, hello",
        b"<html><script>alert(1)</script></html>",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01",
        b"RIFF\x20\0\0\0AVI LIST\0\0\0\0\0\0\0\0",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c",
        b"#EXTM3U\n#EXT-X-MEDIA:URI=\"file:///etc/passwd\"\n",
        b"FLV\x01\x05\0\0\0\x09\0\0\0\0",
    ] {
        assert_eq!(clean(bytes).unwrap_err(), Unreadable::NotARecording);
    }
}

#[tokio::test]
async fn a_file_is_copied_clean_and_a_refused_one_leaves_no_copy() {
    let folder = folder();
    let (from, copy) = (folder.join("sent"), folder.join("clean"));
    std::fs::write(&from, build::webm(b"webm", false)).unwrap();
    let known = recording::read(&from, &copy).await.unwrap();
    assert_eq!(known.kind, Kind::Video);
    assert!(!holds(&std::fs::read(&copy).unwrap(), MARKER));
    let mut broken = build::opus();
    let last = broken.len() - MARKER.len() - 1;
    broken[last] ^= 1;
    std::fs::write(&from, broken).unwrap();
    assert_eq!(
        recording::read(&from, &copy).await.unwrap_err(),
        Unreadable::NotARecording
    );
    assert!(!copy.exists());
    std::fs::File::create(&from).unwrap().set_len(MOST_BYTES + 1).unwrap();
    assert_eq!(recording::read(&from, &copy).await.unwrap_err(), Unreadable::TooLarge);
    let nowhere = folder.join("no folder/clean");
    std::fs::write(&from, build::mp3()).unwrap();
    let refused = recording::read(&from, &nowhere).await.unwrap_err();
    assert!(matches!(refused, Unreadable::Disk(_)));
    // A disk without room. The link is what goes, not what it leads to.
    let full = folder.join("full");
    std::os::unix::fs::symlink("/dev/full", &full).unwrap();
    let refused = recording::read(&from, &full).await.unwrap_err();
    assert!(matches!(refused, Unreadable::DiskFull));
    assert!(std::fs::symlink_metadata(&full).is_err());
}

/// `SAMARA_TEST_RECORDINGS=<folder> script/test recording::` writes clean copies of recordings that others made beside them,
/// to be looked at with their programs.
#[tokio::test]
async fn recordings_that_others_made_are_copied() {
    let Ok(folder) = std::env::var("SAMARA_TEST_RECORDINGS") else {
        eprintln!("SAMARA_TEST_RECORDINGS names no folder: only the recordings of this spec were read");
        return;
    };
    let copies = std::path::PathBuf::from(format!("{folder}.clean"));
    std::fs::create_dir_all(&copies).unwrap();
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let known = recording::read(&file.path(), &copies.join(file.file_name())).await;
        println!("{:?}: {known:?}", file.file_name());
    }
}
