//! What is here: found in memory, else by its row; and what is not, which is waited for as long as a page waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use entity::media_file::{Model, State};
use entity::write::media as rows;
use entity::{MediaFileId, Moment};
use serde::{Deserialize, Serialize};

use super::class::{self, Class};
use super::memory::Held;
use super::{Asked, Variant, fetch, storage, tally};
use crate::error::{Fault, Outcome};
use crate::image::Side;
use crate::pod::Pod;

/// Files up to this size are kept in memory for a moment.
const SMALL: u64 = 256 * 1024;

/// A file as it stands in its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// The end of its key.
    pub(super) name: String,
    /// How it is written, from the fixed list of what is made here.
    pub(super) media_type: String,
    /// Which picture; none for film and sound.
    pub(super) side: Option<String>,
    pub(super) bytes: u64,
}

/// A file that can be shown.
#[derive(Debug)]
pub struct File {
    id: MediaFileId,
    used_at: Moment,
    noted: AtomicBool,
    /// Its key in the storage.
    pub key: String,
    /// For the header `ETag`, quotes included.
    pub tag: String,
    /// For the header `Content-Type`.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// All of it, if it is small.
    pub whole: Option<Arc<[u8]>>,
}

impl File {
    /// What it takes in memory.
    pub(super) fn weight(&self) -> u32 {
        self.whole
            .as_ref()
            .map_or(0, |whole| u32::try_from(whole.len()).unwrap_or(u32::MAX))
    }
}

/// What there is for an address.
#[derive(Clone, Debug)]
pub enum Had {
    /// This.
    There(Arc<File>),
    /// Nothing, and it is not asked for again for a while.
    Gone,
    /// Not yet.
    Later,
}

/// What there is for an address; what is not here is fetched, and waited for a little.
///
/// # Errors
/// The database or the storage cannot be read.
pub async fn have(pod: &Pod, asked: Asked) -> Outcome<Had> {
    if pod.settings.remote.cache_mb == 0 {
        return Ok(Had::Gone);
    }
    let class = Class::of(asked.variant);
    let digest = class.digest(&asked.url);
    let name = (digest, asked.variant);
    let held = match pod.media.memory.get(&name) {
        Some(held) => Some(held),
        None => look(pod, &name).await?,
    };
    if let Some(held) = held {
        // It may have come before its host was refused.
        let refused = super::refuses(pod, &asked.url).await?;
        return Ok(if refused { Had::Gone } else { shown(pod, held) });
    }
    let Ok(place) = pod.media.flights.waiting.clone().try_acquire_owned() else {
        return Ok(Had::Later);
    };
    let flight = fetch::begin(pod, class, &name.0, asked.url);
    let patience = Duration::from_millis(u64::from(pod.settings.remote.patience));
    let ended = tokio::time::timeout(patience, flight.ended()).await;
    drop(place);
    match ended {
        Ok(()) => Ok(look(pod, &name).await?.map_or(Had::Later, |held| shown(pod, held))),
        Err(_) => Ok(Had::Later),
    }
}

/// Counts what is shown; what was last shown an hour ago has its time written, some time.
fn shown(pod: &Pod, held: Held) -> Had {
    let tally = &pod.media.tally;
    let now = pod.clock.now();
    let had = match held {
        Held::There(file) => {
            tally.hit();
            if now.since(file.used_at) >= tally::HOUR && !file.noted.swap(true, Ordering::Relaxed) {
                tally.show(file.id);
            }
            Had::There(file)
        }
        Held::Gone => Had::Gone,
    };
    if tally.due(now) {
        let pod = pod.clone();
        tokio::spawn(async move {
            if let Err(stop) = tally::write_down(&pod).await {
                tracing::warn!(?stop, "what was shown of other servers could not be counted");
            }
        });
    }
    had
}

/// By its row; none when it has to be fetched.
async fn look(pod: &Pod, name: &(String, Variant)) -> Outcome<Option<Held>> {
    let Some(row) = rows::one(pod.db.read(), &name.0).await? else {
        return Ok(None);
    };
    let held = match row.state {
        State::There => found(pod, row, name.1).await?.map(|file| Held::There(Arc::new(file))),
        State::Refused if row.next_try_at > pod.clock.now() => Some(Held::Gone),
        State::Refused | State::Wanted | State::Writing | State::Leaving => None,
    };
    if let Some(held) = &held {
        pod.media.memory.keep(name.clone(), held.clone());
    }
    Ok(held)
}

async fn found(pod: &Pod, row: Model, variant: Variant) -> Outcome<Option<File>> {
    let lines: Vec<Line> = serde_json::from_str(&row.files).map_err(Fault::of)?;
    let Some(line) = best(&lines, variant) else {
        return Ok(None);
    };
    let key = format!("media/{}/{}", row.folder, line.name);
    let whole = if line.bytes <= SMALL {
        let Some(bytes) = pod.storage.get(&key).await.map_err(storage)? else {
            tracing::warn!(key, "a file of another server is lost; it is fetched again");
            lost(pod, &row).await?;
            return Ok(None);
        };
        Some(Arc::from(bytes))
    } else {
        None
    };
    Ok(Some(File {
        id: row.id,
        used_at: row.used_at,
        noted: AtomicBool::new(false),
        tag: format!("\"{}-{}\"", row.folder, line.name),
        key,
        media_type: line.media_type.clone(),
        bytes: line.bytes,
        whole,
    }))
}

/// Somebody has deleted its file from outside: the row must not promise it any longer.
async fn lost(pod: &Pod, row: &Model) -> Outcome<()> {
    pod.act(async |tx| Ok(rows::leave(tx.sql(), row.id).await?)).await?;
    super::room::clear(pod, std::slice::from_ref(row)).await
}

/// The picture that is shown where this one is wanted; of films and sounds there is one.
fn best(lines: &[Line], variant: Variant) -> Option<&Line> {
    let Some(side) = class::side(variant) else {
        return lines.first();
    };
    let of = |line: &Line| line.side.as_deref().and_then(Side::parse);
    let best = side.best_of(lines.iter().filter_map(of))?;
    lines.iter().find(|line| of(line) == Some(best))
}
