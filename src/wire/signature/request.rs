//! A request as a signature sees it.

use crate::wire::activitypub::Id;

/// What is signed of a request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// In capitals.
    pub method: &'r str,
    /// Where it goes, as the world writes it: behind a proxy not as it arrives.
    pub address: &'r Id,
    /// Its headers; names in any case, several of one name in their order.
    pub headers: &'r [(&'r str, &'r str)],
    /// The raw body; none for a request that has none.
    pub body: Option<&'r [u8]>,
}

impl<'r> Request<'r> {
    /// All values of a header as one, as RFC 9421 (2.1) and the draft (2.3) join them; none when it is not there.
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self.values(name).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The value of a header that may stand once only.
    pub(super) fn only(&self, name: &str) -> Result<Option<&'r str>, ()> {
        let mut values = self.values(name);
        let first = values.next();
        if values.next().is_some() { Err(()) } else { Ok(first) }
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'r str> {
        let named = move |(own, _): &&(&str, &str)| own.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| value.trim())
    }

    /// Path and query.
    pub(super) fn target(&self) -> &'r str {
        let path = self.address.path();
        let path = path.split('#').next().unwrap_or_default();
        if path.is_empty() { "/" } else { path }
    }

    pub(super) fn path(&self) -> &'r str {
        let path = self.target().split('?').next().unwrap_or_default();
        if path.is_empty() { "/" } else { path }
    }

    /// The query with its question mark, which stands there even when there is none (RFC 9421, 2.2.7).
    pub(super) fn query(&self) -> String {
        let query = self.target().split_once('?').map_or("", |(_, query)| query);
        format!("?{query}")
    }

    pub(super) fn scheme(&self) -> &'r str {
        if self.address.is_secure() { "https" } else { "http" }
    }

    /// The whole address (RFC 9421, 2.2.2): never without a path.
    pub(super) fn uri(&self) -> String {
        let target = self.target();
        let slash = if target.starts_with('/') { "" } else { "/" };
        format!("{}{slash}{target}", self.address.origin())
    }

    /// Whether the body has to be covered: it can do something, or there is one.
    pub(super) fn needs_digest(&self) -> bool {
        !matches!(self.method, "GET" | "HEAD") || self.body.is_some_and(|body| !body.is_empty())
    }

    pub(super) fn bytes(&self) -> &'r [u8] {
        self.body.unwrap_or_default()
    }

    /// Whether a `Host` header names the server that the request goes to, with or without the usual port.
    pub(super) fn is_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let usual = if self.address.is_secure() { ":443" } else { ":80" };
        let own = self.address.authority();
        host == own || host.strip_suffix(usual) == Some(own)
    }
}
