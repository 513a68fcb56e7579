//! Who has signed a request.

use chrono::DateTime;
use entity::{actor, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::federation::Undone;
use crate::pod::Pod;
use crate::wire::signature::{Presented, Request, VerifyingKey};

/// Somebody of another server, proven by a signature.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Who.
    pub person: person::Model,
    /// As an actor.
    pub actor: actor::Model,
}

/// Whose signature a request has.
///
/// # Errors
/// It has none that counts.
pub async fn signer(pod: &Pod, request: &Request<'_>) -> Result<Signer, Undone> {
    let now = DateTime::from_timestamp_micros(pod.clock.now().0).unwrap_or_default();
    let presented = Presented::read(request, now).map_err(|why| Undone::Reject(why.to_string()))?;
    let unknown = || Undone::Reject("nobody is known who has this key".to_owned());
    let db = pod.db.read();
    let actor = actor::Entity::find()
        .filter(actor::Column::KeyId.eq(presented.key_id().as_str()))
        .one(db)
        .await?
        .ok_or_else(unknown)?;
    let person = person::Entity::find_by_id(actor.person_id)
        .filter(person::Column::ClosedAt.is_null())
        .one(db)
        .await?
        .ok_or_else(unknown)?;
    let key = VerifyingKey::from_pem(&actor.key_pem).ok_or_else(unknown)?;
    presented.verify(&key).map_err(|why| Undone::Reject(why.to_string()))?;
    Ok(Signer { person, actor })
}
