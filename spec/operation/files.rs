//! The power goes while files come in, are written anew, are kept, are fetched from elsewhere: what was answered is whole,
//! half a file is never given out, and what was left over is swept.

use samara::storage::Storage;

use super::process::{Client, Home, Running, free_port};
use super::stored::{Taken, comes_right, guid, let_days_pass, looking, named, until};
use crate::recording::build;
use crate::support::photo::noise;
use crate::support::rows::{column, count};
use crate::support::{Origin, Served, Then};

/// When the power goes.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Half of a file has come.
    HalfSent,
    /// A picture has come, and is being written anew.
    Resizing,
    /// Some of its sizes are kept.
    Keeping,
    /// A film has come, and is being copied without what is said about it.
    Copying,
    /// Half of a picture of another server has come.
    HalfFetched,
    /// It has come, and is being kept.
    Fetched,
}

async fn elsewhere() -> Origin {
    let picture = noise(200, 5);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n";
    let half = format!("{head}Content-Length: {}\r\n\r\n", picture.len());
    let half = [half.as_bytes(), &picture[..picture.len() / 2]].concat();
    Origin::new(move |path| match path {
        "/half.png" => Served::raw(&half, Then::Hang),
        _ => Served::ok("image/png", &picture),
    })
    .await
}

/// A film of some length.
fn film() -> Vec<u8> {
    let mut film = build::mp4(b"isom", &[(b"vide", b"avc1"), (b"soun", b"mp4a")], false);
    film.extend(build::atom(b"free", &[&vec![7; 3_000_000]]));
    film
}

/// What is being sent, until it ends or the power goes.
fn sending(client: &Client, file: Vec<u8>) -> tokio::task::JoinHandle<Option<String>> {
    let client = client.clone();
    tokio::spawn(async move {
        let got = client.upload("/photos", &file).await.ok()?;
        (got.status == 200).then(|| guid(&got.text))
    })
}

fn looking_at(client: &Client, path: String) -> tokio::task::JoinHandle<Option<String>> {
    let client = client.clone();
    tokio::spawn(async move {
        let _ = client.bytes(&path).await;
        None
    })
}

/// Brings the pod to that moment and cuts the power. What was answered before that is returned.
async fn cut(home: &Home, running: Running, client: &Client, origin: &Origin, when: When) -> Option<String> {
    let photos = |home: &Home| {
        let files = home.files("files");
        files
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains("/photos/"))
            .count()
    };
    let before = photos(home);
    let (task, half) = match when {
        When::HalfSent => (None, Some(client.upload_half("/photos", &noise(300, 1)).await)),
        When::Resizing => (Some(sending(client, noise(300, 2))), None),
        When::Keeping => (Some(sending(client, noise(300, 3))), None),
        When::Copying => (Some(sending(client, film())), None),
        When::HalfFetched => {
            let path = client.proxied(origin.url("/half.png").as_str()).await;
            (Some(looking_at(client, path)), None)
        }
        When::Fetched => {
            let path = client.proxied(origin.url("/whole.png").as_str()).await;
            (Some(looking_at(client, path)), None)
        }
    };
    let db = looking(home).await;
    until(&format!("{when:?}"), async || {
        let over = task.as_ref().is_some_and(tokio::task::JoinHandle::is_finished);
        over || match when {
            When::HalfSent => home.files("uploads").iter().any(|(_, length)| *length > 0),
            When::Resizing => {
                let whole = noise(300, 2).len() as u64;
                home.files("uploads").iter().any(|(_, length)| *length == whole)
            }
            When::Keeping => photos(home) > before,
            When::Copying => home.files("uploads").len() > 1,
            When::HalfFetched => home.files("incoming").iter().any(|(_, length)| *length > 0),
            When::Fetched => count(&db, "SELECT count(*) FROM media_file WHERE state = 1").await > 0,
        }
    })
    .await;
    running.kill();
    db.close().await.unwrap();
    drop(half);
    match task {
        Some(task) => task.await.unwrap(),
        None => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_kill_leaves_half_a_file_or_one_that_is_nobodys() {
    let origin = elsewhere().await;
    let also = origin.address().to_string();
    let home = Home::new().await.with("reachable_also", &also);
    let home = home.with("limits.uploads_per_minute", "1000000");
    let mut running = home.serve(free_port()).await;
    let mut client = Client::set_up(running.port).await;
    let mut taken = vec![
        Taken::send(&client, &noise(60, 9)).await,
        Taken::send(&client, &film()).await,
    ];
    let got = client.upload("/settings/avatar", &noise(60, 8)).await.unwrap();
    assert_eq!(got.status, 303, "{}", got.text);
    for when in [
        When::HalfSent,
        When::Resizing,
        When::Keeping,
        When::Copying,
        When::HalfFetched,
        When::Fetched,
    ] {
        let answered = cut(&home, running, &client, &origin, when).await;
        running = home.serve(free_port()).await;
        client = client.at(running.port);
        if let Some(guid) = answered {
            taken.push(Taken::noted(&client, &guid).await);
        }
        for one in &taken {
            one.is_whole(&client).await;
        }
    }
    running.kill();
    let_days_pass(&home).await;
    running = home.serve(free_port()).await;
    client = client.at(running.port);
    let storage = Storage::new(home.data.join("files"));
    comes_right(&home, &running, &storage).await;
    let db = looking(&home).await;
    let guids = column(&db, "SELECT guid FROM photo").await;
    assert!(guids.len() >= taken.len());
    for guid in guids {
        let one = Taken::noted(&client, &guid).await;
        assert!(build::holds(&one.bytes, build::SAMPLE) || image::load_from_memory(&one.bytes).is_ok());
    }
    for (key, _) in named(&db).await.iter().filter(|(key, _)| !key.ends_with(".mp4")) {
        let bytes = storage.get(key).await.unwrap().unwrap();
        assert!(image::load_from_memory(&bytes).is_ok(), "{key} is not whole");
    }
    let path = client.proxied(origin.url("/whole.png").as_str()).await;
    let (status, bytes) = client.bytes(&path).await.unwrap();
    assert!(status == 200 && image::load_from_memory(&bytes).is_ok(), "{status}");
    db.close().await.unwrap();
    running.kill();
    home.remove().await;
}
