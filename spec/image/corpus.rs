//! Files of every kind with all that can be said in them beside the picture: where it was taken, the number of the camera,
//! a small copy, words. Each of these holds the marker.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

pub use crate::support::photo::file;

/// What must be in no file that is made.
pub const MARKER: &[u8] = b"59.3293N-SERIAL-4711";

/// Whether a file holds these bytes.
pub fn holds(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

/// Something to look at: four colours that run into each other.
pub fn scene(width: u32, height: u32) -> DynamicImage {
    let share = |at: u32, of: u32| (at * 255 / of.max(1)) as u8;
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([share(x, width), share(y, height), 255 - share(x, width)])
    }))
}

fn marked(before: &[u8]) -> Vec<u8> {
    [before, MARKER, b" and more"].concat()
}

/// TIFF within EXIF: orientation, number of the camera, position, and a second directory with a small picture.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut entry = tag.to_le_bytes().to_vec();
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value.to_le_bytes());
        entry
    };
    let marker = MARKER.len() as u32;
    let (first, gps, second) = (8, 8 + 2 + 4 * 12 + 4, 8 + 2 + 4 * 12 + 4 + 2 + 2 * 12 + 4);
    let rest = second + 2 + 3 * 12 + 4;
    assert_eq!(first, 8);
    tiff.extend(4_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, orientation.into()));
    tiff.extend(entry(0x010f, 2, marker, rest));
    tiff.extend(entry(0x8825, 4, 1, gps));
    tiff.extend(entry(0xa431, 2, marker, rest));
    tiff.extend(second.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend(entry(2, 2, marker, rest));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(0x0103, 3, 1, 6));
    tiff.extend(entry(0x0201, 4, 1, rest + marker));
    tiff.extend(entry(0x0202, 4, 1, 300));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(MARKER);
    let small = segment(&file(&scene(8, 8), ImageFormat::Jpeg), 0xfe, MARKER);
    tiff.extend(small);
    tiff
}

/// A JPEG with one more segment at its beginning.
pub fn segment(jpeg: &[u8], kind: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, kind]);
    bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    bytes.extend(content);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A JPEG that is to be turned.
pub fn turned(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let exif = [&b"Exif\0\0"[..], exif(orientation).as_slice()].concat();
    segment(&file(picture, ImageFormat::Jpeg), 0xe1, &exif)
}

fn jpeg() -> Vec<u8> {
    let mut bytes = turned(&scene(320, 200), 6);
    bytes = segment(&bytes, 0xe1, &marked(b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"));
    bytes = segment(&bytes, 0xed, &marked(b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x20"));
    bytes = segment(&bytes, 0xe2, &marked(b"ICC_PROFILE\0\x01\x01"));
    bytes = segment(&bytes, 0xe2, &marked(b"MPF\0"));
    bytes = segment(&bytes, 0xe5, &marked(b"Samsung"));
    bytes = segment(&bytes, 0xfe, MARKER);
    // A ZIP file behind it, as in a file that is two things at once.
    bytes.extend(marked(b"PK\x03\x04"));
    bytes
}

/// The check sum of PNG.
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// A chunk of PNG.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind, content].concat();
    let mut bytes = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(&named);
    bytes.extend(crc(&named).to_be_bytes());
    bytes
}

/// Bytes as zlib writes them where it compresses nothing.
fn stored(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    let mut bytes = vec![0x78, 0x01, 0x01];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(content);
    let (a, b) = content.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    bytes.extend(((b << 16) | a).to_be_bytes());
    bytes
}

fn png() -> Vec<u8> {
    let plain = file(&scene(320, 200), ImageFormat::Png);
    // Behind the signature and IHDR.
    let (head, rest) = plain.split_at(8 + 25);
    let mut bytes = head.to_vec();
    bytes.extend(chunk(b"iCCP", &[&b"name\0\0"[..], stored(MARKER).as_slice()].concat()));
    bytes.extend(chunk(b"tEXt", &marked(b"Comment\0")));
    bytes.extend(chunk(b"iTXt", &marked(b"XML:com.adobe.xmp\0\0\0\0\0")));
    bytes.extend(chunk(
        b"zTXt",
        &[&b"Comment\0\0"[..], stored(MARKER).as_slice()].concat(),
    ));
    bytes.extend(chunk(b"eXIf", &exif(1)));
    bytes.extend(chunk(b"tIME", &[7, 0xe9, 1, 2, 3, 4, 5]));
    bytes.extend(chunk(b"prVW", MARKER));
    bytes.extend(rest);
    bytes.extend(MARKER);
    bytes
}

fn gif_block(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![0x21, kind];
    for part in parts {
        bytes.push(u8::try_from(part.len()).unwrap());
        bytes.extend(*part);
    }
    bytes.push(0);
    bytes
}

fn gif() -> Vec<u8> {
    let plain = file(&scene(64, 40), ImageFormat::Gif);
    let colours = if plain[10] & 0x80 == 0 {
        0
    } else {
        3 << ((plain[10] & 7) + 1)
    };
    let (head, rest) = plain.split_at(13 + colours);
    let mut bytes = head.to_vec();
    bytes.extend(gif_block(0xfe, &[MARKER]));
    bytes.extend(gif_block(0xff, &[b"XMP DataXMP", MARKER]));
    bytes.extend(rest);
    // JavaScript behind it, as in a file that is two things at once.
    bytes.extend(marked(b"=1;/*"));
    bytes
}

/// A chunk of RIFF.
pub fn riff(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    bytes.extend(content);
    bytes.resize(bytes.len() + content.len() % 2, 0);
    bytes
}

fn webp() -> Vec<u8> {
    let plain = file(&scene(320, 200), ImageFormat::WebP);
    let mut content = b"WEBP".to_vec();
    let mut about = vec![0x2c, 0, 0, 0];
    about.extend(&319_u32.to_le_bytes()[..3]);
    about.extend(&199_u32.to_le_bytes()[..3]);
    content.extend(riff(b"VP8X", &about));
    content.extend(riff(b"ICCP", MARKER));
    content.extend(&plain[12..]);
    content.extend(riff(b"EXIF", &exif(1)));
    content.extend(riff(b"XMP ", MARKER));
    content.extend(riff(b"ABCD", MARKER));
    let mut bytes = riff(b"RIFF", &content);
    bytes.extend(MARKER);
    bytes
}

/// One file of each kind.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![("jpeg", jpeg()), ("png", png()), ("gif", gif()), ("webp", webp())]
}
