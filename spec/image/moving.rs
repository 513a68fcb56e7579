//! Pictures that move.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder, DynamicImage, Frame, ImageFormat, Rgba, RgbaImage};
use samara::image::{Format, Images, MOST_FRAMES, Side, Source, Unreadable};

use super::corpus::{MARKER, chunk, file, holds, riff};
use super::picture::{picture, reread};

fn frame(width: u32, height: u32, at: u32, behind: Rgba<u8>) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        if x / 8 == at && y < 8 {
            Rgba([220, 30, 30, 255])
        } else {
            behind
        }
    })
}

/// A square that walks, as GIF.
fn walking(width: u32, height: u32, frames: u32, behind: Rgba<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (wide, high) = (width as u16, height as u16);
    let mut encoder = gif::Encoder::new(&mut bytes, wide, high, &[]).unwrap();
    for at in 0..frames {
        let mut pixels = frame(width, height, at, behind).into_raw();
        let mut frame = gif::Frame::from_rgba_speed(wide, high, &mut pixels, 30);
        frame.delay = 12;
        frame.dispose = gif::DisposalMethod::Background;
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    bytes
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let decoder = GifDecoder::new(Cursor::new(bytes)).unwrap();
    decoder.into_frames().collect_frames().unwrap()
}

#[tokio::test]
async fn what_moves_goes_on_moving_and_its_small_sides_stand_still() {
    for behind in [Rgba([20, 40, 200, 255]), Rgba([0, 0, 0, 0])] {
        let mut bytes = walking(400, 200, 5, behind);
        bytes.pop();
        bytes.extend([0x21, 0xfe, MARKER.len() as u8]);
        bytes.extend(MARKER);
        bytes.extend([0, 0x3b]);
        let made = picture(bytes, &Side::ALL).await.unwrap();
        assert!(made.moving);
        assert_eq!((made.width, made.height), (400, 200));
        let sides: Vec<_> = made
            .files
            .iter()
            .map(|one| (one.side, one.format == Format::Gif))
            .collect();
        assert_eq!(sides, [(Side::Full, true), (Side::S300, false), (Side::S100, false)]);
        assert!(made.files.iter().all(|one| !holds(&one.bytes, MARKER)));
        made.files.iter().for_each(|one| drop(reread(one)));
        let again = frames(&made.files[0].bytes);
        assert_eq!(again.len(), 5);
        for (at, shown) in (0..).zip(&again) {
            assert_eq!(shown.delay().numer_denom_ms(), (120, 1));
            for place in 0..5 {
                let pixel = shown.buffer().get_pixel(place * 8 + 4, 4);
                let red = pixel.0[3] == 255 && pixel.0[0] > 180 && pixel.0[2] < 90;
                assert_eq!(red, place == at, "frame {at}, place {place}: {pixel:?}");
            }
            assert_eq!(shown.buffer().get_pixel(300, 150).0[3], behind.0[3]);
        }
    }
}

#[tokio::test]
async fn where_nothing_shall_move_the_first_frame_is_taken() {
    let bytes = walking(200, 100, 4, Rgba([20, 40, 200, 255]));
    let still = Images::new(1)
        .still(Source::Bytes(bytes.clone()), &[Side::S100])
        .await
        .unwrap();
    assert!(!still.moving && still.files[0].format != Format::Gif);
    let moving = picture(bytes, &[Side::S100]).await.unwrap();
    assert!(moving.moving && moving.files.len() == 1 && moving.files[0].width == 100);
    let one = walking(200, 100, 1, Rgba([20, 40, 200, 255]));
    assert!(!picture(one, &[Side::Full]).await.unwrap().moving);
}

#[tokio::test]
async fn moving_png_and_webp_move_too() {
    for bytes in [apng(), moving_webp()] {
        let made = picture(bytes, &Side::ALL).await.unwrap();
        assert!(made.moving);
        let again = frames(&made.files[0].bytes);
        assert_eq!(again.len(), 2);
        let first = again[0].buffer().get_pixel(4, 4).0;
        let second = again[1].buffer().get_pixel(4, 4).0;
        assert!(first[0] > 150 && second[0] < 100, "{first:?} {second:?}");
    }
}

/// Two frames, made of two pictures that stand still.
fn apng() -> Vec<u8> {
    let still = |at| {
        file(
            &DynamicImage::ImageRgba8(frame(48, 16, at, Rgba([20, 40, 200, 255]))),
            ImageFormat::Png,
        )
    };
    let (first, second) = (still(0), still(1));
    let control = |number: u32| {
        let mut content = number.to_be_bytes().to_vec();
        for value in [48_u32, 16, 0, 0] {
            content.extend(value.to_be_bytes());
        }
        content.extend([0, 12, 0, 100, 0, 0]);
        chunk(b"fcTL", &content)
    };
    let pixels = |png: &[u8]| {
        let mut at = 8;
        let mut all = Vec::new();
        while at < png.len() {
            let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
            if &png[at + 4..at + 8] == b"IDAT" {
                all.extend(&png[at + 8..at + 8 + length]);
            }
            at += length + 12;
        }
        all
    };
    let mut bytes = first[..33].to_vec();
    bytes.extend(chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]));
    bytes.extend(control(0));
    bytes.extend(chunk(b"IDAT", &pixels(&first)));
    bytes.extend(control(1));
    bytes.extend(chunk(b"fdAT", &[&2_u32.to_be_bytes()[..], &pixels(&second)].concat()));
    bytes.extend(chunk(b"IEND", b""));
    bytes
}

fn moving_webp() -> Vec<u8> {
    let still = |at| {
        file(
            &DynamicImage::ImageRgba8(frame(48, 16, at, Rgba([20, 40, 200, 255]))),
            ImageFormat::WebP,
        )
    };
    let three = |number: u32| number.to_le_bytes()[..3].to_vec();
    let mut content = b"WEBP".to_vec();
    content.extend(riff(b"VP8X", &[vec![0x12, 0, 0, 0], three(47), three(15)].concat()));
    content.extend(riff(b"ANIM", &[0, 0, 0, 0, 0, 0]));
    for at in 0..2 {
        let place = [three(0), three(0), three(47), three(15), three(120), vec![2]].concat();
        content.extend(riff(b"ANMF", &[place, still(at)[12..].to_vec()].concat()));
    }
    riff(b"RIFF", &content)
}

#[tokio::test]
async fn what_moves_for_too_long_or_over_too_many_pixels_is_refused() {
    let long = walking(8, 8, MOST_FRAMES as u32 + 1, Rgba([0, 0, 0, 255]));
    assert_eq!(
        picture(long, &[Side::Full]).await.unwrap_err(),
        Unreadable::TooManyFrames
    );
    // Small frames on a large canvas: each would be a picture of four million pixels.
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 2_000, 2_000, &[0, 0, 0, 255, 255, 255]).unwrap();
    for _ in 0..60 {
        let frame = gif::Frame::from_indexed_pixels(1, 1, vec![1], None);
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    assert!(bytes.len() < 4_000);
    assert_eq!(
        picture(bytes, &[Side::Full]).await.unwrap_err(),
        Unreadable::TooManyFrames
    );
}
