//! Pictures that move (GIF, WebP, APNG), written anew as GIF: every frame is decoded whole, scaled where it is large, and
//! written as what is new in it.
//!
//! The file is gone through twice: first to see whether it moves, within which limits, and whether something shines
//! through; then to write. So one frame at a time is in memory, not all.

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, Frame, Repeat};
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, Delay, DynamicImage, Frames, ImageDecoder, ImageFormat, RgbaImage};

use super::read::{self, unreadable};
use super::{Format, MOST_FRAMES, MOST_MOVING_PIXELS, Made, Picture, Side, Source, Unreadable};
use super::{blurhash, colour, still, write};

/// The longest side of what moves, in pixels: more makes files of tens of megabytes.
const LONGEST: u32 = 800;
/// How roughly colours are chosen where a frame has more than 256, from 1 to 30.
const ROUGHLY: i32 = 20;
/// The shortest time that browsers show a frame, in hundredths of a second.
const SHORTEST: u16 = 2;

struct Opened<'a> {
    frames: Frames<'a>,
    width: u32,
    height: u32,
    profile: Option<Vec<u8>>,
}

/// What the first pass has seen.
struct Survey {
    frames: usize,
    transparent: bool,
}

/// The picture, if it moves.
pub(super) fn make(source: &Source, sides: &[Side]) -> Result<Option<Picture>, Unreadable> {
    let Some(opened) = open(source)? else {
        return Ok(None);
    };
    let survey = survey(opened)?;
    if survey.frames < 2 {
        return Ok(None);
    }
    let Some(opened) = open(source)? else {
        return Ok(None);
    };
    let (width, height) = (opened.width, opened.height);
    let (largest, others) = sides.split_last().ok_or(Unreadable::NotAPicture)?;
    let (first, moving) = write_gif(opened, largest.pixels().min(LONGEST), survey.transparent)?;
    let mut files = vec![moving];
    files[0].side = *largest;
    let below: Vec<Side> = others
        .iter()
        .copied()
        .filter(|side| side.pixels() < files[0].width.max(files[0].height))
        .collect();
    let first = read::eight_bits(DynamicImage::ImageRgba8(first));
    let last = still::smaller(first, &below, true, &mut files)?;
    Ok(Some(Picture {
        width,
        height,
        blurhash: blurhash::of(&last)?,
        moving: true,
        files,
    }))
}

fn open(source: &Source) -> Result<Option<Opened<'_>>, Unreadable> {
    let bytes = read::open(source)?;
    let format = read::known(source)?;
    let opened = if format == ImageFormat::Gif {
        let mut decoder = GifDecoder::new(bytes).map_err(unreadable)?;
        decoder.set_limits(read::limits()).map_err(unreadable)?;
        let (width, height) = decoder.dimensions();
        Opened {
            frames: decoder.into_frames(),
            width,
            height,
            profile: None,
        }
    } else if format == ImageFormat::WebP {
        let mut decoder = WebPDecoder::new(bytes).map_err(unreadable)?;
        if !decoder.has_animation() {
            return Ok(None);
        }
        decoder.set_limits(read::limits()).map_err(unreadable)?;
        let (width, height) = decoder.dimensions();
        let profile = decoder.icc_profile().ok().flatten();
        Opened {
            frames: decoder.into_frames(),
            width,
            height,
            profile,
        }
    } else if format == ImageFormat::Png {
        let mut decoder = PngDecoder::with_limits(bytes, read::limits()).map_err(unreadable)?;
        if !decoder.is_apng().map_err(unreadable)? {
            return Ok(None);
        }
        let (width, height) = decoder.dimensions();
        let profile = decoder.icc_profile().ok().flatten();
        let decoder = decoder.apng().map_err(unreadable)?;
        Opened {
            frames: decoder.into_frames(),
            width,
            height,
            profile,
        }
    } else {
        return Ok(None);
    };
    let fits = u64::from(opened.width) * u64::from(opened.height) <= read::MOST_CANVAS;
    Ok(fits.then_some(opened))
}

fn survey(opened: Opened<'_>) -> Result<Survey, Unreadable> {
    let canvas = u64::from(opened.width) * u64::from(opened.height);
    let mut survey = Survey {
        frames: 0,
        transparent: false,
    };
    for frame in opened.frames {
        let frame = match frame {
            Ok(frame) => frame,
            // What is cut short shows what there is of it, as a browser would.
            Err(_) if survey.frames > 0 => break,
            Err(error) => return Err(unreadable(error)),
        };
        survey.frames += 1;
        if survey.frames > MOST_FRAMES || canvas.saturating_mul(survey.frames as u64) > MOST_MOVING_PIXELS.max(canvas) {
            return Err(Unreadable::TooManyFrames);
        }
        survey.transparent = survey.transparent || frame.buffer().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    }
    Ok(survey)
}

/// The first frame, and all of them as a file.
fn write_gif(opened: Opened<'_>, longest: u32, transparent: bool) -> Result<(RgbaImage, Made), Unreadable> {
    let (width, height) = write::fitted(opened.width, opened.height, longest);
    let screen = |length: u32| u16::try_from(length).map_err(|_| Unreadable::TooManyPixels);
    let mut bytes = Vec::new();
    let mut encoder =
        Encoder::new(&mut bytes, screen(width)?, screen(height)?, &[]).map_err(|_| Unreadable::NotAPicture)?;
    encoder
        .set_repeat(Repeat::Infinite)
        .map_err(|_| Unreadable::NotAPicture)?;
    let mut first = None;
    let mut before: Option<RgbaImage> = None;
    for frame in opened.frames.map_while(Result::ok).take(MOST_FRAMES) {
        let delay = hundredths(frame.delay());
        let picture = DynamicImage::ImageRgba8(frame.into_buffer());
        let picture = write::shrunk(picture, longest)?;
        let picture = colour::to_srgb(picture, opened.profile.as_deref()).into_rgba8();
        let written = if transparent {
            whole(&picture)
        } else {
            changed(&picture, before.as_ref())
        };
        if let Some(mut written) = written {
            written.delay = delay;
            encoder.write_frame(&written).map_err(|_| Unreadable::NotAPicture)?;
        }
        if first.is_none() {
            first = Some(picture.clone());
        }
        before = Some(picture);
    }
    drop(encoder);
    let made = Made {
        side: Side::Full,
        format: Format::Gif,
        width,
        height,
        bytes,
    };
    Ok((first.ok_or(Unreadable::NotAPicture)?, made))
}

/// How long a frame is shown. Browsers show what is meant to be faster than they can a tenth of a second long.
fn hundredths(delay: Delay) -> u16 {
    let (milliseconds, parts) = delay.numer_denom_ms();
    let hundredths = milliseconds / parts.max(1) / 10;
    match u16::try_from(hundredths) {
        Ok(short) if short < SHORTEST => 10,
        Ok(hundredths) => hundredths,
        Err(_) => u16::MAX,
    }
}

/// A frame that takes the place of the former one, where something shines through.
fn whole(picture: &RgbaImage) -> Option<Frame<'static>> {
    let (width, height) = screen(picture.dimensions())?;
    let mut pixels = picture.as_raw().clone();
    let mut frame = Frame::from_rgba_speed(width, height, &mut pixels, ROUGHLY);
    frame.dispose = DisposalMethod::Background;
    Some(frame)
}

/// What is new against the frame before: the smallest rectangle around it, with what did not change left out. A frame
/// in which nothing changed is one pixel, so that it lasts.
fn changed(picture: &RgbaImage, before: Option<&RgbaImage>) -> Option<Frame<'static>> {
    let Some(before) = before else {
        let (width, height) = screen(picture.dimensions())?;
        let mut frame = Frame::from_rgba_speed(width, height, &mut picture.as_raw().clone(), ROUGHLY);
        frame.dispose = DisposalMethod::Keep;
        return Some(frame);
    };
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for ((x, y, new), old) in picture.enumerate_pixels().zip(before.pixels()) {
        if new != old {
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
    }
    if left > right {
        (left, top, right, bottom) = (0, 0, 0, 0);
    }
    let (width, height) = (right - left + 1, bottom - top + 1);
    let mut pixels = Vec::with_capacity((width * height * 4) as usize);
    for y in top..=bottom {
        for x in left..=right {
            let new = picture.get_pixel(x, y);
            let same = new == before.get_pixel(x, y);
            pixels.extend(if same { [0; 4] } else { new.0 });
        }
    }
    let (wide, high) = screen((width, height))?;
    let mut frame = Frame::from_rgba_speed(wide, high, &mut pixels, ROUGHLY);
    (frame.left, frame.top) = screen((left, top))?;
    frame.dispose = DisposalMethod::Keep;
    frame.buffer = Cow::Owned(frame.buffer.into_owned());
    Some(frame)
}

fn screen((width, height): (u32, u32)) -> Option<(u16, u16)> {
    Some((u16::try_from(width).ok()?, u16::try_from(height).ok()?))
}
