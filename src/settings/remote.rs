//! What can be set about files of other servers: how much of them is kept, and what may be asked for.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use url::{Host, Url};

use super::table::{Field, Shape, number, parsed, put};

/// How files of other servers are shown.
#[derive(Clone, Debug)]
pub struct Remote {
    /// The most that is kept of them, in megabytes (2^20 bytes); 0: nothing is fetched or shown.
    pub cache_mb: u32,
    /// The largest film or sound that is taken, in megabytes; 0: none.
    pub file_mb: u32,
    /// How long a page waits for a file that is not here yet, in milliseconds.
    pub patience: u32,
    /// Hosts from which nothing is fetched to be shown, nor from those below them.
    pub refused_hosts: Vec<String>,
}

impl Remote {
    /// Whether nothing is fetched from where this address is.
    pub fn refuses(&self, url: &str) -> bool {
        if self.refused_hosts.is_empty() {
            return false;
        }
        let url = Url::parse(url).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.is_some_and(|host| is_below(host, &self.refused_hosts))
    }
}

/// Whether a host is one of these, or below one of them.
fn is_below(host: &str, hosts: &[String]) -> bool {
    let host = host.trim_end_matches('.');
    hosts.iter().any(|known| {
        host.strip_suffix(known.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

pub(super) fn blank() -> Remote {
    Remote {
        cache_mb: 0,
        file_mb: 0,
        patience: 0,
        refused_hosts: Vec::new(),
    }
}

pub(super) const REACHABLE_ALSO: Field = Field {
    name: "reachable_also",
    doc: "Addresses with their ports that the pod may connect to besides public ones, for trying things out, such as\n[\"127.0.0.2:4711\"]. Leave it empty on a pod that others can reach.",
    must: "a list of IP addresses with ports, such as [\"127.0.0.2:4711\"]",
    shape: Shape::List,
    default: "",
    set: |settings, value| put(&mut settings.reachable_also, sockets(value)),
    show: |settings| {
        let also: Vec<String> = settings.reachable_also.iter().map(SocketAddr::to_string).collect();
        also.join(",")
    },
};

pub(super) const REACHABLE_NAMES: Field = Field {
    name: "reachable_names",
    doc: "Hosts that are led to an exact address and port, whatever else is known of their names, for pods of your own machine\nor network that know each other by name, such as [\"two.example=127.0.0.1:4443\"]. No other host and no other port is\nreached by it.",
    must: "a list of hosts with an IP address and a port each, such as [\"two.example=127.0.0.1:4443\"]",
    shape: Shape::List,
    default: "",
    set: |settings, value| put(&mut settings.reachable_names, placed(value)),
    show: |settings| {
        let names = settings.reachable_names.iter();
        let names: Vec<String> = names.map(|(host, at)| format!("{host}={at}")).collect();
        names.join(",")
    },
};

pub(super) const CACHE_MB: Field = Field {
    name: "media.cache_mb",
    doc: "The most megabytes of pictures, films and sounds of other servers that are kept at once; what was looked at longest\nago goes first. 0: none are fetched, and pages show their descriptions only.",
    must: "a number from 0 to 10000000",
    shape: Shape::Number,
    default: "1024",
    set: |settings, value| put(&mut settings.remote.cache_mb, number(value, 0, 10_000_000)),
    show: |settings| settings.remote.cache_mb.to_string(),
};

pub(super) const FILE_MB: Field = Field {
    name: "media.file_mb",
    doc: "The largest film or sound of another server that is fetched, in megabytes. 0: films and sounds are links.",
    must: "a number from 0 to 200",
    shape: Shape::Number,
    default: "200",
    set: |settings, value| put(&mut settings.remote.file_mb, number(value, 0, 200)),
    show: |settings| settings.remote.file_mb.to_string(),
};

pub(super) const PATIENCE: Field = Field {
    name: "media.patience",
    doc: "How long a picture on a page waits for another server, in milliseconds. It is fetched on when the page has given up\nand is there the next time.",
    must: "a number from 0 to 30000",
    shape: Shape::Number,
    default: "5000",
    set: |settings, value| put(&mut settings.remote.patience, number(value, 0, 30_000)),
    show: |settings| settings.remote.patience.to_string(),
};

pub(super) const REFUSED_HOSTS: Field = Field {
    name: "media.refused_hosts",
    doc: "Hosts of which nothing is fetched to be shown: no picture, film, sound or preview, such as [\"tracker.example\"]. Those\nbelow them (cdn.tracker.example) are meant, too.",
    must: "a list of hosts without scheme and path, such as [\"tracker.example\"]",
    shape: Shape::List,
    default: "",
    set: |settings, value| put(&mut settings.remote.refused_hosts, hosts(value)),
    show: |settings| settings.remote.refused_hosts.join(","),
};

/// In the form in which addresses have them: lower case, punycode.
fn hosts(value: &str) -> Option<Vec<String>> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items
        .map(|item| {
            let host = Host::parse(item.trim_end_matches('.')).ok()?;
            Some(host.to_string())
        })
        .collect()
}

fn placed(value: &str) -> Option<BTreeMap<String, SocketAddr>> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items
        .map(|item| {
            let (host, at) = item.split_once('=')?;
            match Host::parse(host).ok()? {
                Host::Domain(host) => Some((host, parsed(at)?)),
                Host::Ipv4(_) | Host::Ipv6(_) => None,
            }
        })
        .collect()
}

fn sockets(value: &str) -> Option<Vec<SocketAddr>> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(parsed).collect()
}
