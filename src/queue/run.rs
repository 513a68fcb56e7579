//! One loop that takes jobs and runs them side by side, until it is told to stop; then it lets the running ones end.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior};

use crate::db::{Bell, Db};
use crate::error::Fault;
use crate::job::{Done, Lane};
use crate::queue::claim::{self, Claimed, Settle};
use crate::queue::{LONGEST, back_off};

/// Without a bell, there is looked once in this time.
const POLL: Duration = Duration::from_secs(1);
/// The timetable's step.
const HOUR: Duration = Duration::from_secs(3_600);
/// Slow jobs at once.
const SLOW_WORKERS: usize = 1;
/// Jobs at once that wait for other servers.
const FETCH_WORKERS: usize = 4;
/// Jobs at once that nobody here waits for. While what came in lies in a heap one is begun every [`BREATH`]: so they never stand still,
/// and what others have sent is read first.
const PATIENT_WORKERS: usize = 4;
const BREATH: Duration = Duration::from_millis(100);
/// A heap is what so many letters were taken from at once, and not long ago.
const HEAP: u64 = 16;
const LATELY: Duration = Duration::from_millis(200);
/// So many work on what other pods sent: one at a time on what the database can judge, the others where a pod has to be asked.
const RECEIVERS: usize = 16;
/// Pods that are sent to at once: many, since each that does not answer takes up its place for a quarter of a minute.
const DELIVER_WORKERS: usize = 384;
/// The same for what was posted last.
const OVERTAKE_WORKERS: usize = 128;
/// Jobs taken at once when draining.
const BATCH: u64 = 32;

/// Does jobs.
pub trait Work: Send + Sync + 'static {
    /// Does one. A [`Fault`] counts as [`Done::Retry`].
    fn work(&self, claimed: &Claimed) -> impl Future<Output = Result<Done, Fault>> + Send;

    /// Works on some of what other pods sent, in the order in which it came. Returns how many letters that were; 0 when none is due.
    fn receive(&self) -> impl Future<Output = Result<u64, Fault>> + Send {
        async { Ok(0) }
    }

    /// Enqueues what is done by the clock: at the start, and then every hour.
    fn each_hour(&self) -> impl Future<Output = Result<(), Fault>> + Send;
}

/// The loop that takes jobs, running in tasks of its own.
pub struct Queue {
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
    receiving: JoinSet<()>,
    clock: JoinHandle<()>,
}

impl Queue {
    /// Begins taking jobs, so many quick ones at once and one slow one.
    pub fn start<W: Work>(db: Db, work: Arc<W>, workers: usize) -> Self {
        let (stop, stopped) = watch::channel(false);
        let heap = Arc::new(Heap::default());
        let clock = tokio::spawn(timetable(work.clone()));
        let mut receiving = JoinSet::new();
        for _ in 0..RECEIVERS {
            receiving.spawn(receive(db.clone(), work.clone(), heap.clone(), stopped.clone()));
        }
        let running = tokio::spawn(serve(db, work, (workers.max(1), heap), stopped));
        Self {
            stop,
            running,
            receiving,
            clock,
        }
    }

    /// Takes no more and returns when the running jobs have ended.
    pub async fn stop(mut self) {
        self.clock.abort();
        self.stop.send_replace(true);
        while self.receiving.join_next().await.is_some() {}
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the queue did not end cleanly");
        }
    }

    /// Ends at once, as a crash would: what runs is dropped and comes back when its lease runs out.
    pub fn abort(mut self) {
        self.clock.abort();
        self.running.abort();
        self.receiving.abort_all();
    }
}

async fn timetable<W: Work>(work: Arc<W>) {
    loop {
        if let Err(error) = work.each_hour().await {
            tracing::error!(%error, "what is done every hour could not be enqueued");
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// When a heap of what came from other pods was last taken from.
#[derive(Default)]
struct Heap(Mutex<Option<Instant>>);

impl Heap {
    fn taken(&self, letters: u64) {
        if letters >= HEAP {
            *self.0.lock().expect("no panic while holding it") = Some(Instant::now());
        }
    }

    fn lies(&self) -> bool {
        let last = *self.0.lock().expect("no panic while holding it");
        last.is_some_and(|last| last.elapsed() < LATELY)
    }
}

async fn receive<W: Work>(db: Db, work: Arc<W>, heap: Arc<Heap>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match work.receive().await {
            Ok(0) => {}
            Ok(letters) => {
                heap.taken(letters);
                continue;
            }
            Err(error) => tracing::error!(%error, "what other pods sent could not be worked on"),
        }
        tokio::select! {
            () = db.arrivals().notified() => {}
            () = tokio::time::sleep(POLL) => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    }
}

/// Of a lane with many places so large a part is given out at once: asking for each job that ends costs as much as many of them.
const PART: usize = 16;

/// What there is of a lane in this process.
struct Places {
    lane: Lane,
    most: usize,
    free: usize,
    /// Whether more may be due than was taken. Where there was less than asked for, nobody asks again for each job that ends.
    more: bool,
    /// When it was last asked for some.
    asked: Instant,
}

impl Places {
    /// How many jobs to ask for. `heap`: what came in lies in one.
    fn ask(&self, heap: bool) -> usize {
        if !self.more || self.free * PART < self.most {
            0
        } else if self.lane == Lane::Patient && heap {
            usize::from(self.free == self.most && self.asked.elapsed() >= BREATH)
        } else {
            self.free
        }
    }
}

async fn serve<W: Work>(db: Db, work: Arc<W>, (workers, heap): (usize, Arc<Heap>), mut stopped: watch::Receiver<bool>) {
    let mut running: JoinSet<(Lane, Left)> = JoinSet::new();
    let mut poll = tokio::time::interval(POLL);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut lanes = [
        (Lane::Quick, workers),
        (Lane::Slow, SLOW_WORKERS),
        (Lane::Fetching, FETCH_WORKERS),
        (Lane::Patient, PATIENT_WORKERS),
        (Lane::Delivering, DELIVER_WORKERS),
        (Lane::Overtaking, OVERTAKE_WORKERS),
    ]
    .map(|(lane, most)| Places {
        lane,
        most,
        free: most,
        more: true,
        asked: Instant::now(),
    });
    loop {
        let heap = heap.lies();
        for places in &mut lanes {
            let asked = places.ask(heap);
            if asked == 0 {
                continue;
            }
            places.asked = Instant::now();
            let jobs = match claim::claim(&db, places.lane, asked as u64).await {
                Ok(jobs) => jobs,
                Err(error) => {
                    tracing::error!(%error, "jobs could not be taken");
                    Vec::new()
                }
            };
            places.more = jobs.len() == asked;
            places.free -= jobs.len();
            for claimed in jobs {
                let (db, work, lane) = (db.clone(), work.clone(), places.lane);
                running.spawn(async move { (lane, once(&db, &work, claimed).await) });
            }
        }
        tokio::select! {
            Some(ended) = running.join_next() => freed(&mut lanes, ended),
            rung = db.jobs().rung() => look(&mut lanes, |lane| Bell::is_for(rung, lane)),
            _ = poll.tick() => look(&mut lanes, |_| true),
            () = tokio::time::sleep(BREATH), if heap => {}
            // Told to stop, or forgotten by who could tell: the same.
            _ = stopped.wait_for(|stop| *stop) => break,
        }
        while let Some(ended) = running.try_join_next() {
            freed(&mut lanes, ended);
        }
    }
    while running.join_next().await.is_some() {}
}

fn look(lanes: &mut [Places], wanted: impl Fn(Lane) -> bool) {
    for places in lanes.iter_mut().filter(|places| wanted(places.lane)) {
        places.more = true;
    }
}

fn freed(lanes: &mut [Places], ended: Result<(Lane, Left), tokio::task::JoinError>) {
    // The task catches what its job does, so it ends early only when the whole process does.
    let Ok((lane, left)) = ended else { return };
    for places in lanes.iter_mut().filter(|places| places.lane == lane) {
        places.free += 1;
        places.more |= left == Left::More;
    }
}

/// Runs all that is due until nothing is left. For specs and the command line. Returns how many runs that were.
///
/// # Errors
/// The database cannot be reached.
pub async fn drain<W: Work>(db: &Db, work: &Arc<W>) -> Result<u64, Fault> {
    let mut runs = 0;
    loop {
        let received = work.receive().await?;
        runs += received;
        let mut jobs = Vec::new();
        for lane in Lane::ALL {
            jobs.extend(claim::claim(db, lane, BATCH).await?);
        }
        if jobs.is_empty() && received == 0 {
            return Ok(runs);
        }
        for claimed in jobs {
            once(db, work, claimed).await;
            runs += 1;
        }
    }
}

/// Whether a job is due again at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    More,
}

/// Runs one job and settles it. A panic is a failed try.
async fn once<W: Work>(db: &Db, work: &Arc<W>, claimed: Claimed) -> Left {
    let claimed = Arc::new(claimed);
    let settle = if claimed.attempts > claimed.most_tries() {
        Settle::Dead("it was begun too often without coming to an end".to_owned())
    } else if claimed.job.is_none() {
        Settle::Dead("this version of the program cannot read it".to_owned())
    } else {
        let (work, job) = (work.clone(), claimed.clone());
        // A set of one: dropped with this function, where a plain task would go on alone.
        let mut alone = JoinSet::new();
        alone.spawn(async move { tokio::time::timeout(LONGEST, work.work(&job)).await });
        let outcome = match alone.join_next().await.expect("one was put in") {
            Ok(Ok(Ok(done))) => done,
            Ok(Ok(Err(fault))) => Done::Retry(fault.to_string()),
            Ok(Err(_)) => Done::Retry("it took too long".to_owned()),
            Err(panic) => Done::Retry(format!("it broke off: {panic}")),
        };
        if matches!(outcome, Done::Done) && claimed.is_finished() {
            return Left::Nothing;
        }
        settled(db, &claimed, outcome)
    };
    if let Settle::Dead(why) = &settle {
        tracing::error!(job = %claimed.id, kind = claimed.kind, why, "a job was given up");
    }
    let left = match settle {
        Settle::Again => Left::More,
        Settle::Gone | Settle::Later(..) | Settle::Dead(_) => Left::Nothing,
    };
    if let Err(error) = claim::settle(db, &claimed, settle).await {
        tracing::error!(job = %claimed.id, %error, "what became of a job could not be written down");
    }
    left
}

fn settled(db: &Db, claimed: &Claimed, outcome: Done) -> Settle {
    match outcome {
        Done::Done => Settle::Gone,
        Done::More => Settle::Again,
        Done::Reject(why) => {
            tracing::warn!(job = %claimed.id, kind = claimed.kind, why, "a job can never be done");
            Settle::Gone
        }
        Done::Retry(why) if claimed.is_last(db.now()) => Settle::Dead(why),
        Done::Retry(why) => {
            tracing::info!(job = %claimed.id, kind = claimed.kind, why, attempts = claimed.attempts, "a job is tried again");
            Settle::Later(db.now().plus(back_off(claimed.attempts, db.random())), why)
        }
    }
}
