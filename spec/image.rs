//! Pictures that people send. Those of people themselves here, photos and what means ill in the folder beside.

pub mod corpus;
mod hostile;
mod moving;
mod picture;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use samara::image::{Avatar, Crop, Format, Images, MOST_BYTES, Unreadable};

use corpus::{crc, file, holds, segment};

const RED: [u8; 3] = [220, 20, 20];
const BLUE: [u8; 3] = [20, 20, 220];

/// Red on the left, blue on the right.
fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { RED } else { BLUE };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| Rgb(colour(x))))
}

async fn avatar(bytes: Vec<u8>, crop: Option<Crop>) -> Result<Avatar, Unreadable> {
    Images::new(2).avatar(bytes, crop).await
}

fn near(picture: &DynamicImage, x: u32, y: u32, colour: [u8; 3]) -> bool {
    let pixel = picture.get_pixel(x, y).0;
    (0..3).all(|i| pixel[i].abs_diff(colour[i]) < 40)
}

/// A JPEG with an EXIF part that turns it, and says where it was taken.
fn with_exif(orientation: u8, marker: &[u8]) -> Vec<u8> {
    let jpeg = file(&halves(400, 400), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(marker);
    segment(&jpeg, 0xe1, &exif)
}

#[tokio::test]
async fn every_format_gives_a_square_in_four_sizes() {
    for (format, side) in [
        (ImageFormat::Jpeg, 1_200),
        (ImageFormat::Png, 200),
        (ImageFormat::Gif, 100),
        (ImageFormat::WebP, 200),
    ] {
        let made = avatar(file(&halves(side + 200, side), format), None).await.unwrap();
        assert_eq!(made.format, Format::Jpeg);
        let original = image::load_from_memory_with_format(&made.original, ImageFormat::Jpeg).unwrap();
        let kept = side.min(1_024);
        assert_eq!(original.dimensions(), (kept, kept));
        assert!(
            near(&original, 5, kept / 2, RED) && near(&original, kept - 6, kept / 2, BLUE),
            "{format:?}"
        );
        for ((side, bytes), wanted) in made.sizes.iter().zip([50, 100, 300]) {
            let small = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!((u32::from(*side), small.dimensions()), (wanted, (wanted, wanted)));
        }
    }
}

#[tokio::test]
async fn the_chosen_square_is_kept_and_one_over_the_edge_is_moved_inside() {
    let bytes = file(&halves(400, 200), ImageFormat::Png);
    for (crop, colour) in [
        (Crop { x: 0, y: 0, size: 100 }, RED),
        (
            Crop {
                x: 250,
                y: 50,
                size: 100,
            },
            BLUE,
        ),
        (
            Crop {
                x: u32::MAX,
                y: u32::MAX,
                size: 150,
            },
            BLUE,
        ),
        (Crop { x: 10, y: 10, size: 0 }, RED),
    ] {
        let made = avatar(bytes.clone(), Some(crop)).await.unwrap();
        let small = image::load_from_memory(&made.sizes[1].1).unwrap();
        assert!(near(&small, 3, 3, colour) && near(&small, 96, 96, colour), "{crop:?}");
    }
    let made = avatar(
        bytes,
        Some(Crop {
            x: 0,
            y: 0,
            size: u32::MAX,
        }),
    )
    .await
    .unwrap();
    assert_eq!(
        image::load_from_memory(&made.original).unwrap().dimensions(),
        (200, 200)
    );
}

#[tokio::test]
async fn where_a_picture_was_taken_does_not_survive_and_it_stands_upright() {
    let bytes = with_exif(6, b"GPS 59.3293N 18.0686E");
    assert!(holds(&bytes, b"59.3293N"));
    let made = avatar(bytes, None).await.unwrap();
    for bytes in made.sizes.iter().map(|(_, bytes)| bytes).chain([&made.original]) {
        assert!(!holds(bytes, b"59.3293N") && !holds(bytes, b"Exif"));
    }
    // Turned by a quarter to the right, what was on the left is at the top.
    let upright = image::load_from_memory(&made.sizes[2].1).unwrap();
    assert!(near(&upright, 150, 10, RED) && near(&upright, 150, 290, BLUE));
}

#[tokio::test]
async fn transparency_is_kept_and_needless_transparency_is_not() {
    let picture = |alpha| DynamicImage::ImageRgba8(RgbaImage::from_pixel(80, 80, Rgba([10, 20, 30, alpha])));
    let made = avatar(file(&picture(0), ImageFormat::Png), None).await.unwrap();
    assert_eq!((made.format, made.format.media_type()), (Format::Png, "image/png"));
    assert_eq!(
        image::load_from_memory(&made.sizes[0].1).unwrap().get_pixel(5, 5).0[3],
        0
    );
    let made = avatar(file(&picture(255), ImageFormat::Png), None).await.unwrap();
    assert_eq!(made.format, Format::Jpeg);
}

#[tokio::test]
async fn a_script_within_a_picture_does_not_survive() {
    let script = b"<script>alert(1)</script>";
    let mut bytes = segment(&file(&halves(64, 64), ImageFormat::Jpeg), 0xfe, script);
    bytes.extend(script);
    let made = avatar(bytes, None).await.unwrap();
    for bytes in made.sizes.iter().map(|(_, bytes)| bytes).chain([&made.original]) {
        assert!(!holds(bytes, b"script"));
    }
}

#[tokio::test]
async fn a_small_file_that_unfolds_to_too_many_pixels_is_refused_before_it_does() {
    let mut png = file(&halves(8, 8), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    assert_eq!(avatar(png, None).await.unwrap_err(), Unreadable::TooManyPixels);
    let mut gif = file(&halves(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(avatar(gif, None).await.unwrap_err(), Unreadable::TooManyPixels);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_whatever_it_says_it_is() {
    let jpeg = file(&halves(64, 64), ImageFormat::Jpeg);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let cut_short = file(&halves(64, 64), ImageFormat::Png)[..60].to_vec();
    let bitmap = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec();
    for bytes in [
        Vec::new(),
        b"hello".to_vec(),
        svg,
        cut_short,
        bitmap,
        jpeg[..20].to_vec(),
    ] {
        assert_eq!(avatar(bytes, None).await.unwrap_err(), Unreadable::NotAPicture);
    }
    assert_eq!(
        avatar(vec![0xff; MOST_BYTES + 1], None).await.unwrap_err(),
        Unreadable::TooLarge
    );
}

#[tokio::test]
async fn a_picture_of_one_pixel_is_a_picture() {
    for (width, height) in [(1, 1), (1, 5_000), (5_000, 1)] {
        let made = avatar(file(&halves(width, height), ImageFormat::Png), None)
            .await
            .unwrap();
        assert_eq!(image::load_from_memory(&made.original).unwrap().dimensions(), (1, 1));
    }
}
