//! The only HTTP client: what browsers' makers carry for us, and `samara health` asking whether the pod works.
//!
//! No redirect is followed and no proxy of the environment used. Which addresses may be connected to is decided where
//! names are resolved, at each connection (see [`address`]), so that a name cannot mean one address when it is checked
//! and another when it is used.

pub mod address;
pub mod origin;

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::HeaderMap;
use url::{Host, Url};

use crate::error::Fault;
use crate::settings::{Reachable, Settings};

/// How long another server may take in all.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long until it has to be connected.
const CONNECT: Duration = Duration::from_secs(5);

/// Talks to other servers. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Outbound {
    /// Made when it is first wanted: to read the certificates of this machine takes as long as all else at start.
    client: Arc<OnceLock<reqwest::Client>>,
    reachable: Reachable,
}

/// Why something could not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboundError {
    /// The address is none that the pod connects to.
    Address(String),
    /// The server could not be reached, or did not answer in time.
    Unreachable(String),
}

impl std::fmt::Display for OutboundError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(address) => write!(formatter, "{address} is no address to connect to"),
            Self::Unreachable(words) => formatter.write_str(words),
        }
    }
}

impl Outbound {
    /// As the settings say.
    pub fn from_settings(settings: &Settings) -> Self {
        Self {
            client: Arc::default(),
            reachable: settings.reachable,
        }
    }

    #[allow(clippy::disallowed_methods, reason = "this is the port that opens connections")]
    fn client(&self) -> Result<&reqwest::Client, OutboundError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .dns_resolver(Arc::new(Filtered(self.reachable)))
            .build()
            .map_err(|error| OutboundError::Unreachable(in_words(&error)))?;
        // Somebody else may have been quicker: then theirs is used.
        Ok(self.client.get_or_init(|| client))
    }

    /// Posts some bytes. Returns the status; what the server says besides is not read.
    ///
    /// # Errors
    /// See [`OutboundError`].
    pub async fn post(&self, to: &Url, headers: HeaderMap, body: Vec<u8>) -> Result<u16, OutboundError> {
        self.check(to)?;
        let answer = self.client()?.post(to.clone()).headers(headers).body(body).send().await;
        match answer {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(error) => Err(OutboundError::Unreachable(in_words(&error))),
        }
    }

    /// Names are resolved later; addresses that are written as such never are.
    fn check(&self, to: &Url) -> Result<(), OutboundError> {
        let address = match to.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            Some(Host::Domain(_)) => None,
            None => return Err(OutboundError::Address("no host".to_owned())),
        };
        let fits = match self.reachable {
            Reachable::Any => matches!(to.scheme(), "http" | "https"),
            Reachable::Public => to.scheme() == "https" && address.is_none_or(address::is_public),
        };
        fits.then_some(())
            .ok_or_else(|| OutboundError::Address(to.origin().ascii_serialization()))
    }
}

/// With what lies below it, and without the address, which may be a secret.
fn in_words(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut below: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = below {
        words.push(error.to_string());
        below = error.source();
    }
    if words.is_empty() {
        words.push("no answer".to_owned());
    }
    words.join(": ")
}

/// Resolves names, and leaves out what must not be connected to.
struct Filtered(Reachable);

impl Resolve for Filtered {
    fn resolve(&self, name: Name) -> Resolving {
        let reachable = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fit: Vec<SocketAddr> = found
                .filter(|found| reachable == Reachable::Any || address::is_public(found.ip()))
                .collect();
            if fit.is_empty() {
                return Err("this name leads to no address that the pod connects to".into());
            }
            let fit: Addrs = Box::new(fit.into_iter());
            Ok(fit)
        })
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
