//! Addresses in entities, judged as the protocol's reference judges them: an ASCII URI (RFC 3986), of which some
//! properties need the host, some the path, some both.
//!
//! Whether one may ask for such an address is not decided here: that is `outbound`'s.

/// An address that names a host.
pub type HostAddress = Address<true, false>;
/// An address with a path; it may be relative to the pod of its author.
pub type PathAddress = Address<false, true>;
/// An address with host and path.
pub type FullAddress = Address<true, true>;

/// An address, with what it has to have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address<const HOST: bool, const PATH: bool>(String);

impl<const HOST: bool, const PATH: bool> Address<HOST, PATH> {
    /// Takes an address as it was sent. None when a part is missing or it is none at all.
    pub fn new(raw: &str) -> Option<Self> {
        let parts = Parts::of(raw)?;
        let fits = (!HOST || parts.host.is_some_and(|host| !host.is_empty()))
            && (!PATH || parts.path.is_some_and(|path| !path.is_empty()));
        fits.then(|| Self(raw.to_owned()))
    }

    /// The address as it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is asked for of an address. An opaque one (`data:…`) has neither.
struct Parts<'a> {
    host: Option<&'a str>,
    path: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(raw: &'a str) -> Option<Self> {
        let rest = raw.split_once('#').map_or(Some(raw), |(before, fragment)| {
            written(fragment, b":@/?!$&'()*+,;=").then_some(before)
        })?;
        let rest = rest.split_once('?').map_or(Some(rest), |(before, query)| {
            written(query, b":@/?!$&'()*+,;=").then_some(before)
        })?;
        let (scheme, rest) = without_scheme(rest);
        let Some(rest) = rest.strip_prefix("//") else {
            let path = written(rest, b":@/!$&'()*+,;=").then_some(rest)?;
            let opaque = scheme && !rest.starts_with('/');
            return Some(Self {
                host: None,
                path: (!opaque).then_some(path),
            });
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host(authority)?;
        written(path, b":@/!$&'()*+,;=").then_some(Self {
            host: Some(host),
            path: Some(path),
        })
    }
}

/// Whether there is a scheme, and what follows.
fn without_scheme(raw: &str) -> (bool, &str) {
    match raw.split_once(':') {
        Some((scheme, rest))
            if scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) =>
        {
            (true, rest)
        }
        Some(_) | None => (false, raw),
    }
}

/// The host of an authority without user and port; none when it is written wrongly.
fn host(authority: &str) -> Option<&str> {
    let (user, rest) = authority.rsplit_once('@').unwrap_or(("", authority));
    if !written(user, b":!$&'()*+,;=") {
        return None;
    }
    let end = rest
        .find(']')
        .map_or_else(|| rest.find(':'), |bracket| Some(bracket + 1));
    let (host, port) = rest.split_at(end.unwrap_or(rest.len()));
    let port_fits = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let bracketed = host.strip_prefix('[').map(|inner| inner.trim_end_matches(']'));
    let host_fits = match bracketed {
        Some(inner) => {
            !inner.is_empty()
                && inner
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte))
        }
        None => written(host, b"!$&'()*+,;="),
    };
    (port_fits && host_fits).then_some(host)
}

/// Whether a part holds only letters that may stand there: unreserved ones, escaped ones, and these.
fn written(part: &str, also: &[u8]) -> bool {
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => [bytes.next(), bytes.next()]
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            plain => plain.is_ascii_alphanumeric() || b"-._~".contains(&plain) || also.contains(&plain),
        };
        if !fits {
            return false;
        }
    }
    true
}
