//! What lies in storage beside what the rows say: a file that no row names, or a row whose file is missing, is found here.

use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime};

use samara::domain::photo;
use samara::storage::Storage;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use super::process::{Client, Home, Running};
use crate::support::rows::{column, count};

/// The database, looked at from outside.
pub async fn looking(home: &Home) -> DatabaseConnection {
    let mut options = ConnectOptions::new(home.url());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database opens")
}

/// The keys and lengths of all files that rows name; of people's pictures the length is not known.
pub async fn named(db: &DatabaseConnection) -> Vec<(String, Option<u64>)> {
    let mut named = Vec::new();
    for row in column(db, "SELECT storage_key || ' ' || files FROM photo").await {
        let (key, files) = row.split_once(' ').unwrap();
        named.extend(photo::files(files).iter().map(|file| (file.key(key), Some(file.bytes))));
    }
    for row in column(db, "SELECT folder || ' ' || files FROM media_file WHERE state = 2").await {
        let (folder, files) = row.split_once(' ').unwrap();
        let files: Vec<serde_json::Value> = serde_json::from_str(files).unwrap();
        for file in files {
            let name = file["name"].as_str().unwrap();
            named.push((format!("media/{folder}/{name}"), file["bytes"].as_u64()));
        }
    }
    for key in column(db, "SELECT avatar FROM person WHERE avatar IS NOT NULL").await {
        named.extend(["original", "300", "100", "50"].map(|size| (format!("avatars/{key}/{size}"), None)));
    }
    named
}

/// What is wrong, in words.
pub async fn wrong(home: &Home, db: &DatabaseConnection, storage: &Storage) -> Vec<String> {
    let mut wrong = Vec::new();
    let listed = storage.list("", None, 100_000).await.unwrap();
    let named = named(db).await;
    for (key, bytes) in &named {
        match listed.iter().find(|file| file.key == *key) {
            None => wrong.push(format!("{key} is missing")),
            Some(file) if bytes.is_some_and(|bytes| bytes != file.bytes) => wrong.push(format!("{key} is not whole")),
            Some(_) => {}
        }
    }
    let named: BTreeSet<&str> = named.iter().map(|(key, _)| key.as_str()).collect();
    let left = listed.iter().filter(|file| !named.contains(file.key.as_str()));
    wrong.extend(left.map(|file| format!("{} is nobody's", file.key)));
    for folder in ["uploads", "incoming", "files/.parts"] {
        wrong.extend(
            home.files(folder)
                .iter()
                .map(|(path, _)| format!("{} is left", path.display())),
        );
    }
    let used = count(db, "SELECT amount FROM media_tally WHERE name = 'used'").await;
    let sum = "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM media_file WHERE state = 2";
    let kept = count(db, sum).await;
    if used != kept {
        wrong.push(format!("{used} bytes are counted for {kept} of other servers"));
    }
    wrong
}

/// Everything that lies about was left there days ago, and whoever was at work has not come back.
pub async fn let_days_pass(home: &Home) {
    let long_ago = SystemTime::now() - Duration::from_secs(3 * 86_400);
    let old = |path: &std::path::Path| {
        if let Ok(file) = std::fs::File::open(path) {
            file.set_modified(long_ago).unwrap();
        }
    };
    for folder in ["uploads", "files"] {
        home.files(folder).iter().for_each(|(path, _)| old(path));
    }
    for desk in std::fs::read_dir(home.data.join("incoming"))
        .into_iter()
        .flatten()
        .flatten()
    {
        old(&desk.path());
    }
    let db = looking(home).await;
    for passed in [
        "UPDATE job SET locked_until = 1 WHERE locked_until IS NOT NULL",
        "UPDATE media_file SET lease_until = 1 WHERE lease_until > 1",
    ] {
        db.execute_unprepared(passed).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Waits until nothing is wrong: what sweeps, which begin with the pod, have to do.
pub async fn comes_right(home: &Home, running: &Running, storage: &Storage) {
    let db = looking(home).await;
    let begun = Instant::now();
    loop {
        let wrong = wrong(home, &db, storage).await;
        if wrong.is_empty() {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{wrong:#?} {}",
            running.said()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    db.close().await.unwrap();
}

/// Waits until something is so.
pub async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A photo that was taken in, and what it looked like then.
#[derive(Clone)]
pub struct Taken {
    pub guid: String,
    pub bytes: Vec<u8>,
}

impl Taken {
    /// Sends a file, and notes what is given out for it.
    pub async fn send(client: &Client, file: &[u8]) -> Self {
        let got = client.upload("/photos", file).await.unwrap();
        assert_eq!(got.status, 200, "{}", got.text);
        Self::noted(client, &guid(&got.text)).await
    }

    /// One that is there.
    pub async fn noted(client: &Client, guid: &str) -> Self {
        let (status, bytes) = client.bytes(&format!("/photos/{guid}/full")).await.unwrap();
        assert_eq!(status, 200, "{guid}");
        Self {
            guid: guid.to_owned(),
            bytes,
        }
    }

    /// It is given out as it was.
    pub async fn is_whole(&self, client: &Client) {
        let (status, bytes) = client.bytes(&format!("/photos/{}/full", self.guid)).await.unwrap();
        assert!(status == 200 && bytes == self.bytes, "{} {status}", self.guid);
    }
}

/// Of a photo, from the answer to whoever sent it.
pub fn guid(answer: &str) -> String {
    let after = answer.split("\"guid\":\"").nth(1).unwrap_or_else(|| panic!("{answer}"));
    after.split('"').next().unwrap().to_owned()
}
