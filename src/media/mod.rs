//! Files of other servers as pages show them: everything remote comes from `/media/…` of this pod, so that nobody's
//! browser asks anybody else. Fetched once by whoever needs it first, checked, written anew, kept within a bound.
//!
//! It knows addresses, rows, files and the network, and no page: whoever shows something asks [`address`] for where it
//! is to be had. Whose text an address stands in does not matter here: an address is signed, cannot be guessed, and
//! stands only on pages of those who may see it.
//!
//! A new form in which something is shown: a variant of [`Variant`] and its class in [`class`].

mod address;
mod class;
mod fetch;
mod flight;
mod keys;
mod memory;
mod room;
mod shelf;
mod tally;

use std::sync::{Arc, Mutex, RwLock};

use entity::Moment;
use url::Url;

pub use crate::text::media::Variant;
pub use address::{Asked, address, plain, shown};
pub use fetch::{REASONS, ahead};
pub use keys::{Keys, load, rotate};
pub use room::{empty, sweep};
pub use shelf::{File, Had, have};
pub use tally::{Facts, facts};

use crate::error::{Fault, Outcome};
use crate::outbound::{Fetched, OutboundError, Patience, Want};
use crate::pod::Pod;

/// What a pod keeps in memory of files of other servers.
pub struct Media {
    keys: RwLock<(Arc<Keys>, Moment)>,
    memory: memory::Memory,
    flights: flight::Flights,
    tally: tally::Tally,
    patience: Mutex<Patiences>,
}

/// How long other servers may take.
#[derive(Clone, Copy, Debug)]
pub struct Patiences {
    /// For a picture.
    pub picture: Patience,
    /// For a film or a sound.
    pub recording: Patience,
}

impl Media {
    /// With the keys of this pod.
    pub fn new(keys: Keys, now: Moment) -> Self {
        Self {
            keys: RwLock::new((Arc::new(keys), now)),
            memory: memory::Memory::default(),
            flights: flight::Flights::default(),
            tally: tally::Tally::default(),
            patience: Mutex::new(Patiences {
                picture: Patience::PAGE,
                recording: Patience::MEDIA,
            }),
        }
    }

    /// The keys, as this process knows them.
    pub fn keys(&self) -> Arc<Keys> {
        self.keys.read().expect("no panic while holding it").0.clone()
    }

    /// Forgets what is remembered for a moment.
    pub fn forget(&self) {
        self.memory.forget();
    }

    /// How long other servers may take.
    pub fn patience(&self) -> Patiences {
        *self.patience.lock().expect("no panic while holding it")
    }

    /// Has more or less patience with other servers.
    pub fn set_patience(&self, patience: Patiences) {
        *self.patience.lock().expect("no panic while holding it") = patience;
    }
}

/// Whether nothing is shown of where an address is: the settings refuse it, or a block covers it.
///
/// # Errors
/// The database cannot be read.
pub async fn refuses(pod: &Pod, url: &str) -> Outcome<bool> {
    Ok(pod.settings.remote.refuses(url) || pod.blocks().await?.cover_address(url))
}

/// Asks for something to be shown: from where it is refused there is nothing, not by a redirect either.
///
/// # Errors
/// It cannot be had. The inner one: the database cannot be read.
pub async fn get(pod: &Pod, url: &Url, want: &Want) -> Outcome<Result<Fetched, OutboundError>> {
    let blocks = pod.blocks().await?;
    let refuses = |to: &Url| pod.settings.remote.refuses(to.as_str()) || blocks.cover_address(to.as_str());
    Ok(pod.outbound.get_unless(url, want, &refuses).await)
}

fn storage(error: crate::storage::StorageError) -> Fault {
    Fault::of(error)
}
