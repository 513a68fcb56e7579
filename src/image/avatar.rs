//! A person's picture: a square in four sizes, all in one format.

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::read::{self, unreadable};
use super::{Format, Source, Unreadable, write};

/// The sides of the small pictures, in pixels.
pub const SIZES: [u16; 3] = [50, 100, 300];
const LARGEST_ORIGINAL: u32 = 1_024;

/// The square of a picture that is kept, in pixels of the upright picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// The side.
    pub size: u32,
}

/// A person's picture: a square in four sizes. All in one format, without any metadata.
#[derive(Clone, Debug)]
pub struct Avatar {
    /// How all four are written: JPEG, or PNG where something shines through.
    pub format: Format,
    /// The square as it was sent, at most 1024 pixels wide.
    pub original: Vec<u8>,
    /// The side in pixels, and the picture: 50, 100 and 300.
    pub sizes: [(u16, Vec<u8>); 3],
}

/// All four files. A crop is in pixels of the whole picture, so it is cut before it is scaled.
pub(super) fn make(source: &Source, crop: Option<Crop>) -> Result<Avatar, Unreadable> {
    let square = read::eight_bits(cut(read::picture(source, u32::MAX)?.picture, crop));
    let format = if square.color().has_alpha() {
        Format::Png
    } else {
        Format::Jpeg
    };
    let original = file(&square, square.width().min(LARGEST_ORIGINAL))?;
    let [small, medium, large] = SIZES.map(|side| Ok((side, file(&square, u32::from(side))?)));
    Ok(Avatar {
        format,
        original,
        sizes: [small?, medium?, large?],
    })
}

fn cut(picture: DynamicImage, crop: Option<Crop>) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let most = width.min(height);
    let crop = crop.unwrap_or(Crop {
        x: (width - most) / 2,
        y: (height - most) / 2,
        size: most,
    });
    let size = crop.size.clamp(1, most);
    picture.crop_imm(crop.x.min(width - size), crop.y.min(height - size), size, size)
}

fn file(square: &DynamicImage, side: u32) -> Result<Vec<u8>, Unreadable> {
    let scaled = write::scaled(square, side, side)?;
    if !scaled.color().has_alpha() {
        return write::jpeg(&scaled);
    }
    let mut bytes = Vec::new();
    let written = PngEncoder::new(&mut bytes).write_image(scaled.as_bytes(), side, side, ExtendedColorType::Rgba8);
    written.map_err(unreadable)?;
    Ok(bytes)
}
