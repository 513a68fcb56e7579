//! Files and their keys. The bucket, moving, and what is whole in the folder beside.

mod bucket;
pub mod s3;
mod whole;

use std::path::PathBuf;

use samara::random::Random;
use samara::storage::{Storage, StorageError};

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("samara-storage-{}", Random::System.guid_hex())))
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path)
                } else {
                    found.push(path)
                }
            }
        }
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn what_is_put_is_there_until_it_is_deleted() {
    let folder = Folder::new();
    let storage = Storage::new(&folder.0);
    assert_eq!(storage.get("avatar/abc-50.jpg").await.unwrap(), None);
    storage.put("avatar/abc-50.jpg", b"one".to_vec()).await.unwrap();
    storage.put("avatar/abc-50.jpg", b"two".to_vec()).await.unwrap();
    storage.put("avatar/abc-100.jpg", Vec::new()).await.unwrap();
    assert_eq!(storage.get("avatar/abc-50.jpg").await.unwrap(), Some(b"two".to_vec()));
    assert_eq!(storage.get("avatar/abc-100.jpg").await.unwrap(), Some(Vec::new()));
    let files = folder.files();
    assert_eq!(files.len(), 2, "no temporary file stays: {files:?}");
    let below = files[0].strip_prefix(&folder.0).unwrap();
    assert_eq!(below.components().count(), 4, "two levels above the key: {below:?}");
    storage.delete("avatar/abc-50.jpg").await.unwrap();
    storage.delete("avatar/abc-50.jpg").await.unwrap();
    assert_eq!(storage.get("avatar/abc-50.jpg").await.unwrap(), None);
}

#[tokio::test]
async fn a_key_leads_nowhere_else() {
    let folder = Folder::new();
    let storage = Storage::new(&folder.0);
    let long = "a".repeat(201);
    let wrong = [
        "",
        "/",
        "../a",
        "a/../b",
        "a/./b",
        "/etc/passwd",
        "a//b",
        "a/",
        ".hidden",
        "A",
        "a b",
        "ä",
        "a\\b",
        "a\0b",
        "a\n",
        &long,
    ];
    for key in wrong {
        assert!(
            matches!(storage.put(key, Vec::new()).await, Err(StorageError::Key(_))),
            "{key:?}"
        );
        assert!(matches!(storage.get(key).await, Err(StorageError::Key(_))), "{key:?}");
        assert!(
            matches!(storage.delete(key).await, Err(StorageError::Key(_))),
            "{key:?}"
        );
    }
    assert!(!folder.0.exists());
}

#[tokio::test]
async fn many_writers_of_one_key_leave_one_whole_file() {
    let folder = Folder::new();
    let storage = Storage::new(&folder.0);
    let writers: Vec<_> = (0..16u8)
        .map(|n| {
            let storage = storage.clone();
            tokio::spawn(async move { storage.put("photo/x", vec![n; 100_000]).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let bytes = storage.get("photo/x").await.unwrap().unwrap();
    assert!(bytes.len() == 100_000 && bytes.iter().all(|byte| *byte == bytes[0]));
    assert_eq!(folder.files().len(), 1);
}
