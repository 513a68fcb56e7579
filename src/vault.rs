//! Locks what must not be readable by whoever gets hold of the database alone: a copy of it, a backup, a log of
//! its statements. The key is a setting or a file in the data folder, never a row.
//!
//! AES-256-GCM. Each purpose has a name, which is part of the lock: nothing opens under another name.

use std::io::Write;
use std::path::Path;

use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};

use crate::error::Fault;
use crate::random::Random;
use crate::settings::Settings;
use crate::wire::bytes::{hex, unhex};

/// The file in the data folder that holds the key: 64 hex digits.
const FILE: &str = "key";
const NONCE: usize = 12;
const TAG: usize = 16;

/// The key, ready for use. Cheap to clone.
#[derive(Clone)]
pub struct Vault([u8; 32]);

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

impl Vault {
    /// With the key of the settings, else with that of the data folder, which is made at the first start.
    ///
    /// # Errors
    /// The key's file cannot be read, written, or holds something else.
    pub fn from_settings(settings: &Settings, random: &Random) -> Result<Self, Fault> {
        let text = match &settings.key {
            Some(key) => key.reveal().to_owned(),
            None => kept(&settings.data.join(FILE), random)?,
        };
        let bytes = unhex(&text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| {
            Fault::new(format!(
                "{} does not hold a key of 64 hex digits.",
                settings.data.join(FILE).display()
            ))
        })
    }

    /// Locks a text for a purpose.
    pub fn lock(&self, random: &Random, purpose: &str, text: &str) -> String {
        let nonce = random.bytes::<NONCE>();
        let mut tag = [0; TAG];
        let locked = encrypt_aead(
            Cipher::aes_256_gcm(),
            &self.0,
            Some(&nonce),
            purpose.as_bytes(),
            text.as_bytes(),
            &mut tag,
        )
        .expect("OpenSSL has AES");
        hex(&[&nonce[..], &tag, &locked].concat())
    }

    /// Opens what was locked for this purpose.
    ///
    /// # Errors
    /// It was locked with another key or for another purpose, or was changed.
    pub fn open(&self, purpose: &str, locked: &str) -> Result<String, Fault> {
        let wrong = || {
            Fault::new(
                "something in the database was locked with another key: is the file `key` of the data folder still the same?",
            )
        };
        let bytes = unhex(locked)
            .filter(|bytes| bytes.len() >= NONCE + TAG)
            .ok_or_else(wrong)?;
        let (nonce, rest) = bytes.split_at(NONCE);
        let (tag, rest) = rest.split_at(TAG);
        let text = decrypt_aead(
            Cipher::aes_256_gcm(),
            &self.0,
            Some(nonce),
            purpose.as_bytes(),
            rest,
            tag,
        );
        text.ok()
            .and_then(|text| String::from_utf8(text).ok())
            .ok_or_else(wrong)
    }
}

/// The key of the data folder. Of two processes that start at once, one makes it and both read that.
fn kept(file: &Path, random: &Random) -> Result<String, Fault> {
    if let Ok(text) = std::fs::read_to_string(file) {
        return Ok(text);
    }
    let folder = file.parent().expect("a file has a folder");
    std::fs::create_dir_all(folder).map_err(Fault::of)?;
    let part = folder.join(format!(".key.{}", random.guid_hex()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(&part).map_err(Fault::of)?;
    made.write_all(hex(&random.bytes::<32>()).as_bytes())
        .and_then(|()| made.sync_all())
        .map_err(Fault::of)?;
    // A link, unlike a rename, never takes the place of a key that is there already.
    let linked = std::fs::hard_link(&part, file);
    std::fs::remove_file(&part).map_err(Fault::of)?;
    let text = std::fs::read_to_string(file).map_err(|error| linked.err().map_or(Fault::of(error), Fault::of))?;
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Fault::of)?;
    Ok(text)
}
