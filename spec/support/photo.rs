//! Photos for specs: one whose file is a word, and real pictures to be sent.

use std::io::Cursor;

use entity::{OwnPhoto, PhotoKind};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use samara::domain::me::Me;
use samara::domain::photo::{self, File, Kept, Picked};
use samara::pod::Pod;

/// A photo that waits to be used, whose only file is this word.
pub async fn added(pod: &Pod, me: &Me, word: &str) -> OwnPhoto {
    let file = File {
        side: "full".to_owned(),
        ending: "jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        width: 400,
        height: 300,
        bytes: word.len() as u64,
    };
    let kept = Kept {
        storage_key: pod.random.guid_hex(),
        kind: PhotoKind::Picture,
        size: (400, 300),
        blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned(),
        files: vec![file],
    };
    let key = kept.files[0].key(&kept.storage_key);
    pod.storage.put(&key, word.as_bytes().to_vec()).await.unwrap();
    pod.act(async |tx| photo::add(tx, me, &kept, 0).await).await.unwrap()
}

/// As a form says it, undescribed.
pub fn picked(photo: &OwnPhoto) -> Picked {
    Picked {
        guid: photo.guid.clone(),
        ..Picked::default()
    }
}

/// The bytes of a picture of this size, a little different for each shade.
pub fn picture(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let colour = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, shade]);
    file(&RgbImage::from_fn(width, height, colour).into(), ImageFormat::Png)
}

/// A picture that no encoder makes small, another one for each seed.
pub fn noise(side: u32, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    let picture = RgbImage::from_fn(side, side, |_, _| Rgb([next(), next(), next()]));
    file(&picture.into(), ImageFormat::Png)
}

/// A picture as a file.
pub fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}
