//! What was shown a moment ago, in memory: small files whole, and of all others where they are. Bounded in bytes, and
//! for a few seconds only: another process may have thrown a file away.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use super::shelf::File;

/// All of it, in bytes.
const MOST: u64 = 16 * 1024 * 1024;
/// What an entry takes besides its file.
const ENTRY: u32 = 500;
const KEPT: Duration = Duration::from_secs(10);

/// Digest of address and class, and the form.
pub(super) type Name = (String, super::Variant);

/// A file, or that there is none for now.
#[derive(Clone)]
pub(super) enum Held {
    There(Arc<File>),
    Gone,
}

pub(super) struct Memory(Cache<Name, Held>);

impl Default for Memory {
    fn default() -> Self {
        let weight = |_: &Name, held: &Held| match held {
            Held::There(file) => ENTRY + file.weight(),
            Held::Gone => ENTRY,
        };
        Self(
            Cache::builder()
                .max_capacity(MOST)
                .weigher(weight)
                .time_to_live(KEPT)
                .build(),
        )
    }
}

impl Memory {
    pub(super) fn get(&self, name: &Name) -> Option<Held> {
        self.0.get(name)
    }

    pub(super) fn keep(&self, name: Name, held: Held) {
        self.0.insert(name, held);
    }

    pub(super) fn forget(&self) {
        self.0.invalidate_all();
    }
}
