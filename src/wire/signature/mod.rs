//! Signatures of HTTP requests: the draft of Cavage in its twelfth form, which everybody speaks, and RFC 9421 after it.
//!
//! The way in: [`Presented::read`] judges all that needs no key (form, what is covered, digest of the raw body, window of
//! time), then the key that it names is looked up and [`Presented::verify`] says whether it is that key's. The way out:
//! [`sign`] gives the headers to send along. The clock comes as a parameter; which of the two a server understands is a
//! [`Scheme`] that the caller keeps. No request is made and no key is looked up here.

mod base58;
mod cavage;
mod digest;
mod key;
mod message;
mod presented;
mod request;
mod structured;
mod window;

pub use digest::{content_digest, digest};
pub use key::{SigningKey, VerifyingKey};
pub use presented::{Presented, Refused};
pub use request::Request;

use chrono::{DateTime, Utc};

use crate::error::Fault;
use crate::wire::activitypub::Id;

/// One of the two ways to sign a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scheme {
    /// `draft-cavage-http-signatures-12`: tried first, since some who do not know the other say nothing and drop it.
    #[default]
    Cavage,
    /// RFC 9421.
    Message,
}

impl Scheme {
    /// The word under which it is kept.
    pub fn code(self) -> &'static str {
        match self {
            Scheme::Cavage => "cavage",
            Scheme::Message => "rfc9421",
        }
    }

    /// The one that is kept under this word.
    pub fn parse(code: &str) -> Option<Self> {
        [Scheme::Cavage, Scheme::Message]
            .into_iter()
            .find(|scheme| scheme.code() == code)
    }

    /// The one to knock with once more after this answer; none where the answer has nothing to do with signatures.
    pub fn after(self, status: u16) -> Option<Self> {
        let other = match self {
            Scheme::Cavage => Scheme::Message,
            Scheme::Message => Scheme::Cavage,
        };
        matches!(status, 400 | 401 | 403).then_some(other)
    }
}

/// The headers that sign a request: they are added to those it has, each of which is covered, too. A signature lives for
/// minutes, so it is made anew for each attempt.
///
/// # Errors
/// There is no memory for it.
pub fn sign(
    request: &Request<'_>,
    scheme: Scheme,
    key_id: &Id,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<Vec<(&'static str, String)>, Fault> {
    match scheme {
        Scheme::Cavage => cavage::sign(request, key_id, key, now),
        Scheme::Message => message::sign(request, key_id, key, now),
    }
}
