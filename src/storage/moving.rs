//! Bringing over what there is in the one place to the other, while the pod runs.
//!
//! Each file is copied and only then deleted where it was, so that whoever asks finds it in one of the two; a move that
//! was cut off goes on where it was. A file that somebody deletes meanwhile is not brought back: they delete it where it
//! was, where it goes, and where it was once more, whichever of the two they take for which; so either the copy is there
//! before they are done, or who moves it sees that it is gone where it was.

use futures_util::{StreamExt, TryStreamExt, stream};

use super::place::Place;
use super::{Storage, StorageError};

/// Files that are under way at once.
const AT_ONCE: usize = 8;
const PAGE: usize = 1_000;

impl Storage {
    /// Moves all files to where new ones go; `told` hears after some how many are over. Returns how many were moved.
    ///
    /// # Errors
    /// See [`StorageError`]. What is over stays over, the rest is where it was.
    pub async fn move_all(&self, mut told: impl FnMut(u64)) -> Result<u64, StorageError> {
        let (to, Some(from)) = self.places() else {
            return Ok(0);
        };
        let mut moved = 0;
        let mut after = None;
        loop {
            let page = from.list("", after.as_deref(), PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(moved);
            };
            after = Some(last.key.clone());
            let each = page.iter().map(|file| one(&file.key, from, to));
            let over: Vec<bool> = stream::iter(each).buffer_unordered(AT_ONCE).try_collect().await?;
            moved += over.into_iter().filter(|over| *over).count() as u64;
            told(moved);
        }
    }
}

async fn one(key: &str, from: &Place, to: &Place) -> Result<bool, StorageError> {
    let Some(length) = from.size(key).await? else {
        return Ok(false);
    };
    // A move that was cut off may have copied it. What is there is whole, as all that is put; what has another length
    // was put anew since.
    if to.size(key).await?.is_none() && from.copy(key, to).await? && to.size(key).await? != Some(length) {
        return Err(StorageError::Bucket(format!(
            "{key} has another length than where it was"
        )));
    }
    if from.size(key).await?.is_none() {
        // Somebody has deleted it while it was copied.
        to.delete(key).await?;
        return Ok(false);
    }
    from.delete(key).await?;
    Ok(true)
}
