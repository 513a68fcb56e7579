//! Which letters are in hand, known within the process and written down for the next one: a letter that ends the process (it
//! aborts, or is killed for its memory) could not be counted as tried by a transaction, and would end the next one, too.
//!
//! Each batch has a file in the data folder, locked as long as its process lives. It is not flushed to disk: it has to
//! survive the end of the process, not that of the machine. Whoever starts and finds a file that nobody locks works on its letters
//! one by one, so that the next file names the one alone that did it.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use entity::ReceivedId;

use super::Desk;
use crate::pod::Pod;

/// Within the data folder.
const FOLDER: &str = "in-hand";

/// Letters in hand. Dropped, they are anybody's.
pub(super) struct Hand<'a> {
    desk: &'a Desk,
    ids: Vec<ReceivedId>,
    mark: Option<Mark>,
}

/// What is left of it if the process ends.
struct Mark {
    path: PathBuf,
    /// Locked until it is closed.
    _file: File,
}

impl<'a> Hand<'a> {
    /// Takes letters.
    pub(super) fn of(pod: &'a Pod, ids: Vec<ReceivedId>) -> Self {
        let desk = &pod.desk;
        let mut taken = desk.taken.lock().expect("no panic while holding it");
        taken.extend(ids.iter().copied());
        drop(taken);
        let folder = pod.settings.data.join(FOLDER);
        // Without it the letters are worked on all the same: it is for the worst case.
        let mark = (!ids.is_empty()).then(|| Mark::new(&folder, &ids)).transpose();
        let mark = mark.unwrap_or_else(|error| {
            tracing::warn!(%error, "which letters are in hand could not be written down");
            None
        });
        Self { desk, ids, mark }
    }
}

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        let mut taken = self.desk.taken.lock().expect("no panic while holding it");
        for id in &self.ids {
            taken.remove(id);
        }
        if let Some(mark) = &self.mark {
            // Whoever finds it later finds letters that are done.
            let _ = std::fs::remove_file(&mark.path);
        }
    }
}

impl Mark {
    fn new(folder: &Path, ids: &[ReceivedId]) -> std::io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        std::fs::create_dir_all(folder)?;
        let mut lines = String::new();
        for id in ids {
            lines.push_str(&format!("{id}\n"));
        }
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{}-{count}", std::process::id()));
            let mut file = match File::create_new(&path) {
                // Left by a process that had the same number, or by another one in a container beside this.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            file.lock()?;
            file.write_all(lines.as_bytes())?;
            return Ok(Self { path, _file: file });
        }
    }
}

/// What processes had in hand that are gone, batch by batch. It is read once.
pub(super) fn left_behind(pod: &Pod) -> std::io::Result<Vec<Vec<ReceivedId>>> {
    let folder = pod.settings.data.join(FOLDER);
    let mut batches = Vec::new();
    let entries = match std::fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(batches),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let Ok(mut file) = File::open(&path) else { continue };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => continue,
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let mut lines = String::new();
        file.read_to_string(&mut lines)?;
        let ids: Vec<ReceivedId> = lines
            .lines()
            .filter_map(|line| line.parse().ok().map(ReceivedId))
            .collect();
        // One that is empty is just being written.
        if !ids.is_empty() {
            std::fs::remove_file(&path)?;
            batches.push(ids);
        }
    }
    Ok(batches)
}
