//! Moving to another pod, as far as others are asked and told: which account was somebody's before, whether the one to which somebody
//! moves says so itself, and who hears of it.
//!
//! The account that is left is this pod's; of the other one only what its own server says counts. Pods of diaspora* want the word of
//! both identities, signed (`account_migration`): that of the new one stands in its actor.

use entity::user::State;
use entity::visible::actor::Tongues;
use entity::write::delivery::To;
use entity::{Details, PersonId, UserId, actor, person, user, visible};
use sea_orm::EntityTrait;

use super::activitypub::{dispatch as fediverse, fetch, meet, places};
use super::ask::{self, DOCUMENT};
use super::diaspora::present::{self, ALL};
use super::letter::{self, Letter, sign};
use super::{Undone, discover, dispatch, keyring, receive};
use crate::arithmetic;
use crate::domain::farewell;
use crate::domain::me::Me;
use crate::domain::moving::{self, Former};
use crate::error::moving::Unfit;
use crate::error::{MovingRefusal, OrNotFound, Outcome, Stop};
use crate::job::Done;
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::Handle;
use crate::wire::activitypub::{Actor, Id};
use crate::wire::diaspora::entity::{AccountMigration, consent, consents};
use crate::wire::discovery::Jrd;

/// Somebody here says that an account elsewhere was theirs: its pod may lead here from now on.
///
/// # Errors
/// There is no such account, its pod does not answer, or they have named as many as can be.
pub async fn name(pod: &Pod, me: &Me, typed: &str) -> Outcome<()> {
    let handle = address(pod, typed).map_err(MovingRefusal::Former)?;
    let old = found(pod, &handle).await?.map_err(MovingRefusal::Former)?;
    let uri = actor_at(pod, &handle).await?.map_err(MovingRefusal::Former)?;
    let key = heard(keyring::own(pod, me.person.id).await)?.ok().flatten();
    let key = key.ok_or(MovingRefusal::NoKeys)?;
    let mine = Handle::parse(&me.person.handle).or_not_found()?;
    let consent = arithmetic::done(move || consent(&handle, &mine, &key)).await??;
    let former = Former {
        handle: old.handle,
        uri: uri.map(|uri| uri.to_string()),
        consent,
    };
    pod.act(async |tx| moving::name(tx, me.user.id, former.clone()).await)
        .await
}

/// Somebody here has moved to an account elsewhere, which says itself that this one was theirs. The caller has asked for the password.
///
/// # Errors
/// There is no such account, it does not say so, its pod does not answer, or they are the last one who runs this pod.
pub async fn leave(pod: &Pod, me: &Me, typed: &str) -> Outcome<()> {
    let handle = address(pod, typed).map_err(MovingRefusal::New)?;
    found(pod, &handle).await?.map_err(MovingRefusal::New)?;
    let unnamed = || MovingRefusal::NotNamed(me.person.handle.clone());
    let id = actor_at(pod, &handle).await?.map_err(MovingRefusal::New)?;
    let id = id.ok_or_else(unnamed)?;
    let asked = meet::asked(pod, &id, None, &mut fetch::Budget::default()).await;
    let (signer, says) = heard(asked)?.map_err(MovingRefusal::New)?;
    if !says.aliases.contains(&places::person(&pod.settings, &me.person.guid)) {
        return Err(unnamed().into());
    }
    let consent = agreed(pod, (&me.person, &signer.person), &says).await?;
    pod.act(async |tx| moving::leave(tx, me, &signer.person, consent.clone()).await)
        .await?;
    Ok(())
}

/// An address that may be somebody's elsewhere.
fn address(pod: &Pod, typed: &str) -> Result<Handle, Unfit> {
    let handle = Handle::typed(typed).ok_or(Unfit::NoAddress)?;
    (handle.host() != pod.settings.host())
        .then_some(handle)
        .ok_or(Unfit::Here)
}

async fn found(pod: &Pod, handle: &Handle) -> Outcome<Result<person::Model, Unfit>> {
    heard(discover::person(pod, handle).await)
}

/// Where somebody is as an actor, by the word of their server. None: they are none.
async fn actor_at(pod: &Pod, handle: &Handle) -> Outcome<Result<Option<Id>, Unfit>> {
    let asked = heard(ask::get(pod, &discover::looked_for(pod, handle), &DOCUMENT).await)?;
    Ok(asked.map(|document| Jrd::read(&document).ok().and_then(|jrd| Id::parse(jrd.actor()?))))
}

/// What was answered, or why nothing was, as far as it is not ours.
fn heard<T>(asked: Result<T, Undone>) -> Outcome<Result<T, Unfit>> {
    match asked {
        Ok(found) => Ok(Ok(found)),
        Err(Undone::Reject(why)) => {
            tracing::info!(why, "an account of somebody who moves is not found");
            Ok(Err(Unfit::Nobody))
        }
        Err(Undone::Retry(why)) => {
            tracing::info!(why, "a pod does not say who somebody is who moves");
            Ok(Err(Unfit::Away))
        }
        Err(Undone::Broke(fault)) => Err(fault.into()),
    }
}

/// The word of the new identity in the diaspora* protocol. None: it gives none, as no account outside of this software does.
async fn agreed(pod: &Pod, (old, new): (&person::Model, &person::Model), says: &Actor) -> Outcome<Option<String>> {
    let given = says.consents.iter().find(|one| one.old == old.handle);
    let (Some(given), Some(was), Some(is)) = (given, Handle::parse(&old.handle), Handle::parse(&new.handle)) else {
        return Ok(None);
    };
    let key = heard(receive::key_of(pod, new).await)?.map_err(MovingRefusal::New)?;
    let key = key.ok_or(MovingRefusal::New(Unfit::Nobody))?;
    let signature = given.signature.clone();
    let fits = arithmetic::done({
        let signature = signature.clone();
        move || consents(&signature, &was, &is, &key)
    });
    match fits.await? {
        true => Ok(Some(signature)),
        false => Err(MovingRefusal::NotNamed(old.handle.clone()).into()),
    }
}

/// Tells everybody elsewhere who knows somebody here where they are now, once.
///
/// # Errors
/// Something broke here.
pub(super) async fn tell(
    pod: &Pod,
    claimed: &Claimed,
    (user, to): (UserId, PersonId),
    consent: Option<&str>,
) -> Result<Done, Stop> {
    match told(pod, claimed, (user, to), consent).await {
        Ok(()) => Ok(Done::Done),
        Err(undone) => undone.done(),
    }
}

async fn told(
    pod: &Pod,
    claimed: &Claimed,
    (user, to): (UserId, PersonId),
    consent: Option<&str>,
) -> Result<(), Undone> {
    let db = pod.db.read();
    let gone = || Undone::Reject("who has moved is gone".to_owned());
    let account = user::Entity::find_by_id(user).one(db).await?;
    // Where it could not be told in time, the account has said farewell, and its keys are gone.
    let account = account
        .filter(|account| account.state == State::Closing)
        .ok_or_else(gone)?;
    let me = person::Entity::find_by_id(account.person_id).one(db).await?;
    let (me, new) = (
        me.ok_or_else(gone)?,
        person::Entity::find_by_id(to).one(db).await?.ok_or_else(gone)?,
    );
    let mut pods = dispatch::acquainted(pod, &account).await?;
    pods.extend(new.pod_id.filter(|home| !pods.contains(home)));
    let letter = match consent {
        Some(consent) => migration(pod, (&me, &new), consent, dispatch::to_all_of(&pods)).await?,
        None => None,
    };
    // Who is told by the other protocol has it by that.
    let tongues = match &letter {
        Some(_) => Tongues::One,
        None => Tongues::Any,
    };
    let uri = actor::Entity::find_by_id(new.id).one(db).await?;
    let activities = match uri.and_then(|row| Id::parse(&row.uri)) {
        Some(uri) => fediverse::moved(pod, (&me, tongues), uri).await?,
        None => Vec::new(),
    };
    let mut tx = pod.db.begin().await?;
    if let Some(letter) = letter {
        farewell::keep(&mut tx, me.id, letter.body(), &letter.pods()).await?;
        letter::post(&mut tx, vec![letter]).await?;
    }
    fediverse::post(&mut tx, activities).await?;
    claimed.finish(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// That somebody has moved, by the word of both: the old one sends it, the new one has agreed. None: it goes to nobody.
async fn migration(
    pod: &Pod,
    (old, new): (&person::Model, &person::Model),
    consent: &str,
    to: Vec<To>,
) -> Result<Option<Letter>, Undone> {
    let db = pod.db.read();
    // What is shown to a few is told to a few by its own pod: this letter is for everybody.
    let shown = visible::profile::extended(db, ALL, new.id).await?;
    let shown = shown.filter(|row| row.details == Details::Everyone);
    let tags = visible::profile::tags(db, new.id).await?;
    let migration = AccountMigration {
        author: letter::handle(old)?,
        profile: present::profile(pod, new, shown.as_ref(), &tags)?,
        signature: Some(consent.to_owned()),
        old_identity: None,
        remote_photo_path: None,
    };
    sign(pod, old, migration, to).await
}
