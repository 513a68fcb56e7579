//! A signature that came with a request, before and after its key is known.

use std::fmt;

use chrono::{DateTime, Utc};

use super::key::{Hash, VerifyingKey};
use super::request::Request;
use super::{Scheme, cavage, message};
use crate::wire::activitypub::Id;

/// Why a request does not count as signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has no signature.
    Absent,
    /// The signature, or a part of it, can't be read or stands there twice.
    Malformed,
    /// It names an algorithm that is not known, or not one of its key.
    Algorithm,
    /// Something that has to be signed is not.
    Uncovered(&'static str),
    /// Something is said to be signed that is not there.
    NotThere,
    /// It was made for another server.
    Host,
    /// The body is another one.
    Digest,
    /// It was made too long ago, or has ended.
    TooOld,
    /// It was made in the future.
    TooNew,
    /// It is not the key's.
    Signature,
}

impl Refused {
    /// Whether another key may have come since, so that the actor is asked once more.
    pub fn stale_key(self) -> bool {
        self == Refused::Signature
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Absent => f.write_str("the request is not signed"),
            Refused::Malformed => f.write_str("the signature can't be read"),
            Refused::Algorithm => f.write_str("the algorithm is not one of the key's"),
            Refused::Uncovered(part) => write!(f, "{part} is not signed"),
            Refused::NotThere => f.write_str("something that is said to be signed is not there"),
            Refused::Host => f.write_str("it was signed for another server"),
            Refused::Digest => f.write_str("the body is not the one that was signed"),
            Refused::TooOld => f.write_str("the signature is too old"),
            Refused::TooNew => f.write_str("the signature is of the future"),
            Refused::Signature => f.write_str("the signature is not the key's"),
        }
    }
}

impl std::error::Error for Refused {}

/// What a signature says that it is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// Nothing, or `hs2019`: the key knows.
    OfKey,
    /// RSASSA-PKCS1-v1_5 with this hash.
    Rsa(Hash),
    /// Ed25519.
    Ed25519,
}

/// A signature whose form, coverage, digest and time are as they must be. Whose it is, is not known yet.
#[derive(Clone, Debug)]
pub struct Presented {
    pub(super) scheme: Scheme,
    pub(super) key_id: Id,
    pub(super) algorithm: Algorithm,
    pub(super) signature: Vec<u8>,
    /// What may have been signed: servers differ on whether the query belongs to the target.
    pub(super) texts: Vec<String>,
}

impl Presented {
    /// Reads the signature of a request. One that has both is judged by RFC 9421 alone.
    ///
    /// # Errors
    /// There is none, or none that any key could make good.
    pub fn read(request: &Request<'_>, now: DateTime<Utc>) -> Result<Self, Refused> {
        if request.header("signature-input").is_some() {
            message::read(request, now)
        } else {
            cavage::read(request, now)
        }
    }

    /// The address of the key that it names.
    pub fn key_id(&self) -> &Id {
        &self.key_id
    }

    /// How it is made; a server that signs so can read it, too.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether the owner of this key has signed the request.
    ///
    /// # Errors
    /// They have not, or the key is of another kind than the signature says.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), Refused> {
        let hashes: &[Hash] = match (self.algorithm, key.is_rsa()) {
            // `hs2019` does not tell the hash; nearly everybody takes the first.
            (Algorithm::OfKey, true) => &[Hash::Sha256, Hash::Sha512],
            (Algorithm::Rsa(Hash::Sha256), true) => &[Hash::Sha256],
            (Algorithm::Rsa(Hash::Sha512), true) => &[Hash::Sha512],
            (Algorithm::OfKey | Algorithm::Ed25519, false) => &[Hash::Sha512],
            (Algorithm::Rsa(_), false) | (Algorithm::Ed25519, true) => return Err(Refused::Algorithm),
        };
        let good = self.texts.iter().any(|text| {
            let signed = |hash: &Hash| key.verifies(text.as_bytes(), &self.signature, *hash);
            hashes.iter().any(signed)
        });
        good.then_some(()).ok_or(Refused::Signature)
    }
}
