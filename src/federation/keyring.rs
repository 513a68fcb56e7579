//! Keys of people, each read and parsed once: those of others to verify, those of our own to sign and to open.
//!
//! All of it is forgotten after a while, and at once when a signature does not fit.

use std::time::Duration;

use entity::{PersonId, PodId, UserId, person, person_key, user};
use moka::sync::Cache;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Undone;
use crate::domain::account::keys;
use crate::error::Fault;
use crate::pod::Pod;
use crate::wire::Handle;
use crate::wire::diaspora::{PrivateKey, PublicKey};
use crate::wire::signature::SigningKey;

/// Keys of each sort that are kept in memory.
const MOST: u64 = 4_000;

/// What is remembered.
pub struct Keyring {
    own: Cache<PersonId, PrivateKey>,
    actors: Cache<PersonId, Actor>,
    others: Cache<PersonId, PublicKey>,
    /// By diaspora ID.
    senders: Cache<String, Sender>,
}

/// Somebody of ours who signs as an actor.
#[derive(Clone)]
pub(super) struct Actor {
    /// Their account.
    pub(super) user: UserId,
    /// Their name in addresses.
    pub(super) guid: String,
    /// Their key.
    pub(super) key: SigningKey,
}

/// Somebody of another pod who signs what they send.
#[derive(Clone, Debug)]
pub(super) struct Sender {
    id: PersonId,
    /// Their pod.
    pub(super) home: PodId,
    /// Their key.
    pub(super) key: PublicKey,
}

impl Default for Keyring {
    fn default() -> Self {
        let minutes = Duration::from_secs(600);
        Self {
            own: Cache::builder().max_capacity(MOST).time_to_live(minutes).build(),
            actors: Cache::builder().max_capacity(MOST).time_to_live(minutes).build(),
            others: Cache::builder().max_capacity(MOST).time_to_idle(minutes * 6).build(),
            senders: Cache::builder().max_capacity(MOST).time_to_live(minutes).build(),
        }
    }
}

/// The account of somebody of this pod.
async fn account(pod: &Pod, person: PersonId) -> Result<Option<user::Model>, Undone> {
    let theirs = user::Entity::find().filter(user::Column::PersonId.eq(person));
    Ok(theirs.one(pod.db.read()).await?)
}

/// Whether somebody has an account here that is in use: if they have no keys, they are being made.
pub(super) async fn is_new(pod: &Pod, person: PersonId) -> Result<bool, Undone> {
    Ok(account(pod, person)
        .await?
        .is_some_and(|account| account.state == user::State::Active))
}

/// The private key of somebody of this pod. None: they live elsewhere, or have no keys yet or any more.
pub(super) async fn own(pod: &Pod, person: PersonId) -> Result<Option<PrivateKey>, Undone> {
    if let Some(key) = pod.keyring.own.get(&person) {
        return Ok(Some(key));
    }
    let Some(account) = account(pod, person).await? else {
        return Ok(None);
    };
    let Some(pem) = keys::identity(pod.db.read(), &pod.vault, account.id).await? else {
        return Ok(None);
    };
    let key = PrivateKey::parse(&pem).ok_or_else(|| Fault::new("a key of our own is none"))?;
    pod.keyring.own.insert(person, key.clone());
    Ok(Some(key))
}

/// With what an actor of this pod signs. None: they live elsewhere, or have no keys yet or any more.
pub(super) async fn actor(pod: &Pod, person: PersonId) -> Result<Option<Actor>, Undone> {
    if let Some(actor) = pod.keyring.actors.get(&person) {
        return Ok(Some(actor));
    }
    let Some(account) = account(pod, person).await? else {
        return Ok(None);
    };
    let Some(pem) = keys::actor(pod.db.read(), &pod.vault, account.id).await? else {
        return Ok(None);
    };
    let key = SigningKey::from_pem(&pem).ok_or_else(|| Fault::new("a key of an actor of our own is none"))?;
    let Some(who) = person::Entity::find_by_id(person).one(pod.db.read()).await? else {
        return Ok(None);
    };
    let actor = Actor {
        user: account.id,
        guid: who.guid,
        key,
    };
    pod.keyring.actors.insert(person, actor.clone());
    Ok(Some(actor))
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

impl Keyring {
    /// Who has this ID, if that was asked lately.
    pub(super) fn sender(&self, handle: &Handle) -> Option<Sender> {
        self.senders.get(handle.as_str())
    }

    /// Nothing is remembered of them any more: what they signed does not fit, so they may have another key by now.
    pub(super) fn forget(&self, handle: &Handle) {
        if let Some(sender) = self.senders.remove(handle.as_str()) {
            self.others.invalidate(&sender.id);
        }
    }
}

/// Remembers who has these IDs: people of other pods who are known here and have not closed their account.
pub(super) async fn meet(pod: &Pod, handles: &[&Handle]) -> Result<(), Undone> {
    let db = pod.db.read();
    let people = person::Entity::find()
        .filter(person::Column::Handle.is_in(handles.iter().map(|handle| handle.as_str())))
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::ClosedAt.is_null())
        .all(db)
        .await?;
    let keys = person_key::Entity::find()
        .filter(person_key::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .all(db)
        .await?;
    for row in keys {
        let person = people.iter().find(|person| person.id == row.person_id);
        let (Some(person), Some(key)) = (person, PublicKey::parse(&row.identity_pem)) else {
            continue;
        };
        if let Some(home) = person.pod_id {
            let id = person.id;
            pod.keyring
                .senders
                .insert(person.handle.clone(), Sender { id, home, key });
        }
    }
    Ok(())
}
