//! Pictures and other files of the pod, each under a key: in a local folder, or in a bucket of a service that speaks S3.
//!
//! It knows keys and bytes: who may have them is asked before. Where both are set, new files go to the one that the
//! settings name, and what is not there is looked for in the other, so that files can be moved from one to the other
//! while the pod runs. A key is given once: what is under it is replaced or deleted, but no other thing comes under it.

mod bucket;
mod folder;
mod key;
mod moving;
mod place;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use entity::Moment;
use tokio::io::AsyncRead;

use bucket::Bucket;
use folder::Folder;
use place::Place;

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

/// The files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Where new files go.
    first: Place,
    /// Where files may be as well.
    second: Option<Place>,
}

impl Storage {
    /// Files in this folder only, which is made when the first one is put.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            first: Place::Folder(Folder::new(folder.into())),
            second: None,
        }
    }

    /// As the settings say.
    ///
    /// # Errors
    /// Files shall be kept in a bucket, and none is set.
    pub fn from_settings(settings: &Settings) -> Result<Self, StorageError> {
        let folder = Place::Folder(Folder::new(settings.data.join("files")));
        let words = |words: &str| StorageError::Bucket(words.to_owned());
        let bucket = match &settings.media.bucket {
            Some(address) => {
                let bucket = Bucket::parse(address.reveal());
                let bucket = bucket.ok_or_else(|| words("`media.bucket` cannot be the address of a bucket"))?;
                Some(Place::Bucket(bucket))
            }
            None => None,
        };
        match (settings.media.keep, bucket) {
            (Keep::Folder, bucket) => Ok(Self {
                first: folder,
                second: bucket,
            }),
            (Keep::Bucket, Some(bucket)) => Ok(Self {
                first: bucket,
                second: Some(folder),
            }),
            (Keep::Bucket, None) => Err(words("`media.keep` is \"bucket\", but `media.bucket` names none")),
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
        let again = self.second.as_ref().map(|_| &self.first);
        std::iter::once(&self.first).chain(&self.second).chain(again)
    }

    /// Takes the file away, wherever it is; it is no error when there is none.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        // In this order: see `moving`.
        if let Some(second) = &self.second {
            second.delete(key).await?;
        }
        self.first.delete(key).await
    }

    /// Files whose keys begin so, at most so many. The order is that of the storage: to go on, give the key of the last
    /// one as `after`.
    ///
    /// # Errors
    /// See [`StorageError`].
    pub async fn list(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StorageError> {
        let mut listed = self.first.list(prefix, after, limit).await?;
        if let Some(second) = &self.second {
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
        let mut swept = 0;
        for place in std::iter::once(&self.first).chain(&self.second) {
            match place {
                Place::Folder(folder) => swept += folder.sweep_parts().await?,
                Place::Bucket(_) => {}
            }
        }
        Ok(swept)
    }
}
