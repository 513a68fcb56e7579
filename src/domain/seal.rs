//! Signing what is given out and comes back: nothing has to be remembered for it.
//!
//! Knows no database. Each purpose begins its text with a word of its own, so that no seal is good for another.

use openssl::hash::MessageDigest;
use openssl::memcmp;
use openssl::pkey::PKey;
use openssl::sign::Signer;

use crate::wire::bytes::hex;

/// HMAC-SHA-256 in hex.
pub fn sign(secret: &str, text: &str) -> String {
    let key = PKey::hmac(secret.as_bytes()).expect("any bytes are a key");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).expect("OpenSSL has SHA-256");
    signer.update(text.as_bytes()).expect("memory to hash in");
    hex(&signer.sign_to_vec().expect("memory to sign in"))
}

/// The same text, compared in a time that tells nothing.
pub fn equal(one: &str, other: &str) -> bool {
    one.len() == other.len() && memcmp::eq(one.as_bytes(), other.as_bytes())
}

/// SHA-256 in hex: what is kept of a secret that was made by us.
pub fn digest(secret: &str) -> String {
    hex(&openssl::sha::sha256(secret.as_bytes()))
}
