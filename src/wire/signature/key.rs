//! Keys of actors: RSA and Ed25519, as PEM or as Multikey (FEP-521a). A key is bound to its algorithms: which one a
//! signature names chooses among those, never the other way round.

use std::fmt;

use openssl::hash::MessageDigest;
use openssl::pkey::{Id as Kind, PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::sign::{Signer, Verifier};

use super::base58;
use crate::error::Fault;
use crate::wire::activitypub::KeyText;

/// Bits of the smallest and largest RSA key that is taken.
const BITS: std::ops::RangeInclusive<u32> = 2_048..=8_192;
/// What a Multikey of Ed25519 and one of RSA begin with (Multicodec, as varints).
const ED25519: [u8; 2] = [0xed, 0x01];
const RSA: [u8; 2] = [0x85, 0x24];
/// Bytes of the longest PEM that is looked at.
const LONGEST: usize = 8_192;

/// How the text is hashed before an RSA key signs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha512,
}

/// The public key of an actor.
#[derive(Clone)]
pub struct VerifyingKey(PKey<Public>);

impl VerifyingKey {
    /// Takes a key as an actor's document has it; none when it is no RSA key of 2048 to 8192 bits and no Ed25519 key.
    pub fn of(text: &KeyText) -> Option<Self> {
        match text {
            KeyText::Pem(pem) => Self::from_pem(pem),
            KeyText::Multibase(key) => Self::from_multikey(key),
        }
    }

    /// Takes a key in PEM, as SubjectPublicKeyInfo or in the older form of RSA keys alone.
    pub fn from_pem(pem: &str) -> Option<Self> {
        if pem.len() > LONGEST {
            return None;
        }
        let text = pem.trim().as_bytes();
        let older = || Rsa::public_key_from_pem_pkcs1(text).and_then(PKey::from_rsa);
        Self::checked(PKey::public_key_from_pem(text).or_else(|_| older()).ok()?)
    }

    /// Takes a Multikey: `z` and Base58.
    pub fn from_multikey(text: &str) -> Option<Self> {
        let bytes = base58::decode(text.strip_prefix('z')?)?;
        let (kind, rest) = bytes.split_at_checked(2)?;
        let key = if kind == ED25519 {
            PKey::public_key_from_raw_bytes(rest, Kind::ED25519)
        } else if kind == RSA {
            Rsa::public_key_from_der_pkcs1(rest).and_then(PKey::from_rsa)
        } else {
            return None;
        };
        Self::checked(key.ok()?)
    }

    fn checked(key: PKey<Public>) -> Option<Self> {
        let fits = match key.id() {
            Kind::RSA => BITS.contains(&key.bits()),
            kind => kind == Kind::ED25519,
        };
        fits.then_some(Self(key))
    }

    /// The key in PEM, as SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn pem(&self) -> Result<String, Fault> {
        let pem = self.0.public_key_to_pem().map_err(Fault::of)?;
        String::from_utf8(pem).map_err(Fault::of)
    }

    /// The key as a Multikey.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn multikey(&self) -> Result<String, Fault> {
        let bytes = if self.is_rsa() {
            let der = self.0.rsa().and_then(|rsa| rsa.public_key_to_der_pkcs1());
            [&RSA[..], &der.map_err(Fault::of)?].concat()
        } else {
            [&ED25519[..], &self.0.raw_public_key().map_err(Fault::of)?].concat()
        };
        Ok(format!("z{}", base58::encode(&bytes)))
    }

    pub(super) fn is_rsa(&self) -> bool {
        self.0.id() == Kind::RSA
    }

    /// Whether the owner of this key has signed the text. Ed25519 hashes by itself.
    pub(super) fn verifies(&self, text: &[u8], signature: &[u8], hash: Hash) -> bool {
        let verifier = if self.is_rsa() {
            Verifier::new(digest(hash), &self.0)
        } else {
            Verifier::new_without_digest(&self.0)
        };
        let verified = verifier.and_then(|mut verifier| verifier.verify_oneshot(signature, text));
        verified.unwrap_or(false)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey")
    }
}

/// The key with which an actor of this pod signs.
#[derive(Clone)]
pub struct SigningKey(PKey<Private>);

impl SigningKey {
    /// Takes a key in PEM; none when it is no RSA key of 2048 to 8192 bits and no Ed25519 key.
    pub fn from_pem(pem: &str) -> Option<Self> {
        let key = PKey::private_key_from_pem(pem.trim().as_bytes()).ok()?;
        let key = Self(key);
        key.verifying().ok()?;
        Some(key)
    }

    /// The public half.
    ///
    /// # Errors
    /// It is no key that is taken, or there is no memory for it.
    pub fn verifying(&self) -> Result<VerifyingKey, Fault> {
        let pem = self.0.public_key_to_pem().map_err(Fault::of)?;
        let key = PKey::public_key_from_pem(&pem).map_err(Fault::of)?;
        VerifyingKey::checked(key).ok_or_else(|| Fault::new("a key of an actor is too short or of another kind"))
    }

    pub(super) fn is_rsa(&self) -> bool {
        self.0.id() == Kind::RSA
    }

    /// Signs a text, with SHA-256 where the key does not hash by itself.
    pub(super) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Fault> {
        let signer = if self.is_rsa() {
            Signer::new(digest(Hash::Sha256), &self.0)
        } else {
            Signer::new_without_digest(&self.0)
        };
        let mut signer = signer.map_err(Fault::of)?;
        signer.sign_oneshot_to_vec(text).map_err(Fault::of)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

fn digest(hash: Hash) -> MessageDigest {
    match hash {
        Hash::Sha256 => MessageDigest::sha256(),
        Hash::Sha512 => MessageDigest::sha512(),
    }
}
