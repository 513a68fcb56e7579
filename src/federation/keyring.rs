//! Keys of people, each read and parsed once: those of others to verify, those of our own to sign and to open.
//!
//! A public key that is known is never replaced, so what is remembered stays true; private ones are forgotten after a while.

use std::time::Duration;

use entity::{PersonId, person_key, user};
use moka::sync::Cache;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Undone;
use crate::domain::account::keys;
use crate::error::Fault;
use crate::pod::Pod;
use crate::wire::diaspora::{PrivateKey, PublicKey};

/// Keys of each sort that are kept in memory.
const MOST: u64 = 4_000;

/// What is remembered.
pub struct Keyring {
    own: Cache<PersonId, PrivateKey>,
    others: Cache<PersonId, PublicKey>,
}

impl Default for Keyring {
    fn default() -> Self {
        let minutes = Duration::from_secs(600);
        Self {
            own: Cache::builder().max_capacity(MOST).time_to_live(minutes).build(),
            others: Cache::builder().max_capacity(MOST).time_to_idle(minutes * 6).build(),
        }
    }
}

/// The private key of somebody of this pod. None: they live elsewhere, or have no keys yet or any more.
pub(super) async fn own(pod: &Pod, person: PersonId) -> Result<Option<PrivateKey>, Undone> {
    if let Some(key) = pod.keyring.own.get(&person) {
        return Ok(Some(key));
    }
    let account = user::Entity::find()
        .filter(user::Column::PersonId.eq(person))
        .one(pod.db.read())
        .await?;
    let Some(account) = account else { return Ok(None) };
    let Some(pem) = keys::identity(pod.db.read(), &pod.vault, account.id).await? else {
        return Ok(None);
    };
    let key = PrivateKey::parse(&pem).ok_or_else(|| Fault::new("a key of our own is none"))?;
    pod.keyring.own.insert(person, key.clone());
    Ok(Some(key))
}

/// The public key of anybody who is known here.
pub(super) async fn of(pod: &Pod, person: PersonId) -> Result<Option<PublicKey>, Undone> {
    if let Some(key) = pod.keyring.others.get(&person) {
        return Ok(Some(key));
    }
    let row = person_key::Entity::find_by_id(person).one(pod.db.read()).await?;
    let key = row.and_then(|row| PublicKey::parse(&row.identity_pem));
    if let Some(key) = &key {
        pod.keyring.others.insert(person, key.clone());
    }
    Ok(key)
}
