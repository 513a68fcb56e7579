//! Pictures and other files of the pod, each under a key: in a local folder, or in a bucket of a service that speaks S3.
//!
//! It knows keys and bytes: who may have them is asked before. Where both are set, new files go to the one that the
//! settings name, and what is not there is looked for in the other, so that files can be moved from one to the other
//! while the pod runs. A key is given once: what is under it is replaced or deleted, but no other thing comes under it.

mod folder;
mod key;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use entity::Moment;
use tokio::io::AsyncRead;

use folder::Folder;

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

/// A file, or a part of it, that is read bit by bit.
pub struct Opened {
    /// The length of the whole file, in bytes.
    pub whole: u64,
    /// The part that was asked for.
    pub stream: Pin<Box<dyn AsyncRead + Send>>,
}

/// A file that was found by listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its key.
    pub key: String,
    /// Its length.
    pub bytes: u64,
    /// When it was put.
    pub changed: Moment,
}

/// The files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    first: Folder,
}

impl Storage {
    /// Files in this folder, which is made when the first one is put.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            first: Folder::new(folder.into()),
        }
    }

    /// Keeps the bytes under the key, in place of what was there. When it returns they are on disk.
    ///
    /// # Errors
    /// See [`StorageError`]. Nothing half is kept.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        self.first.put(key, bytes).await
    }

    /// Keeps a file under the key, in place of what was there; it is moved, and gone from where it was.
    ///
    /// # Errors
    /// See [`StorageError`]. Nothing half is kept, and the file is still where it was.
    pub async fn put_file(&self, key: &str, from: &Path) -> Result<(), StorageError> {
        self.first.put_file(key, from).await
    }

    /// The bytes under the key, if there are any.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.first.get(key).await
    }

    /// The bytes from the one numbered `from` to the one before `to`, or to the end, read bit by bit. Where there are
    /// none, because the file is shorter, the stream is empty.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn open(&self, key: &str, from: u64, to: Option<u64>) -> Result<Option<Opened>, StorageError> {
        self.first.open(key, from, to).await
    }

    /// Takes the file away; it is no error when there is none.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        self.first.delete(key).await
    }

    /// Files whose keys begin so, at most so many. The order is that of the storage: to go on, give the key of the last
    /// one as `after`.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn list(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StorageError> {
        self.first.list(prefix, after, limit).await
    }

    /// Takes away what processes that were killed have left half written in the folder; returns how many files.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn sweep_parts(&self) -> Result<u64, StorageError> {
        self.first.sweep_parts().await
    }
}
