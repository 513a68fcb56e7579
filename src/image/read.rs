//! From a file to a picture of eight bits a channel, in sRGB, upright and not larger than wanted. Its size is known from
//! its head, before memory is taken for it.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::{MOST_PHOTO_BYTES, MOST_PIXELS, Source, Unreadable, colour, jpeg, write};

/// What one picture may take as it comes from its decoder: 40 million pixels with transparency. One with sixteen bits a
/// channel may therefore have half as many.
const MOST_MEMORY: u64 = MOST_PIXELS * 4;
/// What a JPEG and its coefficients may take together.
const MOST_WITH_PASSES: u64 = 256 * MEBIBYTE;
/// A larger picture is not taken for one that moves.
pub(super) const MOST_CANVAS: u64 = 10_000_000;
const MEBIBYTE: u64 = 1024 * 1024;
/// What reading a head takes besides the file, in mebibytes.
const HEAD: u32 = 2;

/// Where the bytes of a picture are read from.
pub(super) trait Bytes: BufRead + Seek + Send {}
impl<T: BufRead + Seek + Send> Bytes for T {}

/// A picture, ready to be scaled and written, and what is known of the file.
pub(super) struct Decoded {
    /// RGB or, where something shines through, RGBA; of eight bits.
    pub(super) picture: DynamicImage,
    /// Upright, as it was sent.
    pub(super) width: u32,
    /// Upright, as it was sent.
    pub(super) height: u32,
    /// Whether the file may have been written without loss.
    pub(super) lossless: bool,
}

/// The bytes, from the beginning.
pub(super) fn open(source: &Source) -> Result<Box<dyn Bytes + '_>, Unreadable> {
    match source {
        Source::Bytes(bytes) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
        Source::File(path) => {
            let file = File::open(path).map_err(|_| Unreadable::NotAPicture)?;
            Ok(Box::new(BufReader::new(file)))
        }
    }
}

fn length(source: &Source) -> u64 {
    match source {
        Source::Bytes(bytes) => bytes.len() as u64,
        Source::File(path) => std::fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// Which format it is by its first bytes, whatever its name says.
pub(super) fn known(source: &Source) -> Result<ImageFormat, Unreadable> {
    let mut head = Vec::new();
    let begun = open(source)?.take(32).read_to_end(&mut head);
    begun.map_err(|_| Unreadable::NotAPicture)?;
    if head.get(4..8) == Some(b"ftyp") {
        let brands: [&[u8]; 8] = [b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix", b"hevc", b"heim"];
        let avif = head.get(8..12).is_some_and(|brand| brands.contains(&brand));
        return Err(if avif {
            Unreadable::AvifOrHeic
        } else {
            Unreadable::NotAPicture
        });
    }
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP];
    let format = image::guess_format(&head).map_err(|_| Unreadable::NotAPicture)?;
    known.contains(&format).then_some(format).ok_or(Unreadable::NotAPicture)
}

/// What looking at the head takes, in mebibytes: a decoder may read the whole file.
pub(super) fn look_cost(source: &Source) -> u32 {
    mebibytes(length(source).min(MOST_PHOTO_BYTES)) + HEAD
}

/// What making the picture takes at its peak, in mebibytes: roughly, and rather too much. Refuses what is too large.
pub(super) fn cost(source: &Source) -> Result<u32, Unreadable> {
    if length(source) > MOST_PHOTO_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let format = known(source)?;
    let decoder = decoder(source, format)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    // Everything is copied when it is turned or scaled; frames are put together on a canvas.
    let more = if format == ImageFormat::Jpeg {
        pixels.max(jpeg::coefficients(&mut *open(source)?))
    } else if pixels <= MOST_CANVAS {
        pixels * 8
    } else {
        pixels * 4
    };
    if format == ImageFormat::Jpeg && decoder.total_bytes() + more > MOST_WITH_PASSES {
        return Err(Unreadable::TooManyPixels);
    }
    Ok(mebibytes(decoder.total_bytes() + more + length(source)))
}

fn mebibytes(bytes: u64) -> u32 {
    u32::try_from(bytes / MEBIBYTE).unwrap_or(u32::MAX - 1) + 1
}

fn decoder(source: &Source, format: ImageFormat) -> Result<impl ImageDecoder + '_, Unreadable> {
    let mut reader = ImageReader::with_format(open(source)?, format);
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Unreadable::NotAPicture);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Unreadable::TooManyPixels);
    }
    Ok(decoder)
}

/// For every decoder.
pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY * 2);
    limits
}

/// The picture; `longest` is what its longest side is at most, in pixels.
pub(super) fn picture(source: &Source, longest: u32) -> Result<Decoded, Unreadable> {
    let format = known(source)?;
    let mut decoder = decoder(source, format)?;
    // What is said wrongly about a picture is no reason not to take it.
    let orientation = decoder.orientation();
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let (width, height) = (picture.width(), picture.height());
    let picture = write::shrunk(eight_bits(picture), longest)?;
    let mut picture = colour::to_srgb(picture, profile.as_deref());
    if let Ok(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let turned = (picture.width() > picture.height()) != (width > height);
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Decoded {
        picture,
        width,
        height,
        lossless: format != ImageFormat::Jpeg,
    })
}

/// RGB, or RGBA where something shines through.
pub(super) fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let picture = picture.into_rgba8();
    if picture.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        DynamicImage::ImageRgba8(picture)
    } else {
        DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).into_rgb8())
    }
}

/// In our own words.
pub(super) fn unreadable(error: ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::TooManyPixels,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => Unreadable::NotAPicture,
    }
}
