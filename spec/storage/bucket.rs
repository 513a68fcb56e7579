//! Files in a bucket, and on the way from one place to the other.

use std::path::Path;
use std::sync::atomic::Ordering;

use samara::settings::{Settings, Sources};
use samara::storage::{Storage, StorageError};
use tokio::io::AsyncReadExt;

use super::s3::Service;
use crate::support::pod::folder;

fn settings(folder: &Path, keep: &str, bucket: &str) -> Settings {
    let overrides = [
        ("data", folder.display().to_string()),
        ("media.keep", keep.to_owned()),
        ("media.bucket", bucket.to_owned()),
    ];
    let overrides = overrides.map(|(key, value)| (key.to_owned(), value)).into();
    Settings::load(&Sources {
        overrides,
        ..Sources::default()
    })
    .unwrap()
}

fn storage(folder: &Path, keep: &str, bucket: &str) -> Storage {
    Storage::from_settings(&settings(folder, keep, bucket)).unwrap()
}

async fn part(storage: &Storage, key: &str, from: u64, to: Option<u64>) -> Option<(u64, Vec<u8>)> {
    let mut opened = storage.open(key, from, to).await.unwrap()?;
    let mut bytes = Vec::new();
    opened.stream.read_to_end(&mut bytes).await.unwrap();
    Some((opened.whole, bytes))
}

/// What every place promises.
async fn keeps_its_promises(storage: &Storage, folder: &Path) {
    assert_eq!(storage.get("photos/a/300.webp").await.unwrap(), None);
    assert!(part(storage, "photos/a/300.webp", 0, None).await.is_none());
    storage.delete("photos/a/300.webp").await.unwrap();
    storage.put("photos/a/300.webp", b"one".to_vec()).await.unwrap();
    storage.put("photos/a/300.webp", b"0123456789".to_vec()).await.unwrap();
    storage.put("photos/a/empty", Vec::new()).await.unwrap();
    for (from, to, wanted) in [
        (0, None, "0123456789"),
        (3, None, "3456789"),
        (3, Some(5), "34"),
        (0, Some(100), "0123456789"),
        (5, Some(5), ""),
        (10, None, ""),
        (99, Some(120), ""),
    ] {
        let read = part(storage, "photos/a/300.webp", from, to).await;
        assert_eq!(read, Some((10, wanted.as_bytes().to_vec())), "{from} {to:?}");
    }
    assert_eq!(part(storage, "photos/a/empty", 0, None).await, Some((0, Vec::new())));
    let sent = folder.join("sent");
    let large: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    std::fs::write(&sent, &large).unwrap();
    storage.put_file("photos/b/full.mp4", &sent).await.unwrap();
    assert!(!sent.exists());
    assert_eq!(storage.get("photos/b/full.mp4").await.unwrap(), Some(large));
    assert!(storage.put_file("photos/c", &folder.join("nowhere")).await.is_err());
    for number in 0..9 {
        storage.put(&format!("media/{number}"), vec![7; number]).await.unwrap();
    }
    let all = storage.list("", None, 100).await.unwrap();
    assert_eq!(all.len(), 12);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = storage.list("media/", after.as_deref(), 2).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 2);
        after = Some(last.key.clone());
        seen.extend(page);
    }
    assert_eq!(seen.len(), 9);
    for number in 0..9 {
        let one = seen.iter().find(|file| file.key == format!("media/{number}")).unwrap();
        assert_eq!(one.bytes, number);
        assert!(one.changed.0 > 1_700_000_000_000_000);
    }
    for file in all {
        storage.delete(&file.key).await.unwrap();
    }
    assert!(storage.list("", None, 100).await.unwrap().is_empty());
    assert!(matches!(
        storage.put("../a", Vec::new()).await,
        Err(StorageError::Key(_))
    ));
}

#[tokio::test]
async fn a_folder_and_a_bucket_promise_the_same() {
    let folder = folder();
    keeps_its_promises(&Storage::new(folder.join("files")), &folder).await;
    let service = Service::start().await;
    keeps_its_promises(&storage(&folder, "bucket", &service.setting()), &folder).await;
    keeps_its_promises(&storage(&folder, "folder", &service.setting()), &folder).await;
}

/// `SAMARA_TEST_S3=http://key:secret@127.0.0.1:5000/bucket script/test storage::` asks a service that others wrote.
#[tokio::test]
async fn a_service_that_others_wrote_promises_the_same() {
    match std::env::var("SAMARA_TEST_S3") {
        Ok(address) => keeps_its_promises(&storage(&folder(), "bucket", &address), &folder()).await,
        Err(_) => eprintln!("SAMARA_TEST_S3 names no bucket: only the service of this spec was asked"),
    }
}

#[tokio::test]
async fn a_busy_service_is_asked_again_and_one_that_says_no_is_believed() {
    let (folder, service) = (folder(), Service::start().await);
    let bucket = storage(&folder, "bucket", &service.setting());
    service.busy.store(2, Ordering::SeqCst);
    bucket.put("photos/x", b"there".to_vec()).await.unwrap();
    service.busy.store(2, Ordering::SeqCst);
    assert_eq!(bucket.get("photos/x").await.unwrap(), Some(b"there".to_vec()));
    service.busy.store(3, Ordering::SeqCst);
    let refused = bucket.get("photos/x").await.unwrap_err();
    assert!(refused.to_string().contains("503"), "{refused}");
    let stranger = storage(&folder, "bucket", &service.setting_with("another"));
    let asked = service.asked.load(Ordering::SeqCst);
    let refused = stranger.put("photos/y", b"x".to_vec()).await.unwrap_err();
    assert!(refused.to_string().contains("403"), "{refused}");
    assert_eq!(service.asked.load(Ordering::SeqCst), asked + 1);
    assert_eq!(service.files.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_that_is_said_about_a_bucket_has_the_secret_in_it() {
    let folder = folder();
    let address = "http://key1:geheim@127.0.0.1:1/photos?region=north-1";
    let settings = settings(&folder, "bucket", address);
    let said = format!("{:?} {:?}", settings, settings.describe());
    assert!(said.contains("127.0.0.1:1/photos") && !said.contains("geheim"));
    let storage = Storage::from_settings(&settings).unwrap();
    let refused = storage.get("photos/x").await.unwrap_err();
    let said = format!("{storage:?} {refused:?} {refused}");
    for secret in ["geheim", "Signature", "X-Amz"] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[test]
fn a_bucket_that_cannot_be_is_refused_before_anything_is_kept() {
    for address in [
        "photos",
        "ftp://key:geheim@host/bucket",
        "https://host/bucket",
        "https://key@host/bucket",
        "https://key:geheim@host/",
        "https://key:geheim@host/bucket/below",
        "https://key:geheim@host/bucket?regoin=x",
        "https://key:geheim@host/bucket?style=other",
    ] {
        let overrides = vec![("media.bucket".to_owned(), address.to_owned())];
        let refused = Settings::load(&Sources {
            overrides,
            ..Sources::default()
        });
        let refused = refused.expect_err(address).to_string();
        assert!(
            refused.contains("media.bucket") && !refused.contains("geheim"),
            "{refused}"
        );
    }
    let none = Storage::from_settings(&settings(&folder(), "bucket", ""));
    assert!(none.unwrap_err().to_string().contains("media.bucket"));
}

#[tokio::test]
async fn all_files_move_from_the_folder_to_the_bucket_and_back_while_they_are_read() {
    let (folder, service) = (folder(), Service::start().await);
    let before = storage(&folder, "folder", "");
    for number in 0..40 {
        before
            .put(&format!("photos/{number}"), vec![number; 1_000])
            .await
            .unwrap();
    }
    for keep in ["bucket", "folder"] {
        let storage = storage(&folder, keep, &service.setting());
        let reader = tokio::spawn({
            let storage = storage.clone();
            async move {
                for number in (0..40).rev() {
                    let read = storage.get(&format!("photos/{number}")).await.unwrap();
                    assert_eq!(read, Some(vec![number; 1_000]), "{number}");
                }
            }
        });
        let mut told = 0;
        assert_eq!(storage.move_all(|moved| told = moved).await.unwrap(), 40);
        assert_eq!(told, 40);
        reader.await.unwrap();
        assert_eq!(storage.move_all(|_| ()).await.unwrap(), 0);
        assert_eq!(storage.list("", None, 100).await.unwrap().len(), 40);
        let there = if keep == "bucket" { 40 } else { 0 };
        assert_eq!(service.files.lock().unwrap().len(), there);
        assert_eq!(before.list("", None, 100).await.unwrap().len(), 40 - there);
    }
}

#[tokio::test]
async fn a_move_that_was_cut_off_goes_on_and_brings_back_nothing_that_was_deleted() {
    let (folder, service) = (folder(), Service::start().await);
    let before = storage(&folder, "folder", "");
    for number in 0..6 {
        before.put(&format!("photos/{number}"), vec![number; 10]).await.unwrap();
    }
    let storage = storage(&folder, "bucket", &service.setting());
    // As if it was cut off after copying one and before deleting it where it was.
    storage.put("photos/0", vec![0; 10]).await.unwrap();
    // Two of those that are yet to move are deleted, one is put anew.
    storage.delete("photos/1").await.unwrap();
    storage.delete("photos/0").await.unwrap();
    storage.put("photos/2", b"newer".to_vec()).await.unwrap();
    assert_eq!(storage.list("", None, 100).await.unwrap().len(), 4);
    service.busy.store(1_000, Ordering::SeqCst);
    assert!(storage.move_all(|_| ()).await.is_err());
    service.busy.store(0, Ordering::SeqCst);
    storage.move_all(|_| ()).await.unwrap();
    assert!(before.list("", None, 100).await.unwrap().is_empty());
    assert_eq!(service.files.lock().unwrap().len(), 4);
    assert_eq!(storage.get("photos/0").await.unwrap(), None);
    assert_eq!(storage.get("photos/2").await.unwrap(), Some(b"newer".to_vec()));
    assert_eq!(storage.get("photos/5").await.unwrap(), Some(vec![5; 10]));
}
