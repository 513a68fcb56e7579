//! What binds a body to its headers: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530), over the raw bytes.

use openssl::hash::{MessageDigest, hash};
use openssl::memcmp;

use super::presented::Refused;
use super::structured;
use crate::error::Fault;
use crate::wire::diaspora::base64;

/// The value of `Digest` for a body.
///
/// # Errors
/// There is no memory for it.
pub fn digest(body: &[u8]) -> Result<String, Fault> {
    let hash = hash(MessageDigest::sha256(), body).map_err(Fault::of)?;
    Ok(format!("SHA-256={}", base64::standard(&hash)))
}

/// The value of `Content-Digest` for a body.
///
/// # Errors
/// There is no memory for it.
pub fn content_digest(body: &[u8]) -> Result<String, Fault> {
    let hash = hash(MessageDigest::sha256(), body).map_err(Fault::of)?;
    Ok(format!("sha-256=:{}:", base64::standard(&hash)))
}

/// Whether a `Digest` fits a body. Digests that are not known do not count, one that is has to be there, and each that is
/// has to fit.
pub(super) fn check(header: &str, body: &[u8]) -> Result<(), Refused> {
    let entries = header.split(',').map(|entry| entry.trim().split_once('='));
    let mut fits = 0;
    for entry in entries {
        let (name, value) = entry.ok_or(Refused::Digest)?;
        fits += usize::from(one(name, || base64::read_strict(value), body)?);
    }
    if fits > 0 { Ok(()) } else { Err(Refused::Digest) }
}

/// Whether a `Content-Digest` fits a body, by the same rules.
pub(super) fn check_content(header: &str, body: &[u8]) -> Result<(), Refused> {
    let entries = structured::byte_dictionary(header).ok_or(Refused::Digest)?;
    let mut fits = 0;
    for (name, bytes) in entries {
        fits += usize::from(one(&name, || Some(bytes), body)?);
    }
    if fits > 0 { Ok(()) } else { Err(Refused::Digest) }
}

/// Whether one digest is known; that it fits, then.
fn one(name: &str, value: impl FnOnce() -> Option<Vec<u8>>, body: &[u8]) -> Result<bool, Refused> {
    let method = match name.trim().to_ascii_lowercase().as_str() {
        "sha-256" => MessageDigest::sha256(),
        "sha-512" => MessageDigest::sha512(),
        _ => return Ok(false),
    };
    let said = value().ok_or(Refused::Digest)?;
    let own = hash(method, body).map_err(|_| Refused::Digest)?;
    let same = said.len() == own.len() && memcmp::eq(&said, &own);
    same.then_some(true).ok_or(Refused::Digest)
}
