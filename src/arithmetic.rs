//! Arithmetic that takes milliseconds (signing, sealing, opening), off the threads that answer.
//!
//! What nobody here waits for is done by threads of their own, as many as there are processors, to which the system gives what all
//! others leave. So a page is built while a heap of letters is opened, and the heap is read while it is signed again for others.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};

use tokio::sync::oneshot;

use crate::error::Fault;

type Work = Box<dyn FnOnce() + Send>;

tokio::task_local! {
    static PATIENT: ();
}

/// Does something whose arithmetic gives way to all other.
pub async fn patiently<T>(work: impl Future<Output = T>) -> T {
    PATIENT.scope((), work).await
}

/// Does arithmetic.
///
/// # Errors
/// It broke off.
pub async fn done<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    if PATIENT.try_with(|()| ()).is_err() {
        return tokio::task::spawn_blocking(work).await.map_err(Fault::of);
    }
    let (answer, answered) = oneshot::channel();
    let work = move || {
        let result = std::panic::catch_unwind(AssertUnwindSafe(work));
        // Whoever asked may be gone.
        let _ = answer.send(result);
    };
    let asked = behind().send(Box::new(work));
    asked.map_err(|_| Fault::new("nobody does arithmetic any more"))?;
    answered
        .await
        .map_err(Fault::of)?
        .map_err(|_| Fault::new("arithmetic broke off"))
}

/// The way to the threads that wait for others. They are there from the first piece of work on.
fn behind() -> &'static Sender<Work> {
    static BEHIND: OnceLock<Sender<Work>> = OnceLock::new();
    BEHIND.get_or_init(|| {
        let (sender, work) = channel();
        let work = Arc::new(Mutex::new(work));
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let work = work.clone();
            std::thread::spawn(move || serve(&work));
        }
        sender
    })
}

fn serve(work: &Mutex<Receiver<Work>>) {
    give_way();
    loop {
        let next = work.lock().expect("no panic while holding it").recv();
        match next {
            Ok(next) => next(),
            Err(_) => return,
        }
    }
}

/// Of what the system gives a thread like all others, this one gets a tenth as long as both have something to do.
#[cfg(target_os = "linux")]
fn give_way() {
    const STEPS: i32 = 10;
    if let Err(error) = rustix::process::nice(STEPS) {
        tracing::info!(%error, "what nobody waits for is computed like all other");
    }
}

/// Elsewhere than on Linux this would be the priority of the whole process.
#[cfg(not(target_os = "linux"))]
fn give_way() {}
