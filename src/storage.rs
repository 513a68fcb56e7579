//! Pictures and other files of the pod, in a local folder, each under a key.
//!
//! It knows keys and bytes: who may have them is asked before. Files are spread over two levels of folders, so that
//! none grows endless, and a file is either wholly there or not at all, also after a power cut.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const LONGEST_KEY: usize = 200;

/// Why a file could not be had or kept.
#[derive(Debug)]
pub enum StorageError {
    /// The key has something in it that no key has.
    Key(String),
    /// The disk says no.
    Disk(io::Error),
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(formatter, "{key:?} is no key of a file"),
            Self::Disk(error) => write!(formatter, "storage: {error}"),
        }
    }
}

impl std::error::Error for StorageError {}

/// The folder of files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: Arc<Path>,
}

impl Storage {
    /// Files in this folder, which is made when the first one is put.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into().into(),
        }
    }

    /// Keeps the bytes under the key, in place of what was there. When it returns they are on disk.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        let (path, folder) = (self.path(key)?, self.folder.clone());
        off_thread(move || write(&folder, &path, &bytes)).await
    }

    /// The bytes under the key, if there are any.
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let path = self.path(key)?;
        off_thread(move || found(std::fs::read(path))).await
    }

    /// Takes the file away; it is no error when there is none.
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        let path = self.path(key)?;
        off_thread(move || found(std::fs::remove_file(path)).map(drop)).await
    }

    /// `<folder>/3f/a9/<key>`: the two levels are the beginning of the key's digest.
    fn path(&self, key: &str) -> Result<PathBuf, StorageError> {
        if !is_key(key) {
            return Err(StorageError::Key(key.chars().take(LONGEST_KEY).collect()));
        }
        let digest = openssl::sha::sha256(key.as_bytes());
        Ok(self
            .folder
            .join(format!("{:02x}/{:02x}", digest[0], digest[1]))
            .join(key))
    }
}

/// Letters, digits, dots, dashes and slashes; no part is empty or begins with a dot, so none leads out.
fn is_key(key: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/._-".contains(&byte);
    key.len() <= LONGEST_KEY
        && key.bytes().all(known)
        && key.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
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

fn write(root: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Two that put the same key at once must not write into one temporary file.
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().expect("a key's path lies in a folder");
    std::fs::create_dir_all(folder)?;
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = folder.join(format!(".{}-{count}.part", std::process::id()));
    let kept = write_through(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if let Err(error) = kept {
        // The error that matters is the first one.
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    // The names, too, have to be on disk: of the file, and of folders that may be new.
    for above in folder.ancestors() {
        std::fs::File::open(above)?.sync_all()?;
        if above == root {
            break;
        }
    }
    Ok(())
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
