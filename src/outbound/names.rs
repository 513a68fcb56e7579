//! From names to addresses that may be connected to. Decided here, at each connection, so that a name cannot mean one
//! address when it is checked and another when it is used.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_public;

/// The addresses of a name, or why there are none.
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who knows the addresses of names: the system, or a spec.
#[derive(Clone)]
pub struct Names(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl fmt::Debug for Names {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Names(…)")
    }
}

impl Names {
    /// What the system knows.
    pub fn of_system() -> Self {
        Self::of(|name| {
            Box::pin(async move {
                if is_this_machine(&name) {
                    return Ok(vec![Ipv4Addr::LOCALHOST.into()]);
                }
                let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                Ok(found.map(|found| found.ip()).collect())
            })
        })
    }

    /// What somebody else says.
    pub fn of(asked: impl Fn(String) -> Found + Send + Sync + 'static) -> Self {
        Self(Arc::new(asked))
    }
}

/// Whether a name means this machine, whoever asks for it (RFC 6761, section 6.3).
pub fn is_this_machine(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

/// Which addresses may be connected to at one port.
#[derive(Clone, Debug)]
pub(super) enum Fit {
    /// Every one.
    Any,
    /// Those of the public internet that are not this pod's own, and these.
    Public {
        /// Where the pod itself listens.
        own: IpAddr,
        /// Allowed besides, for trying things out.
        also: Vec<IpAddr>,
    },
}

impl Fit {
    pub(super) fn has(&self, address: IpAddr) -> bool {
        match self {
            Self::Any => true,
            Self::Public { own, also } => also.contains(&address) || (is_public(address) && address != *own),
        }
    }
}

/// Resolves names, and leaves out what must not be connected to: one bad address spoils the name, since who gives out
/// both means the bad one.
pub(super) struct Filtered {
    pub(super) names: Names,
    /// Led there by the settings, and asked of nobody.
    pub(super) placed: Arc<BTreeMap<String, SocketAddr>>,
    pub(super) fit: Fit,
}

impl Resolve for Filtered {
    fn resolve(&self, name: Name) -> Resolving {
        if let Some(at) = self.placed.get(name.as_str()).copied() {
            // The port stands, since their addresses name none (see `Outbound::check`).
            return Box::pin(async move { Ok(Box::new(std::iter::once(at)) as Addrs) });
        }
        let (asked, fit) = ((self.names.0)(name.as_str().to_owned()), self.fit.clone());
        Box::pin(async move {
            let found = asked.await?;
            if found.is_empty() || !found.iter().all(|address| fit.has(*address)) {
                return Err(Forbidden.into());
            }
            let found: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(found)
        })
    }
}

/// A name leads where the pod does not connect to.
#[derive(Debug)]
pub(super) struct Forbidden;

impl fmt::Display for Forbidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this name leads to an address that the pod does not connect to")
    }
}

impl std::error::Error for Forbidden {}
