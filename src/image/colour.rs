//! Colours of other cameras and screens (Display P3, Adobe RGB, …) turned into sRGB, which every browser takes a picture
//! without a profile for. So no profile has to go on, which may name a device or hold a comment.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// A larger profile is not looked at: those of cameras and screens have a few kilobytes.
const LARGEST_PROFILE: usize = 4 * 1024 * 1024;
/// Pixels that are turned at once, so that no second picture is needed.
const AT_ONCE: usize = 16_384;

/// The picture in sRGB. A profile that makes no sense, or is of another kind of colours, changes nothing.
#[expect(clippy::wildcard_enum_match_arm, reason = "the decoder's kinds of pixels may grow")]
pub(super) fn to_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(profile) = profile.filter(|profile| profile.len() <= LARGEST_PROFILE) else {
        return picture;
    };
    let (width, height) = (picture.width(), picture.height());
    match picture {
        DynamicImage::ImageRgba8(picture) => {
            let turned = turned(picture.into_raw(), profile, Layout::Rgba, 4);
            RgbaImage::from_raw(width, height, turned).map_or_else(DynamicImage::default, DynamicImage::ImageRgba8)
        }
        other => {
            let turned = turned(other.into_rgb8().into_raw(), profile, Layout::Rgb, 3);
            RgbImage::from_raw(width, height, turned).map_or_else(DynamicImage::default, DynamicImage::ImageRgb8)
        }
    }
}

fn turned(mut pixels: Vec<u8>, profile: &[u8], layout: Layout, channels: usize) -> Vec<u8> {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return pixels;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return pixels;
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return pixels;
    };
    let mut before = vec![0; AT_ONCE * channels];
    for part in pixels.chunks_mut(AT_ONCE * channels) {
        let before = &mut before[..part.len()];
        before.copy_from_slice(part);
        if transform.transform(before, part).is_err() {
            part.copy_from_slice(before);
        }
    }
    pixels
}
