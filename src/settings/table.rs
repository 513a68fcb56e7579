//! The table of settings: for each its name, its words, its default, how it is read and how it is shown.
//!
//! The order here is the order of the example file: first those of the pod as a whole, then section by section.
//! A new setting is one entry here and one field of the struct.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use url::Url;

use super::error::{Place, Problem, SettingsError};
use super::fediverse;
use super::kinds::{LogFormat, LogLevel, Reachable, Secret};
use super::limits::{self, limit};
use super::previews;
use super::remote;
use super::value::{addresses, database, pod_address, secret_url, sender, shown};
use super::{Described, Limits, Mail, Password, Proxy, Sessions, Settings};

/// What a value looks like in TOML. Variables and the command line spell a list with commas.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Text,
    Number,
    List,
}

/// One setting.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// What it must be: ends the sentence "`name` must be …".
    pub(super) must: &'static str,
    pub(super) shape: Shape,
    pub(super) default: &'static str,
    pub(super) set: fn(&mut Settings, &str) -> Option<()>,
    pub(super) show: fn(&Settings) -> String,
}

impl Field {
    /// `SAMARA_MAIL_SMTP` for `mail.smtp`.
    pub(super) fn variable(&self) -> String {
        format!("SAMARA_{}", self.name.to_uppercase().replace('.', "_"))
    }

    pub(super) fn apply(&self, settings: &mut Settings, value: &str, place: Place) -> Result<(), SettingsError> {
        (self.set)(settings, value).ok_or_else(|| self.unfit(&place))?;
        settings.places.insert(self.name, place);
        Ok(())
    }

    /// The refusal of a value; it does not repeat the value, which may hold a password.
    pub(super) fn unfit(&self, place: &Place) -> SettingsError {
        let problem = Problem::Unfit {
            key: self.name.to_owned(),
            must: self.must.to_owned(),
        };
        SettingsError {
            place: place.clone(),
            problem,
        }
    }

    pub(super) fn describe(&self, settings: &Settings) -> Described {
        Described {
            name: self.name,
            variable: self.variable(),
            doc: self.doc,
            value: (self.show)(settings),
            origin: settings.places.get(self.name).cloned().unwrap_or(Place::Default),
        }
    }
}

pub(super) const FIELDS: &[Field] = &[
    Field {
        name: "address",
        doc: "Where people reach the pod. It becomes part of everyone's ID (ada@pod.example), so it can no longer\nbe changed once people have joined.",
        must: "an address such as `https://pod.example`: http or https, a host, perhaps a port, and nothing after it",
        shape: Shape::Text,
        default: "http://localhost:3000",
        set: |settings, value| put(&mut settings.address, pod_address(value)),
        show: |settings| settings.address.as_str().trim_end_matches('/').to_owned(),
    },
    Field {
        name: "listen",
        doc: "Where this process waits for connections: an IP address and a port. Behind a proxy on the same\nmachine the default is right; in a container it is 0.0.0.0:3000.",
        must: "an IP address and a port, such as `127.0.0.1:3000`",
        shape: Shape::Text,
        default: "127.0.0.1:3000",
        set: |settings, value| put(&mut settings.listen, parsed(value)),
        show: |settings| settings.listen.to_string(),
    },
    Field {
        name: "data",
        doc: "The folder for pictures, unsent mail and the SQLite file. Back it up.",
        must: "the path of a folder",
        shape: Shape::Text,
        default: "data",
        set: |settings, value| put(&mut settings.data, filled(value).map(PathBuf::from)),
        show: |settings| settings.data.display().to_string(),
    },
    Field {
        name: "database",
        doc: "The database: empty for the SQLite file `pod.sqlite` in the data folder, or `sqlite://…`, or\n`postgres://user:password@host/name`.",
        must: "empty, or a URL that begins with sqlite:// or postgres://",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.database, database(value)),
        show: |settings| settings.database.hidden(),
    },
    Field {
        name: "database_connections",
        doc: "Connections that may read at once; on PostgreSQL, the size of the pool.",
        must: "a number from 1 to 100",
        shape: Shape::Number,
        default: "4",
        set: |settings, value| put(&mut settings.database_connections, number(value, 1, 100)),
        show: |settings| settings.database_connections.to_string(),
    },
    Field {
        name: "key",
        doc: "What secrets in the database are locked with: 64 hex digits. While it is empty, the pod makes one and keeps it\nin the file `key` of the data folder; set it where several machines serve one pod without a common folder.",
        must: "empty, or 64 hex digits",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.key, key(value)),
        show: |settings| shown(&settings.key),
    },
    Field {
        name: "redis",
        doc: "Redis, only needed when several processes serve one pod: `redis://host:6379`.",
        must: "empty, or a URL that begins with redis:// or rediss://",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.redis, secret_url(value, &["redis", "rediss"])),
        show: |settings| shown(&settings.redis),
    },
    Field {
        name: "workers",
        doc: "Jobs that this process works on at once.",
        must: "a number from 1 to 64",
        shape: Shape::Number,
        default: "2",
        set: |settings, value| put(&mut settings.workers, number(value, 1, 64).map(|n| n as usize)),
        show: |settings| settings.workers.to_string(),
    },
    Field {
        name: "log",
        doc: "How a line of the log looks: \"text\" for people, \"json\" for programs.",
        must: "\"text\" or \"json\"",
        shape: Shape::Text,
        default: "text",
        set: |settings, value| {
            let known = [LogFormat::Text, LogFormat::Json];
            put(
                &mut settings.log,
                known.into_iter().find(|format| format.as_str() == value),
            )
        },
        show: |settings| settings.log.as_str().to_owned(),
    },
    Field {
        name: "log_level",
        doc: "From what weight on a line is logged: \"error\", \"warn\", \"info\", \"debug\" or \"trace\".",
        must: "\"error\", \"warn\", \"info\", \"debug\" or \"trace\"",
        shape: Shape::Text,
        default: "info",
        set: |settings, value| {
            put(
                &mut settings.log_level,
                LogLevel::ALL.into_iter().find(|level| level.as_str() == value),
            )
        },
        show: |settings| settings.log_level.as_str().to_owned(),
    },
    Field {
        name: "reachable",
        doc: "Where the pod may connect to by itself: \"public\" addresses only, or \"any\", those of your own network too,\nfor trying things out.",
        must: "\"public\" or \"any\"",
        shape: Shape::Text,
        default: "public",
        set: |settings, value| put(&mut settings.reachable, Reachable::parse(value)),
        show: |settings| settings.reachable.as_str().to_owned(),
    },
    remote::REACHABLE_ALSO,
    remote::REACHABLE_NAMES,
    previews::PREVIEWS,
    fediverse::AUTHORIZED_FETCH,
    Field {
        name: "map_link",
        doc: "Where the place of a post leads: the address of a map service with {latitude} and {longitude} in it.\nEmpty: places are shown as words only. The pod itself asks no map of anybody.",
        must: "empty, or a web address with `{latitude}` and `{longitude}` in it",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.map_link, map_link(value)),
        show: |settings| settings.map_link.clone(),
    },
    Field {
        name: "mail.smtp",
        doc: "The mail server: `smtp://user:password@host:587` (turns to TLS by STARTTLS, except on this machine;\n`?tls=none` after it keeps to plain text) or `smtps://user:password@host:465`. While it is empty,\nletters are written to the folder `mail` in the data folder.",
        must: "empty, or a URL that begins with smtp:// or smtps:// and names a host",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.mail.smtp, secret_url(value, &["smtp", "smtps"])),
        show: |settings| shown(&settings.mail.smtp),
    },
    Field {
        name: "mail.sender",
        doc: "The address that letters come from; empty for samara@ and the pod's host.",
        must: "empty, or an e-mail address",
        shape: Shape::Text,
        default: "",
        set: |settings, value| put(&mut settings.mail.sender, sender(value)),
        show: |settings| settings.mail.sender.clone(),
    },
    Field {
        name: "proxy.trusted",
        doc: "IP addresses of the proxies before the pod, whose word about a visitor's address is believed. While\nthe list is empty, nobody's is.",
        must: "a list of IP addresses, such as [\"127.0.0.1\"]",
        shape: Shape::List,
        default: "",
        set: |settings, value| put(&mut settings.proxy.trusted, addresses(value)),
        show: |settings| {
            let trusted: Vec<String> = settings.proxy.trusted.iter().map(IpAddr::to_string).collect();
            trusted.join(",")
        },
    },
    limit(
        "limits.sign_in_per_account",
        "Failed sign-ins to one account in fifteen minutes.",
        "10",
        |settings, value| put(&mut settings.limits.sign_in_per_account, many(value)),
        |settings| settings.limits.sign_in_per_account.to_string(),
    ),
    limit(
        "limits.sign_in_per_address",
        "Failed sign-ins from one network address in fifteen minutes.",
        "50",
        |settings, value| put(&mut settings.limits.sign_in_per_address, many(value)),
        |settings| settings.limits.sign_in_per_address.to_string(),
    ),
    limit(
        "limits.sign_up_per_address",
        "Accounts made from one network address in an hour.",
        "5",
        |settings, value| put(&mut settings.limits.sign_up_per_address, many(value)),
        |settings| settings.limits.sign_up_per_address.to_string(),
    ),
    limit(
        "limits.mail_per_address",
        "Letters that strangers can have sent to one e-mail address in an hour.",
        "5",
        |settings, value| put(&mut settings.limits.mail_per_address, many(value)),
        |settings| settings.limits.mail_per_address.to_string(),
    ),
    limit(
        "limits.posts_per_minute",
        "Posts of one person in a minute.",
        "30",
        |settings, value| put(&mut settings.limits.posts_per_minute, many(value)),
        |settings| settings.limits.posts_per_minute.to_string(),
    ),
    limit(
        "limits.comments_per_minute",
        "Comments of one person in a minute.",
        "60",
        |settings, value| put(&mut settings.limits.comments_per_minute, many(value)),
        |settings| settings.limits.comments_per_minute.to_string(),
    ),
    limit(
        "limits.likes_per_minute",
        "Likes of one person in a minute.",
        "120",
        |settings, value| put(&mut settings.limits.likes_per_minute, many(value)),
        |settings| settings.limits.likes_per_minute.to_string(),
    ),
    limit(
        "limits.searches_per_minute",
        "Searches of one person or network address in a minute.",
        "60",
        |settings, value| put(&mut settings.limits.searches_per_minute, many(value)),
        |settings| settings.limits.searches_per_minute.to_string(),
    ),
    limits::RECEIVED_PER_MINUTE,
    limits::CAUGHT_UP_PER_SECOND,
    limits::UPLOADS_PER_MINUTE,
    limits::UPLOAD_MB,
    limits::PHOTOS_MB_PER_PERSON,
    Field {
        name: "password.memory_kib",
        doc: "Memory that checking a password takes, in KiB. More makes stolen hashes harder to guess. Passwords are\nhashed anew when their owners next sign in.",
        must: "a number from 8192 to 1048576",
        shape: Shape::Number,
        default: "19456",
        set: |settings, value| put(&mut settings.password.memory_kib, number(value, 8192, 1_048_576)),
        show: |settings| settings.password.memory_kib.to_string(),
    },
    Field {
        name: "password.passes",
        doc: "Passes over that memory.",
        must: "a number from 1 to 20",
        shape: Shape::Number,
        default: "2",
        set: |settings, value| put(&mut settings.password.passes, number(value, 1, 20)),
        show: |settings| settings.password.passes.to_string(),
    },
    Field {
        name: "password.parallel",
        doc: "Passwords that are checked at once, each with that memory; the others wait. 0: one a processor.",
        must: "a number from 0 to 64",
        shape: Shape::Number,
        default: "0",
        set: |settings, value| {
            put(
                &mut settings.password.parallel,
                number(value, 0, 64).map(|n| n as usize),
            )
        },
        show: |settings| settings.password.parallel.to_string(),
    },
    Field {
        name: "sessions.idle_days",
        doc: "Days without a visit after which one has to sign in again.",
        must: "a number from 1 to 365",
        shape: Shape::Number,
        default: "14",
        set: |settings, value| put(&mut settings.sessions.idle_days, number(value, 1, 365)),
        show: |settings| settings.sessions.idle_days.to_string(),
    },
    Field {
        name: "sessions.absolute_days",
        doc: "Days after which one has to sign in again in any case.",
        must: "a number from 1 to 365",
        shape: Shape::Number,
        default: "90",
        set: |settings, value| put(&mut settings.sessions.absolute_days, number(value, 1, 365)),
        show: |settings| settings.sessions.absolute_days.to_string(),
    },
    super::media::KEEP,
    super::media::BUCKET,
    remote::CACHE_MB,
    remote::FILE_MB,
    remote::PATIENCE,
    remote::REFUSED_HOSTS,
];

fn key(value: &str) -> Option<Option<Secret>> {
    let fits = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    (value.is_empty() || fits).then(|| fits.then(|| Secret::new(value)))
}

/// What the defaults are then written into; nobody sees it as it is.
pub(super) fn blank() -> Settings {
    Settings {
        address: Url::parse("http://localhost").expect("it is a URL"),
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        data: PathBuf::new(),
        database: Secret::new(""),
        database_connections: 0,
        key: None,
        redis: None,
        workers: 0,
        log: LogFormat::Text,
        log_level: LogLevel::Info,
        reachable: Reachable::Public,
        map_link: String::new(),
        previews: previews::Previews::Off,
        authorized_fetch: fediverse::AuthorizedFetch::On,
        mail: Mail {
            smtp: None,
            sender: String::new(),
        },
        proxy: Proxy { trusted: Vec::new() },
        limits: Limits {
            sign_in_per_account: 0,
            sign_in_per_address: 0,
            sign_up_per_address: 0,
            mail_per_address: 0,
            posts_per_minute: 0,
            comments_per_minute: 0,
            likes_per_minute: 0,
            searches_per_minute: 0,
            received_per_minute: 0,
            caught_up_per_second: 0,
            uploads_per_minute: 0,
            upload_mb: 0,
            photos_mb_per_person: 0,
        },
        password: Password {
            memory_kib: 0,
            passes: 0,
            parallel: 0,
        },
        sessions: Sessions {
            idle_days: 0,
            absolute_days: 0,
        },
        reachable_also: Vec::new(),
        reachable_names: Default::default(),
        media: super::media::BLANK,
        remote: remote::blank(),
        places: Default::default(),
    }
}

/// The example file: every setting with its words, commented out with its default.
pub(super) fn example() -> String {
    let mut text = String::from(
        "# Settings of a Samara pod. Copy this file to config/pod.toml and take the # away from what you change.\n\
         # Each can also be given as a variable, which wins over the file: SAMARA_ADDRESS, SAMARA_MAIL_SMTP, and so on.\n\
         # `samara settings` prints every one with its value and where that came from.\n\
         # This file is written out from src/settings/table.rs.\n",
    );
    let mut section = "";
    for field in FIELDS {
        let (above, key) = field.name.split_once('.').unwrap_or(("", field.name));
        if above != section {
            section = above;
            text.push_str(&format!("\n[{section}]\n"));
        }
        text.push('\n');
        for line in field.doc.lines() {
            text.push_str(&format!("# {line}\n"));
        }
        let value = match field.shape {
            Shape::Text => format!("{:?}", field.default),
            Shape::Number => field.default.to_owned(),
            Shape::List => "[]".to_owned(),
        };
        text.push_str(&format!("#{key} = {value}\n"));
    }
    text
}

pub(super) fn put<T>(place: &mut T, value: Option<T>) -> Option<()> {
    *place = value?;
    Some(())
}

pub(super) fn parsed<T: FromStr>(value: &str) -> Option<T> {
    value.trim().parse().ok()
}

fn map_link(value: &str) -> Option<String> {
    let value = value.trim();
    let filled = value.replace("{latitude}", "0").replace("{longitude}", "0");
    let whole = value.contains("{latitude}") && value.contains("{longitude}");
    let web = Url::parse(&filled).is_ok_and(|url| ["http", "https"].contains(&url.scheme()));
    (value.is_empty() || (whole && web)).then(|| value.to_owned())
}

fn filled(value: &str) -> Option<&str> {
    (!value.trim().is_empty() && !value.contains('\0')).then_some(value)
}

pub(super) fn number(value: &str, least: u32, most: u32) -> Option<u32> {
    // TOML allows 19_456.
    let number = parsed(&value.replace('_', ""))?;
    (least..=most).contains(&number).then_some(number)
}

pub(super) fn many(value: &str) -> Option<u32> {
    number(value, 1, 1_000_000)
}
