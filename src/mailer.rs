//! Letters on their way out: to a mail server over SMTP, or, where none is set, into a folder of `.eml` files.
//!
//! It knows no person and no occasion: words and languages are the caller's. Only jobs call it, since a mail server
//! may be slow or away; [`MailError`] says whether trying again has a point.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use lettre::address::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::response::Category;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use url::{Host, Url};

use crate::clock::Clock;
use crate::random::Random;
use crate::settings::Settings;

/// How long a mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A letter to one address.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The same for the same letter, however often it is sent; empty: it is sent once.
    pub id: String,
    /// The e-mail address.
    pub to: String,
    /// The name beside it; may be empty.
    pub to_name: String,
    /// One line.
    pub subject: String,
    /// The words for readers that show plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// Further header lines: their names are ours, never a person's.
    pub headers: Vec<(&'static str, String)>,
}

/// Why a letter did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailError {
    /// Address or content will never be taken: give up.
    Refused(String),
    /// The server (or the folder) cannot be used now: try again later.
    Unreachable(String),
}

impl fmt::Display for MailError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => write!(formatter, "the letter is refused: {why}"),
            Self::Unreachable(why) => write!(formatter, "the letter cannot be sent now: {why}"),
        }
    }
}

impl std::error::Error for MailError {}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Sends letters; cheap to clone, and clones share their connections.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    sender: Mailbox,
    clock: Clock,
    random: Random,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Server(_) => write!(formatter, "Mailer(server)"),
            Way::Folder(folder) => write!(formatter, "Mailer({})", folder.display()),
        }
    }
}

impl Mailer {
    /// As the settings say; connects to nothing yet. Has to be called within the runtime, which then keeps the
    /// connections. An error says that the server's address cannot be used.
    pub fn from_settings(settings: &Settings, clock: Clock, random: Random) -> Result<Self, MailError> {
        let sender = settings.mail.sender.parse().map_err(refused)?;
        let way = match &settings.mail.smtp {
            Some(url) => Way::Server(server(&Url::parse(url.reveal()).map_err(refused)?)?),
            None => Way::Folder(settings.data.join("mail")),
        };
        Ok(Self {
            way,
            sender: Mailbox::new(None, sender),
            clock,
            random,
        })
    }

    /// The folder that letters are written to while no mail server is set: said at start and to the administrator.
    pub fn folder(&self) -> Option<&Path> {
        match &self.way {
            Way::Server(_) => None,
            Way::Folder(folder) => Some(folder),
        }
    }

    /// Sends one letter. When it returns, the server has taken it, or the file is on disk.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = self.message(letter)?;
        match &self.way {
            Way::Server(server) => server.send(message).await.map(drop).map_err(outcome),
            Way::Folder(folder) => {
                let name = if letter.id.is_empty() {
                    format!("{}-{}", self.clock.now().0, &self.random.guid_hex()[..8])
                } else {
                    letter.id.clone()
                };
                let folder = folder.clone();
                let written = tokio::task::spawn_blocking(move || write(&folder, &name, &message.formatted())).await;
                written.map_err(unreachable)?.map_err(unreachable)
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, MailError> {
        let to: Address = letter.to.parse().map_err(refused)?;
        let name = Some(one_line(&letter.to_name)).filter(|name| !name.is_empty());
        let now = SystemTime::UNIX_EPOCH + Duration::from_micros(self.clock.now().0.unsigned_abs());
        let own = if letter.id.is_empty() {
            self.random.guid_hex()
        } else {
            letter.id.clone()
        };
        let id = format!("<{own}@{}>", self.sender.email.domain());
        let mut message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(name, to))
            .subject(one_line(&letter.subject))
            .date(now)
            .message_id(Some(id))
            // So that nobody's "I am away" comes back.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ));
        for (name, value) in &letter.headers {
            let name = HeaderName::new_from_ascii((*name).to_owned()).map_err(refused)?;
            message = message.raw_header(HeaderValue::new(name, one_line(value)));
        }
        let parts = MultiPart::alternative().boundary(self.random.guid_hex());
        let parts = parts.singlepart(SinglePart::plain(letter.text.clone()));
        message
            .multipart(parts.singlepart(SinglePart::html(letter.html.clone())))
            .map_err(refused)
    }
}

/// Without line breaks and other control characters nothing can begin a header line of its own.
fn one_line(words: &str) -> String {
    words
        .replace(
            |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}'),
            " ",
        )
        .trim()
        .to_owned()
}

fn server(url: &Url) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let tls = || TlsParameters::new(host.clone()).map_err(refused);
    let plain = url.query() == Some("tls=none") || is_this_machine(url);
    let (tls, usual) = match (url.scheme(), plain) {
        ("smtps", _) => (Tls::Wrapper(tls()?), 465),
        (_, true) => (Tls::None, 25),
        (_, false) => (Tls::Required(tls()?), 587),
    };
    let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(url.port().unwrap_or(usual))
        .tls(tls)
        .timeout(Some(PATIENCE));
    if !url.username().is_empty() {
        server = server.credentials(Credentials::new(
            plainly(url.username()),
            plainly(url.password().unwrap_or("")),
        ));
    }
    Ok(server.build())
}

/// Text of a URL without its percent signs: `p%40ss` is `p@ss`.
fn plainly(encoded: &str) -> String {
    // A form's plus would be a space; in the user part of a URL it is itself.
    let pair = format!("={}", encoded.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// A wrong password of ours (53x) is no fault of the letter: it is worth another try when that is mended.
fn outcome(error: lettre::transport::smtp::Error) -> MailError {
    match error.status() {
        Some(code) if error.is_permanent() && code.category != Category::Unspecified3 => refused(error),
        Some(_) | None => unreachable(error),
    }
}

/// Writes under a name that no mail program looks at, then renames: there is never half a letter.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let temporary = folder.join(format!(".{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Letters hold links that set a new password: only the pod reads them.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    std::fs::rename(temporary, folder.join(format!("{name}.eml")))?;
    std::fs::File::open(folder)?.sync_all()
}

fn refused(error: impl fmt::Display) -> MailError {
    MailError::Refused(error.to_string())
}

fn unreachable(error: impl fmt::Display) -> MailError {
    MailError::Unreachable(error.to_string())
}
