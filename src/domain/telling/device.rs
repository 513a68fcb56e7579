//! Browsers that are told by Web Push (RFC 8030, RFC 8291, RFC 8292). Each belongs to the session in which it was added,
//! and goes with it.

use entity::own::telling as own;
use entity::write::telling::{self as write, NewDevice};
use entity::{OwnPushDevice, PushDeviceId};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::Private;
use url::Url;

use crate::db::Tx;
use crate::domain::house;
use crate::domain::me::Me;
use crate::error::{Fault, OrNotFound, Outcome, TellingRefusal};
use crate::vault::Vault;
use crate::wire::push::{Identity, Subscription};

/// Most browsers of one person.
const MOST: usize = 20;
/// Longest address of a browser's maker.
const LONGEST: usize = 1_000;
/// Where the pod's own key is kept.
const KEY: &str = "push-key";

/// What a browser says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The address at its maker.
    pub endpoint: &'a str,
    /// Its public key, base64url.
    pub p256dh: &'a str,
    /// The secret shared with it, base64url.
    pub auth: &'a str,
}

/// Adds a browser, or takes it over when it was somebody else's: whoever signs in there now sits before it.
///
/// # Errors
/// What it says of itself cannot be, or there are too many.
pub async fn add(tx: &mut Tx, me: &Me, offer: Offer<'_>) -> Outcome<()> {
    let known = own::devices(tx.sql(), me.user.id).await?;
    let new = known.iter().all(|device| device.endpoint != offer.endpoint);
    if new && known.len() >= MOST {
        return Err(TellingRefusal::Devices.into());
    }
    let address = Url::parse(offer.endpoint).ok().filter(|url| url.has_host());
    let whole = address.is_some_and(|url| matches!(url.scheme(), "https" | "http"))
        && offer.endpoint.len() <= LONGEST
        && Subscription::parse(offer.p256dh, offer.auth).is_some();
    if !whole {
        return Err(TellingRefusal::Device.into());
    }
    let new = NewDevice {
        session: me.session.id,
        endpoint: offer.endpoint.to_owned(),
        p256dh: offer.p256dh.to_owned(),
        auth: offer.auth.to_owned(),
        name: me.session.device.clone(),
    };
    let now = tx.now();
    Ok(write::add_device(tx.sql(), me.user.id, new, now).await?)
}

/// Tells a browser of mine nothing more.
///
/// # Errors
/// There is none.
pub async fn remove(tx: &mut Tx, me: &Me, id: i64) -> Outcome<()> {
    let device = own::device(tx.sql(), me.user.id, PushDeviceId(id)).await?;
    forget(tx, &device.or_not_found()?).await
}

/// A browser is told nothing more: its owner or its maker says so.
///
/// # Errors
/// The database cannot be written.
pub async fn forget(tx: &mut Tx, device: &OwnPushDevice) -> Outcome<()> {
    Ok(write::remove_device(tx.sql(), device).await?)
}

/// The key by which browsers' makers know this pod (RFC 8292), made at the first start.
///
/// # Errors
/// The database cannot be read or written.
pub async fn identity(tx: &mut Tx, vault: &Vault) -> Outcome<Identity> {
    if let Some(kept) = house::kept(tx.sql(), KEY).await? {
        match vault.open(KEY, &kept).and_then(|pem| Identity::from_pem(&pem)) {
            Ok(identity) => return Ok(identity),
            // The file with the pod's key was lost: devices have to be added anew, and nothing else is hindered.
            Err(fault) => tracing::warn!(%fault, "the key for Web Push cannot be read: a new one is made"),
        }
    }
    let identity = Identity::new(new_key()?);
    let locked = vault.lock(tx.random(), KEY, &identity.pem()?);
    house::keep(tx.sql(), KEY, &locked).await?;
    Ok(identity)
}

/// A new key of the kind that Web Push uses (P-256).
///
/// # Errors
/// There is no memory for it.
pub fn new_key() -> Result<EcKey<Private>, Fault> {
    let curve = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).map_err(Fault::of)?;
    EcKey::generate(&curve).map_err(Fault::of)
}
