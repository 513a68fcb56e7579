//! Sending a pod what it is to get, in order, until it has it or does not take it. One job for each pod: whoever does not answer
//! keeps nobody but itself waiting. How often a pod has failed is kept in its row, so a restart hammers nobody.

mod ends;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use entity::write::delivery::{self, Parcel, Way};
use entity::{Moment, PodId, pod as pod_row};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use sea_orm::EntityTrait;
use tokio::time::Instant;
use url::Url;

use super::activitypub::deliver as activity;
use super::shelf::{self, Shelf};
use super::{Undone, base, keyring};
use crate::arithmetic;
use crate::error::{Fault, Outcome, Stop};
use crate::job::{Done, Job};
use crate::outbound::{After, Posted, may_pass};
use crate::pod::Pod;
use crate::queue::{self, Claimed};
use crate::random::Random;
use crate::wire::diaspora::Sealed;

use ends::End;

/// Letters read at once.
const BATCH: u64 = 20;
/// As soon as so many letters, to all pods together, were taken and are not crossed off here yet, no pod is sent another one before its
/// own are: when the power goes they are sent again.
const UNDER_WAY: usize = 64;
/// While more pods than these are sent to, no connection is kept to one for which nothing more lies: each costs 30 kB.
const KEEPING: usize = 16;
/// After so long, others have their turn: a pod that has much to get keeps what is posted now waiting no longer. What it has taken is
/// crossed off then, also where it takes its time for each letter.
const TURN: Duration = Duration::from_secs(2);
/// What was written so long ago was held up, and goes at a pace.
const LATE: Duration = Duration::from_secs(600);
/// A pod that is there and refuses a letter gets it so often at the least.
const REFUSALS: i32 = 10;
/// And so long after it was written: what a pod answers may be said by what stands before it, which is wrongly set up for some days.
const REFUSED: Duration = Duration::from_secs(14 * 86_400);
/// A pod that does not answer is asked again after this at the latest.
const LONGEST: u64 = 12 * 3_600;
/// A pod that wants to be asked again at once is asked after so many seconds.
const SOONEST: u64 = 30;
/// What could not be delivered for so long is not delivered any more.
pub const KEPT: Duration = Duration::from_secs(90 * 86_400);

/// How the pod names itself to others.
pub(super) const AGENT: &str = concat!("Samara/", env!("CARGO_PKG_VERSION"));

/// How many pods are being sent to by this process, and what came of it.
#[derive(Debug, Default)]
pub struct Rounds {
    open: AtomicUsize,
    /// Letters that were taken and are not crossed off yet.
    taken: AtomicUsize,
    ends: Shelf<End>,
}

/// One of them, until it is dropped.
struct Round<'a> {
    of: &'a Rounds,
    /// Its part of what was taken.
    taken: usize,
}

impl Rounds {
    fn enter(&self) -> Round<'_> {
        self.open.fetch_add(1, Ordering::Relaxed);
        Round { of: self, taken: 0 }
    }
}

impl Round<'_> {
    /// One more was taken.
    fn took(&mut self) {
        self.taken += 1;
        self.of.taken.fetch_add(1, Ordering::Relaxed);
    }

    /// What was taken is crossed off.
    fn crossed_off(&mut self) {
        self.of.taken.fetch_sub(self.taken, Ordering::Relaxed);
        self.taken = 0;
    }

    /// Whether what this pod has taken is crossed off before it is sent more.
    fn is_full(&self) -> bool {
        self.taken > 0 && self.of.taken.load(Ordering::Relaxed) >= UNDER_WAY
    }

    /// What becomes of the connection after the last letter that lies for this pod.
    fn after(&self) -> After {
        match self.of.open.load(Ordering::Relaxed) > KEEPING {
            true => After::Closed,
            false => After::Kept,
        }
    }
}

impl Drop for Round<'_> {
    fn drop(&mut self) {
        self.crossed_off();
        self.of.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What came of sending one letter.
enum Sent {
    /// It is there, or nobody is to get it any more.
    Done,
    /// The pod is there and does not take it; what it answers.
    Refused(u16),
    /// Whoever sends it has joined just now, and their keys are not made yet.
    Early,
    /// The pod is not there; why, as [`pod_row::Model::last_error`] says it, and when it wants to be asked again.
    Away(String, Option<Duration>),
}

/// Sends what is due.
///
/// # Errors
/// The database cannot be reached.
pub async fn work(pod: &Pod, claimed: &Claimed, id: PodId) -> Result<Done, Stop> {
    let home = pod_row::Entity::find_by_id(id).one(pod.db.read()).await?;
    let Some(home) = home.filter(|home| !home.blocked) else {
        return Ok(Done::Done);
    };
    let mut round = pod.rounds.enter();
    let mut way = None;
    let (end, mut before) = (Instant::now() + TURN, None);
    loop {
        let parcels = delivery::due(pod.db.read(), id, pod.db.now(), BATCH).await?;
        let last = (parcels.len() as u64) < BATCH;
        let mut done = Vec::new();
        let mut parcels = parcels.into_iter().peekable();
        while let Some(parcel) = parcels.next_if(|_| before.is_none() || Instant::now() < end) {
            pace(pod, &parcel, &mut before).await;
            if round.is_full() {
                pod.act(async |tx| Ok(delivery::done(tx.sql(), &done).await?)).await?;
                done.clear();
                round.crossed_off();
            }
            let after = match last && parcels.peek().is_none() {
                true => round.after(),
                false => After::Kept,
            };
            match send(pod, &home, &parcel, after).await? {
                Sent::Done => {
                    way = Some(Way::Out);
                    done.push(parcel);
                    round.took();
                }
                Sent::Refused(status) => {
                    way = way.or(Some(Way::Refused));
                    done.extend(refused(pod, &home, parcel, status).await?);
                }
                Sent::Early if is_over(&parcel, pod.db.now()) => done.push(parcel),
                // Keys are made within seconds.
                Sent::Early => later(pod, &parcel, queue::back_off(parcel.refusals + 1, &pod.random)).await?,
                Sent::Away(why, wait) => return away(pod, claimed, (id, &done), (&why, wait)).await,
            }
        }
        if last || Instant::now() >= end {
            let job = claimed.ticket();
            let end = End {
                pod: id,
                way,
                done,
                job,
            };
            shelf::put(pod, end).await?;
            claimed.ended();
            return Ok(Done::Done);
        }
        pod.act(async |tx| Ok(delivery::done(tx.sql(), &done).await?)).await?;
        round.crossed_off();
    }
}

/// Lets some time go by before a letter that was held up: a pod that is back has more to do than to take all of them at once. `before`:
/// when the last one was sent.
async fn pace(pod: &Pod, parcel: &Parcel, before: &mut Option<Instant>) {
    let late = parcel.written.plus(LATE) <= pod.db.now();
    if let Some(before) = before.filter(|_| late) {
        let apart = Duration::from_secs(1) / pod.settings.limits.caught_up_per_second.max(1);
        tokio::time::sleep_until(before + apart).await;
    }
    *before = Some(Instant::now());
}

/// Whether a letter that could not be delivered once more, though its pod is there, is given up.
fn is_over(parcel: &Parcel, now: Moment) -> bool {
    parcel.refusals + 1 >= REFUSALS && parcel.written.plus(REFUSED) <= now
}

/// A letter was refused: it waits, or is given back to be given up.
async fn refused(pod: &Pod, home: &pod_row::Model, parcel: Parcel, status: u16) -> Outcome<Option<Parcel>> {
    if is_over(&parcel, pod.db.now()) {
        tracing::warn!(
            pod = home.host,
            status,
            "a letter was refused for too long and is given up"
        );
        return Ok(Some(parcel));
    }
    tracing::info!(pod = home.host, status, "a letter was refused");
    later(pod, &parcel, back_off(parcel.refusals + 1, &pod.random)).await?;
    Ok(None)
}

/// This letter alone waits.
async fn later(pod: &Pod, parcel: &Parcel, wait: Duration) -> Outcome<()> {
    pod.act(async |tx| {
        let at = tx.now().plus(wait);
        Ok(delivery::refused(tx.sql(), parcel.id, at).await?)
    })
    .await
}

async fn away(
    pod: &Pod,
    claimed: &Claimed,
    (id, done): (PodId, &[Parcel]),
    (why, wait): (&str, Option<Duration>),
) -> Result<Done, Stop> {
    let mut tx = pod.db.begin().await?;
    let now = tx.now();
    delivery::done(tx.sql(), done).await?;
    let failures = delivery::failed(tx.sql(), id, why, now).await?;
    claimed.finish(&mut tx).await?;
    let at = now.plus(wait.unwrap_or_else(|| back_off(failures, tx.random())));
    tx.enqueue_at(Job::Deliver { pod: id.0 }, at).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// How long a pod is left alone after so many failures in a row: minutes at first, half a day in the end, as the protocol's
/// reference does it, and a little by chance.
pub fn back_off(failures: i32, random: &Random) -> Duration {
    let n = u64::try_from(failures.clamp(1, 20)).unwrap_or(1);
    let wait = (n + 3).pow(4) + random.below(30) * (n + 1);
    Duration::from_secs(wait.min(LONGEST))
}

/// When a pod wants to be asked again, by what it says (`Retry-After`, RFC 9110, section 10.2.3): seconds or a date. Neither at
/// once nor later than without it.
pub fn patience(said: &str, now: Moment) -> Option<Duration> {
    let said = said.trim();
    let wait = if !said.is_empty() && said.bytes().all(|byte| byte.is_ascii_digit()) {
        said.parse().unwrap_or(LONGEST)
    } else {
        let date = chrono::DateTime::parse_from_rfc2822(said).ok()?;
        u64::try_from(date.timestamp() - now.seconds()).unwrap_or(0)
    };
    Some(Duration::from_secs(wait.clamp(SOONEST, LONGEST)))
}

async fn send(pod: &Pod, home: &pod_row::Model, parcel: &Parcel, after: After) -> Result<Sent, Stop> {
    if let Some(inbox) = &parcel.inbox {
        return send_activity(pod, home, (parcel, inbox), after).await;
    }
    let sealed = match packed(pod, parcel).await {
        Ok(sealed) => sealed,
        Err(Undone::Broke(fault)) => return Err(Stop::Broke(fault)),
        Err(undone @ (Undone::Reject(_) | Undone::Retry(_))) => {
            tracing::info!(pod = home.host, why = %undone, "a letter has no recipient any more");
            return Ok(Sent::Done);
        }
    };
    let to = Url::parse(&format!("{}{}", base(home), sealed.path)).map_err(Fault::of)?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(sealed.media_type));
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    let body = sealed.body.into_bytes();
    let answer = match pod.outbound.post(&to, headers, body, after).await {
        Ok(answer) => answer,
        Err(error) => return Ok(Sent::Away(error.code(), None)),
    };
    Ok(came_of(pod, parcel, answer))
}

fn came_of(pod: &Pod, parcel: &Parcel, answer: Posted) -> Sent {
    let wait = answer.retry_after.and_then(|said| patience(&said, pod.db.now()));
    match answer.status {
        200..300 => Sent::Done,
        // In the fediverse this says that there is nobody any more. A pod of diaspora* says so by letters.
        404 | 410 if parcel.inbox.is_some() && parcel.recipient.is_some() => Sent::Done,
        status if may_pass(status) => Sent::Away(format!("status {status}"), wait),
        status => Sent::Refused(status),
    }
}

async fn send_activity(pod: &Pod, home: &pod_row::Model, to: (&Parcel, &str), after: After) -> Result<Sent, Stop> {
    let (parcel, inbox) = to;
    let answer = match knocked(pod, home, to, after).await? {
        Ok(answer) => answer,
        Err(sent) => return Ok(sent),
    };
    let status = answer.status;
    let Some(who) = parcel.recipient.filter(|_| matches!(status, 404 | 410)) else {
        return Ok(came_of(pod, parcel, answer));
    };
    match activity::whereabouts(pod, parcel, (who, inbox)).await? {
        activity::Whereabouts::Gone => Ok(Sent::Done),
        activity::Whereabouts::There => Ok(Sent::Refused(status)),
        activity::Whereabouts::At(new) => match knocked(pod, home, (parcel, &new), after).await? {
            // It was told just now, and may be there in a moment.
            Ok(answer) if matches!(answer.status, 404 | 410) => Ok(Sent::Refused(answer.status)),
            Ok(answer) => Ok(came_of(pod, parcel, answer)),
            Err(sent) => Ok(sent),
        },
    }
}

/// Posts an activity to an address. Its answer, or what comes of there being none.
async fn knocked(
    pod: &Pod,
    home: &pod_row::Model,
    to: (&Parcel, &str),
    after: After,
) -> Result<Result<Posted, Sent>, Stop> {
    match activity::send(pod, home, to, after).await {
        Ok(activity::Sent::Answered(answer)) => Ok(Ok(answer)),
        Ok(activity::Sent::Away(error)) => Ok(Err(Sent::Away(error.code(), None))),
        Err(Undone::Broke(fault)) => Err(Stop::Broke(fault)),
        Err(Undone::Retry(why)) => {
            tracing::info!(pod = home.host, why, "an activity waits");
            Ok(Err(Sent::Early))
        }
        Err(undone @ Undone::Reject(_)) => {
            tracing::info!(pod = home.host, why = %undone, "an activity has no sender any more");
            Ok(Err(Sent::Done))
        }
    }
}

/// As it goes over the wire.
struct Packed {
    path: String,
    media_type: &'static str,
    body: String,
}

async fn packed(pod: &Pod, parcel: &Parcel) -> Result<Packed, Undone> {
    let Some(id) = parcel.recipient else {
        return Ok(Packed {
            path: "/receive/public".to_owned(),
            media_type: "application/magic-envelope+xml",
            body: parcel.body.clone(),
        });
    };
    let gone = || Undone::Reject("its recipient is gone".to_owned());
    let person = delivery::recipient(pod.db.read(), id).await?.ok_or_else(gone)?;
    let key = keyring::of(pod, id).await?.ok_or_else(gone)?;
    let (letter, once) = (parcel.body.clone(), pod.random.bytes());
    // A long letter takes its time.
    let sealed = arithmetic::done(move || Sealed::write(&letter, &key, &once));
    Ok(Packed {
        path: format!("/receive/users/{}", person.guid),
        media_type: "application/json",
        body: sealed.await??,
    })
}

/// Has every pod sent to that is to get something, and forgets what has waited for too long. For the timetable: a job that was
/// lost comes back.
///
/// # Errors
/// The database cannot be written.
pub async fn plan(tx: &mut crate::db::Tx) -> Outcome<()> {
    let now: Moment = tx.now();
    delivery::forget(tx.sql(), now.minus(KEPT)).await?;
    let waiting = delivery::waiting(tx.sql()).await?;
    let jobs = waiting.into_iter().map(|pod| (Job::Deliver { pod: pod.0 }, now));
    Ok(tx.enqueue_all(jobs.collect()).await?)
}
