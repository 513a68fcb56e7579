//! The RSA keys of people: parsed once, cheap to clone. Signatures are RSASSA-PKCS1-v1_5 with SHA-256; keys of sealed
//! envelopes are locked with PKCS#1 v1.5, which the protocol demands.
//!
//! Because everybody can send what is to be unlocked, unlocking never fails: what is not padded as it has to be gives a
//! text that only this key and this message give, and takes the same steps. So neither an answer nor a time tells anything.

use std::fmt;
use std::hint::black_box;

use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::{Padding, Rsa};
use openssl::sha::sha256;
use openssl::sign::{Signer, Verifier};

use crate::error::Fault;

/// Bits of the smallest and largest key that is taken.
const BITS: std::ops::RangeInclusive<u32> = 1_024..=8_192;
/// The longest text that is unlocked, in bytes. Keys and start of an envelope need about 88.
const UNLOCKED: usize = 256;

/// Whether a text has the first and the last line of a public key in PEM. It may still be none.
pub fn looks_public(raw: &str) -> bool {
    let text = raw.trim();
    ["PUBLIC KEY", "RSA PUBLIC KEY"].iter().any(|name| {
        let (first, last) = (format!("-----BEGIN {name}-----"), format!("-----END {name}-----"));
        text.starts_with(&first) && text.ends_with(&last) && text.len() > first.len() + last.len()
    })
}

/// A person's public key.
#[derive(Clone)]
pub struct PublicKey {
    key: PKey<Public>,
}

impl PublicKey {
    /// Takes a key in PEM, either as SubjectPublicKeyInfo or in the older PKCS#1 form; white space around it and line
    /// ends of other systems do not matter. None when it is no RSA key of 1024 to 8192 bits.
    pub fn parse(pem: &str) -> Option<Self> {
        let text = pem.trim().as_bytes();
        let rsa = Rsa::public_key_from_pem(text).or_else(|_| Rsa::public_key_from_pem_pkcs1(text));
        let rsa = rsa.ok().filter(|rsa| BITS.contains(&(rsa.size() * 8)))?;
        let key = PKey::from_rsa(rsa).ok()?;
        Some(Self { key })
    }

    /// Whether this key's owner has signed the text.
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        let verified = Verifier::new(MessageDigest::sha256(), &self.key)
            .and_then(|mut verifier| verifier.verify_oneshot(signature, text));
        verified.unwrap_or(false)
    }

    /// Locks a short text for the owner of this key.
    pub(super) fn lock(&self, text: &[u8]) -> Result<Vec<u8>, Fault> {
        let rsa = self.key.rsa().map_err(Fault::of)?;
        let mut locked = vec![0; usize::try_from(rsa.size()).map_err(Fault::of)?];
        let written = rsa
            .public_encrypt(text, &mut locked, Padding::PKCS1)
            .map_err(Fault::of)?;
        locked.truncate(written);
        Ok(locked)
    }

    /// The key in PEM, as SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn pem(&self) -> Result<String, Fault> {
        let pem = self.key.public_key_to_pem().map_err(Fault::of)?;
        String::from_utf8(pem).map_err(Fault::of)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey")
    }
}

/// The key with which a person of this pod signs, and opens what is sealed for them.
#[derive(Clone)]
pub struct PrivateKey {
    key: PKey<Private>,
    rsa: Rsa<Private>,
    /// What unlocking gives when there is nothing to unlock comes from this.
    decoy: [u8; 32],
}

impl PrivateKey {
    /// Takes a key in PEM, in PKCS#1 or PKCS#8 form. None when it is no RSA key of 1024 to 8192 bits.
    pub fn parse(pem: &str) -> Option<Self> {
        let rsa = Rsa::private_key_from_pem(pem.trim().as_bytes()).ok()?;
        let rsa = Some(rsa).filter(|rsa| BITS.contains(&(rsa.size() * 8)))?;
        let decoy = sha256(&[b"decoy".as_slice(), &rsa.private_key_to_der().ok()?].concat());
        let key = PKey::from_rsa(rsa.clone()).ok()?;
        Some(Self { key, rsa, decoy })
    }

    /// Signs a text.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut signer = Signer::new(MessageDigest::sha256(), &self.key).map_err(Fault::of)?;
        signer.sign_oneshot_to_vec(text).map_err(Fault::of)
    }

    /// The public half.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn public(&self) -> Result<PublicKey, Fault> {
        let pem = self.key.public_key_to_pem().map_err(Fault::of)?;
        let pem = String::from_utf8(pem).map_err(Fault::of)?;
        PublicKey::parse(&pem).ok_or_else(|| Fault::new("a private key has no public half"))
    }

    /// Unlocks a short text. What was not locked for this key gives other bytes, always the same for the same message.
    pub(super) fn unlock(&self, locked: &[u8]) -> Vec<u8> {
        let mut block = vec![0; usize::try_from(self.rsa.size()).unwrap_or_default()];
        // Without padding the result has the key's length whatever is in it; a failure leaves zeros, which are no padding.
        let whole = locked.len() == block.len()
            && matches!(
                self.rsa.private_decrypt(locked, &mut block, Padding::NONE),
                Ok(written) if written == block.len()
            );
        if !whole {
            block.fill(0);
        }
        unpad(&block, &self.instead_of(locked))
    }

    /// Bytes that nobody can tell from those of a message: from the key and what was sent.
    fn instead_of(&self, locked: &[u8]) -> [u8; UNLOCKED] {
        let seed = sha256(&[&self.decoy, locked].concat());
        let mut bytes = [0; UNLOCKED];
        for (count, chunk) in (0_u8..).zip(bytes.chunks_mut(32)) {
            chunk.copy_from_slice(&sha256(&[seed.as_slice(), &[count]].concat()));
        }
        bytes
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey")
    }
}

/// Takes PKCS#1 v1.5 padding off: `00 02`, eight or more bytes that are not zero, `00`, the text. It looks at every byte
/// and branches on none; what is no padding, or leaves a text that is too long, gives 88 bytes of `decoy`.
fn unpad(block: &[u8], decoy: &[u8; UNLOCKED]) -> Vec<u8> {
    const USUAL: usize = 88;
    let mut good = same(block[0], 0) & same(block[1], 2);
    let mut found = 0_u8;
    let mut start = 0_usize;
    for (at, byte) in block.iter().enumerate().skip(2) {
        let zero = same(*byte, 0);
        let first = zero & !found;
        let early = if at < 10 { 0xff } else { 0 };
        good &= !(first & early);
        start |= usize::from(first & 1).wrapping_neg() & (at + 1);
        found |= zero;
    }
    good &= found;
    let length = block.len() - start;
    good &= u8::from(black_box(length <= UNLOCKED)).wrapping_neg();
    let good = black_box(good);
    let mut text = [0_u8; UNLOCKED];
    let tail = block.len().min(UNLOCKED);
    text[UNLOCKED - tail..].copy_from_slice(&block[block.len() - tail..]);
    for (byte, other) in text.iter_mut().zip(decoy) {
        *byte = (*byte & good) | (other & !good);
    }
    let mask = usize::from(good & 1).wrapping_neg();
    let length = (length & mask) | (USUAL & !mask);
    text[UNLOCKED - length..].to_vec()
}

/// All ones when both are the same, else none.
fn same(one: u8, other: u8) -> u8 {
    let differing = u16::from(black_box(one ^ other));
    // 0 - 1 borrows from the upper half, anything else does not.
    u8::try_from((differing.wrapping_sub(1) >> 8) & 0xff).unwrap_or(0)
}
