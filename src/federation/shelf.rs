//! Where things lie until they are written down, as many in one act as have come meanwhile: each waits for the database once, and
//! who put it there goes on when it is on disk.

use std::sync::{Arc, Mutex as Held};

use tokio::sync::{Mutex, oneshot};

use crate::error::{Fault, Outcome};
use crate::pod::Pod;

/// Things written down in one act.
const MOST: usize = 64;

/// A thing that lies on a shelf of its kind.
pub(super) trait Lies: Send + Sync + Sized + 'static {
    /// Where they lie.
    fn shelf(pod: &Pod) -> &Shelf<Self>;

    /// Writes these down in one act: all of them, or none.
    fn write(pod: &Pod, these: &[Self]) -> impl Future<Output = Outcome<()>> + Send;
}

/// Things that are not on disk yet, and who waits for each.
#[derive(Debug)]
pub(super) struct Shelf<T> {
    lying: Held<Vec<(T, oneshot::Sender<Outcome<()>>)>>,
    writing: Arc<Mutex<()>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            lying: Held::default(),
            writing: Arc::default(),
        }
    }
}

impl<T> Shelf<T> {
    /// Takes the oldest, as many as one act writes.
    fn take(&self) -> (Vec<T>, Vec<oneshot::Sender<Outcome<()>>>) {
        let mut lying = self.lying.lock().expect("no panic while holding it");
        let many = lying.len().min(MOST);
        lying.drain(..many).unzip()
    }
}

/// Returns when it is on disk.
///
/// # Errors
/// It cannot be written, not even by itself.
pub(super) async fn put<T: Lies>(pod: &Pod, thing: T) -> Outcome<()> {
    let (written, on_disk) = oneshot::channel();
    let shelf = T::shelf(pod);
    shelf
        .lying
        .lock()
        .expect("no panic while holding it")
        .push((thing, written));
    // In a task of its own, so that who is broken off takes nothing of others along. Each takes what has come until it is its turn,
    // so there are always enough of them.
    tokio::spawn(empty::<T>(pod.clone()));
    on_disk.await.map_err(Fault::of)?
}

async fn empty<T: Lies>(pod: Pod) {
    let writing = T::shelf(&pod).writing.clone();
    let _turn = writing.lock().await;
    let (things, waiting) = T::shelf(&pod).take();
    if things.is_empty() {
        return;
    }
    let together = T::write(&pod, &things).await;
    for (thing, written) in things.iter().zip(waiting) {
        // What cannot be written with others may be so by itself: somebody may have left meanwhile, or have lost their turn.
        let done = match &together {
            Ok(()) => Ok(()),
            Err(_) => T::write(&pod, std::slice::from_ref(thing)).await,
        };
        // Who has gone away waits for no answer.
        written.send(done).ok();
    }
}
