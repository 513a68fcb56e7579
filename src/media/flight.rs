//! One fetch for all who wait for the same file in this process, and a bounded number of those who wait. Between
//! processes the row's lease says who fetches.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::{Semaphore, watch};

/// Requests that wait for other servers at once; more are answered at once.
const MOST_WAITING: usize = 256;

type Running = Arc<Mutex<HashMap<String, watch::Receiver<()>>>>;

/// What is being fetched.
pub(super) struct Flights {
    running: Running,
    pub(super) waiting: Arc<Semaphore>,
}

impl Default for Flights {
    fn default() -> Self {
        Self {
            running: Arc::default(),
            waiting: Arc::new(Semaphore::new(MOST_WAITING)),
        }
    }
}

/// Something that is being fetched, to be waited for.
pub(super) struct Flight(watch::Receiver<()>);

impl Flight {
    /// Returns when it has come to its end, whatever that is.
    pub(super) async fn ended(mut self) {
        // The sender says nothing: it goes when the work ends.
        while self.0.changed().await.is_ok() {}
    }
}

/// Gone with the work: then nobody waits for it any more.
struct Place {
    running: Running,
    digest: String,
    _ended: watch::Sender<()>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Ok(mut running) = self.running.lock() {
            running.remove(&self.digest);
        }
    }
}

impl Flights {
    /// Joins whoever fetches this, or begins `work` as a task of its own: it goes on when nobody waits any more.
    pub(super) fn join(&self, digest: &str, work: impl Future<Output = ()> + Send + 'static) -> Flight {
        let mut running = self.running.lock().expect("no panic while holding it");
        if let Some(flight) = running.get(digest) {
            return Flight(flight.clone());
        }
        let (ended, flight) = watch::channel(());
        running.insert(digest.to_owned(), flight.clone());
        let place = Place {
            running: self.running.clone(),
            digest: digest.to_owned(),
            _ended: ended,
        };
        tokio::spawn(async move {
            work.await;
            drop(place);
        });
        Flight(flight)
    }
}
