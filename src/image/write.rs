//! Scaling and writing. What is written here has pixels in it and nothing else.

use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};

use super::read::unreadable;
use super::{Format, Unreadable};

/// Of JPEG, of a hundred.
pub(super) const QUALITY: u8 = 85;
/// Up to so many pixels both ways of writing are tried for what came with loss: of a larger photo, writing it without
/// loss has never been smaller, and takes as long as all the rest.
const TRY_BOTH: u32 = 100_000;

/// Width and height with the longest side at most so long. Neither is less than one pixel.
pub(super) fn fitted(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let side = width.max(height);
    if side <= longest {
        return (width, height);
    }
    let part = |length: u32| {
        let scaled = (u64::from(length) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(scaled).unwrap_or(longest).clamp(1, longest)
    };
    (part(width), part(height))
}

/// The picture itself, or one whose longest side is so long.
pub(super) fn shrunk(picture: DynamicImage, longest: u32) -> Result<DynamicImage, Unreadable> {
    let (width, height) = fitted(picture.width(), picture.height(), longest);
    if (width, height) == (picture.width(), picture.height()) {
        return Ok(picture);
    }
    scaled(&picture, width, height)
}

/// A picture of this size. It is RGBA if the one it is made of is, else RGB.
pub(super) fn scaled(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Unreadable> {
    let alpha = picture.color().has_alpha();
    let pixel = if alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let mut scaled = Image::new(width, height, pixel);
    let resized = Resizer::new().resize(picture, &mut scaled, &ResizeOptions::new());
    resized.map_err(|_| Unreadable::NotAPicture)?;
    let pixels = scaled.into_vec();
    let made = if alpha {
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    made.ok_or(Unreadable::NotAPicture)
}

/// The picture as a file: with transparency as WebP, else as JPEG or WebP, whichever is smaller.
pub(super) fn smallest(picture: &DynamicImage, lossless: bool) -> Result<(Format, Vec<u8>), Unreadable> {
    if picture.color().has_alpha() {
        return Ok((Format::Webp, webp(picture)?));
    }
    let jpeg = jpeg(picture)?;
    if lossless || picture.width() * picture.height() <= TRY_BOTH {
        let webp = webp(picture)?;
        if webp.len() < jpeg.len() {
            return Ok((Format::Webp, webp));
        }
    }
    Ok((Format::Jpeg, jpeg))
}

/// As JPEG; the picture must be RGB.
pub(super) fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let (width, height) = (picture.width(), picture.height());
    let written = encoder.write_image(picture.as_bytes(), width, height, ExtendedColorType::Rgb8);
    written.map_err(unreadable)?;
    Ok(bytes)
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut bytes);
    let (width, height) = (picture.width(), picture.height());
    let colour = picture.color().into();
    let written = encoder.write_image(picture.as_bytes(), width, height, colour);
    written.map_err(unreadable)?;
    Ok(bytes)
}
