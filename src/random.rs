//! Where randomness comes from: the operating system's generator through OpenSSL, or, in specs and when seeding
//! a database for measuring, a repeatable one.
//!
//! It knows nothing of what the bytes are for. Nothing else in the program may make randomness of its own.

use std::sync::{Arc, Mutex};

use crate::wire::bytes::base64url;

/// A source of random bytes; cheap to clone, and clones of a seeded one share their sequence.
#[derive(Clone, Debug)]
pub enum Random {
    /// Unpredictable: what a running pod uses.
    System,
    /// The same sequence for the same seed: specs and seeding only.
    Seeded(Arc<Mutex<u64>>),
}

impl Random {
    /// A repeatable source. Never for a pod that people use.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(seed)))
    }

    /// `N` random bytes.
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the port that the rest of the program must use"
    )]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => openssl::rand::rand_bytes(&mut bytes).expect("the system's generator has been seeded"),
            Self::Seeded(state) => {
                let mut state = state.lock().expect("nothing panics while it holds the seed");
                for chunk in bytes.chunks_mut(8) {
                    chunk.copy_from_slice(&split_mix(&mut state).to_le_bytes()[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A secret that cannot be guessed: 256 bits, base64url without padding (43 characters), fit for an address.
    pub fn token(&self) -> String {
        base64url(&self.bytes::<32>())
    }

    /// 128 bits in 32 hexadecimal digits: the form in which diaspora* writes a guid.
    pub fn guid_hex(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.bytes()))
    }

    /// A number from 0 up to but without `n`, each equally likely; 0 when `n` is 0.
    pub fn below(&self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        // Numbers of the last, incomplete round would make small results more likely: draw again.
        let fair = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let drawn = u64::from_le_bytes(self.bytes());
            if drawn <= fair {
                return drawn % n;
            }
        }
    }
}

/// SplitMix64: small, full period, and no bearing on security since only specs and seeding use it.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
