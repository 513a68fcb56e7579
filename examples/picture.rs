//! What a photo costs: `cargo run --release --example picture -- <file> [how many at once]` makes all sides of it and says
//! what CPU and memory that took. Without a file it takes one of twelve megapixels that it makes up.

use std::path::PathBuf;

use image::{Rgb, RgbImage};
use samara::image::{Images, Side, Source};

/// Something like a photo: soft forms and a little noise.
fn made_up() -> PathBuf {
    let picture = RgbImage::from_fn(4_000, 3_000, |x, y| {
        let wave = |by: f32, at: u32| ((at as f32 / by).sin() * 60.0 + 128.0) as u8;
        let noise = ((x.wrapping_mul(7_919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) >> 28) as u8;
        Rgb([
            wave(170.0, x) + noise,
            wave(90.0, y) + noise,
            wave(310.0, x + y) + noise,
        ])
    });
    let path = std::env::temp_dir().join("samara-picture.jpg");
    picture.save(&path).expect("there is room for a picture");
    path
}

/// A line of a file that Linux shows of this process.
fn shown(file: &str, line: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .find(|one| one.starts_with(line))
        .unwrap_or_default()
        .to_owned()
}

/// CPU of this process so far, in milliseconds.
fn cpu() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum();
    ticks * 10
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next().map(PathBuf::from) else {
        println!("made {}: now call this again with it", made_up().display());
        return;
    };
    let many: usize = arguments.next().and_then(|many| many.parse().ok()).unwrap_or(1);
    let images = Images::new(2);
    let before = cpu();
    let all: Vec<_> = (0..many)
        .map(|_| {
            let (images, path) = (images.clone(), path.clone());
            tokio::spawn(async move { images.picture(Source::File(path), &Side::ALL).await })
        })
        .collect();
    for (number, one) in all.into_iter().enumerate() {
        match one.await {
            Ok(Ok(picture)) if number == 0 => {
                println!("{}x{} {}", picture.width, picture.height, picture.blurhash);
                for made in picture.files {
                    println!(
                        "{:>5} {:?} {}x{} {} bytes",
                        made.side.as_str(),
                        made.format,
                        made.width,
                        made.height,
                        made.bytes.len()
                    );
                }
            }
            Ok(Ok(_)) => {}
            Ok(Err(why)) => println!("refused: {why:?}"),
            Err(error) => println!("{error}"),
        }
    }
    println!(
        "{} ms CPU for {many}; peak of the process: {}",
        cpu() - before,
        shown("/proc/self/status", "VmHWM")
    );
}
