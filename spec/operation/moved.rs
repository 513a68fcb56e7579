//! Files are brought from the folder to a bucket and back while the pod runs and people go on; and the power goes meanwhile.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use samara::settings::{Settings, Sources};
use samara::storage::Storage;

use super::process::{Client, Home, free_port};
use super::stored::{Taken, comes_right, looking, named, until};
use crate::storage::s3::Service;
use crate::support::photo::picture;

/// Sends and looks at photos until it is told to end; returns those that were taken in.
async fn go_on(client: Client, mut taken: Vec<Taken>, end: Arc<AtomicBool>) -> Vec<Taken> {
    while !end.load(Ordering::SeqCst) {
        for one in &taken {
            one.is_whole(&client).await;
        }
        let shade = u8::try_from(taken.len() % 250).unwrap();
        taken.push(Taken::send(&client, &picture(30, 20, shade)).await);
    }
    taken
}

fn move_to(home: &Home, place: &str) -> std::process::Child {
    let mut command = home.program();
    command.args(["media", "move", place]).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

async fn moved_to(home: &Home, place: &str) {
    let child = move_to(home, place);
    let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await;
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Files in the folder that have their own name.
fn in_folder(home: &Home) -> usize {
    home.files("files").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_files_are_moved_while_people_go_on_and_a_kill_loses_none() {
    let service = Service::start().await;
    let home = Home::new().await.with("media.bucket", &service.setting());
    let home = home.with("limits.uploads_per_minute", "1000000");
    let mut running = home.serve(free_port()).await;
    let mut client = Client::set_up(running.port).await;
    let mut taken = Vec::new();
    for shade in 0..6 {
        taken.push(Taken::send(&client, &picture(80, 60, shade)).await);
    }
    let in_bucket = || service.files.lock().unwrap().len();
    assert_eq!(in_bucket(), 0);

    let end = Arc::new(AtomicBool::new(false));
    let going_on = tokio::spawn(go_on(client.clone(), taken, end.clone()));
    moved_to(&home, "bucket").await;
    end.store(true, Ordering::SeqCst);
    let taken = going_on.await.unwrap();
    assert!(taken.len() > 6, "people went on");
    assert_eq!(in_folder(&home), 0);
    let db = looking(&home).await;
    assert_eq!(in_bucket(), named(&db).await.len());

    // Back, and the power goes on the way: first for who moves, then for the pod.
    let before = in_bucket();
    let mut moving = move_to(&home, "folder");
    until("some files are over", async || in_bucket() < before - 3).await;
    moving.kill().unwrap();
    moving.wait().unwrap();
    running.kill();
    running = home.serve(free_port()).await;
    client = client.at(running.port);
    for one in &taken {
        one.is_whole(&client).await;
    }
    moved_to(&home, "folder").await;
    assert_eq!(in_bucket(), 0);
    assert_eq!(in_folder(&home), named(&db).await.len());
    for one in &taken {
        one.is_whole(&client).await;
    }
    // What was said with the move counts for pods that start later, too.
    running.kill();
    running = home.serve(free_port()).await;
    client = client.at(running.port);
    Taken::send(&client, &picture(20, 20, 9)).await;
    assert_eq!(in_bucket(), 0);
    let overrides = vec![
        ("data".to_owned(), home.data.display().to_string()),
        ("media.bucket".to_owned(), service.setting()),
    ];
    let settings = Settings::load(&Sources {
        overrides,
        ..Sources::default()
    });
    comes_right(&home, &running, &Storage::from_settings(&settings.unwrap()).unwrap()).await;
    db.close().await.unwrap();
    running.kill();
    home.remove().await;
}

#[tokio::test]
async fn a_bucket_that_the_pod_does_not_know_yet_is_moved_to_by_nobody() {
    let service = Service::start().await;
    let home = Home::new().await;
    let running = home.serve(free_port()).await;
    let home = home.with("media.bucket", &service.setting());
    let output = home.run(&["media", "move", "bucket"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("Start it anew"), "{said}");
    assert_eq!(service.files.lock().unwrap().len(), 0);
    running.kill();
    let home = home.with("media.bucket", "");
    let output = home.run(&["media", "move", "bucket"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("media.bucket"), "{said}");
    home.remove().await;
}
