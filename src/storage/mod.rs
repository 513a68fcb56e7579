//! Pictures and other files of the pod, each under a key: in a local folder, or in a bucket of a service that speaks S3.
//!
//! It knows keys and bytes: who may have them is asked before. Where both are set, new files go to one of them, and what
//! is not there is looked for in the other, so that files can be moved from one to the other while the pod runs: which
//! one it is can be changed at any time ([`Storage::keep_in`]). A key is given once: what is under it is replaced or
//! deleted, but no other thing comes under it.

mod bucket;
mod folder;
mod key;
mod moving;
mod place;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::Moment;
use tokio::io::AsyncRead;

use bucket::Bucket;
use folder::Folder;
use place::Place;

use crate::error::{Fault, Stop};
use crate::settings::{Keep, Settings};

/// Why a file could not be had or kept.
#[derive(Debug)]
pub enum StorageError {
    /// The key has something in it that no key has.
    Key(String),
    /// The disk says no.
    Disk(io::Error),
    /// The bucket says no, or cannot be reached.
    Bucket(String),
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(formatter, "{key:?} is no key of a file"),
            Self::Disk(error) => write!(formatter, "storage: {error}"),
            Self::Bucket(words) => write!(formatter, "storage: {words}"),
        }
    }
}

impl std::error::Error for StorageError {}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Disk(error) => error.into(),
            StorageError::Key(_) | StorageError::Bucket(_) => Self::Broke(Fault::of(error)),
        }
    }
}

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

impl Opened {
    fn empty(whole: u64) -> Self {
        Self {
            whole,
            stream: Box::pin(tokio::io::empty()),
        }
    }
}

/// The files; cheap to clone, and clones agree on where new ones go.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: Place,
    bucket: Option<Place>,
    /// New files go to the bucket.
    to_bucket: Arc<AtomicBool>,
}

impl Storage {
    /// Files in this folder only, which is made when the first one is put.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Place::Folder(Folder::new(folder.into())),
            bucket: None,
            to_bucket: Arc::default(),
        }
    }

    /// As the settings say.
    ///
    /// # Errors
    /// Files shall be kept in a bucket, and none is set.
    pub fn from_settings(settings: &Settings) -> Result<Self, StorageError> {
        let mut storage = Self::new(settings.data.join("files"));
        if let Some(address) = &settings.media.bucket {
            let bucket = Bucket::parse(address.reveal());
            let words = "`media.bucket` cannot be the address of a bucket";
            storage.bucket = Some(Place::Bucket(
                bucket.ok_or_else(|| StorageError::Bucket(words.to_owned()))?,
            ));
        }
        storage.keep_in(settings.media.keep)?;
        Ok(storage)
    }

    /// Where new files go.
    pub fn kept_in(&self) -> Keep {
        if self.to_bucket.load(Ordering::SeqCst) {
            Keep::Bucket
        } else {
            Keep::Folder
        }
    }

    /// Puts new files there from now on.
    ///
    /// # Errors
    /// It is the bucket, and none is set.
    pub fn keep_in(&self, keep: Keep) -> Result<(), StorageError> {
        if keep == Keep::Bucket && self.bucket.is_none() {
            let words = "files are kept in a bucket, but `media.bucket` names none";
            return Err(StorageError::Bucket(words.to_owned()));
        }
        self.to_bucket.store(keep == Keep::Bucket, Ordering::SeqCst);
        Ok(())
    }

    /// The bucket's address without key and secret, if there is one.
    pub fn bucket(&self) -> Option<String> {
        match &self.bucket {
            Some(Place::Bucket(bucket)) => Some(bucket.address()),
            Some(Place::Folder(_)) | None => None,
        }
    }

    /// Where new files go, and where files may be as well.
    fn places(&self) -> (&Place, Option<&Place>) {
        match (self.kept_in(), &self.bucket) {
            (Keep::Bucket, Some(bucket)) => (bucket, Some(&self.folder)),
            (Keep::Bucket | Keep::Folder, bucket) => (&self.folder, bucket.as_ref()),
        }
    }

    /// Keeps the bytes under the key, in place of what was there. When it returns they are on disk.
    ///
    /// # Errors
    /// See [`StorageError`]. Nothing half is kept.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        self.places().0.put(key, bytes).await
    }

    /// Keeps a file under the key, in place of what was there; it is moved, and gone from where it was.
    ///
    /// # Errors
    /// See [`StorageError`]. Nothing half is kept, and the file is still where it was.
    pub async fn put_file(&self, key: &str, from: &Path) -> Result<(), StorageError> {
        self.places().0.put_file(key, from).await
    }

    /// The bytes under the key, if there are any.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        for place in self.looked_at() {
            if let Some(found) = place.get(key).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The bytes from the one numbered `from` to the one before `to`, or to the end, read bit by bit. Where there are
    /// none, because the file is shorter, the stream is empty.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn open(&self, key: &str, from: u64, to: Option<u64>) -> Result<Option<Opened>, StorageError> {
        for place in self.looked_at() {
            if let Some(opened) = place.open(key, from, to).await? {
                return Ok(Some(opened));
            }
        }
        Ok(None)
    }

    /// Where a file is looked for. In the first place once more, since it may have been moved there meanwhile.
    fn looked_at(&self) -> impl Iterator<Item = &Place> {
        let (first, second) = self.places();
        let again = second.map(|_| first);
        std::iter::once(first).chain(second).chain(again)
    }

    /// Takes the file away, wherever it is; it is no error when there is none.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        // In this order, and there once more: see `moving`.
        let (first, second) = self.places();
        if let Some(second) = second {
            second.delete(key).await?;
            first.delete(key).await?;
            return second.delete(key).await;
        }
        first.delete(key).await
    }

    /// Files whose keys begin so, at most so many. The order is that of the storage: to go on, give the key of the last
    /// one as `after`.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn list(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StorageError> {
        let (first, second) = self.places();
        let mut listed = first.list(prefix, after, limit).await?;
        if let Some(second) = second {
            // Both have the same order, so what is left out of the one page comes in the next.
            listed.extend(second.list(prefix, after, limit).await?);
            listed.sort_by_cached_key(|file| key::name(&file.key).unwrap_or_default());
            listed.dedup_by(|next, one| next.key == one.key);
            listed.truncate(limit);
        }
        Ok(listed)
    }

    /// Takes away what processes that were killed have left half written in the folder; returns how many files.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn sweep_parts(&self) -> Result<u64, StorageError> {
        match &self.folder {
            Place::Folder(folder) => folder.sweep_parts().await,
            Place::Bucket(_) => Ok(0),
        }
    }
}
