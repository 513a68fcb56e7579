//! Somebody of another pod has moved: both of their identities have said so. Everything that was theirs is the new one's, and
//! the old one only leads there.

use entity::write::contact::Side;
use entity::{NotificationKind, PersonId, own, person, person_abroad, write};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::abroad::{self, Said};
use super::{contact, notification};
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
    /// Their profile at the new place.
    pub said: Said,
    /// Below which address all their pictures are now, under their old names.
    pub photos: Option<String>,
}

/// Somebody has moved from one identity to another. Said again, or after another move, it changes nothing.
///
/// # Errors
/// One of the two lives here or is gone, or the way leads in a circle.
pub async fn arrive(tx: &mut Tx, old: person::Model, new: &person::Model, anew: Anew) -> Outcome<()> {
    if to(tx.sql(), old.id).await?.is_some() {
        return Ok(());
    }
    (old.pod_id.is_some() && old.closed_at.is_none())
        .then_some(())
        .or_not_found()?;
    let newest = newest(tx.sql(), new.clone()).await?;
    let home = newest.pod_id.or_not_found()?;
    (newest.id != old.id && newest.closed_at.is_none())
        .then_some(())
        .or_not_found()?;
    let photos = write::far_photo::names_of(tx.sql(), old.id).await?;
    let had = write::moved::pass_on(tx.sql(), old.id, newest.id, home).await?;
    if newest.id == new.id {
        abroad::describe(tx, new.id, anew.said).await?;
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

/// Somebody has moved over ActivityPub: what they have said stays where it is, and whoever shared with them shares with who they
/// are now, in the same aspects, and is told. Both of their addresses have said so. Once more changes nothing.
///
/// # Errors
/// One of the two is gone, or they are the same.
pub async fn followed(tx: &mut Tx, old: &person::Model, new: &person::Model) -> Outcome<()> {
    if to(tx.sql(), old.id).await?.is_some() {
        return Ok(());
    }
    let apart = old.id != new.id && old.pod_id.is_some() && new.pod_id.is_some() && new.closed_at.is_none();
    apart.then_some(()).or_not_found()?;
    note(tx, old.id, new.id).await?;
    let users = own::contact::receivers_of(tx.sql(), old.id).await?;
    for user in &users {
        let aspects = own::aspect::memberships(tx.sql(), *user, &[old.id]).await?;
        let mine: Vec<_> = aspects.iter().map(|member| member.aspect_id).collect();
        // Whom somebody does not want to hear of they do not hear of under a new address.
        if own::ignore::since(tx.sql(), *user, new.id).await?.is_some() {
            continue;
        }
        for aspect in mine {
            contact::add_to(tx, *user, new.id, aspect).await?;
        }
        contact::unshare(tx, *user, old.id).await?;
    }
    notification::tell_all(tx, &users, NotificationKind::Moved, new.id, None).await
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

async fn to(db: &impl ConnectionTrait, who: PersonId) -> Outcome<Option<PersonId>> {
    let row = person_abroad::Entity::find_by_id(who).one(db).await?;
    Ok(row.and_then(|row| row.moved_to_id))
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
