//! The bound: room is taken before anything is written, and what was shown longest ago leaves until there is as much.
//! What leaves is deleted first and counted as gone then, so that there is never more than was counted.

use std::time::Duration;

use entity::Moment;
use entity::media_file::Model;
use entity::write::media::{self as rows, Kept, Room};

use super::shelf::Line;
use super::storage;
use crate::error::{Fault, Outcome};
use crate::pod::Pod;

/// The folder, within that of the pod, of what is just coming in.
pub(super) const DESKS: &str = "incoming";
/// What has lain there for so long was left behind.
const LEFT: Duration = Duration::from_secs(3_600);
/// What could not be had is forgotten when nobody wanted it for so long.
const FORGOTTEN: Duration = Duration::from_secs(30 * 86_400);
/// So often room is made for one thing; others take of it, too.
const ROUNDS: u32 = 40;

/// Takes the room for files, and makes it where there is none. `false` when there is not as much in all.
///
/// # Errors
/// The database or the storage cannot be written.
pub(super) async fn reserve(pod: &Pod, lease: (&str, Moment), kept: Kept) -> Outcome<bool> {
    let bound = i64::from(pod.settings.remote.cache_mb) * 1024 * 1024;
    if kept.bytes > bound {
        return Ok(false);
    }
    for _ in 0..ROUNDS {
        let mine = kept.clone();
        let room = pod.act(async |tx| Ok(rows::reserve(tx.sql(), lease, mine, bound).await?));
        let missing = match room.await? {
            Room::Taken => return Ok(true),
            Room::Lost => return Ok(false),
            Room::Full(missing) => missing,
        };
        let leaving = pod.act(async |tx| Ok(rows::oldest(tx.sql(), missing).await?)).await?;
        if leaving.is_empty() {
            // All of it is just being written or deleted by others.
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        clear(pod, &leaving).await?;
    }
    Ok(false)
}

/// Deletes the files of what leaves, and then its rows.
///
/// # Errors
/// The database or the storage cannot be written; what is left is swept.
pub(super) async fn clear(pod: &Pod, leaving: &[Model]) -> Outcome<()> {
    for row in leaving {
        let lines: Vec<Line> = serde_json::from_str(&row.files).map_err(Fault::of)?;
        for line in lines {
            let key = format!("media/{}/{}", row.folder, line.name);
            pod.storage.delete(&key).await.map_err(storage)?;
        }
        pod.act(async |tx| Ok(rows::gone(tx.sql(), row).await?)).await?;
    }
    Ok(())
}

/// Throws some of all that is kept away, and forgets what could not be had. `false` when there is nothing any more.
///
/// # Errors
/// The database or the storage cannot be written.
pub async fn empty(pod: &Pod) -> Outcome<bool> {
    let now = pod.clock.now();
    let leaving = pod
        .act(async |tx| {
            rows::forgive(tx.sql(), now).await?;
            Ok(rows::oldest(tx.sql(), i64::MAX).await?)
        })
        .await?;
    clear(pod, &leaving).await?;
    pod.media.forget();
    Ok(!leaving.is_empty())
}

/// Takes away what processes that were killed have left behind, and forgets what nobody wants any more.
///
/// # Errors
/// The database or the storage cannot be written.
pub async fn sweep(pod: &Pod) -> Outcome<()> {
    let now = pod.clock.now();
    loop {
        let stranded = pod.act(async |tx| Ok(rows::stranded(tx.sql(), now).await?)).await?;
        if stranded.is_empty() {
            break;
        }
        clear(pod, &stranded).await?;
    }
    pod.act(async |tx| Ok(rows::forget_refused(tx.sql(), now.minus(FORGOTTEN)).await?))
        .await?;
    let desks = pod.settings.data.join(DESKS);
    let swept = tokio::task::spawn_blocking(move || sweep_desks(&desks));
    swept.await.map_err(Fault::of)?;
    Ok(())
}

/// By the clock of the disk, which wrote their times.
fn sweep_desks(desks: &std::path::Path) {
    let Ok(found) = std::fs::read_dir(desks) else { return };
    for desk in found.flatten() {
        let age = desk.metadata().and_then(|about| about.modified()).ok();
        let old = age.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > LEFT);
        if old {
            // The next sweep finds it again.
            let _ = std::fs::remove_dir_all(desk.path());
        }
    }
}
