//! A little work before joining, instead of a picture to decipher: nothing for one person, much for a robot that
//! wants a thousand accounts. The browser does it unasked (`public/js/work.js`).
//!
//! The task is signed, so nothing is remembered of it until it comes back; then it is good for one try.

use std::time::Duration;

use entity::Moment;

use crate::domain::seal;

/// Zero bits that the hash has to begin with: about a second of a browser's time.
pub const BITS: u32 = 18;

/// How long a task may take, reading the page included.
const LIFE: Duration = Duration::from_secs(2 * 60 * 60);

/// A task. `nonce` makes it another one each time.
pub fn task(secret: &str, nonce: &str, now: Moment) -> String {
    let body = format!("{}.{nonce}", now.seconds());
    let seal = seal::sign(secret, &format!("work {body}"));
    format!("{body}.{seal}")
}

/// Whether a task was ours, is not too old and is done: SHA-256 of `task:number` begins with [`BITS`] zero bits.
pub fn done(secret: &str, task: &str, number: &str, now: Moment) -> bool {
    let Some((body, seal)) = task.rsplit_once('.') else {
        return false;
    };
    if task.len() > 200 || number.is_empty() || number.len() > 20 {
        return false;
    }
    let ours = seal::equal(seal, &seal::sign(secret, &format!("work {body}")));
    let begun = body.split('.').next().and_then(|seconds| seconds.parse::<i64>().ok());
    let in_time = begun.is_some_and(|begun| {
        let begun = Moment(begun.saturating_mul(1_000_000));
        begun <= now && now.since(begun) <= LIFE
    });
    ours && in_time && zeros(&openssl::sha::sha256(format!("{task}:{number}").as_bytes())) >= BITS
}

fn zeros(hash: &[u8]) -> u32 {
    let mut bits = 0;
    for byte in hash {
        bits += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    bits
}
