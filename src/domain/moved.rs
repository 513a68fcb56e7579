//! Somebody has moved: both of their identities have said so. Of who moves from one pod to another everything that was theirs is the new
//! one's, and the old one only leads there; of who moves from this pod, or is followed over ActivityPub, what they have said stays where
//! it is, and of who moves here with both words signed the old account is gone.

use entity::user::State;
use entity::write::contact::Side;
use entity::{NotificationKind, PersonId, UserId, former, own, person, person_abroad, user, visible, write};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::abroad::{self, Said};
use super::{contact, ignore, notification};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome};
use crate::job::Job;
use crate::live::What;

/// Who has moved more often than this has moved too often.
const MOST: usize = 20;

/// Pictures that are looked after in one go.
const PHOTOS: usize = 50;

/// What somebody who has moved says of themselves.
#[derive(Clone, Debug)]
pub struct Anew {
    /// Their profile at the new place, where the new one says so: nobody describes somebody else, though they have agreed to the move.
    pub said: Option<Said>,
    /// Below which address all their pictures are now, under their old names.
    pub photos: Option<String>,
}

/// Somebody has moved from one identity to another. Said again, or after another move, it changes nothing.
///
/// # Errors
/// The old one lives here or is gone, the new one lives here and does not say so, or the way leads in a circle.
pub async fn arrive(tx: &mut Tx, old: person::Model, new: &person::Model, anew: Anew) -> Outcome<()> {
    if to(tx.sql(), old.id).await?.is_some() {
        return Ok(());
    }
    (old.pod_id.is_some() && old.closed_at.is_none())
        .then_some(())
        .or_not_found()?;
    let newest = newest(tx.sql(), new.clone()).await?;
    let Some(home) = newest.pod_id else {
        return join(tx, &old, &newest).await;
    };
    (newest.id != old.id && newest.closed_at.is_none())
        .then_some(())
        .or_not_found()?;
    let photos = write::far_photo::names_of(tx.sql(), old.id).await?;
    let had = write::moved::pass_on(tx.sql(), old.id, newest.id, home).await?;
    if newest.id == new.id {
        if let Some(said) = anew.said {
            abroad::describe(tx, new.id, said).await?;
        }
        if let Some(below) = anew.photos {
            for some in photos.chunks(PHOTOS) {
                let (below, photos) = (below.clone(), some.to_vec());
                tx.enqueue(Job::MovePhotos { below, photos }).await?;
            }
        }
    }
    let (left, now) = (old.id, tx.now());
    let mut row = old.into_active_model();
    row.closed_at = Set(Some(now));
    row.update(tx.sql()).await?;
    note(tx, left, newest.id).await?;
    tx.enqueue(Job::EmptyAbroad { person: left.0 }).await?;
    tx.enqueue(Job::Deliver { pod: home.0 }).await?;
    let users: Vec<_> = had.iter().map(|contact| contact.user).collect();
    notification::tell_all(tx, &users, NotificationKind::Moved, newest.id, None).await?;
    tx.tell(&users, What::Account);
    for one in had.iter().filter(|contact| contact.receiving) {
        let side = Side {
            user: one.user,
            about: newest.id,
        };
        contact::tell_their_pod(tx, side).await?;
    }
    Ok(())
}

/// Somebody has moved here who says so themselves: who shared with them shares with who they are now. The account that they have left is
/// gone, as its own pod will have no more of it.
async fn join(tx: &mut Tx, old: &person::Model, new: &person::Model) -> Outcome<()> {
    let named = former::Entity::find().filter(former::Column::Handle.eq(&old.handle));
    let account = account_of(tx, new).await?.or_not_found()?;
    let named = named.filter(former::Column::UserId.eq(account)).one(tx.sql()).await?;
    named.or_not_found()?;
    followed(tx, old, new).await?;
    abroad::close_for_good(tx, old.id).await
}

/// Somebody has moved over ActivityPub to somebody here, who says so themselves. `uri`: their address as an actor.
///
/// # Errors
/// There is nobody here with this guid, or they do not say so.
pub async fn here(tx: &mut Tx, (old, uri): (&person::Model, &str), guid: &str) -> Outcome<()> {
    let new = visible::person::one(tx.sql(), guid).await?.or_not_found()?;
    let account = account_of(tx, &new).await?.or_not_found()?;
    let named = former::Entity::find().filter(former::Column::UserId.eq(account));
    named
        .filter(former::Column::Uri.eq(uri))
        .one(tx.sql())
        .await?
        .or_not_found()?;
    followed(tx, old, &new).await
}

/// Somebody has moved over ActivityPub, to this pod, or from here: what they have said stays where it is, whoever shared with them
/// shares with who they are now, in the same aspects, and is told, and whoever ignores them ignores that one, too. Both of their addresses have said so. Once more changes nothing.
///
/// # Errors
/// One of the two is gone, or both are of this pod or the same.
pub async fn followed(tx: &mut Tx, old: &person::Model, new: &person::Model) -> Outcome<()> {
    if to(tx.sql(), old.id).await?.is_some() {
        return Ok(());
    }
    let apart = old.id != new.id && old.pod_id.or(new.pod_id).is_some();
    let there = old.closed_at.is_none() && new.closed_at.is_none();
    (apart && there).then_some(()).or_not_found()?;
    note(tx, old.id, new.id).await?;
    let mut users = own::contact::receivers_of(tx.sql(), old.id).await?;
    // Who has moved here and shared with themselves elsewhere does not share with themselves.
    let account = account_of(tx, new).await?;
    if let Some(account) = account.filter(|account| users.contains(account)) {
        contact::unshare(tx, account, old.id).await?;
        users.retain(|user| *user != account);
    }
    for user in own::ignore::all(tx.sql(), old.id).await? {
        if account != Some(user) {
            ignore::add(tx, user, new.id).await?;
        }
    }
    // Whom somebody does not want to hear of they do not hear of under a new address.
    let silent = own::ignore::ignoring(tx.sql(), new.id, &users).await?;
    users.retain(|user| !silent.contains(user));
    for user in &users {
        let aspects = own::aspect::memberships(tx.sql(), *user, &[old.id]).await?;
        let mine: Vec<_> = aspects.iter().map(|member| member.aspect_id).collect();
        for aspect in mine {
            contact::add_to(tx, *user, new.id, aspect).await?;
        }
        contact::unshare(tx, *user, old.id).await?;
    }
    notification::tell_all(tx, &users, NotificationKind::Moved, new.id, None).await
}

/// The account of somebody of this pod.
async fn account_of(tx: &Tx, who: &person::Model) -> Outcome<Option<UserId>> {
    let account = user::Entity::find().filter(user::Column::PersonId.eq(who.id));
    Ok(account.one(tx.sql()).await?.map(|account| account.id))
}

async fn note(tx: &Tx, left: PersonId, new: PersonId) -> Outcome<()> {
    let row = person_abroad::ActiveModel {
        person_id: Set(left),
        moved_to_id: Set(Some(new)),
        ..Default::default()
    };
    let there = OnConflict::column(person_abroad::Column::PersonId)
        .update_column(person_abroad::Column::MovedToId)
        .to_owned();
    person_abroad::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

/// Who somebody is from now on, after one move. None: they have not moved.
///
/// # Errors
/// The database cannot be read.
pub async fn to(db: &impl ConnectionTrait, who: PersonId) -> Outcome<Option<PersonId>> {
    let row = person_abroad::Entity::find_by_id(who).one(db).await?;
    Ok(row.and_then(|row| row.moved_to_id))
}

/// Somebody of this pod who has moved away, as long as their account is there to say so.
///
/// # Errors
/// The database cannot be read.
pub async fn leading(db: &impl ConnectionTrait, handle: &str) -> Outcome<Option<person::Model>> {
    let left = person::Entity::find()
        .filter(person::Column::Handle.eq(handle))
        .filter(person::Column::PodId.is_null())
        .filter(person::Column::ClosedAt.is_not_null());
    let Some(left) = left.one(db).await? else {
        return Ok(None);
    };
    let account = user::Entity::find()
        .filter(user::Column::PersonId.eq(left.id))
        .filter(user::Column::State.eq(State::Closing));
    let leads = account.one(db).await?.is_some() && to(db, left.id).await?.is_some();
    Ok(leads.then_some(left))
}

/// Who somebody is after all their moves.
async fn newest(db: &impl ConnectionTrait, who: person::Model) -> Outcome<person::Model> {
    let mut who = who;
    for _ in 0..MOST {
        let Some(next) = to(db, who.id).await? else { break };
        who = person::Entity::find_by_id(next).one(db).await?.or_not_found()?;
    }
    Ok(who)
}

/// Who somebody is now of whom an old guid or diaspora ID is known. None where they have not moved.
///
/// # Errors
/// The database cannot be read.
pub async fn place(db: &impl ConnectionTrait, guid_or_handle: &str) -> Outcome<Option<person::Model>> {
    let either = sea_orm::Condition::any()
        .add(person::Column::Guid.eq(guid_or_handle))
        .add(person::Column::Handle.eq(guid_or_handle.to_lowercase()));
    let old = person::Entity::find()
        .filter(either)
        .filter(person::Column::ClosedAt.is_not_null())
        .one(db)
        .await?;
    let Some(old) = old else { return Ok(None) };
    let (left, now) = (old.id, newest(db, old).await?);
    Ok((now.id != left && now.closed_at.is_none()).then_some(now))
}
