//! Files in a local folder. A file is either wholly there or not at all, also after a power cut: it is written under
//! another name in `.parts`, synced, and then given its own.
//!
//! Whoever writes a part holds a lock on it, which ends with the process; so what a killed one has left can be told from
//! what is being written, and is taken away by [`Folder::sweep_parts`].

use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use entity::Moment;
use tokio::io::{AsyncRead, AsyncReadExt};

use super::{Opened, StorageError, Stored, key};

const PARTS: &str = ".parts";
/// How often a folder is made anew that others take away.
const TRIES: u32 = 100;

/// The folder; cheap to clone. It is made when the first file is put.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    root: Arc<Path>,
}

impl Folder {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root: root.into() }
    }

    pub(super) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        let (root, name) = (self.root.clone(), key::name(key)?);
        off_thread(move || {
            let mut part = Part::new(&root)?;
            part.file.write_all(&bytes)?;
            part.keep(&root, &name)
        })
        .await
    }

    /// Moves the file in, or copies it where it lies on another disk; it is gone from where it was.
    pub(super) async fn put_file(&self, key: &str, from: &Path) -> Result<(), StorageError> {
        let (root, name, from) = (self.root.clone(), key::name(key)?, from.to_owned());
        off_thread(move || {
            let mut source = File::open(&from)?;
            source.sync_all()?;
            let path = root.join(&name);
            match rename(&root, &from, &path) {
                Ok(()) => return sync_names(&root, &path),
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
                Err(error) => return Err(error),
            }
            let mut part = Part::new(&root)?;
            io::copy(&mut source, &mut part.file)?;
            part.keep(&root, &name)?;
            std::fs::remove_file(&from)
        })
        .await
    }

    /// Keeps what is read until its end.
    pub(super) async fn put_stream(
        &self,
        key: &str,
        mut from: impl AsyncRead + Unpin + Send,
    ) -> Result<(), StorageError> {
        let (root, name) = (self.root.clone(), key::name(key)?);
        let mut part = off_thread({
            let root = root.clone();
            move || Part::new(&root)
        })
        .await?;
        loop {
            let mut some = Vec::new();
            let read = (&mut from).take(1024 * 1024).read_to_end(&mut some).await;
            if read.map_err(StorageError::Disk)? == 0 {
                break;
            }
            part = off_thread(move || part.file.write_all(&some).map(|()| part)).await?;
        }
        off_thread(move || part.keep(&root, &name)).await
    }

    pub(super) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let path = self.path(key)?;
        off_thread(move || found(std::fs::read(path))).await
    }

    pub(super) async fn open(&self, key: &str, from: u64, to: Option<u64>) -> Result<Option<Opened>, StorageError> {
        let path = self.path(key)?;
        let opened = off_thread(move || {
            found(File::open(path).and_then(|mut file| {
                let whole = file.metadata()?.len();
                file.seek(SeekFrom::Start(from.min(whole)))?;
                Ok((file, whole))
            }))
        })
        .await?;
        Ok(opened.map(|(file, whole)| {
            let length = to.unwrap_or(whole).min(whole).saturating_sub(from);
            Opened {
                whole,
                stream: Box::pin(tokio::fs::File::from_std(file).take(length)),
            }
        }))
    }

    pub(super) async fn size(&self, key: &str) -> Result<Option<u64>, StorageError> {
        let path = self.path(key)?;
        off_thread(move || found(std::fs::metadata(path)).map(|file| file.map(|file| file.len()))).await
    }

    pub(super) async fn delete(&self, key: &str) -> Result<(), StorageError> {
        let (root, path) = (self.root.clone(), self.path(key)?);
        off_thread(move || {
            found(std::fs::remove_file(&path))?;
            // Folders that are empty now go too: a person's pictures leave none behind. Who makes one anew meanwhile
            // does so again.
            let above = path.ancestors().skip(1).take_while(|above| *above != &*root);
            for folder in above {
                if std::fs::remove_dir(folder).is_err() {
                    break;
                }
            }
            Ok(())
        })
        .await
    }

    /// In the order of names, from the one after `after` on.
    pub(super) async fn list(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Stored>, StorageError> {
        let after = after.map(key::name).transpose()?;
        let (root, prefix) = (self.root.clone(), prefix.to_owned());
        off_thread(move || list(&root, &prefix, after.as_deref().unwrap_or(""), limit)).await
    }

    /// Takes away what processes that are gone have left half written; returns how many files.
    pub(super) async fn sweep_parts(&self) -> Result<u64, StorageError> {
        let root = self.root.clone();
        off_thread(move || {
            let mut swept = 0;
            for name in names(&root.join(PARTS))? {
                let path = root.join(PARTS).join(name);
                let Some(file) = found(File::open(&path))? else {
                    continue;
                };
                match file.try_lock() {
                    Ok(()) => {
                        found(std::fs::remove_file(&path))?;
                        swept += 1;
                    }
                    Err(TryLockError::WouldBlock) => {}
                    Err(TryLockError::Error(error)) => return Err(error),
                }
            }
            Ok(swept)
        })
        .await
    }

    /// Where the file is.
    pub(super) fn path(&self, key: &str) -> Result<PathBuf, StorageError> {
        Ok(self.root.join(key::name(key)?))
    }
}

/// A file that is being written. Dropped before it is kept, it is gone.
struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    fn new(root: &Path) -> io::Result<Self> {
        // Two that put the same key at once must not write into one file.
        static COUNT: AtomicU64 = AtomicU64::new(0);
        std::fs::create_dir_all(root.join(PARTS))?;
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = root.join(PARTS).join(format!("{}-{count}.part", std::process::id()));
            let file = match File::create_new(&path) {
                // Left by a process that had the same number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                other => other?,
            };
            let part = Self { file, path };
            part.file.lock()?;
            // Somebody who sweeps may have been quicker than the lock.
            if part.file.metadata()?.nlink() > 0 {
                return Ok(part);
            }
        }
    }

    fn keep(self, root: &Path, name: &str) -> io::Result<()> {
        self.file.sync_all()?;
        let path = root.join(name);
        rename(root, &self.path, &path)?;
        sync_names(root, &path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Once kept, there is none under this name.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Gives a file its name. Somebody who deletes the last other file of a folder may take that away meanwhile.
fn rename(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().unwrap_or(root);
    let mut tries = 0;
    loop {
        tries += 1;
        match std::fs::create_dir_all(folder).and_then(|()| std::fs::rename(from, to)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && tries < TRIES => {}
            other => return other,
        }
    }
}

/// The names, too, have to be on disk: of the file, and of folders that may be new.
fn sync_names(root: &Path, path: &Path) -> io::Result<()> {
    for above in path.ancestors().skip(1) {
        match File::open(above) {
            Ok(folder) => folder.sync_all()?,
            // The file has been deleted again, and its folder with it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        if above == root {
            break;
        }
    }
    Ok(())
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, StorageError> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StorageError::Disk(io::Error::other(error)))?;
    done.map_err(StorageError::Disk)
}

fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

fn list(root: &Path, prefix: &str, after: &str, limit: usize) -> io::Result<Vec<Stored>> {
    let mut listed = Vec::new();
    for first in names(root)? {
        if first.len() != 2 || after.get(..2).is_some_and(|after| first.as_str() < after) {
            continue;
        }
        for second in names(&root.join(&first))? {
            let shard = format!("{first}/{second}");
            if second.len() != 2 || after.get(..5).is_some_and(|after| shard.as_str() < after) {
                continue;
            }
            let mut files = Vec::new();
            collect(root, &shard, &mut files)?;
            files.sort();
            for name in files {
                let Some(key) = key::of(&name).filter(|key| key.starts_with(prefix) && name.as_str() > after) else {
                    continue;
                };
                if listed.len() == limit {
                    return Ok(listed);
                }
                if let Some(file) = found(std::fs::metadata(root.join(&name)))? {
                    listed.push(Stored {
                        key: key.to_owned(),
                        bytes: file.len(),
                        changed: Moment(file.mtime() * 1_000_000 + file.mtime_nsec() / 1_000),
                    });
                }
            }
        }
    }
    Ok(listed)
}

/// All files below a shard.
fn collect(root: &Path, below: &str, into: &mut Vec<String>) -> io::Result<()> {
    for name in names(&root.join(below))? {
        let name = format!("{below}/{name}");
        match found(std::fs::metadata(root.join(&name)))? {
            Some(entry) if entry.is_dir() => collect(root, &name, into)?,
            Some(_) => into.push(name),
            None => {}
        }
    }
    Ok(())
}

/// What is in a folder, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in found(std::fs::read_dir(folder))?.into_iter().flatten() {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
