//! What the pod is made of and how it is shipped (security.md, A98): dependencies that were looked at, an image and a service that may do
//! little, and secrets that stand nowhere but where they were put.

use std::os::unix::fs::PermissionsExt;

use super::process::{Home, free_port};

const LOCK: &str = include_str!("../../Cargo.lock");
const IMAGE: &str = include_str!("../../Dockerfile");
const COMPOSE: &str = include_str!("../../config/deploy/compose.yaml");
const SERVICE: &str = include_str!("../../config/deploy/samara.service");
const CHECKS: &str = include_str!("../../script/test");

/// What one service of the compose file says of itself.
fn service(name: &str) -> &'static str {
    let from = COMPOSE.find(&format!("\n  {name}:\n")).expect("there is one") + 1;
    let rest = &COMPOSE[from..];
    &rest[..rest.find("\n\n").unwrap_or(rest.len())]
}

#[test]
fn every_dependency_is_the_one_that_was_looked_at() {
    let mut all = 0;
    for package in LOCK.split("[[package]]").skip(1) {
        let Some(source) = package.lines().find_map(|line| line.strip_prefix("source = ")) else {
            continue;
        };
        all += 1;
        assert_eq!(
            source, "\"registry+https://github.com/rust-lang/crates.io-index\"",
            "{package}"
        );
        assert!(package.contains("\nchecksum = \""), "{package}");
    }
    assert!(all > 100, "{all} have a source");
    for (what, text) in [("Dockerfile", IMAGE), ("script/test", CHECKS)] {
        let builds = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let builds: Vec<&str> = builds
            .filter(|line| line.contains("cargo build") || line.contains("cargo test"))
            .collect();
        assert!(!builds.is_empty(), "{what}");
        for line in builds {
            assert!(
                line.contains("--locked"),
                "{what} builds with what is there today: {line}"
            );
        }
    }
}

#[test]
fn image_and_service_run_as_nobody_else_and_write_to_their_own_folder_alone() {
    let last = IMAGE.rsplit("\nFROM ").next().unwrap();
    let user = last.lines().rfind(|line| line.starts_with("USER ")).expect("a user");
    assert!(!matches!(user, "USER root" | "USER 0"), "{user}");
    assert!(
        !last.contains("cargo") || last.contains("--from=build"),
        "nothing that builds is in the image"
    );
    let pod = service("pod");
    for said in [
        "read_only: true",
        "cap_drop: [ALL]",
        "no-new-privileges:true",
        "core: 0",
    ] {
        assert!(pod.contains(said), "{said}: {pod}");
    }
    assert!(!pod.contains("privileged: true") && !pod.contains("docker.sock") && !pod.contains("ports:"));
    for said in [
        "User=samara",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "UMask=0077",
        "LimitCORE=0",
    ] {
        assert!(SERVICE.lines().any(|line| line == said), "{said}");
    }
    // What is secret is left to be filled in.
    for line in COMPOSE
        .lines()
        .filter(|line| line.contains("PASSWORD") || line.contains("SMTP"))
    {
        assert!(line.contains("${") || line.trim_start().starts_with('#'), "{line}");
    }
}

#[tokio::test]
async fn what_is_secret_is_in_no_list_of_processes_in_no_log_and_readable_for_nobody_else() {
    const SECRET: &str = "seven-quiet-herons";
    let home = Home::new()
        .await
        .with("mail.smtp", &format!("smtps://samara:{SECRET}@127.0.0.1:9"))
        .with("mail.sender", "pod@mail.example");
    let made = home.run(&["account", "create", "ada", "ada@mail.example"]);
    let running = home.serve(free_port()).await;
    let words = std::fs::read(format!("/proc/{}/cmdline", running.id())).unwrap();
    let said = [
        String::from_utf8_lossy(&words).into_owned(),
        running.said(),
        String::from_utf8_lossy(&made.stdout).into_owned(),
        String::from_utf8_lossy(&made.stderr).into_owned(),
    ];
    for said in &said {
        assert!(!said.contains(SECRET), "{said}");
    }
    let key = std::fs::metadata(home.data.join("key")).expect("the key of what lies locked in the database");
    assert_eq!(key.permissions().mode() & 0o077, 0, "for nobody but who runs the pod");
    drop(running);
    home.remove().await;
}
