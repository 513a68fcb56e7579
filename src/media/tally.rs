//! What is counted, and which files were shown: kept in memory and written down together, at most once a minute, so that
//! showing a file that is here writes nothing.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use entity::write::media as write;
use entity::{MediaFileId, Moment};

use crate::error::Outcome;
use crate::pod::Pod;

/// How often it is written down.
const EACH: Duration = Duration::from_secs(60);
/// The time of a file is written when it is older than this.
pub(super) const HOUR: Duration = Duration::from_secs(3_600);

/// What happened since it was last written down.
#[derive(Default)]
pub(super) struct Tally {
    hits: AtomicI64,
    fetches: AtomicI64,
    fetched_bytes: AtomicI64,
    shown: Mutex<HashSet<MediaFileId>>,
    written: Mutex<Moment>,
}

impl Tally {
    /// A file that was here was shown.
    pub(super) fn hit(&self) {
        self.hits.fetch_add(1, Ordering::Relaxed);
    }

    /// Another server was asked.
    pub(super) fn fetched(&self) {
        self.fetches.fetch_add(1, Ordering::Relaxed);
    }

    /// So much came from other servers.
    pub(super) fn came(&self, bytes: u64) {
        self.fetched_bytes
            .fetch_add(i64::try_from(bytes).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    /// The time of this file is to be written.
    pub(super) fn show(&self, id: MediaFileId) {
        self.shown.lock().expect("no panic while holding it").insert(id);
    }

    /// Whether it is time to write; then nobody else is told so for a while.
    pub(super) fn due(&self, now: Moment) -> bool {
        let mut written = self.written.lock().expect("no panic while holding it");
        let due = now.since(*written) >= EACH;
        if due {
            *written = now;
        }
        due
    }
}

/// Writes down what was counted.
///
/// # Errors
/// The database cannot be written; it is counted on.
pub(super) async fn write_down(pod: &Pod) -> Outcome<()> {
    let tally = &pod.media.tally;
    let shown: Vec<MediaFileId> = std::mem::take(&mut *tally.shown.lock().expect("no panic while holding it"))
        .into_iter()
        .collect();
    let taken = [
        ("hits", &tally.hits),
        ("fetches", &tally.fetches),
        ("fetched-bytes", &tally.fetched_bytes),
    ]
    .map(|(name, count)| (name, count, count.swap(0, Ordering::Relaxed)));
    if shown.is_empty() && taken.iter().all(|(_, _, many)| *many == 0) {
        return Ok(());
    }
    let now = pod.clock.now();
    let done = pod
        .act(async |tx| {
            write::touch(tx.sql(), &shown, now).await?;
            for (name, _, many) in &taken {
                if *many != 0 {
                    write::count(tx.sql(), name, *many).await?;
                }
            }
            Ok(())
        })
        .await;
    if done.is_err() {
        for (_, count, many) in &taken {
            count.fetch_add(*many, Ordering::Relaxed);
        }
    }
    done
}

/// How it stands, for the administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Files that are here.
    pub files: u64,
    /// The room that they take, in bytes.
    pub used: u64,
    /// Times that one of them was shown.
    pub hits: u64,
    /// Times that another server was asked.
    pub fetches: u64,
    /// What came from other servers, in bytes.
    pub fetched_bytes: u64,
    /// What could not be had: why (one of [`super::REASONS`]), and how many.
    pub refused: Vec<(String, u64)>,
    /// The servers from which most of that comes, and how many.
    pub hosts: Vec<(String, u64)>,
}

/// How it stands, what this process has counted included.
///
/// # Errors
/// The database cannot be read or written.
pub async fn facts(pod: &Pod) -> Outcome<Facts> {
    write_down(pod).await?;
    let facts = write::facts(pod.db.read()).await?;
    let amount = |name: &str| {
        let found = facts.tally.iter().find(|(known, _)| known == name);
        found.map_or(0, |(_, amount)| u64::try_from(*amount).unwrap_or(0))
    };
    Ok(Facts {
        files: facts.there,
        used: amount("used"),
        hits: amount("hits"),
        fetches: amount("fetches"),
        fetched_bytes: amount("fetched-bytes"),
        refused: facts
            .refused
            .iter()
            .map(|reason| (reason.why.clone(), u64::try_from(reason.many).unwrap_or(0)))
            .collect(),
        hosts: hosts(&facts.refused_urls),
    })
}

/// The ten hosts that most of these addresses are of.
fn hosts(urls: &[String]) -> Vec<(String, u64)> {
    let mut hosts: Vec<(String, u64)> = Vec::new();
    for url in urls {
        let Some(host) = url::Url::parse(url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
        else {
            continue;
        };
        match hosts.iter_mut().find(|(known, _)| *known == host) {
            Some((_, many)) => *many += 1,
            None => hosts.push((host, 1)),
        }
    }
    hosts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    hosts.truncate(10);
    hosts
}
