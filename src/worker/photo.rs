//! Files of photos that are to go: of rows that are gone, of rows that never were, and what came in and was broken off.

use entity::write::photo as rows;
use entity::write::stored::Stored;

use crate::domain::photo;
use crate::error::{Fault, Stop};
use crate::job::Done;
use crate::pod::Pod;
use crate::queue::Claimed;

/// Photos whose files are taken away in one go.
const SOME: u64 = 50;
/// Files looked at in one go.
const LISTED: usize = 500;
/// A file that no row names may be one whose row is just being written, for so long.
const YOUNG: std::time::Duration = std::time::Duration::from_secs(6 * 3_600);

/// Deletes files of photos whose rows are gone. The files first: killed on the way, it is done once more.
pub(super) async fn take(pod: &Pod, claimed: &Claimed) -> Result<Done, Stop> {
    let gone = rows::gone(pod.db.read(), SOME).await?;
    for one in &gone {
        for file in photo::files(&one.files) {
            pod.storage
                .delete(&file.key(&one.storage_key))
                .await
                .map_err(Fault::of)?;
        }
    }
    let mut tx = pod.db.begin().await?;
    rows::forget(tx.sql(), &gone).await?;
    if gone.len() as u64 == SOME {
        tx.commit().await?;
        return Ok(Done::More);
    }
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// Deletes files in storage that no row names, and uploads that a killed process has left.
pub(super) async fn sweep(pod: &Pod, claimed: &Claimed) -> Result<Done, Stop> {
    let old = pod.clock.now().minus(YOUNG);
    let mut after: Option<String> = None;
    loop {
        let listed = pod
            .storage
            .list("", after.as_deref(), LISTED)
            .await
            .map_err(Fault::of)?;
        let Some(last) = listed.last() else { break };
        after = Some(last.key.clone());
        let aged = listed.into_iter().filter(|file| file.changed < old);
        let keys: Vec<String> = aged.map(|file| file.key).collect();
        for kind in Stored::ALL {
            sweep_some(pod, kind, &keys).await?;
        }
    }
    broken_off(pod, old).await.map_err(Fault::of)?;
    let mut tx = pod.db.begin().await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn sweep_some(pod: &Pod, kind: Stored, keys: &[String]) -> Result<(), Stop> {
    let named = || keys.iter().filter_map(|key| Some((kind.name(key)?.to_owned(), key)));
    let mut names: Vec<String> = named().map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let known = kind.known(pod.db.read(), &names).await?;
    for (name, key) in named() {
        if !known.contains(&name) {
            pod.storage.delete(key).await.map_err(Fault::of)?;
        }
    }
    Ok(())
}

/// What came in goes with its request; only a process that was killed leaves something.
async fn broken_off(pod: &Pod, old: entity::Moment) -> std::io::Result<()> {
    let mut folder = match tokio::fs::read_dir(pod.settings.data.join("uploads")).await {
        Ok(folder) => folder,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    while let Some(file) = folder.next_entry().await? {
        let changed = file.metadata().await?.modified()?;
        let since = changed.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        if i128::try_from(since.as_micros()).unwrap_or(i128::MAX) < i128::from(old.0) {
            tokio::fs::remove_file(file.path()).await?;
        }
    }
    Ok(())
}
