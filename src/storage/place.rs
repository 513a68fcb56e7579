//! One of the places where files can be: the folder or the bucket.

use std::path::Path;

use super::bucket::Bucket;
use super::folder::Folder;
use super::{Opened, StorageError, Stored};

/// A place; cheap to clone.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Folder(Folder),
    Bucket(Bucket),
}

impl Place {
    pub(super) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        match self {
            Self::Folder(folder) => folder.put(key, bytes).await,
            Self::Bucket(bucket) => bucket.put(key, bytes).await,
        }
    }

    pub(super) async fn put_file(&self, key: &str, from: &Path) -> Result<(), StorageError> {
        match self {
            Self::Folder(folder) => folder.put_file(key, from).await,
            Self::Bucket(bucket) => {
                bucket.put_copy(key, from).await?;
                tokio::fs::remove_file(from).await.map_err(StorageError::Disk)
            }
        }
    }

    pub(super) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        match self {
            Self::Folder(folder) => folder.get(key).await,
            Self::Bucket(bucket) => bucket.get(key).await,
        }
    }

    pub(super) async fn open(&self, key: &str, from: u64, to: Option<u64>) -> Result<Option<Opened>, StorageError> {
        match self {
            Self::Folder(folder) => folder.open(key, from, to).await,
            Self::Bucket(bucket) => bucket.open(key, from, to).await,
        }
    }

    pub(super) async fn size(&self, key: &str) -> Result<Option<u64>, StorageError> {
        match self {
            Self::Folder(folder) => folder.size(key).await,
            Self::Bucket(bucket) => bucket.size(key).await,
        }
    }

    pub(super) async fn delete(&self, key: &str) -> Result<(), StorageError> {
        match self {
            Self::Folder(folder) => folder.delete(key).await,
            Self::Bucket(bucket) => bucket.delete(key).await,
        }
    }

    pub(super) async fn list(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Stored>, StorageError> {
        match self {
            Self::Folder(folder) => folder.list(prefix, after, limit).await,
            Self::Bucket(bucket) => bucket.list(prefix, after, limit).await,
        }
    }

    /// Copies a file from here to another place, and returns whether there was one.
    pub(super) async fn copy(&self, key: &str, to: &Self) -> Result<bool, StorageError> {
        if let (Self::Folder(folder), Self::Bucket(bucket)) = (self, to) {
            return match bucket.put_copy(key, &folder.path(key)?).await {
                Ok(()) => Ok(true),
                Err(StorageError::Disk(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
                Err(error) => Err(error),
            };
        }
        let Some(opened) = self.open(key, 0, None).await? else {
            return Ok(false);
        };
        match to {
            Self::Folder(folder) => folder.put_stream(key, opened.stream).await?,
            Self::Bucket(bucket) => {
                // Only from one bucket to another, which nobody can set.
                if let Some(bytes) = self.get(key).await? {
                    bucket.put(key, bytes).await?;
                }
            }
        }
        Ok(true)
    }
}
