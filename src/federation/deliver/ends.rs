//! What pods have taken, crossed off for as many of them in one act as have come to their end meanwhile: each waits for the database
//! once, and what they share is written once.

use std::sync::{Arc, Mutex as Held};

use entity::PodId;
use entity::write::delivery::{self, Parcel, Way};
use tokio::sync::{Mutex, oneshot};

use crate::error::Fault;
use crate::job::Job;
use crate::pod::Pod;
use crate::queue::Ticket;

/// Ends in one act.
const MOST: usize = 64;

/// What has come to its end and is not written yet.
#[derive(Debug, Default)]
pub(super) struct Ends {
    lying: Held<Vec<Lying>>,
    writing: Arc<Mutex<()>>,
}

/// That a pod was sent all that was due.
#[derive(Debug)]
pub(super) struct End {
    /// Which.
    pub pod: PodId,
    /// It has taken something.
    pub reached: bool,
    /// What it has, or will never get.
    pub done: Vec<Parcel>,
    /// Of the job that did it.
    pub job: Ticket,
}

/// An end, and who waits until it is written.
#[derive(Debug)]
struct Lying {
    end: End,
    written: oneshot::Sender<Result<(), Fault>>,
}

impl Ends {
    fn lying(&self) -> std::sync::MutexGuard<'_, Vec<Lying>> {
        self.lying.lock().expect("no panic while holding it")
    }
}

/// Returns when it is on disk.
///
/// # Errors
/// Another process has the job by now, or the database cannot be written.
pub(super) async fn put(pod: &Pod, end: End) -> Result<(), Fault> {
    let (written, on_disk) = oneshot::channel();
    pod.rounds.ends.lying().push(Lying { end, written });
    // In a task of its own, so that a job that is broken off takes no ends of others along.
    tokio::spawn(empty(pod.clone()));
    on_disk.await.map_err(Fault::of)?
}

async fn empty(pod: Pod) {
    let writing = pod.rounds.ends.writing.clone();
    let _turn = writing.lock().await;
    let some: Vec<Lying> = {
        let mut lying = pod.rounds.ends.lying();
        let many = lying.len().min(MOST);
        lying.drain(..many).collect()
    };
    let (ends, waiting): (Vec<End>, Vec<_>) = some.into_iter().map(|one| (one.end, one.written)).unzip();
    let together = match ends.is_empty() {
        true => return,
        false => write(&pod, &ends).await,
    };
    for (end, written) in ends.iter().zip(waiting) {
        // One whose job is another's by now keeps none of the others from their end.
        let result = match &together {
            Ok(()) => Ok(()),
            Err(_) => write(&pod, std::slice::from_ref(end)).await,
        };
        // Whoever was broken off waits for no answer.
        written.send(result).ok();
    }
}

/// What waits, or was posted meanwhile, has a job of its own.
async fn write(pod: &Pod, ends: &[End]) -> Result<(), Fault> {
    let mut tx = pod.db.begin().await?;
    let now = tx.now();
    let pods: Vec<PodId> = ends.iter().map(|end| end.pod).collect();
    // The pods' rows first, which whoever posts takes as well: so either they are seen here, or they see these jobs gone.
    delivery::hold(tx.sql(), &pods).await?;
    let done: Vec<&Parcel> = ends.iter().flat_map(|end| &end.done).collect();
    delivery::done(tx.sql(), &done).await?;
    let reached: Vec<PodId> = ends.iter().filter(|end| end.reached).map(|end| end.pod).collect();
    if !reached.is_empty() {
        delivery::heard(tx.sql(), &reached, Way::Out, now).await?;
    }
    let jobs: Vec<Ticket> = ends.iter().map(|end| end.job).collect();
    crate::queue::finish_all(&mut tx, &jobs).await?;
    let next = delivery::next(tx.sql(), &pods, now).await?;
    let next = next
        .into_iter()
        .map(|(pod, at)| (Job::Deliver { pod: pod.0 }, at.max(now)));
    tx.enqueue_all(next.collect()).await?;
    tx.commit().await
}
