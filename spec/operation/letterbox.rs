//! Mail over a real mail server, which none of us wrote: aiosmtpd in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use samara::domain::telling;

use crate::around::public;
use crate::domain::says;
use crate::operation::process::free_port;
use crate::support::TestPod;
use crate::support::pod::{Mail, folder};

/// A mail server and the letters that have reached it.
struct Letterbox {
    server: Child,
    port: u16,
    folder: PathBuf,
}

impl Letterbox {
    /// None, loudly, where the program is not there.
    async fn open() -> Option<Self> {
        let Some(python) = python() else {
            assert!(
                !watched(),
                "a machine that watches over changes has aiosmtpd (Debian: python3-aiosmtpd)"
            );
            eprintln!("SKIPPED: mail over a real server, because no Python has aiosmtpd (Debian: python3-aiosmtpd).");
            return None;
        };
        let port = free_port();
        let folder = folder();
        let server = Command::new(python)
            .env("PYTHONPATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/support"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .args(["-m", "aiosmtpd", "-n", "-c", "letterbox.Letterbox", "-l"])
            .arg(format!("127.0.0.1:{port}"))
            .arg(folder.join("letters"))
            .stdout(Stdio::null())
            .spawn()
            .expect("Python was there a moment ago");
        let letterbox = Self { server, port, folder };
        let listens = async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, listens)
            .await
            .expect("the mail server listens");
        Some(letterbox)
    }

    fn letters(&self) -> Vec<Mail> {
        let files = std::fs::read_dir(self.folder.join("letters/new")).expect("the server has made its Maildir");
        files.map(|file| Mail::read(&file.unwrap().path())).collect()
    }
}

impl Drop for Letterbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Nobody would read there that something was left out.
fn watched() -> bool {
    std::env::var_os("CI").is_some_and(|said| said == "true")
}

/// The system's own first: that is the one for which the package was installed.
fn python() -> Option<&'static str> {
    let has_it = |python: &&str| {
        let asked = Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    };
    ["/usr/bin/python3", "python3"].into_iter().find(has_it)
}

#[rocket::async_test]
async fn a_mail_server_that_is_not_ours_takes_what_the_pod_sends_and_what_it_sends_back_stops_the_mails() {
    let Some(letterbox) = Letterbox::open().await else {
        return;
    };
    let smtp = format!("smtp://127.0.0.1:{}", letterbox.port);
    let pod = TestPod::with(&[("mail.smtp", &smtp)]).await;
    let (alice, gone, bob) = (pod.user("alice").await, pod.user("gone").await, pod.user("bob").await);
    let hers = public(&pod, &alice, "Plums").await;
    let theirs = public(&pod, &gone, "Pears").await;
    for number in 0..4 {
        says(&pod, &bob, &hers.guid, &format!("Grüße {number} for alice")).await;
        says(&pod, &bob, &theirs.guid, &format!("Grüße {number} for nobody")).await;
        // More of the same within an hour would be one mail.
        pod.advance(Duration::from_secs(3_700));
        pod.settle().await;
    }
    let letters = letterbox.letters();
    assert_eq!(letters.len(), 4, "alice's: {letters:#?}");
    for letter in &letters {
        assert!(
            letter.to.contains("alice@") && letter.text.contains("Grüße"),
            "{letter:#?}"
        );
        assert_eq!(letter.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert!(letter.html.contains("Grüße"), "{letter:#?}");
    }
    let wishes = telling::of(pod.db.read(), gone.user).await.unwrap();
    assert!(wishes.stopped(), "three came back");
    assert!(wishes.returned_why.clone().unwrap().contains("nobody of that name"));
    assert!(!telling::of(pod.db.read(), alice.user).await.unwrap().stopped());
}
