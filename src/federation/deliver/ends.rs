//! What pods have taken, crossed off for as many of them in one act as have come to their end meanwhile: what they share is written
//! once.

use entity::PodId;
use entity::write::delivery::{self, Parcel, Way};

use super::super::shelf::{Lies, Shelf};
use crate::error::Outcome;
use crate::job::Job;
use crate::pod::Pod;
use crate::queue::Ticket;

/// That a pod was sent all that was due.
#[derive(Debug)]
pub(super) struct End {
    /// Which.
    pub pod: PodId,
    /// How it has answered; none: it was sent nothing.
    pub way: Option<Way>,
    /// What it has, or will never get.
    pub done: Vec<Parcel>,
    /// Of the job that did it.
    pub job: Ticket,
}

impl Lies for End {
    fn shelf(pod: &Pod) -> &Shelf<Self> {
        &pod.rounds.ends
    }

    /// What waits, or was posted meanwhile, has a job of its own. Fails where another process has one of the jobs by now.
    async fn write(pod: &Pod, ends: &[Self]) -> Outcome<()> {
        let mut tx = pod.db.begin().await?;
        let now = tx.now();
        let pods: Vec<PodId> = ends.iter().map(|end| end.pod).collect();
        // The pods' rows first, which whoever posts takes as well: so either they are seen here, or they see these jobs gone.
        delivery::hold(tx.sql(), &pods).await?;
        let done: Vec<&Parcel> = ends.iter().flat_map(|end| &end.done).collect();
        delivery::done(tx.sql(), &done).await?;
        for way in [Way::Out, Way::Refused] {
            let there = ends.iter().filter(|end| end.way == Some(way));
            let there: Vec<PodId> = there.map(|end| end.pod).collect();
            if !there.is_empty() {
                delivery::heard(tx.sql(), &there, way, now).await?;
            }
        }
        let jobs: Vec<Ticket> = ends.iter().map(|end| end.job).collect();
        crate::queue::finish_all(&mut tx, &jobs).await?;
        let next = delivery::next(tx.sql(), &pods, now).await?;
        let next = next
            .into_iter()
            .map(|(pod, at)| (Job::Deliver { pod: pod.0 }, at.max(now)));
        tx.enqueue_all(next.collect()).await?;
        tx.commit().await?;
        Ok(())
    }
}
