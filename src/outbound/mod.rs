//! The only HTTP client: what browsers' makers carry for us, what other servers have to show, and `samara health`
//! asking whether the pod works.
//!
//! No redirect is followed unseen and no proxy of the environment used. Which addresses may be connected to is decided
//! where names are resolved, at each connection (see [`names`]), and looked at again when it stands.

pub mod address;
mod busy;
mod carrier;
mod error;
mod get;
pub mod names;
pub mod origin;

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::header::{CONNECTION, HeaderMap, HeaderValue};
use reqwest::{RequestBuilder, Response};
use url::{Host, Url};

use crate::error::Fault;
use crate::settings::{Reachable, Settings};

use busy::Busy;
pub use carrier::{Carried, Carrier};
pub use error::{OutboundError, may_pass};
pub use get::{Body, Fetched, Patience, Range, Refuses, Signing, VIA, Want, led};
use names::{Filtered, Fit, Names};

/// How long another server may take in all to take something.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a connection is kept that nobody uses, for asking and for sending: what goes to a pod one after the other uses the
/// same, and ten thousand pods that get one letter each do not each keep one open (30 kB).
const KEPT: Duration = Duration::from_secs(4);
const KEPT_SENDING: Duration = Duration::from_secs(1);
/// How long until it has to be connected, TLS included.
const CONNECT: Duration = Duration::from_secs(3);

/// What becomes of a connection after something was posted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It is kept for a moment, for what comes next.
    Kept,
    /// It is closed.
    Closed,
}

/// What a server answers to what was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its status.
    pub status: u16,
    /// When to come again, as it says.
    pub retry_after: Option<String>,
}

/// Talks to other servers. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Outbound(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    reachable: Reachable,
    /// Where the pod listens, and the name and port under which people find it: it never asks itself.
    listen: SocketAddr,
    own: (String, Option<u16>),
    /// Connected to although not public.
    also: Vec<SocketAddr>,
    /// Hosts that the settings lead somewhere.
    placed: Arc<BTreeMap<String, SocketAddr>>,
    names: Names,
    /// Stands in for the network.
    carrier: Option<Carrier>,
    /// One for each port at which more than public addresses may be connected to, and one for all others (0), for each way. Made when
    /// first wanted: to read the certificates of this machine takes as long as all else at start.
    clients: Mutex<HashMap<(u16, Duration), reqwest::Client>>,
    busy: Busy,
}

impl Outbound {
    /// As the settings say.
    pub fn from_settings(settings: &Settings) -> Self {
        Self::with_names(settings, Names::of_system())
    }

    /// As the settings say, with somebody else's knowledge of names.
    pub fn with_names(settings: &Settings, names: Names) -> Self {
        Self::with(settings, names, None)
    }

    /// As the settings say, and without a network: somebody else carries every request.
    pub fn carried(settings: &Settings, carrier: Carrier) -> Self {
        Self::with(settings, Names::of_system(), Some(carrier))
    }

    fn with(settings: &Settings, names: Names, carrier: Option<Carrier>) -> Self {
        let host = settings.address.host_str().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
        Self(Arc::new(Inner {
            reachable: settings.reachable,
            listen: settings.listen,
            own: (host, settings.address.port_or_known_default()),
            also: settings.reachable_also.clone(),
            placed: Arc::new(settings.reachable_names.clone()),
            names,
            carrier,
            clients: Mutex::default(),
            busy: Busy::default(),
        }))
    }

    /// Which addresses may be connected to at a port.
    fn fit(&self, port: u16) -> Fit {
        let also = self.0.also.iter().filter(|also| also.port() == port);
        match self.0.reachable {
            Reachable::Any => Fit::Any,
            Reachable::Public => Fit::Public {
                own: self.0.listen.ip(),
                also: also.map(SocketAddr::ip).collect(),
            },
        }
    }

    #[allow(clippy::disallowed_methods, reason = "this is the port that opens connections")]
    fn client(&self, port: u16, kept: Duration) -> Result<reqwest::Client, OutboundError> {
        let special = self.0.also.iter().any(|also| also.port() == port);
        let key = if special { port } else { 0 };
        let mut clients = self.0.clients.lock().expect("no panic while holding it");
        if let Some(client) = clients.get(&(key, kept)) {
            return Ok(client.clone());
        }
        let resolver = Filtered {
            names: self.0.names.clone(),
            placed: self.0.placed.clone(),
            fit: self.fit(key),
        };
        let client = reqwest::Client::builder()
            .no_proxy()
            .no_gzip()
            .referer(false)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .pool_idle_timeout(kept)
            .pool_max_idle_per_host(2)
            .http1_max_headers(100)
            .http2_max_header_list_size(32 * 1024)
            .dns_resolver(Arc::new(resolver))
            .build()
            .map_err(|error| OutboundError::of(&error))?;
        clients.insert((key, kept), client.clone());
        Ok(client)
    }

    /// Posts some bytes. What the server says besides the answer's head is not read.
    ///
    /// # Errors
    /// See [`OutboundError`].
    pub async fn post(
        &self,
        to: &Url,
        mut headers: HeaderMap,
        body: Vec<u8>,
        after: After,
    ) -> Result<Posted, OutboundError> {
        self.check(to)?;
        if after == After::Closed {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let plain = self.0.reachable == Reachable::Public && to.scheme() != "https" && !self.is_allowed_besides(to);
        if plain {
            return Err(OutboundError::Address(to.origin().ascii_serialization()));
        }
        let client = self.client(to.port_or_known_default().unwrap_or_default(), KEPT_SENDING)?;
        let request = client.post(to.clone()).timeout(PATIENCE).headers(headers).body(body);
        let answer = self.send(&client, request).await?;
        let wait = answer.headers().get(reqwest::header::RETRY_AFTER);
        Ok(Posted {
            status: answer.status().as_u16(),
            retry_after: wait.and_then(|wait| wait.to_str().ok()).map(str::to_owned),
        })
    }

    async fn send(&self, client: &reqwest::Client, request: RequestBuilder) -> Result<Response, OutboundError> {
        let request = request.build().map_err(|error| OutboundError::of(&error))?;
        match &self.0.carrier {
            Some(carrier) => {
                let nobody = || OutboundError::Unreachable("nobody is there".to_owned());
                carrier.carry(request).await.ok_or_else(nobody)
            }
            None => client.execute(request).await.map_err(|error| OutboundError::of(&error)),
        }
    }

    /// Whether an address may be asked at all. Names are resolved later; addresses that are written as such never are.
    fn check(&self, to: &Url) -> Result<(), OutboundError> {
        let fits = match to.host() {
            _ if !matches!(to.scheme(), "http" | "https") => false,
            _ if !to.username().is_empty() || to.password().is_some() => false,
            None => false,
            Some(Host::Domain(name)) if self.0.placed.contains_key(name) => to.port().is_none(),
            Some(_) if self.0.reachable == Reachable::Any || self.is_allowed_besides(to) => true,
            Some(Host::Ipv4(address)) => self.is_open(to, |fit| fit.has(IpAddr::V4(address))),
            Some(Host::Ipv6(address)) => self.is_open(to, |fit| fit.has(IpAddr::V6(address))),
            Some(Host::Domain(name)) => self.is_open(to, |_| address::is_public_name(name)),
        };
        (fits && !self.is_own(to))
            .then_some(())
            .ok_or_else(|| OutboundError::Address(to.origin().ascii_serialization()))
    }

    /// A port of the web, and a host that fits; at a port that is allowed for some addresses, every name may lead there.
    fn is_open(&self, to: &Url, fits: impl FnOnce(&Fit) -> bool) -> bool {
        let port = to.port_or_known_default().unwrap_or_default();
        address::is_web_port(port) && fits(&self.fit(port))
    }

    /// Whether it is one of the addresses that were allowed besides, written as such or as a name that means this machine
    /// everywhere. Only these may be asked without TLS.
    pub fn is_allowed_besides(&self, to: &Url) -> bool {
        let address = match to.host() {
            Some(Host::Domain(name)) if names::is_this_machine(name) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return false,
        };
        let port = to.port_or_known_default().unwrap_or_default();
        self.0.also.contains(&SocketAddr::new(address, port))
    }

    /// Whether it is this pod, under its name.
    fn is_own(&self, to: &Url) -> bool {
        let (host, port) = &self.0.own;
        let name = to.host_str().unwrap_or_default().trim_end_matches('.');
        name.strip_prefix("www.").unwrap_or(name) == host && to.port_or_known_default() == *port
    }
}

/// Asks the pod that listens there whether it works. No proxy of the environment is used and no redirect followed.
///
/// # Errors
/// Nothing answers in five seconds, or not with 200.
#[allow(clippy::disallowed_methods, reason = "this is the port that opens connections")]
pub async fn health(listen: SocketAddr) -> Result<(), Fault> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(5))
        .build()
        .map_err(Fault::of)?;
    let mut address = listen;
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            [127, 0, 0, 1].into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    let answer = client
        .get(format!("http://{address}/health"))
        .send()
        .await
        .map_err(Fault::of)?;
    if answer.status().is_success() {
        Ok(())
    } else {
        Err(Fault::new(format!("the pod answers {}", answer.status())))
    }
}
