//! A disk that is full, a real one: a small file system is laid over one folder of the pod, in a name space of its own that
//! goes with the process. Where this machine makes none, the specs say so; `storage::whole` bounds files there.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::process::{Client, Home, Running, free_port};
use super::stored::{Taken, guid, until};
use crate::recording::build;
use crate::storage::s3::Service;
use crate::support::photo::{noise, picture};
use crate::support::{Origin, Served};

/// Lays one of this size over this folder, and then is the program that follows.
const SMALL: &str = "mount -t tmpfs -o \"size=$1\" small \"$2\" && shift 2 && exec \"$@\"";

fn can_be_small() -> bool {
    let tried = Command::new("unshare")
        .args(["-rm", "sh", "-c", SMALL, "sh", "256k", "/tmp", "true"])
        .stderr(Stdio::null())
        .status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        eprintln!("no small file system can be made here: a full disk was not tried");
    }
    can
}

/// A pod of which one folder has little room.
struct Small {
    running: Running,
    folder: PathBuf,
}

impl Small {
    async fn serve(home: &Home, folder: &str) -> Self {
        Self::serve_with(home, folder, "256k").await
    }

    async fn serve_with(home: &Home, folder: &str, size: &str) -> Self {
        let folder = home.data.join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.to_string_lossy().into_owned();
        let mut command = home.program_in(&["unshare", "-rm", "sh", "-c", SMALL, "sh", size, &path]);
        command.arg("serve");
        let running = home.start_as(command, free_port());
        running.answers().await;
        Self { running, folder }
    }

    /// What lies in it, hidden parts included.
    fn files(&self, home: &Home) -> Vec<(PathBuf, u64)> {
        // Seen from outside, the folder is another one.
        let seen = format!("/proc/{}/root{}", self.running.id(), self.folder.display());
        home.files(&seen)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_in_words_and_what_is_small_is_taken_all_the_same() {
    if !can_be_small() {
        return;
    }
    let mut film = build::mp4(b"isom", &[(b"vide", b"avc1")], false);
    film.extend(build::atom(b"free", &[&vec![7; 600_000]]));
    // While it comes in, and while it is kept.
    for folder in ["uploads", "files"] {
        let home = Home::new().await.with("limits.uploads_per_minute", "1000000");
        let small = Small::serve(&home, folder).await;
        let client = Client::set_up(small.running.port).await;
        let first = Taken::send(&client, &picture(40, 30, 1)).await;
        let before = small.files(&home);
        let large = if folder == "uploads" {
            film.clone()
        } else {
            noise(400, 2)
        };
        let refused = client.upload("/photos", &large).await.unwrap();
        assert_eq!(refused.status, 507, "{folder}: {}", refused.text);
        assert!(
            refused.text.contains("has no room left on its disk"),
            "{}",
            refused.text
        );
        let refused = client.upload("/settings/avatar", &noise(700, 3)).await.unwrap();
        assert!(
            folder == "uploads" || refused.status == 507 && refused.text.contains("has no room left"),
            "{} {}",
            refused.status,
            refused.text
        );
        let after: Vec<_> = small.files(&home);
        assert_eq!(after, before, "{folder}: nothing of it is left");
        first.is_whole(&client).await;
        Taken::send(&client, &picture(50, 30, 2)).await.is_whole(&client).await;
        assert_eq!(client.get("/stream").await.unwrap().status, 200);
        small.running.kill();
        home.remove().await;
    }
}

/// A browser reads no answer before it has sent everything: whoever answers and closes in between is a broken connection to it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_file_for_which_there_is_no_room_is_heard_to_its_end_before_that_is_told() {
    if !can_be_small() {
        return;
    }
    let home = Home::new().await;
    let small = Small::serve(&home, "uploads").await;
    let client = Client::set_up(small.running.port).await;
    // More than the system holds between the two.
    let film = vec![7; 25_000_000];
    let (head, answer) = client.upload_raw("/photos", &film).await.unwrap();
    assert!(head.starts_with("HTTP/1.1 507 "), "{head}");
    assert!(
        head.to_ascii_lowercase().contains("\r\nconnection: close\r\n"),
        "{head}"
    );
    assert!(answer.contains("has no room left on its disk"), "{answer}");
    small.running.kill();
    home.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_database_is_on_the_full_disk_too_pages_are_shown_and_nothing_breaks() {
    if !can_be_small() {
        return;
    }
    let home = Home::new().await.with("limits.uploads_per_minute", "1000000");
    let small = Small::serve_with(&home, "", "12m").await;
    let client = Client::set_up(small.running.port).await;
    let first = Taken::send(&client, &picture(40, 30, 1)).await;
    let sound = build::frame().repeat(2_000);
    let mut refused = 0;
    for number in 0..30 {
        let got = client.upload("/photos", &sound).await.unwrap();
        assert!(
            matches!(got.status, 200 | 507),
            "{} {}",
            got.status,
            small.running.said()
        );
        refused += usize::from(got.status == 507);
        let text = format!("post number {number}");
        let got = client
            .post("/posts", &[("text", &text), ("reach", "public")])
            .await
            .unwrap();
        assert!(
            matches!(got.status, 303 | 507),
            "{} {}",
            got.status,
            small.running.said()
        );
        if got.status == 507 {
            assert!(got.text.contains("has no room left on its disk"), "{}", got.text);
        }
    }
    assert!(refused > 0, "the disk was full");
    assert_eq!(client.get("/stream").await.unwrap().status, 200);
    first.is_whole(&client).await;
    small.running.kill();
    home.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_lets_through_what_of_other_servers_is_small_and_half_of_nothing() {
    if !can_be_small() {
        return;
    }
    let origin = Origin::new(|path| match path {
        "/large.png" => Served::ok("image/png", &noise(480, 4)),
        _ => Served::ok("image/png", &picture(40, 30, 3)),
    })
    .await;
    let also = origin.address().to_string();
    for folder in ["incoming", "files"] {
        let home = Home::new()
            .await
            .with("reachable_also", &also)
            .with("media.patience", "30000");
        let small = Small::serve(&home, folder).await;
        let client = Client::set_up(small.running.port).await;
        let large = client.proxied(origin.url("/large.png").as_str()).await;
        let (status, bytes) = client.bytes(&large).await.unwrap();
        assert_eq!((status, bytes.len()), (404, 0), "{folder}");
        let few = client.proxied(origin.url("/small.png").as_str()).await;
        let (status, bytes) = client.bytes(&few).await.unwrap();
        assert!(
            status == 200 && image::load_from_memory(&bytes).is_ok(),
            "{folder} {status}"
        );
        let kept = small.files(&home);
        assert!(kept.iter().all(|(_, length)| *length < 20_000), "{folder}: {kept:?}");
        let page = client.get("/admin").await.unwrap();
        assert!(page.text.contains("This pod has no room on its disk"), "{}", page.text);
        small.running.kill();
        home.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_to_a_full_disk_says_so_and_leaves_everything_where_it_can_be_read() {
    if !can_be_small() {
        return;
    }
    let service = Service::start().await;
    let home = Home::new().await.with("media.bucket", &service.setting());
    let home = home
        .with("media.keep", "bucket")
        .with("limits.uploads_per_minute", "1000000");
    let small = Small::serve(&home, "files").await;
    let client = Client::set_up(small.running.port).await;
    let mut taken = Vec::new();
    for seed in 0..2 {
        taken.push(Taken::send(&client, &noise(300, seed)).await);
    }
    // In the pod's own name space, where the folder is the small one.
    let pid = small.running.id().to_string();
    let mut command = home.program_in(&["nsenter", "--preserve-credentials", "-U", "-m", "-t", &pid]);
    command.args(["media", "move", "folder"]);
    let output = tokio::task::spawn_blocking(move || command.stdin(Stdio::null()).output().unwrap()).await;
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    for part in ["No space left", "the others are where they were", "call this again"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for one in &taken {
        one.is_whole(&client).await;
    }
    // New ones go where there is room.
    until("the bucket is where new files go", async || {
        let before = service.files.lock().unwrap().len();
        let got = client.upload("/photos", &picture(20, 20, 1)).await.unwrap();
        assert!(matches!(got.status, 200 | 507), "{}", got.text);
        got.status == 200 && !guid(&got.text).is_empty() && service.files.lock().unwrap().len() > before
    })
    .await;
    let parts = small.files(&home);
    assert!(parts.iter().all(|(path, _)| !path.ends_with(".part")), "{parts:?}");
    small.running.kill();
    home.remove().await;
}
