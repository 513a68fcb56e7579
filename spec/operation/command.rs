//! The command line: it says what it can do, and does it.

use std::process::Output;

use super::process::{Client, Home, free_port};
use crate::support::rows::{column, count};

fn said(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{words}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    words
}

fn complaint(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn help_names_every_command() {
    let home = Home::new().await;
    let help = said(&home.run(&["--help"]));
    for command in [
        "serve", "migrate", "account", "settings", "health", "--config", "--data",
    ] {
        assert!(help.contains(command), "{command}: {help}");
    }
    let help = said(&home.run(&["account", "--help"]));
    for command in ["create", "reset-password", "close", "make-administrator"] {
        assert!(help.contains(command), "{command}: {help}");
    }
    let help = said(&home.run(&["serve", "--help"]));
    assert!(help.contains("--web") && help.contains("--work"), "{help}");
    assert!(said(&home.run(&["--version"])).contains(env!("CARGO_PKG_VERSION")));
    assert!(!home.run(&["serve", "--web", "--work"]).status.success());
    home.remove().await;
}

#[tokio::test]
async fn settings_are_printed_with_their_meaning_and_where_they_came_from_and_no_secret() {
    let home = Home::new()
        .await
        .with("limits.posts_per_minute", "77")
        .with("redis", "redis://:hushhush@127.0.0.1:6379");
    std::fs::write(
        home.data.join("my.toml"),
        "workers = 3\n\n[mail]\nsmtp = \"smtp://u:sshsecret@mail.example:587\"\n",
    )
    .unwrap();
    let all = said(&home.run(&["--config", "my.toml", "settings"]));
    for setting in samara::settings::Settings::load(&Default::default())
        .unwrap()
        .describe()
    {
        assert!(
            all.contains(&format!("\n{} = ", setting.name)),
            "{}: {all}",
            setting.name
        );
        let variable = format!("variable {}", setting.variable);
        assert!(all.contains(&variable), "{variable}");
        for line in setting.doc.lines() {
            assert!(all.contains(&format!("# {line}")), "{line}");
        }
    }
    let line = |name: &str| {
        all.lines()
            .find(|line| line.starts_with(&format!("{name} = ")))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(
        line("workers").starts_with("workers = 3 ") && line("workers").contains("my.toml, line 1"),
        "{all}"
    );
    assert!(
        line("limits.posts_per_minute").contains("77")
            && line("limits.posts_per_minute").contains("variable SAMARA_LIMITS"),
        "{all}"
    );
    assert!(line("listen").contains("default"), "{all}");
    assert!(!all.contains("sshsecret") && !all.contains("hushhush"), "{all}");
    home.remove().await;
}

#[tokio::test]
async fn health_is_asked_of_the_running_pod() {
    let home = Home::new().await;
    let port = free_port();
    let home = home.with("listen", &format!("127.0.0.1:{port}"));
    assert!(!home.run(&["health"]).status.success(), "nobody is there");
    let running = home.serve(port).await;
    assert!(home.run(&["health"]).status.success());
    running.kill();
    assert!(!home.run(&["health"]).status.success());
    home.remove().await;
}

#[tokio::test]
async fn migrating_twice_is_as_good_as_once_also_at_the_same_time() {
    let home = Home::new().await;
    let several: Vec<_> = (0..4).map(|_| home.program().arg("migrate").spawn().unwrap()).collect();
    for mut one in several {
        assert!(
            one.wait().unwrap().success(),
            "processes that start together wait for each other"
        );
    }
    assert!(said(&home.run(&["migrate"])).contains("up to date"));
    home.remove().await;
}

#[tokio::test]
async fn accounts_are_looked_after_from_the_command_line() {
    let home = Home::new().await;
    let running = home.serve(free_port()).await;
    Client::set_up(running.port).await;
    let made = said(&home.run(&["account", "create", "ada", "ada@mail.example"]));
    let link = made
        .split_whitespace()
        .find(|word| word.contains("/password/reset/"))
        .expect("a link")
        .to_owned();
    assert!(link.starts_with("http://localhost:3000/password/reset/"), "{link}");
    assert!(complaint(&home.run(&["account", "create", "ada", "else@mail.example"])).len() > 20);
    assert!(complaint(&home.run(&["account", "create", "no spaces", "x@mail.example"])).len() > 20);
    assert!(complaint(&home.run(&["account", "create", "bea", "no address"])).len() > 20);
    assert!(said(&home.run(&["account", "make-administrator", "ada"])).contains("ada"));
    for words in [
        ["account", "make-administrator", "nobody1"],
        ["account", "reset-password", "nobody1"],
        ["account", "close", "nobody1"],
    ] {
        let words = complaint(&home.run(&words));
        assert!(words.len() > 20 && !words.contains("Refus"), "in words: {words}");
    }

    let mut visitor = Client::new(running.port);
    let path = link.trim_start_matches("http://localhost:3000").to_owned();
    visitor.refresh(&path).await.unwrap();
    let got = visitor.post(&path, &[("password", "correct horse ada")]).await.unwrap();
    assert_eq!((got.status, got.location.as_str()), (303, "/sign-in"), "{}", got.text);
    let got = visitor
        .post("/sign-in", &[("username", "ada"), ("password", "correct horse ada")])
        .await
        .unwrap();
    assert_eq!(got.status, 303, "{}", got.text);
    let ada = visitor.signed_in(&got).await.unwrap();
    assert_eq!(ada.get("/admin").await.unwrap().status, 200, "she runs the pod");

    // Resetting signs her out everywhere at once, in the process that serves too (A77).
    said(&home.run(&["account", "reset-password", "ada"]));
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let got = ada.get("/admin").await.unwrap();
    assert!(
        got.status == 303 && got.location.starts_with("/sign-in"),
        "{} {}",
        got.status,
        got.location
    );
    let db = sea_orm::Database::connect(home.url()).await.unwrap();
    assert_eq!(count(&db, "SELECT count(*) FROM session WHERE user_id > 1").await, 0);
    assert!(
        column(&db, "SELECT act FROM audit").await.len() >= 3,
        "each is in the audit log"
    );

    said(&home.run(&["account", "create", "bea", "bea@mail.example"]));
    said(&home.run(&["account", "close", "bea", "--now"]));
    assert!(
        complaint(&home.run(&["account", "create", "bea", "bea2@mail.example"])).len() > 20,
        "the name stays taken"
    );
    db.close().await.unwrap();
    assert_eq!(running.stop("TERM").await, Some(0));
    home.remove().await;
}
