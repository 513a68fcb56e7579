//! The key pairs of an account: the identity key (RSA 4096) of the diaspora* protocol and the actor key (RSA 2048) of
//! ActivityPub. Made once, by a job; whoever has an account without keys waits for that job.
//!
//! Generating is arithmetic and takes seconds: call it off the async threads. Its randomness is OpenSSL's own, which
//! is what [`crate::random::Random`] uses too.

use entity::{UserId, person_key, user, user_key};
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::db::Tx;
use crate::error::{Fault, OrNotFound, Outcome};

/// Bits of the key that signs for other pods of diaspora*.
pub const IDENTITY_BITS: u32 = 4_096;
/// Bits of the key that signs for ActivityPub.
pub const ACTOR_BITS: u32 = 2_048;

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

/// Whether an account has its keys.
///
/// # Errors
/// The database cannot be read.
pub async fn made(db: &impl ConnectionTrait, user: UserId) -> Outcome<bool> {
    Ok(user_key::Entity::find_by_id(user).one(db).await?.is_some())
}

/// Gives an account its keys, unless it has some.
///
/// # Errors
/// There is no such account.
pub async fn keep(tx: &mut Tx, user: UserId, identity: Pair, actor: Pair) -> Outcome<()> {
    let person = user::Entity::find_by_id(user)
        .one(tx.sql())
        .await?
        .or_not_found()?
        .person_id;
    let private = user_key::ActiveModel {
        user_id: Set(user),
        identity_pem: Set(identity.private),
        actor_pem: Set(actor.private),
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
