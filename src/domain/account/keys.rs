//! The key pairs of an account: the identity key (RSA 4096) of the diaspora* protocol and the actor key (RSA 2048) of
//! ActivityPub. Made once, by a job; whoever has an account without keys waits for that job.
//!
//! The private halves lie locked in the database (see [`Vault`]): a copy of it alone lets nobody write in another's name.
//!
//! Generating is arithmetic and takes seconds: call it off the async threads. Its randomness is OpenSSL's own, which
//! is what [`crate::random::Random`] uses too.

use entity::user::State;
use entity::{UserId, person_key, user, user_key};
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set};

use crate::db::Tx;
use crate::domain::house;
use crate::error::{Fault, OrNotFound, Outcome};
use crate::vault::Vault;

/// Bits of the key that signs for other pods of diaspora*.
pub const IDENTITY_BITS: u32 = 4_096;
/// Bits of the key that signs for ActivityPub.
pub const ACTOR_BITS: u32 = 2_048;
/// What a key that is not locked begins with: earlier versions of this program kept them so.
const OPEN: &str = "-----BEGIN";

/// A key pair in PEM: SubjectPublicKeyInfo and PKCS#8.
#[derive(Clone)]
pub struct Pair {
    /// To be shown to anyone.
    pub public: String,
    /// Never leaves the pod.
    pub private: String,
}

/// Makes a pair. Blocks for up to some seconds.
///
/// # Errors
/// OpenSSL cannot.
pub fn generate(bits: u32) -> Result<Pair, Fault> {
    let key = Rsa::generate(bits).and_then(PKey::from_rsa).map_err(Fault::of)?;
    let text = |pem: Vec<u8>| String::from_utf8(pem).map_err(Fault::of);
    Ok(Pair {
        public: text(key.public_key_to_pem().map_err(Fault::of)?)?,
        private: text(key.private_key_to_pem_pkcs8().map_err(Fault::of)?)?,
    })
}

/// How the keys of an account stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has none.
    Missing,
    /// It has some, and they are not locked.
    Open,
    /// It has some, locked.
    Locked,
}

/// How the keys of an account stand.
///
/// # Errors
/// The database cannot be read.
pub async fn standing(db: &impl ConnectionTrait, user: UserId) -> Outcome<Standing> {
    Ok(match user_key::Entity::find_by_id(user).one(db).await? {
        None => Standing::Missing,
        Some(row) if row.identity_pem.starts_with(OPEN) || row.actor_pem.starts_with(OPEN) => Standing::Open,
        Some(_) => Standing::Locked,
    })
}

/// Accounts that have no keys. No key is looked at for it.
///
/// # Errors
/// The database cannot be read.
pub async fn missing(db: &impl ConnectionTrait) -> Outcome<Vec<UserId>> {
    let made = user_key::Entity::find()
        .select_only()
        .column(user_key::Column::UserId)
        .into_query();
    let missing = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::State.ne(State::Closed))
        .filter(user::Column::Id.not_in_subquery(made));
    Ok(missing.into_tuple().all(db).await?)
}

/// Accounts whose keys are not locked. Looks through all of them.
///
/// # Errors
/// The database cannot be read.
pub async fn open(db: &impl ConnectionTrait) -> Outcome<Vec<UserId>> {
    let open = user_key::Entity::find()
        .select_only()
        .column(user_key::Column::UserId)
        .filter(user_key::Column::IdentityPem.like(format!("{OPEN}%")));
    Ok(open.into_tuple().all(db).await?)
}

/// Gives an account its keys, unless it has some.
///
/// # Errors
/// There is no such account.
pub async fn keep(tx: &mut Tx, vault: &Vault, user: UserId, identity: Pair, actor: Pair) -> Outcome<()> {
    let person = user::Entity::find_by_id(user)
        .one(tx.sql())
        .await?
        .or_not_found()?
        .person_id;
    let private = user_key::ActiveModel {
        user_id: Set(user),
        identity_pem: Set(vault.lock(tx.random(), &identity_of(user), &identity.private)),
        actor_pem: Set(vault.lock(tx.random(), &actor_of(user), &actor.private)),
    };
    let public = person_key::ActiveModel {
        person_id: Set(person),
        identity_pem: Set(identity.public),
        actor_pem: Set(Some(actor.public)),
    };
    let already = sea_orm::sea_query::OnConflict::column(user_key::Column::UserId)
        .do_nothing()
        .to_owned();
    let written = user_key::Entity::insert(private)
        .on_conflict(already)
        .exec_without_returning(tx.sql())
        .await?;
    if written == 0 {
        return Ok(());
    }
    let already = sea_orm::sea_query::OnConflict::column(person_key::Column::PersonId)
        .update_columns([person_key::Column::IdentityPem, person_key::Column::ActorPem])
        .to_owned();
    person_key::Entity::insert(public)
        .on_conflict(already)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

/// Locks the keys of an account that were kept open.
///
/// # Errors
/// The database cannot be written.
pub async fn lock(tx: &mut Tx, vault: &Vault, user: UserId) -> Outcome<()> {
    let Some(row) = user_key::Entity::find_by_id(user).one(tx.sql()).await? else {
        return Ok(());
    };
    let locked = |purpose: String, kept: &str| match kept.starts_with(OPEN) {
        true => vault.lock(tx.random(), &purpose, kept),
        false => kept.to_owned(),
    };
    let row = user_key::ActiveModel {
        user_id: Set(user),
        identity_pem: Set(locked(identity_of(user), &row.identity_pem)),
        actor_pem: Set(locked(actor_of(user), &row.actor_pem)),
    };
    row.update(tx.sql()).await?;
    Ok(())
}

/// The private half of an account's identity key, in PEM. None: it has no keys yet, or none any more.
///
/// # Errors
/// The database cannot be read, or the key was locked with another one.
pub async fn identity(db: &impl ConnectionTrait, vault: &Vault, user: UserId) -> Outcome<Option<String>> {
    let Some(row) = user_key::Entity::find_by_id(user).one(db).await? else {
        return Ok(None);
    };
    if row.identity_pem.starts_with(OPEN) {
        return Ok(Some(row.identity_pem));
    }
    Ok(Some(vault.open(&identity_of(user), &row.identity_pem)?))
}

/// The private half of an account's actor key, in PEM. None: it has no keys yet, or none any more.
///
/// # Errors
/// The database cannot be read, or the key was locked with another one.
pub async fn actor(db: &impl ConnectionTrait, vault: &Vault, user: UserId) -> Outcome<Option<String>> {
    let Some(row) = user_key::Entity::find_by_id(user).one(db).await? else {
        return Ok(None);
    };
    if row.actor_pem.starts_with(OPEN) {
        return Ok(Some(row.actor_pem));
    }
    Ok(Some(vault.open(&actor_of(user), &row.actor_pem)?))
}

/// The setting under which the key of the pod's own actor lies, and for what it is locked.
const POD: &str = "key of the pod's actor";

/// The private half of the key of the pod's own actor, in PEM. None: it was not made yet.
///
/// # Errors
/// The database cannot be read, or the key was locked with another one.
pub async fn of_pod(db: &impl ConnectionTrait, vault: &Vault) -> Outcome<Option<String>> {
    match house::kept(db, POD).await? {
        Some(locked) => Ok(Some(vault.open(POD, &locked)?)),
        None => Ok(None),
    }
}

/// Keeps the key of the pod's own actor, unless there is one. The one that counts.
///
/// # Errors
/// The database cannot be written.
pub async fn keep_of_pod(tx: &mut Tx, vault: &Vault, pair: Pair) -> Outcome<String> {
    entity::write::gone::alone(tx.sql(), POD).await?;
    if let Some(there) = of_pod(tx.sql(), vault).await? {
        return Ok(there);
    }
    house::keep(tx.sql(), POD, &vault.lock(tx.random(), POD, &pair.private)).await?;
    Ok(pair.private)
}

fn identity_of(user: UserId) -> String {
    format!("identity key of {user}")
}

fn actor_of(user: UserId) -> String {
    format!("actor key of {user}")
}
