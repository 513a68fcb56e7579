//! Having something from another server: the same few headers for everything, bounded in bytes and time, and each
//! redirect looked at like a first address.
//!
//! Nothing of whoever looks at it goes along: no cookie, no address, no language, no page that it stands on.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::busy::Place;
use super::{Outbound, OutboundError};
use crate::settings::Reachable;

/// What says that a pod like this asks. Who asks for the proxied files of another is refused by it, so that two pods
/// never send each other round in circles.
pub const VIA: &str = "1.1 samara";
/// The program, and nothing of which pod it is.
const USER_AGENT: &str = concat!("Samara/", env!("CARGO_PKG_VERSION"));
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;
/// Slower than this on the whole, in bytes a second, and it is broken off.
const SLOWEST: u64 = 1_024;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Want {
    /// For the header `Accept`; always the same for the same kind of thing.
    pub accept: &'static str,
    /// More bytes are not taken.
    pub most_bytes: u64,
    /// Only this stretch.
    pub range: Option<Range>,
    /// How long it may take.
    pub patience: Patience,
}

/// Makes the headers with which one address is asked.
pub type Signing<'s> = &'s (dyn Fn(&Url) -> Result<HeaderMap, OutboundError> + Send + Sync);

/// A stretch of a file in bytes, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub from: u64,
    /// The last; none: to the end.
    pub to: Option<u64>,
}

/// Whether there is nothing to be had from an address.
pub type Refuses<'a> = &'a (dyn Fn(&Url) -> bool + Send + Sync);

/// How long another server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it begins to answer, connecting included.
    pub headers: Duration,
    /// In all, redirects and waiting for others included.
    pub whole: Duration,
}

impl Patience {
    /// For pictures and pages.
    pub const PAGE: Self = Self {
        headers: Duration::from_secs(5),
        whole: Duration::from_secs(10),
    };
    /// For sound and film.
    pub const MEDIA: Self = Self {
        headers: Duration::from_secs(5),
        whole: Duration::from_secs(60),
    };
}

/// What another server answers. Dropped, it takes no more.
#[derive(Debug)]
pub struct Fetched {
    /// Its status; no redirect among them.
    pub status: u16,
    /// Where it was found in the end.
    pub url: Url,
    /// What it says about it.
    pub headers: HeaderMap,
    /// What it sends.
    pub body: Body,
}

impl Fetched {
    /// What it says about it, if that is text.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Bytes as they come.
#[derive(Debug)]
pub struct Body {
    answer: Response,
    left: u64,
    received: u64,
    began: Instant,
    end: Instant,
    patience: Patience,
    _place: Place,
}

impl Body {
    /// The next bytes; none: that was all, and it was whole.
    ///
    /// # Errors
    /// It is too long, too slow, or broke off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, OutboundError> {
        let due = self.began + self.patience.headers + Duration::from_millis(self.received * 1_000 / SLOWEST);
        let next = timeout_at(due.min(self.end), self.answer.chunk()).await;
        let chunk = next
            .map_err(|_| OutboundError::Slow)?
            .map_err(|error| OutboundError::of(&error))?;
        let Some(chunk) = chunk else { return Ok(None) };
        let length = chunk.len() as u64;
        self.left = self.left.checked_sub(length).ok_or(OutboundError::Large)?;
        self.received += length;
        Ok(Some(chunk))
    }

    /// All of them.
    ///
    /// # Errors
    /// As above.
    pub async fn whole(mut self) -> Result<Vec<u8>, OutboundError> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all)
    }
}

impl Outbound {
    /// Has something from another server. Every status but a redirect is an answer.
    ///
    /// # Errors
    /// See [`OutboundError`].
    pub async fn get(&self, url: &Url, want: &Want) -> Result<Fetched, OutboundError> {
        self.get_but(url, want, &|_| false, None).await
    }

    /// The same where each request has headers of its own, such as a signature: they are made anew for each address that a
    /// redirect leads to.
    ///
    /// # Errors
    /// See [`OutboundError`].
    pub async fn get_signed(&self, url: &Url, want: &Want, sign: Signing<'_>) -> Result<Fetched, OutboundError> {
        self.get_but(url, want, &|_| false, Some(sign)).await
    }

    /// The same, but nothing from addresses that whoever asks refuses, not by a redirect either.
    ///
    /// # Errors
    /// See [`OutboundError`].
    pub async fn get_unless(&self, url: &Url, want: &Want, refuses: Refuses<'_>) -> Result<Fetched, OutboundError> {
        self.get_but(url, want, refuses, None).await
    }

    async fn get_but(
        &self,
        url: &Url,
        want: &Want,
        refuses: Refuses<'_>,
        sign: Option<Signing<'_>>,
    ) -> Result<Fetched, OutboundError> {
        let end = Instant::now() + want.patience.whole;
        let asked = timeout_at(end, self.follow(url.clone(), want, (end, refuses), sign)).await;
        asked.map_err(|_| OutboundError::Slow)?
    }

    async fn follow(
        &self,
        mut url: Url,
        want: &Want,
        (end, refuses): (Instant, Refuses<'_>),
        sign: Option<Signing<'_>>,
    ) -> Result<Fetched, OutboundError> {
        let mut seen = Vec::new();
        loop {
            url.set_fragment(None);
            self.check(&url)?;
            if refuses(&url) {
                return Err(OutboundError::Address(url.origin().ascii_serialization()));
            }
            let place = self.0.busy.enter(url.origin().ascii_serialization()).await;
            let answer = self.ask(&url, want, sign).await?;
            if !is_redirect(answer.status()) {
                return fetched(url, answer, want, (place, end));
            }
            let next = next(&url, &answer).ok_or(OutboundError::Redirects)?;
            seen.push(std::mem::replace(&mut url, next));
            if seen.len() > MOST_REDIRECTS || seen.contains(&url) {
                return Err(OutboundError::Redirects);
            }
        }
    }

    async fn ask(&self, url: &Url, want: &Want, sign: Option<Signing<'_>>) -> Result<Response, OutboundError> {
        let port = url.port_or_known_default().unwrap_or_default();
        let client = self.client(port, super::KEPT)?;
        let mut headers = headers(want);
        if let Some(sign) = sign {
            headers.extend(sign(url)?);
        }
        let request = client.get(url.clone()).headers(headers);
        let answer = timeout_at(Instant::now() + want.patience.headers, self.send(&client, request)).await;
        let answer = answer.map_err(|_| OutboundError::Slow)??;
        if self.0.carrier.is_some() {
            return Ok(answer);
        }
        // What was decided before is looked at where it counts: at the connection that stands.
        let connected = answer.remote_addr();
        let placed = url.host_str().and_then(|host| self.0.placed.get(host));
        let fits = match placed {
            Some(at) => connected == Some(*at),
            None => connected.is_some_and(|to| self.fit(port).has(to.ip())),
        };
        if self.0.reachable == Reachable::Any || fits {
            Ok(answer)
        } else {
            Err(OutboundError::Address(url.origin().ascii_serialization()))
        }
    }
}

/// All of them; HTTP adds the host.
fn headers(want: &Want) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    headers.insert(header::ACCEPT, HeaderValue::from_static(want.accept));
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(header::VIA, HeaderValue::from_static(VIA));
    if let Some(Range { from, to }) = want.range {
        let to = to.map(|to| to.to_string()).unwrap_or_default();
        if let Ok(range) = HeaderValue::from_str(&format!("bytes={from}-{to}")) {
            headers.insert(header::RANGE, range);
        }
    }
    headers
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn next(from: &Url, answer: &Response) -> Option<Url> {
    led(from, answer.headers().get(header::LOCATION)?.to_str().ok()?)
}

/// Where a redirect leads; never from TLS to plain text.
pub fn led(from: &Url, location: &str) -> Option<Url> {
    let next = from.join(location).ok()?;
    let weaker = from.scheme() == "https" && next.scheme() != "https";
    (!weaker).then_some(next)
}

fn fetched(url: Url, answer: Response, want: &Want, (place, end): (Place, Instant)) -> Result<Fetched, OutboundError> {
    let coded = answer.headers().get(header::CONTENT_ENCODING);
    if coded.is_some_and(|coding| coding.as_bytes() != b"identity" && !coding.is_empty()) {
        return Err(OutboundError::Form(
            "it is packed although that was not asked for".to_owned(),
        ));
    }
    if answer.content_length().is_some_and(|length| length > want.most_bytes) {
        return Err(OutboundError::Large);
    }
    let mut headers = answer.headers().clone();
    headers.remove(header::SET_COOKIE);
    Ok(Fetched {
        status: answer.status().as_u16(),
        url,
        headers,
        body: Body {
            answer,
            left: want.most_bytes,
            received: 0,
            began: Instant::now(),
            end,
            patience: want.patience,
            _place: place,
        },
    })
}
