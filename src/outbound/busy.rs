//! How much is asked at once: of one server little, so that it is no burden to it, and in all a bounded number, so that
//! many slow servers do not take all of the pod's memory and sockets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests to one origin at once.
const EACH: usize = 4;
/// Requests at once in all.
const ALL: usize = 64;

/// Counts what is going on.
#[derive(Debug)]
pub(super) struct Busy {
    all: Arc<Semaphore>,
    each: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A place among what is going on, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _each: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Default for Busy {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(ALL)),
            each: Mutex::default(),
        }
    }
}

impl Busy {
    /// Waits for a place: first at the origin, so that who waits there stands in nobody else's way.
    pub(super) async fn enter(&self, origin: String) -> Place {
        let each = self.at(origin);
        let _each = each.acquire_owned().await.expect("it is never closed");
        let _all = self.all.clone().acquire_owned().await.expect("it is never closed");
        Place { _each, _all }
    }

    fn at(&self, origin: String) -> Arc<Semaphore> {
        let mut each = self.each.lock().expect("no panic while holding it");
        // Origins at which nothing goes on are forgotten.
        if each.len() > 2 * ALL {
            each.retain(|_, places| Arc::strong_count(places) > 1);
        }
        each.entry(origin)
            .or_insert_with(|| Arc::new(Semaphore::new(EACH)))
            .clone()
    }
}
