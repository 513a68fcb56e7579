//! Names of people: the `Username` that a local person chooses, and the `Handle` (diaspora* ID) that the network uses.
//!
//! A handle of another pod may hold a user part that we would never give away ourselves, so a `Handle` does not
//! yield a `Username`. Who is known by a handle is not asked here. To reserve another name, add it to `RESERVED`.

use std::fmt;
use std::net::Ipv6Addr;

use serde::{Deserialize, Serialize};

/// The most characters a username may have.
const LONGEST_USERNAME: usize = 32;

/// Names nobody may join with: roles that mail servers and people trust, and words of our own addresses.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "activity",
    "admin",
    "administrator",
    "all",
    "anonymous",
    "api",
    "aspects",
    "assets",
    "avatars",
    "billing",
    "complete",
    "contact",
    "contacts",
    "daemon",
    "everyone",
    "events",
    "feeds",
    "ftp",
    "health",
    "help",
    "hostmaster",
    "info",
    "invitations",
    "join",
    "legal",
    "local",
    "localhost",
    "mail",
    "mailer-daemon",
    "me",
    "media",
    "mentions",
    "moderation",
    "moderator",
    "moderators",
    "nobody",
    "noc",
    "no-reply",
    "noreply",
    "notifications",
    "null",
    "owner",
    "people",
    "pod",
    "podmin",
    "postmaster",
    "posts",
    "press",
    "privacy",
    "public",
    "robots.txt",
    "root",
    "safety",
    "samara",
    "search",
    "security",
    "settings",
    "setup",
    "sign-in",
    "sign-out",
    "ssladmin",
    "ssladministrator",
    "sslwebmaster",
    "staff",
    "start",
    "stream",
    "support",
    "sysadmin",
    "system",
    "tags",
    "team",
    "undefined",
    "user",
    "users",
    "usenet",
    "uucp",
    "webmaster",
    "www",
];

/// Why a username can't be taken. The page says it beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsernameUnfit {
    /// Nothing was written.
    Empty,
    /// More than 32 characters.
    TooLong,
    /// Something else than `a-z 0-9 _ . -`, a dot at an end, or two dots in a row.
    Characters,
    /// A name that the pod keeps for itself.
    Reserved,
}

/// The name a local person signs in with, the part before the `@`. Lower case; given once and never again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Username(String);

impl Username {
    /// Takes a name as someone typed it: stripped, lower-cased, then checked.
    pub fn parse(raw: &str) -> Result<Username, UsernameUnfit> {
        let name = raw.trim().to_ascii_lowercase();
        if name.is_empty() {
            return Err(UsernameUnfit::Empty);
        }
        if name.chars().count() > LONGEST_USERNAME {
            return Err(UsernameUnfit::TooLong);
        }
        let dots_fit = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
        if !dots_fit || !is_user_part(&name) {
            return Err(UsernameUnfit::Characters);
        }
        if RESERVED.contains(&name.as_str()) {
            return Err(UsernameUnfit::Reserved);
        }
        Ok(Username(name))
    }

    /// The name in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Username> for String {
    fn from(name: Username) -> String {
        name.0
    }
}

impl TryFrom<String> for Username {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Username, Self::Error> {
        Username::parse(&raw).map_err(|_| "not a username")
    }
}

/// A diaspora* ID, `user@host` or `user@host:port`, in lower case: the only network-wide name of a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Handle(String);

impl Handle {
    /// Takes an ID as another pod sent it. Upper case is refused, as IDs are compared byte for byte.
    pub fn parse(raw: &str) -> Option<Handle> {
        let (user, host) = raw.split_once('@')?;
        let fits = raw.len() <= 255 && is_user_part(user) && is_authority(host);
        fits.then(|| Handle(raw.to_owned()))
    }

    /// Takes an ID as someone typed it into a search or a text: `acct:` or a first `@` is dropped, upper case lowered.
    pub fn typed(raw: &str) -> Option<Handle> {
        let lower = raw.trim().to_lowercase();
        let bare = lower.strip_prefix("acct:").unwrap_or(&lower);
        Handle::parse(bare.strip_prefix('@').unwrap_or(bare))
    }

    /// The ID of a local person. `host` is the pod's authority as the settings hold it, with the port if it has one.
    pub fn new(username: &Username, host: &str) -> Handle {
        Handle(format!("{username}@{}", host.to_lowercase()))
    }

    /// The part before the `@`.
    pub fn username(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }

    /// The pod: everything after the `@`, with the port if there is one.
    pub fn host(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, host)| host)
    }

    /// The whole ID.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> String {
        handle.0
    }
}

impl TryFrom<String> for Handle {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Handle, Self::Error> {
        Handle::parse(&raw).ok_or("not a diaspora* ID")
    }
}

fn is_user_part(user: &str) -> bool {
    !user.is_empty()
        && user
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b))
}

fn is_authority(authority: &str) -> bool {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest
            .split_once(']')
            .is_some_and(|(address, port)| address.parse::<Ipv6Addr>().is_ok() && is_port(port));
    }
    let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    is_port(port) && host.split('.').all(is_label)
}

/// Nothing, or a colon and a number that a socket knows.
fn is_port(port: &str) -> bool {
    match port.strip_prefix(':') {
        None => port.is_empty(),
        Some(digits) => digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok_and(|n| n > 0),
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
