use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use entity::Moment;
use samara::clock::Clock;
use samara::mailer::{Letter, MailError, Mailer};
use samara::random::Random;
use samara::settings::{Settings, Sources};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that speaks just enough SMTP and keeps all that it is told.
pub struct Server {
    pub port: u16,
    heard: Arc<Mutex<String>>,
}

impl Server {
    /// Its answer to `RCPT TO` is the caller's.
    pub async fn start(to_recipient: &'static str, to_password: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(String::new()));
        let kept = heard.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, to_recipient, to_password, kept.clone()));
            }
        });
        Self { port, heard }
    }

    /// All that clients have said.
    pub fn heard(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

async fn talk(socket: TcpStream, to_recipient: &str, to_password: &str, heard: Arc<Mutex<String>>) {
    let mut socket = BufReader::new(socket);
    let mut letter = false;
    socket.write_all(b"220 spec ready\r\n").await.unwrap();
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        heard.lock().unwrap().push_str(&line);
        let answer = match line.trim_end() {
            "." => {
                letter = false;
                "250 kept"
            }
            _ if letter => continue,
            "DATA" => {
                letter = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            line if line.starts_with("EHLO") => "250-spec\r\n250-8BITMIME\r\n250 AUTH PLAIN",
            line if line.starts_with("AUTH") => to_password,
            line if line.starts_with("RCPT") => to_recipient,
            _ => "250 fine",
        };
        if socket.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

fn mailer(overrides: &[(&str, &str)]) -> Mailer {
    let overrides = overrides
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let settings = Settings::load(&Sources {
        overrides,
        cores: 1,
        ..Sources::default()
    })
    .unwrap();
    let clock = Clock::fixed(Moment(1_795_256_700_000_000));
    Mailer::from_settings(&settings, clock, Random::seeded(1)).unwrap()
}

fn over(port: u16) -> Mailer {
    mailer(&[
        ("mail.smtp", &format!("smtp://127.0.0.1:{port}")),
        ("address", "https://pod.example"),
    ])
}

fn letter() -> Letter {
    Letter {
        id: String::new(),
        to: "ada@example.org".into(),
        to_name: "Ada Lovelace".into(),
        subject: "Neues Passwort für Ada".into(),
        text: "Hello Ada\n".into(),
        html: "<p>Hello <b>Ada</b></p>".into(),
        headers: vec![("List-Unsubscribe", "<https://pod.example/settings/account>".into())],
    }
}

#[tokio::test]
async fn a_mail_server_gets_the_letter_as_text_and_as_a_page() {
    let server = Server::start("250 fine", "235 in").await;
    over(server.port).send(&letter()).await.unwrap();
    let heard = server.heard();
    for part in [
        "MAIL FROM:<samara@pod.example>",
        "RCPT TO:<ada@example.org>",
        "From: samara@pod.example\r\n",
        "To: \"Ada Lovelace\" <ada@example.org>\r\n",
        "Date: Sat, 21 Nov 2026 10:25:00 +0000\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "List-Unsubscribe: <https://pod.example/settings/account>\r\n",
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8",
        "Hello Ada\r\n",
        "Content-Type: text/html; charset=utf-8",
        "<p>Hello <b>Ada</b></p>",
    ] {
        assert!(heard.contains(part), "{part} in\n{heard}");
    }
    assert!(heard.contains("Message-ID: <") && heard.contains("@pod.example>\r\n"));
    assert!(!heard.contains("AUTH"));
}

#[tokio::test]
async fn a_letter_sent_again_after_a_crash_is_known_as_the_same() {
    let once = Letter {
        id: "1795256700000000-000007".into(),
        ..letter()
    };
    let server = Server::start("250 fine", "235 in").await;
    let mailer_over = over(server.port);
    mailer_over.send(&once).await.unwrap();
    mailer_over.send(&once).await.unwrap();
    let id = "Message-ID: <1795256700000000-000007@pod.example>\r\n";
    assert_eq!(server.heard().matches(id).count(), 2, "{}", server.heard());
    let data = std::env::temp_dir().join(format!("samara-spec-letters-{}", std::process::id()));
    let folder = mailer(&[("data", data.to_str().unwrap())]);
    folder.send(&once).await.unwrap();
    folder.send(&once).await.unwrap();
    folder.send(&letter()).await.unwrap();
    assert_eq!(std::fs::read_dir(folder.folder().unwrap()).unwrap().count(), 2);
    std::fs::remove_dir_all(data).unwrap();
}

#[tokio::test]
async fn user_and_password_of_the_setting_are_said_as_they_are_meant() {
    let server = Server::start("250 fine", "235 in").await;
    let url = format!("smtp://pod%40example:p%2Fa+s%26s@127.0.0.1:{}", server.port);
    mailer(&[("mail.smtp", &url)]).send(&letter()).await.unwrap();
    let said = openssl::base64::encode_block(b"\0pod@example\0p/a+s&s");
    assert!(
        server.heard().contains(&format!("AUTH PLAIN {said}")),
        "{}",
        server.heard()
    );
}

#[tokio::test]
async fn an_error_says_whether_trying_again_has_a_point() {
    for (recipient, password, final_) in [
        ("550 no such person", "235 in", true),
        ("451 come back later", "235 in", false),
        ("250 fine", "535 wrong password", false),
    ] {
        let server = Server::start(recipient, password).await;
        let url = format!("smtp://pod:secret@127.0.0.1:{}", server.port);
        let error = mailer(&[("mail.smtp", &url)]).send(&letter()).await.unwrap_err();
        assert_eq!(matches!(error, MailError::Refused(_)), final_, "{error}");
    }
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert!(matches!(
        over(closed).send(&letter()).await,
        Err(MailError::Unreachable(_))
    ));
    for to in [
        "",
        "ada",
        "ada@",
        "a@b@c",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
    ] {
        let error = over(closed)
            .send(&Letter {
                to: to.into(),
                ..letter()
            })
            .await
            .unwrap_err();
        assert!(matches!(error, MailError::Refused(_)), "{to:?}: {error}");
    }
}

#[tokio::test]
async fn nothing_that_a_person_writes_begins_a_header_of_its_own() {
    let server = Server::start("250 fine", "235 in").await;
    let mean = "x\r\nBcc: eve@example.org\r\n\r\nbody\u{2028}\0";
    let headers = vec![("X-Reason", mean.to_owned())];
    let letter = Letter {
        to_name: format!("Ada\"> {mean}"),
        subject: mean.into(),
        headers,
        ..letter()
    };
    over(server.port).send(&letter).await.unwrap();
    let heard = server.heard();
    assert!(
        !heard.lines().any(|line| line.to_lowercase().starts_with("bcc")),
        "{heard}"
    );
    assert_eq!(heard.matches("RCPT TO").count(), 1);
    let before_parts = heard.split("\r\n\r\n").next().unwrap();
    assert!(
        before_parts.contains("multipart/alternative"),
        "the head ends where it should: {heard}"
    );
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn without_a_mail_server_letters_are_files() {
    let folder = Folder(std::env::temp_dir().join(format!("samara-mail-{}", Random::System.guid_hex())));
    let mailer = mailer(&[("data", folder.0.to_str().unwrap())]);
    assert_eq!(mailer.folder(), Some(folder.0.join("mail").as_path()));
    mailer.send(&letter()).await.unwrap();
    mailer.send(&letter()).await.unwrap();
    let files: Vec<PathBuf> = std::fs::read_dir(folder.0.join("mail"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2);
    assert!(
        files
            .iter()
            .all(|file| file.extension().is_some_and(|ending| ending == "eml"))
    );
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("Hello Ada") && text.contains("<p>Hello <b>Ada</b></p>"));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&files[0]).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}
