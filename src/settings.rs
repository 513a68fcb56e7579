//! What the administrator of a pod may decide: one documented struct, filled from `config/pod.toml`, from
//! `SAMARA_…` variables and from the command line, the later of them winning.
//!
//! Pure: only [`Sources::from_world`] reads the world. What is unknown or cannot be is refused, with its place.
//!
//! A new setting: a field here, and its line in [`table`] with name, words and default. The example file
//! (`config/pod.toml.example`) is written out from that table; its spec says how.

mod error;
mod fediverse;
mod kinds;
mod limits;
mod media;
mod previews;
mod read;
mod remote;
mod table;
mod value;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use url::Url;

pub use error::{Place, Problem, SettingsError};
pub use fediverse::AuthorizedFetch;
pub use kinds::{Keep, LogFormat, LogLevel, Reachable, Secret};
pub use media::Media;
pub use previews::Previews;
pub use read::{File, Sources};
pub use remote::Remote;

/// Everything that can be decided about a pod before it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the pod: scheme, host and perhaps port, nothing else.
    pub address: Url,
    /// Where this process waits for connections.
    pub listen: SocketAddr,
    /// The folder for pictures, unsent mail and the SQLite file.
    pub data: PathBuf,
    /// The database's URL, or empty for the SQLite file in the folder; ask [`Settings::database_url`].
    pub database: Secret,
    /// Connections that may read at once; on PostgreSQL, the size of the pool.
    pub database_connections: u32,
    /// What secrets in the database are locked with, in hex; none: the key in the data folder.
    pub key: Option<Secret>,
    /// Redis, when several processes serve one pod.
    pub redis: Option<Secret>,
    /// Jobs that this process works on at once.
    pub workers: usize,
    /// How a line of the log looks.
    pub log: LogFormat,
    /// From what weight on a line is logged.
    pub log_level: LogLevel,
    /// Where the pod may connect to by itself.
    pub reachable: Reachable,
    /// Addresses with ports that it may connect to besides, for trying things out.
    pub reachable_also: Vec<SocketAddr>,
    /// Hosts that are led to an address and port, whatever else is known of their names.
    pub reachable_names: BTreeMap<String, SocketAddr>,
    /// Where the place of a post leads, with `{latitude}` and `{longitude}` in it; empty for nowhere.
    pub map_link: String,
    /// Whether the pod asks what the links in posts lead to.
    pub previews: Previews,
    /// Whether servers of the fediverse have to sign what they ask for.
    pub authorized_fetch: AuthorizedFetch,
    /// How letters leave.
    pub mail: Mail,
    /// Who stands before the pod.
    pub proxy: Proxy,
    /// How often anything may be tried.
    pub limits: Limits,
    /// The work it takes to check a password.
    pub password: Password,
    /// How long a sign-in lasts.
    pub sessions: Sessions,
    /// Where files are kept.
    pub media: Media,
    /// How files of other servers are shown.
    pub remote: Remote,
    places: BTreeMap<&'static str, Place>,
}

/// How letters leave.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The URL of the mail server, with user and password; none: letters are written to a folder.
    pub smtp: Option<Secret>,
    /// The address that letters come from.
    pub sender: String,
}

/// Who stands before the pod.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// Proxies whose word about a visitor's address is believed; empty: nobody's.
    pub trusted: Vec<IpAddr>,
}

/// How often anything may be tried before it is refused for a while.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Failed sign-ins to one account in fifteen minutes.
    pub sign_in_per_account: u32,
    /// Failed sign-ins from one network address in fifteen minutes.
    pub sign_in_per_address: u32,
    /// Accounts made from one network address in an hour.
    pub sign_up_per_address: u32,
    /// Letters that strangers can have sent to one e-mail address in an hour.
    pub mail_per_address: u32,
    /// Posts of one person in a minute.
    pub posts_per_minute: u32,
    /// Comments of one person in a minute.
    pub comments_per_minute: u32,
    /// Likes of one person in a minute.
    pub likes_per_minute: u32,
    /// Searches of one person or network address in a minute.
    pub searches_per_minute: u32,
    /// Letters of other pods from one network address in a minute.
    pub received_per_minute: u32,
    /// Letters that a pod is sent in a second while it is caught up.
    pub caught_up_per_second: u32,
    /// Photos, videos and sounds that one person adds in a minute.
    pub uploads_per_minute: u32,
    /// Largest photo, video or sound, in megabytes.
    pub upload_mb: u32,
    /// Room for the photos, videos and sounds of one person, in megabytes; 0 for no bound.
    pub photos_mb_per_person: u32,
}

/// The work it takes to check a password (Argon2id).
#[derive(Clone, Debug)]
pub struct Password {
    /// Memory for one check, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Checks at once; the others wait.
    pub parallel: usize,
}

/// How long a sign-in lasts.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// Days without a visit after which it ends.
    pub idle_days: u32,
    /// Days after which it ends in any case.
    pub absolute_days: u32,
}

/// One setting as `samara settings` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The key, as in the file: `mail.smtp`.
    pub name: &'static str,
    /// The variable that sets it: `SAMARA_MAIL_SMTP`.
    pub variable: String,
    /// What it is for, in words.
    pub doc: &'static str,
    /// What it is now; passwords within are hidden.
    pub value: String,
    /// Where that came from.
    pub origin: Place,
}

impl Settings {
    /// Puts the sources together. The first thing that is unknown or cannot be is the error.
    pub fn load(sources: &Sources) -> Result<Self, SettingsError> {
        let mut settings = table::blank();
        for field in table::FIELDS {
            field.apply(&mut settings, field.default, Place::Default)?;
        }
        for given in read::given(sources)? {
            given.field.apply(&mut settings, &given.value, given.place)?;
        }
        settings.complete(sources.cores);
        Ok(settings)
    }

    /// What follows from other settings or from the machine, where nothing else was said.
    fn complete(&mut self, cores: usize) {
        if self.mail.sender.is_empty() {
            self.mail.sender = format!("samara@{}", self.address.host_str().unwrap_or("localhost"));
        }
        if self.password.parallel == 0 {
            self.password.parallel = cores.max(1);
        }
    }

    /// Every setting with its words, its value and where that came from, in the order of the example file.
    pub fn describe(&self) -> Vec<Described> {
        table::FIELDS.iter().map(|field| field.describe(self)).collect()
    }

    /// The whole documented `config/pod.toml.example`.
    pub fn example() -> String {
        table::example()
    }

    /// The pod's host as it stands in diaspora IDs: with a port that is not the usual one, without `www.`.
    pub fn host(&self) -> String {
        let host = self.address.host_str().unwrap_or("localhost");
        let host = host.strip_prefix("www.").unwrap_or(host);
        match self.address.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Whether people reach the pod over TLS, so that cookies may be bound to it.
    pub fn secure(&self) -> bool {
        self.address.scheme() == "https"
    }

    /// The full address of a path of this pod, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!(
            "{}/{}",
            self.address.as_str().trim_end_matches('/'),
            path.trim_start_matches('/')
        )
    }

    /// The database's URL: the one that was set, or the SQLite file `pod.sqlite` in the data folder.
    pub fn database_url(&self) -> String {
        match self.database.reveal() {
            "" => format!("sqlite://{}", self.data.join("pod.sqlite").display()),
            url => url.to_owned(),
        }
    }
}
