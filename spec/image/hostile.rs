//! Files that mean ill: bombs, lies, cut and broken ones.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use samara::image::{Side, Unreadable};
use samara::random::Random;

use super::corpus::{self, crc, file, riff, scene};
use super::picture::{picture, reread};

#[tokio::test]
async fn a_small_file_that_unfolds_to_too_much_is_refused_before_it_does() {
    let mut png = file(&scene(8, 8), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    let mut gif = file(&scene(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let canvas = [0x10, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0];
    let inner = &file(&scene(8, 8), ImageFormat::WebP)[12..];
    let webp = riff(
        b"RIFF",
        &[&b"WEBP"[..], riff(b"VP8X", &canvas).as_slice(), inner].concat(),
    );
    for (name, bytes) in [("png", png), ("gif", gif), ("webp", webp)] {
        let refused = picture(bytes, &[Side::S100]).await.unwrap_err();
        assert!(
            matches!(refused, Unreadable::TooManyPixels | Unreadable::NotAPicture),
            "{name}: {refused:?}"
        );
    }
    // Sixteen bits a channel: half as many pixels may be sent.
    let mut deep = file(&DynamicImage::new_rgba16(4, 4), ImageFormat::Png);
    deep[16..24].copy_from_slice(&[0, 0, 0x17, 0x70, 0, 0, 0x17, 0x70]);
    let sum = crc(&deep[12..29]).to_be_bytes();
    deep[29..33].copy_from_slice(&sum);
    assert_eq!(
        picture(deep, &[Side::S100]).await.unwrap_err(),
        Unreadable::TooManyPixels
    );
}

#[tokio::test]
async fn what_is_no_picture_is_refused_whatever_it_says_it_is() {
    for bytes in [
        Vec::new(),
        b"hello".to_vec(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec(),
        b"<?xml version='1.0'?><svg/>".to_vec(),
        b"%PDF-1.7".to_vec(),
        b"push graphic-context\nimage over 0,0 0,0 'label:@/etc/passwd'".to_vec(),
        b"{\"@context\":\"https://www.w3.org/ns/activitystreams\"}".to_vec(),
        b"II*\0\x08\0\0\0".to_vec(),
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec(),
        b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0photo.jpg".to_vec(),
    ] {
        assert_eq!(picture(bytes, &Side::ALL).await.unwrap_err(), Unreadable::NotAPicture);
    }
    for brand in [b"avif", b"heic", b"mif1"] {
        let bytes = [&b"\0\0\0\x18ftyp"[..], brand, b"\0\0\0\0mif1miaf"].concat();
        assert_eq!(picture(bytes, &Side::ALL).await.unwrap_err(), Unreadable::AvifOrHeic);
    }
}

#[tokio::test]
async fn what_is_cut_anywhere_is_refused_or_a_whole_picture_is_made_of_it() {
    for (name, bytes) in corpus::all() {
        for step in 0..24 {
            let cut = bytes.len() * step / 24;
            let Ok(made) = picture(bytes[..cut].to_vec(), &[Side::S100]).await else {
                continue;
            };
            assert!(made.files.len() <= 1, "{name} {cut}");
            made.files.iter().for_each(|one| drop(reread(one)));
        }
    }
}

#[tokio::test]
async fn what_is_broken_anywhere_does_no_harm() {
    let random = Random::seeded(4_711);
    let small = [
        file(&scene(24, 16), ImageFormat::Jpeg),
        file(&scene(24, 16), ImageFormat::Png),
        file(&scene(24, 16), ImageFormat::Gif),
        file(
            &DynamicImage::ImageRgba8(RgbaImage::from_pixel(24, 16, Rgba([1, 2, 3, 4]))),
            ImageFormat::WebP,
        ),
    ];
    let number = |below: usize| random.below(below as u64) as usize;
    for round in 0..240 {
        let mut bytes = small[round % small.len()].clone();
        for _ in 0..1 + number(4) {
            let at = number(bytes.len());
            bytes[at] = number(256) as u8;
        }
        let Ok(made) = picture(bytes, &[Side::S100]).await else {
            continue;
        };
        for one in &made.files {
            assert!(one.width.max(one.height) <= 100);
            reread(one);
        }
    }
}
