//! A file is whole or not there: when the disk is full, and when the power goes. Both are tried on a process of their own,
//! which is this program with one of the specs below that are otherwise left out.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use samara::storage::{Storage, StorageError};

use crate::support::pod::folder;

const FOLDER: &str = "SAMARA_TEST_FOLDER";

/// This program again, with that spec only.
fn again(spec: &str, shell: &str, folder: &Path) -> Command {
    let mut command = Command::new("sh");
    let program = std::env::current_exe().unwrap();
    let line = format!("{shell} exec \"$0\" --exact storage::whole::{spec} --ignored --test-threads 1");
    command.arg("-c").arg(line).arg(program).env(FOLDER, folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn given() -> PathBuf {
    std::env::var_os(FOLDER)
        .map(PathBuf::from)
        .expect("another spec starts this one")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path => vec![path],
        })
        .collect()
}

#[tokio::test]
async fn a_disk_without_room_keeps_nothing_half() {
    let folder = folder();
    // No file of this process can have more than 64 blocks of 512 bytes: what is more is refused as on a full disk.
    let status = again("without_room", "trap '' XFSZ; ulimit -f 64;", &folder)
        .status()
        .unwrap();
    assert!(status.success());
    let names: Vec<PathBuf> = files(&folder.join("files"));
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].ends_with("photos/small"));
}

#[tokio::test]
#[ignore = "for another spec, which gives this process little room"]
async fn without_room() {
    let folder = given();
    let storage = Storage::new(folder.join("files"));
    storage.put("photos/small", vec![1; 1_000]).await.unwrap();
    let refused = storage.put("photos/large", vec![1; 1_000_000]).await;
    assert!(matches!(refused, Err(StorageError::Disk(_))));
    let refused = storage.put("photos/small", vec![2; 1_000_000]).await;
    assert!(matches!(refused, Err(StorageError::Disk(_))));
    assert_eq!(storage.get("photos/small").await.unwrap(), Some(vec![1; 1_000]));
    assert_eq!(storage.get("photos/large").await.unwrap(), None);
}

#[tokio::test]
async fn whoever_is_killed_while_writing_leaves_whole_files_and_what_can_be_swept() {
    let folder = folder();
    let storage = Storage::new(folder.join("files"));
    for _ in 0..3 {
        let mut process = again("writes_without_end", "", &folder).spawn().unwrap();
        let before = files(&folder).len();
        while files(&folder).len() < before + 20 {
            assert!(process.try_wait().unwrap().is_none(), "it writes until it is killed");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        process.kill().unwrap();
        process.wait().unwrap();
    }
    storage.sweep_parts().await.unwrap();
    let parts = files(&folder.join("files/.parts"));
    assert!(parts.is_empty(), "{parts:?}");
    let listed = storage.list("", None, 10_000).await.unwrap();
    assert!(listed.len() >= 50 && listed.iter().all(|file| file.bytes == 200_000));
}

#[tokio::test]
#[ignore = "for another spec, which kills it"]
async fn writes_without_end() {
    let folder = given();
    let storage = Storage::new(folder.join("files"));
    for number in 0.. {
        let key = format!("photos/{}/{number}", std::process::id());
        storage.put(&key, vec![7; 200_000]).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_being_written_is_not_swept_away() {
    let folder = folder();
    let storage = Storage::new(folder.join("files"));
    let sweeping = tokio::spawn({
        let storage = storage.clone();
        async move {
            for _ in 0..200 {
                storage.sweep_parts().await.unwrap();
            }
        }
    });
    for number in 0..60 {
        storage.put(&format!("photos/{number}"), vec![3; 50_000]).await.unwrap();
    }
    sweeping.await.unwrap();
    assert_eq!(storage.list("", None, 100).await.unwrap().len(), 60);
    // One that nobody writes any more.
    std::fs::write(folder.join("files/.parts/9-9.part"), b"half").unwrap();
    assert_eq!(storage.sweep_parts().await.unwrap(), 1);
}

#[tokio::test]
async fn folders_of_files_that_are_deleted_go_with_them() {
    let folder = folder();
    let storage = Storage::new(folder.join("files"));
    for number in 0..20 {
        let key = format!("photos/{number}/full.webp");
        storage.put(&key, vec![1]).await.unwrap();
        storage.delete(&key).await.unwrap();
    }
    let left: Vec<_> = std::fs::read_dir(folder.join("files")).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "but for `.parts`: {left:?}");
}
