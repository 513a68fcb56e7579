//! What addresses of files are signed with. Two keys live at a time: with the newer one is signed, both are good, so
//! that what stands on pages and in feeds works on after a change, until the next one.

use std::time::Duration;

use crate::db::Tx;
use crate::domain::{house, seal};
use crate::error::Outcome;
use crate::pod::Pod;

use super::Variant;

/// Rows of the pod's settings that hold them.
const NOW: &str = "secret media";
const FORMER: &str = "secret media former";
/// Another process may have changed them.
const FRESH: Duration = Duration::from_secs(60);
/// Hexadecimal digits of a signature: 160 bits.
const LENGTH: usize = 40;

/// A key and the name by which addresses say that they are signed with it.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    id: String,
    secret: String,
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.split_once(' ')?;
        Some(Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
        })
    }

    fn sign(&self, variant: &str, url: &str) -> String {
        let mut signature = seal::sign(&self.secret, &format!("media {variant} {url}"));
        signature.truncate(LENGTH);
        signature
    }
}

/// The keys that are good.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    now: Key,
    former: Option<Key>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Keys({}, …)", self.now.id)
    }
}

impl Keys {
    /// The address of something whose own address is encoded already.
    pub fn address(&self, variant: Variant, url: &str) -> String {
        let code = variant.code();
        format!("/media/{}/{}/{code}/{url}", self.now.id, self.now.sign(code, url))
    }

    /// Whether there is a key of this name.
    pub fn has(&self, id: &str) -> bool {
        self.now.id == id || self.former.as_ref().is_some_and(|former| former.id == id)
    }

    /// Whether a signature is good. Takes as long for one that is not, whatever is wrong with it.
    pub fn holds(&self, id: &str, signature: &str, variant: &str, url: &str) -> bool {
        let former = self.former.as_ref().filter(|former| former.id == id);
        let key = former.unwrap_or(&self.now);
        let known = key.id == id;
        seal::equal(&key.sign(variant, url), signature) && known
    }
}

/// The keys as they are kept; made when there are none.
///
/// # Errors
/// The database cannot be read or written.
pub async fn load(tx: &mut Tx) -> Outcome<Keys> {
    let now = house::kept(tx.sql(), NOW).await?.as_deref().and_then(Key::parse);
    let now = match now {
        Some(key) => key,
        None => made(tx).await?,
    };
    let former = house::kept(tx.sql(), FORMER).await?.as_deref().and_then(Key::parse);
    Ok(Keys { now, former })
}

async fn made(tx: &mut Tx) -> Outcome<Key> {
    let key = Key {
        id: tx.random().guid_hex()[..8].to_owned(),
        secret: tx.random().token(),
    };
    house::keep(tx.sql(), NOW, &format!("{} {}", key.id, key.secret)).await?;
    Ok(key)
}

/// Signs with a new key from now on. Addresses signed with the one until now are good until the next change; older ones
/// are not any more. Processes that run already learn of it within a minute.
///
/// # Errors
/// The database cannot be read or written.
pub async fn rotate(tx: &mut Tx) -> Outcome<Keys> {
    let keys = load(tx).await?;
    house::keep(tx.sql(), FORMER, &format!("{} {}", keys.now.id, keys.now.secret)).await?;
    let now = made(tx).await?;
    Ok(Keys {
        now,
        former: Some(keys.now),
    })
}

/// Looks whether the keys have been changed: once in a while, and when one is named that is not known. Not more than
/// once a second, whatever is named.
///
/// # Errors
/// The database cannot be read.
pub(super) async fn refresh(pod: &Pod, id: &str) -> Outcome<()> {
    let now = pod.clock.now();
    let (known, age) = {
        let held = pod.media.keys.read().expect("no panic while holding it");
        (held.0.has(id), now.since(held.1))
    };
    let due = if known { FRESH } else { Duration::from_secs(1) };
    if age < due {
        return Ok(());
    }
    let db = pod.db.read();
    let key = |text: Option<String>| text.as_deref().and_then(Key::parse);
    let former = key(house::kept(db, FORMER).await?);
    if let Some(kept) = key(house::kept(db, NOW).await?) {
        let mut held = pod.media.keys.write().expect("no panic while holding it");
        *held = (std::sync::Arc::new(Keys { now: kept, former }), now);
    }
    Ok(())
}
