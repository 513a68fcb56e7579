//! The files of a picture that does not move, from the largest side down: each is scaled from the next larger one, and
//! the larger one given up.

use image::DynamicImage;

use super::read::{self, Decoded};
use super::{Made, Picture, Side, Source, Unreadable, blurhash, write};

/// All files. `sides` are in order, each once.
pub(super) fn make(source: &Source, sides: &[Side]) -> Result<Picture, Unreadable> {
    let longest = sides.last().copied().unwrap_or(Side::S100);
    let Decoded {
        picture,
        width,
        height,
        lossless,
    } = read::picture(source, longest.pixels())?;
    let mut files = Vec::new();
    let last = smaller(picture, sides, lossless, &mut files)?;
    Ok(Picture {
        width,
        height,
        blurhash: blurhash::of(&last)?,
        moving: false,
        files,
    })
}

/// Writes the picture for the largest side, then smaller ones for those of the others that are smaller than it. Returns
/// the smallest.
pub(super) fn smaller(
    mut picture: DynamicImage,
    sides: &[Side],
    lossless: bool,
    files: &mut Vec<Made>,
) -> Result<DynamicImage, Unreadable> {
    let mut largest = true;
    for side in sides.iter().rev() {
        let longest = picture.width().max(picture.height());
        if !largest && side.pixels() >= longest {
            continue;
        }
        picture = write::shrunk(picture, side.pixels())?;
        let (format, bytes) = write::smallest(&picture, lossless)?;
        files.push(Made {
            side: *side,
            format,
            width: picture.width(),
            height: picture.height(),
            bytes,
        });
        largest = false;
    }
    Ok(picture)
}
