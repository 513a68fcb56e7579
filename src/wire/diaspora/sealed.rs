//! The encrypted envelope: an envelope in AES, its key in RSA, for one person.
//!
//! Whatever is wrong with one, there is one answer, and every step is gone with whatever came out of the one before.

use openssl::symm::{Cipher, decrypt, encrypt};
use serde::{Deserialize, Serialize};

use super::base64;
use super::envelope::LONGEST_ENVELOPE;
use super::key::{PrivateKey, PublicKey};
use super::rejected::Rejected;
use crate::error::Fault;

/// Bytes of the largest sealed envelope that is read.
pub const LONGEST_SEALED: usize = LONGEST_ENVELOPE / 3 * 4 + 4_096;

/// An envelope for one person's eyes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sealed {
    aes_key: String,
    encrypted_magic_envelope: String,
}

#[derive(Serialize, Deserialize)]
struct Keys {
    key: String,
    iv: String,
}

impl Sealed {
    /// Reads a sealed envelope from its JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn read(document: &[u8]) -> Result<Self, Rejected> {
        if document.len() > LONGEST_SEALED {
            return Err(Rejected::Sealed);
        }
        serde_json::from_slice(document).map_err(|_| Rejected::Sealed)
    }

    /// Opens it with the recipient's key, and gives the document of the envelope within.
    ///
    /// # Errors
    /// It does not open; why is not said.
    pub fn open(&self, key: &PrivateKey) -> Result<Vec<u8>, Rejected> {
        let unlocked = key.unlock(&base64::read_lenient(&self.aes_key));
        let keys = keys(&unlocked);
        // Bytes that are no keys are used as if they were some.
        let (secret, start) = keys.unwrap_or_else(|| instead(&unlocked));
        let message = base64::read_lenient(&self.encrypted_magic_envelope);
        let opened = decrypt(Cipher::aes_256_cbc(), &secret, Some(&start), &message);
        match (keys, opened) {
            (Some(_), Ok(document)) => Ok(document),
            (Some(_) | None, _) => Err(Rejected::Sealed),
        }
    }

    /// Seals an envelope for the owner of the key. `once` is random and used for this alone: the key and the start of the
    /// cipher.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn write(envelope: &str, recipient: &PublicKey, once: &[u8; 48]) -> Result<String, Fault> {
        let (secret, start) = once.split_at(32);
        let message = encrypt(Cipher::aes_256_cbc(), secret, Some(start), envelope.as_bytes()).map_err(Fault::of)?;
        let keys = Keys {
            key: base64::standard(secret),
            iv: base64::standard(start),
        };
        let keys = serde_json::to_vec(&keys).map_err(Fault::of)?;
        let sealed = Sealed {
            aes_key: base64::standard(&recipient.lock(&keys)?),
            encrypted_magic_envelope: base64::standard(&message),
        };
        serde_json::to_string(&sealed).map_err(Fault::of)
    }
}

type Secrets = ([u8; 32], [u8; 16]);

fn keys(unlocked: &[u8]) -> Option<Secrets> {
    let keys: Keys = serde_json::from_slice(unlocked).ok()?;
    let secret = base64::read_lenient(&keys.key).try_into().ok()?;
    let start = base64::read_lenient(&keys.iv).try_into().ok()?;
    Some((secret, start))
}

fn instead(unlocked: &[u8]) -> Secrets {
    let secret = openssl::sha::sha256(unlocked);
    let mut start = [0; 16];
    start.copy_from_slice(&openssl::sha::sha256(&secret)[..16]);
    (secret, start)
}
