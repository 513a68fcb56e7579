//! BlurHash (the format of that name, by Wolt): the lowest frequencies of a picture as a short text, four across and
//! three down. Where something shines through, white does.

use image::DynamicImage;

use super::{Unreadable, write};

const ACROSS: u32 = 4;
const DOWN: u32 = 3;
/// The side of the picture that it is computed from, in pixels: more changes nothing that one could see.
const TINY: u32 = 32;
const DIGITS: &[u8; 83] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

/// Of a picture of any size.
pub(super) fn of(picture: &DynamicImage) -> Result<String, Unreadable> {
    let (width, height) = write::fitted(picture.width(), picture.height(), TINY);
    let tiny = write::scaled(picture, width, height)?.into_rgba8();
    let pixels: Vec<[f32; 3]> = tiny.pixels().map(|pixel| linear(pixel.0)).collect();
    let mut factors = Vec::new();
    for down in 0..DOWN {
        for across in 0..ACROSS {
            factors.push(factor(&pixels, width, height, across, down));
        }
    }
    Ok(text(&factors))
}

fn linear([red, green, blue, alpha]: [u8; 4]) -> [f32; 3] {
    let share = f32::from(alpha) / 255.0;
    [red, green, blue].map(|value| {
        let value = f32::from(value) / 255.0 * share + (1.0 - share);
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn srgb(value: f32) -> u32 {
    let value = value.clamp(0.0, 1.0);
    let value = if value <= 0.003_130_8 {
        value * 12.92
    } else {
        1.055 * value.powf(1.0 / 2.4) - 0.055
    };
    // Between 0 and 255.
    (value * 255.0 + 0.5) as u32
}

/// How much of one frequency there is in each colour.
fn factor(pixels: &[[f32; 3]], width: u32, height: u32, across: u32, down: u32) -> [f32; 3] {
    let wave = |frequency: u32, at: u32, length: u32| {
        (std::f32::consts::PI * frequency as f32 * at as f32 / length as f32).cos()
    };
    let mut sum = [0.0_f32; 3];
    for (row, line) in (0..height).zip(pixels.chunks(width as usize)) {
        for (column, pixel) in (0..width).zip(line) {
            let basis = wave(across, column, width) * wave(down, row, height);
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += basis * value;
            }
        }
    }
    let normal = if across == 0 && down == 0 { 1.0 } else { 2.0 };
    sum.map(|sum| sum * normal / (width * height) as f32)
}

fn text(factors: &[[f32; 3]]) -> String {
    let mut text = String::new();
    digits((ACROSS - 1) + (DOWN - 1) * 9, 1, &mut text);
    let (mean, others) = factors.split_first().unwrap_or((&[0.0; 3], &[]));
    let largest = others
        .iter()
        .flatten()
        .fold(0.0_f32, |most, value| most.max(value.abs()));
    // Between 0 and 82.
    let step = (largest * 166.0 - 0.5).floor().clamp(0.0, 82.0);
    digits(step as u32, 1, &mut text);
    let [red, green, blue] = mean.map(srgb);
    digits((red << 16) | (green << 8) | blue, 4, &mut text);
    let most = (step + 1.0) / 166.0;
    for factor in others {
        // Each between 0 and 18.
        let [red, green, blue] = factor.map(|value| {
            let value = value / most;
            (value.abs().sqrt().copysign(value) * 9.0 + 9.5)
                .floor()
                .clamp(0.0, 18.0) as u32
        });
        digits((red * 19 + green) * 19 + blue, 2, &mut text);
    }
    text
}

fn digits(value: u32, many: u32, text: &mut String) {
    for place in (0..many).rev() {
        let digit = value / 83_u32.pow(place) % 83;
        text.push(char::from(DIGITS[digit as usize]));
    }
}
