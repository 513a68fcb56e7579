//! Photos: sides, colours, turning, and that nothing but the picture goes on.

use image::{DynamicImage, GenericImageView, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use samara::image::{Format, Images, MOST_PHOTO_BYTES, Made, Picture, Side, Source, Unreadable};

use super::corpus::{self, MARKER, file, holds, scene};
use crate::support::pod::folder;

pub async fn picture(bytes: Vec<u8>, sides: &[Side]) -> Result<Picture, Unreadable> {
    Images::new(2).picture(Source::Bytes(bytes), sides).await
}

/// Reads what was made, as the format that it says it is.
pub fn reread(made: &Made) -> DynamicImage {
    let format = match made.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
    };
    let read = image::load_from_memory_with_format(&made.bytes, format).unwrap();
    assert_eq!((read.width(), read.height()), (made.width, made.height));
    assert_eq!(Format::of(&made.bytes), Some(made.format));
    read
}

fn sides(picture: &Picture) -> Vec<Side> {
    picture.files.iter().map(|made| made.side).collect()
}

#[tokio::test]
async fn nothing_that_was_said_in_a_file_is_in_any_that_is_made_of_it() {
    for (name, bytes) in corpus::all() {
        assert!(holds(&bytes, MARKER), "{name}");
        let made = picture(bytes, &Side::ALL)
            .await
            .unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert!(!made.files.is_empty() && !made.moving, "{name}");
        for one in &made.files {
            reread(one);
            for trace in [
                MARKER,
                b"4711",
                b"Exif",
                b"http:",
                b"xmp",
                b"8BIM",
                b"ICC",
                b"PK\x03\x04",
                b"=1;/*",
            ] {
                assert!(!holds(&one.bytes, trace), "{name} {:?} holds {trace:?}", one.side);
            }
        }
    }
}

#[tokio::test]
async fn a_picture_of_any_orientation_stands_upright() {
    let corners = DynamicImage::ImageRgb8(RgbImage::from_fn(120, 80, |x, y| match (x < 60, y < 40) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 255]),
    }));
    // What is in the four corners then, from the top left on, line by line.
    let upright = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, wanted) in (1..).zip(upright) {
        let made = picture(corpus::turned(&corners, orientation), &[Side::Full])
            .await
            .unwrap();
        let read = reread(&made.files[0]);
        let (width, height) = (read.width(), read.height());
        assert_eq!((made.width, made.height), (width, height));
        assert_eq!(width < height, orientation > 4, "{orientation}");
        let seen: String = [(5, 5), (width - 5, 5), (5, height - 5), (width - 5, height - 5)]
            .map(|(x, y)| match read.get_pixel(x, y).0.map(|value| value > 128) {
                [true, true, true, _] => 'w',
                [true, _, _, _] => 'r',
                [_, true, _, _] => 'g',
                _ => 'b',
            })
            .iter()
            .collect();
        assert_eq!(seen, wanted, "orientation {orientation}");
    }
}

#[tokio::test]
async fn each_side_that_is_smaller_than_the_picture_is_made_and_the_largest_in_any_case() {
    for (width, height, wanted) in [
        (
            1_700,
            300,
            vec![Side::Full, Side::S1600, Side::S700, Side::S300, Side::S100],
        ),
        (700, 500, vec![Side::Full, Side::S300, Side::S100]),
        (90, 60, vec![Side::Full]),
        (1, 1, vec![Side::Full]),
        (
            5_000,
            1,
            vec![Side::Full, Side::S1600, Side::S700, Side::S300, Side::S100],
        ),
    ] {
        let made = picture(file(&scene(width, height), ImageFormat::Png), &Side::ALL)
            .await
            .unwrap();
        assert_eq!((made.width, made.height), (width, height));
        assert_eq!(sides(&made), wanted, "{width}x{height}");
        for one in &made.files {
            reread(one);
            assert_eq!(one.width.max(one.height), one.side.pixels().min(width.max(height)));
        }
    }
    let made = picture(
        file(&scene(200, 100), ImageFormat::Png),
        &[Side::S700, Side::S300, Side::S700],
    )
    .await;
    let made = made.unwrap();
    assert_eq!((sides(&made), made.files[0].width), (vec![Side::S700], 200));
}

#[test]
fn the_side_that_is_shown_is_the_next_larger_one_that_there_is() {
    let made = [Side::Full, Side::S100, Side::S700];
    for (wanted, shown) in [
        (Side::S100, Side::S100),
        (Side::S300, Side::S700),
        (Side::S1600, Side::Full),
        (Side::Full, Side::Full),
    ] {
        assert_eq!(wanted.best_of(made), Some(shown));
    }
    assert_eq!(Side::Full.best_of([Side::S100]), Some(Side::S100));
    assert_eq!(Side::Full.best_of([]), None);
    for side in Side::ALL {
        assert_eq!(Side::parse(side.as_str()), Some(side));
    }
    assert_eq!(Side::parse("200"), None);
}

#[tokio::test]
async fn the_smaller_way_of_writing_is_chosen_and_transparency_is_kept() {
    let flat = DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 400, Rgb([10, 120, 240])));
    let made = picture(file(&flat, ImageFormat::Png), &[Side::Full]).await.unwrap();
    assert_eq!(made.files[0].format, Format::Webp);
    let noise = DynamicImage::ImageRgb8(RgbImage::from_fn(400, 400, |x, y| {
        let mixed = (x * 7_919 + y * 104_729).wrapping_mul(2_654_435_761);
        Rgb([(mixed >> 8) as u8, (mixed >> 16) as u8, (mixed >> 24) as u8])
    }));
    let made = picture(file(&noise, ImageFormat::Jpeg), &[Side::Full]).await.unwrap();
    assert_eq!(made.files[0].format, Format::Jpeg);
    let glass = RgbaImage::from_fn(400, 400, |x, _| Rgba([200, 10, 10, (x / 2) as u8]));
    let made = picture(file(&DynamicImage::ImageRgba8(glass), ImageFormat::Png), &Side::ALL)
        .await
        .unwrap();
    for one in &made.files {
        assert_eq!(one.format, Format::Webp);
        let read = reread(one);
        assert!(read.get_pixel(1, 1).0[3] < 10 && read.get_pixel(one.width - 2, 1).0[3] > 180);
    }
}

#[tokio::test]
async fn colours_of_a_wide_screen_are_turned_into_those_of_all_screens() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let picture_p3 = RgbImage::from_pixel(64, 64, Rgb([200, 100, 50]));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile).unwrap();
    encoder
        .write_image(picture_p3.as_raw(), 64, 64, image::ExtendedColorType::Rgb8)
        .unwrap();
    let made = picture(bytes, &[Side::Full]).await.unwrap();
    let [red, green, blue, _] = reread(&made.files[0]).get_pixel(30, 30).0;
    // Computed from the definitions of both.
    let wanted = [215_u8, 93_u8, 31_u8];
    assert!(
        red.abs_diff(wanted[0]) <= 3 && green.abs_diff(wanted[1]) <= 3 && blue.abs_diff(wanted[2]) <= 3,
        "{red} {green} {blue}"
    );
}

#[tokio::test]
async fn blurred_colours_say_what_is_where() {
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    let value = |text: &str| {
        text.chars()
            .fold(0, |sum, letter| sum * 83 + digits.find(letter).unwrap())
    };
    let one = DynamicImage::ImageRgb8(RgbImage::from_pixel(50, 40, Rgb([250, 130, 20])));
    let hash = picture(file(&one, ImageFormat::Png), &[Side::Full])
        .await
        .unwrap()
        .blurhash;
    assert_eq!(hash.len(), 28);
    assert_eq!(value(&hash[..1]), 3 + 2 * 9, "four across, three down");
    assert_eq!(value(&hash[2..6]), 0xfa_82_14, "the colour of all");
    let halves = |left: u8, right: u8| {
        DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, _| {
            Rgb([if x < 32 { left } else { right }; 3])
        }))
    };
    // The first factor across: bright on the left is more than nine, dark less.
    let mut seen = Vec::new();
    for picture_of in [halves(255, 0), halves(0, 255)] {
        let hash = picture(file(&picture_of, ImageFormat::Png), &[Side::Full])
            .await
            .unwrap()
            .blurhash;
        seen.push(value(&hash[6..8]) / 361);
    }
    assert!(seen[0] > 9 && seen[1] < 9, "{seen:?}");
}

#[tokio::test]
async fn a_file_on_disk_is_read_as_bytes_are_and_stays() {
    let path = folder().join("photo");
    let bytes = file(&scene(300, 200), ImageFormat::Jpeg);
    std::fs::write(&path, &bytes).unwrap();
    let from_file = Images::new(1)
        .picture(Source::File(path.clone()), &Side::ALL)
        .await
        .unwrap();
    let from_bytes = picture(bytes.clone(), &Side::ALL).await.unwrap();
    assert_eq!(from_file.blurhash, from_bytes.blurhash);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let gone = Images::new(1).picture(Source::File(path.join("no")), &Side::ALL).await;
    assert_eq!(gone.unwrap_err(), Unreadable::NotAPicture);
    let long = std::fs::File::create(&path).unwrap();
    long.set_len(MOST_PHOTO_BYTES + 1).unwrap();
    let long = Images::new(1).picture(Source::File(path), &Side::ALL).await;
    assert_eq!(long.unwrap_err(), Unreadable::TooLarge);
}

#[tokio::test]
async fn a_hundred_pictures_at_once_all_get_done() {
    let images = Images::new(2);
    let bytes = file(&scene(200, 150), ImageFormat::Jpeg);
    let all: Vec<_> = (0..100)
        .map(|_| {
            let (images, bytes) = (images.clone(), bytes.clone());
            tokio::spawn(async move { images.picture(Source::Bytes(bytes), &[Side::S100]).await })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.unwrap().unwrap().files.len(), 1);
    }
}
