//! Starting and stopping: what a pod refuses to start with, and how it ends.

use std::process::Output;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database};

use super::process::{Client, Home, free_port};
use crate::support::rows::count;

fn complaint(output: &Output) -> String {
    assert!(
        !output.status.success(),
        "it was refused: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn an_unknown_setting_is_refused_with_its_file_its_line_and_what_was_perhaps_meant() {
    let home = Home::new().await;
    std::fs::create_dir_all(home.data.join("config")).unwrap();
    std::fs::write(
        home.data.join("config/pod.toml"),
        "# a pod\n\nlissten = \"127.0.0.1:3000\"\n",
    )
    .unwrap();
    for words in [
        &["serve"][..],
        &["migrate"],
        &["settings"],
        &["account", "create", "ada", "ada@mail.example"],
    ] {
        let said = complaint(&home.run(words));
        for part in ["config/pod.toml", "line 3", "lissten", "`listen`"] {
            assert!(said.contains(part), "{words:?}: {part}: {said}");
        }
    }
    assert!(!home.data.join("pod.sqlite").exists(), "nothing was begun");
    home.remove().await;
}

#[tokio::test]
async fn a_value_that_cannot_be_is_refused_with_its_key_and_its_place() {
    let home = Home::new().await;
    let file = home.data.join("mine.toml");
    std::fs::write(
        &file,
        "address = \"http://localhost:3000\"\n[password]\nparallel = -2\n",
    )
    .unwrap();
    let said = complaint(&home.run(&["--config", "mine.toml", "serve"]));
    assert!(
        said.contains("mine.toml, line 3") && said.contains("`password.parallel`"),
        "{said}"
    );
    std::fs::write(&file, "address = \n").unwrap();
    let said = complaint(&home.run(&["--config", "mine.toml", "serve"]));
    assert!(said.contains("mine.toml, line 1"), "{said}");
    let said = complaint(&home.run(&["--config", "absent.toml", "serve"]));
    assert!(said.contains("absent.toml"), "{said}");
    let home = home.with("listen", "here");
    let said = complaint(&home.run(&["serve"]));
    assert!(said.contains("SAMARA_LISTEN") && said.contains("`listen`"), "{said}");
    home.remove().await;
}

#[tokio::test]
async fn a_variable_that_is_no_setting_is_refused() {
    let home = Home::new().await.with("lissten", "127.0.0.1:3000");
    let said = complaint(&home.run(&["serve"]));
    assert!(
        said.contains("`SAMARA_LISSTEN`") && said.contains("`SAMARA_LISTEN`"),
        "{said}"
    );
    home.remove().await;
}

#[tokio::test]
async fn another_address_is_refused_once_people_have_joined_and_not_before() {
    let home = Home::new().await.with("address", "https://one.example");
    assert!(home.run(&["migrate"]).status.success());
    let home = home.with("address", "https://two.example");
    assert!(home.run(&["migrate"]).status.success(), "nobody has joined yet");
    assert!(
        home.run(&["account", "create", "ada", "ada@mail.example"])
            .status
            .success()
    );
    let home = home.with("address", "https://three.example");
    let said = complaint(&home.run(&["serve"]));
    for part in ["https://two.example", "https://three.example", "`address`", "names"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let home = home.with("address", "https://two.example");
    assert!(home.run(&["migrate"]).status.success(), "the right one still is");
    home.remove().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let home = Home::new().await;
    assert!(home.run(&["migrate"]).status.success());
    let db = Database::connect(home.url()).await.unwrap();
    db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99_future', 1)")
        .await
        .unwrap();
    for words in [
        &["serve"][..],
        &["migrate"],
        &["account", "create", "ada", "ada@mail.example"],
    ] {
        let said = complaint(&home.run(words));
        assert!(said.contains("newer") && said.contains("m99_future"), "{said}");
    }
    assert_eq!(count(&db, "SELECT count(*) FROM \"user\"").await, 0);
    db.close().await.unwrap();
    home.remove().await;
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_in_words() {
    let home = Home::new().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let home = home.with("listen", &listen);
    let said = complaint(&home.run(&["serve"]));
    assert!(said.contains(&listen) && said.contains("another one running"), "{said}");
    home.remove().await;
}

#[tokio::test]
async fn a_pod_that_is_told_to_end_comes_to_rest() {
    let home = Home::new().await;
    for signal in ["TERM", "INT"] {
        let running = home.serve(free_port()).await;
        Client::new(running.port).get("/").await.unwrap();
        let begun = Instant::now();
        assert_eq!(running.stop(signal).await, Some(0), "{signal}");
        assert!(begun.elapsed() < Duration::from_secs(10));
        assert!(
            !home.data.join("pod.sqlite-wal").exists(),
            "the database is one file again after {signal}"
        );
        assert!(!home.data.join("pod.sqlite-shm").exists());
    }
    home.remove().await;
}

#[tokio::test]
async fn half_a_pod_that_is_told_to_end_comes_to_rest() {
    let home = Home::new().await;
    for half in ["--web", "--work"] {
        let running = home.start(free_port(), &["serve", half]);
        if half == "--web" {
            running.answers().await;
        } else {
            // It says nothing; but when it has asked the clock for the hour's work it runs.
            let db = opened(&home).await;
            let begun = Instant::now();
            while count(&db, "SELECT count(*) FROM setting WHERE key = 'address'").await == 0 {
                assert!(begun.elapsed() < Duration::from_secs(30));
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            db.close().await.unwrap();
            tokio::time::sleep(Duration::from_millis(1500)).await;
        }
        assert_eq!(running.stop("TERM").await, Some(0), "{half}");
        assert!(!home.data.join("pod.sqlite-wal").exists(), "{half}");
    }
    home.remove().await;
}

async fn opened(home: &Home) -> sea_orm::DatabaseConnection {
    let begun = Instant::now();
    loop {
        if let Ok(db) = Database::connect(home.url()).await {
            let there = db.execute_unprepared("SELECT 1 FROM setting").await.is_ok();
            if there {
                return db;
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "no database");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn one_process_serves_pages_and_another_does_the_work() {
    let home = Home::new().await;
    let web = home.start(free_port(), &["serve", "--web"]);
    web.answers().await;
    let client = Client::set_up(web.port).await;
    let got = client.post("/admin/mail", &[]).await.unwrap();
    assert_eq!((got.status, got.location.as_str()), (303, "/admin"), "{}", got.text);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(home.letters().len(), 0, "pages send no letters");
    let work = home.start(free_port(), &["serve", "--work"]);
    let begun = Instant::now();
    while home.letters().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(30), "no letter: {}", work.said());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        Client::new(work.port).get("/health").await.is_err(),
        "work listens to nobody"
    );
    // And what is caused while both run.
    client.post("/admin/mail", &[]).await.unwrap();
    let begun = Instant::now();
    while home.letters().len() < 2 {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "no second letter: {}",
            work.said()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(work.stop("TERM").await, Some(0));
    assert_eq!(web.stop("TERM").await, Some(0));
    home.remove().await;
}
