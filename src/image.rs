//! Pictures that people send: read with limits, turned upright, and written anew, so that nothing else that was in the
//! file (where it was taken, by which camera, a hidden script) goes on.
//!
//! It knows no person and no storage. Pictures are worked on off the async threads, at most one a processor, since
//! each may take a hundred megabytes for half a second.

use std::io::Cursor;
use std::sync::Arc;

use fast_image_resize::{PixelType, ResizeOptions, Resizer, images::Image};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
};
use tokio::sync::Semaphore;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most pixels that a picture may have.
pub const MOST_PIXELS: u64 = 40_000_000;
/// The sides of the small pictures, in pixels.
pub const SIZES: [u16; 3] = [50, 100, 300];
const LARGEST_ORIGINAL: u32 = 1_024;
const MOST_MEMORY: u64 = 400 * 1024 * 1024;
const QUALITY: u8 = 85;

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

/// How the pictures of an [`Avatar`] are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Without transparency.
    Jpeg,
    /// With transparency.
    Png,
}

impl Format {
    /// For the header `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A person's picture: a square in four sizes. All in one format, without any metadata.
#[derive(Clone, Debug)]
pub struct Avatar {
    /// How all four are written.
    pub format: Format,
    /// The square as it was sent, at most 1024 pixels wide.
    pub original: Vec<u8>,
    /// The side in pixels, and the picture: 50, 100 and 300.
    pub sizes: [(u16, Vec<u8>); 3],
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no JPEG, PNG, GIF or WebP, or a broken one.
    NotAPicture,
    /// The file has more than [`MOST_BYTES`].
    TooLarge,
    /// The picture has more than [`MOST_PIXELS`].
    TooManyPixels,
}

/// Works on pictures; cheap to clone, and clones share the limit.
#[derive(Clone, Debug)]
pub struct Images {
    permits: Arc<Semaphore>,
}

impl Images {
    /// At most so many pictures at once; the others wait.
    pub fn new(parallel: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(parallel.max(1))),
        }
    }

    /// Makes a person's picture of a file. Without a crop it is the square in the middle; a crop that leads over
    /// the edge is moved inside.
    pub async fn avatar(&self, bytes: Vec<u8>, crop: Option<Crop>) -> Result<Avatar, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let permit = self
            .permits
            .clone()
            .acquire_owned()
            .await
            .expect("nobody closes the semaphore");
        let work = tokio::task::spawn_blocking(move || {
            let made = make(&bytes, crop);
            drop(permit);
            made
        });
        // A decoder that gives up by panicking has met a broken file.
        work.await.unwrap_or(Err(Unreadable::NotAPicture))
    }
}

fn make(bytes: &[u8], crop: Option<Crop>) -> Result<Avatar, Unreadable> {
    let square = cut(read(bytes)?, crop);
    let transparent = square.color().has_alpha() && square.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let (square, format) = if transparent {
        (DynamicImage::ImageRgba8(square.into_rgba8()), Format::Png)
    } else {
        (DynamicImage::ImageRgb8(square.into_rgb8()), Format::Jpeg)
    };
    let original = write(&square, square.width().min(LARGEST_ORIGINAL), format)?;
    let [small, medium, large] = SIZES.map(|side| Ok((side, write(&square, u32::from(side), format)?)));
    Ok(Avatar {
        format,
        original,
        sizes: [small?, medium?, large?],
    })
}

/// The picture, upright. Its size is known from its head, before memory is taken for it.
fn read(bytes: &[u8]) -> Result<DynamicImage, Unreadable> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unreadable::NotAPicture)?;
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(Unreadable::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unreadable::TooManyPixels);
    }
    if width == 0 || height == 0 {
        return Err(Unreadable::NotAPicture);
    }
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn unreadable(error: ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::TooManyPixels,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => Unreadable::NotAPicture,
    }
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

fn write(square: &DynamicImage, side: u32, format: Format) -> Result<Vec<u8>, Unreadable> {
    let (pixel, colour) = match format {
        Format::Jpeg => (PixelType::U8x3, ExtendedColorType::Rgb8),
        Format::Png => (PixelType::U8x4, ExtendedColorType::Rgba8),
    };
    let mut scaled = Image::new(side, side, pixel);
    let resized = Resizer::new().resize(square, &mut scaled, &ResizeOptions::new());
    resized.map_err(|_| Unreadable::NotAPicture)?;
    let mut bytes = Vec::new();
    let written = match format {
        Format::Jpeg => {
            JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(scaled.buffer(), side, side, colour)
        }
        Format::Png => PngEncoder::new(&mut bytes).write_image(scaled.buffer(), side, side, colour),
    };
    written.map_err(unreadable)?;
    Ok(bytes)
}
