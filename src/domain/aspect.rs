//! My aspects: naming, ordering, deleting them. Nobody else ever learns of them.
//!
//! Who is in an aspect is a matter of [`super::contact`]. Deleting an aspect changes no audience of what was shared:
//! those are rows of their own.

use entity::write::aspect::Face;
use entity::write::contact::Side;
use entity::{AspectId, OwnAspect, UserId, own, user, write};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, SqlErr};

use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal, Stop};
use crate::live::What;
use crate::text::clean;

/// Characters of a name.
pub const LONGEST: usize = 20;
/// So many aspects are the most one can have.
pub const MOST: usize = 100;
/// The hues there are.
pub const HUES: std::ops::RangeInclusive<i32> = 1..=8;

/// Makes an aspect, after the others.
///
/// # Errors
/// The name does not fit or is taken, the hue is none, there are too many.
pub async fn add(tx: &mut Tx, me: UserId, name: &str, hue: i32) -> Outcome<OwnAspect> {
    let face = face(name, hue)?;
    let mine = own::aspect::all(tx.sql(), me).await?;
    if mine.len() >= MOST {
        return Err(PeopleRefusal::TooManyAspects(MOST).into());
    }
    if mine.iter().any(|aspect| aspect.name_key == face.key) {
        return Err(PeopleRefusal::AspectTaken.into());
    }
    let made = write::aspect::insert(tx.sql(), me, face, tx.now())
        .await
        .map_err(taken)?;
    tx.tell(&[me], What::Account);
    Ok(made)
}

/// Gives an aspect another name and hue.
///
/// # Errors
/// It is not mine; or as for [`add`].
pub async fn change(tx: &mut Tx, me: UserId, id: AspectId, name: &str, hue: i32) -> Outcome<OwnAspect> {
    let aspect = own::aspect::one(tx.sql(), me, id).await?.or_not_found()?;
    let face = face(name, hue)?;
    if own::aspect::named(tx.sql(), me, &face.key)
        .await?
        .is_some_and(|other| other.id != id)
    {
        return Err(PeopleRefusal::AspectTaken.into());
    }
    let changed = write::aspect::change(tx.sql(), aspect, face).await.map_err(taken)?;
    tx.tell(&[me], What::Account);
    Ok(changed)
}

/// Gives an aspect another name.
///
/// # Errors
/// As for [`change`].
pub async fn rename(tx: &mut Tx, me: UserId, id: AspectId, name: &str) -> Outcome<OwnAspect> {
    let hue = own::aspect::one(tx.sql(), me, id).await?.or_not_found()?.hue;
    change(tx, me, id, name, hue).await
}

/// Gives an aspect another hue.
///
/// # Errors
/// As for [`change`].
pub async fn set_hue(tx: &mut Tx, me: UserId, id: AspectId, hue: i32) -> Outcome<OwnAspect> {
    let name = own::aspect::one(tx.sql(), me, id).await?.or_not_found()?.name.clone();
    change(tx, me, id, &name, hue).await
}

/// These, and no others, are ticked in the publisher from now on.
///
/// # Errors
/// One of them is not mine.
pub async fn set_chosen(tx: &mut Tx, me: UserId, ids: &[AspectId]) -> Outcome<()> {
    let mine = own::aspect::all(tx.sql(), me).await?;
    if ids.iter().any(|id| mine.iter().all(|aspect| aspect.id != *id)) {
        return Err(crate::error::Refusal::NotFound.into());
    }
    write::aspect::choose(tx.sql(), me, ids).await?;
    tx.tell(&[me], What::Account);
    Ok(())
}

/// Whether an aspect is ticked in the publisher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticked {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Ticks one aspect in the publisher, or not; the others stay as they are.
///
/// # Errors
/// It is not mine.
pub async fn tick(tx: &mut Tx, me: UserId, id: AspectId, ticked: Ticked) -> Outcome<()> {
    let mine = own::aspect::all(tx.sql(), me).await?;
    let others = mine
        .iter()
        .filter(|aspect| aspect.chosen && aspect.id != id)
        .map(|aspect| aspect.id);
    let wanted = match ticked {
        Ticked::Yes => others.chain([id]).collect::<Vec<_>>(),
        Ticked::No => others.collect(),
    };
    own::aspect::one(tx.sql(), me, id).await?.or_not_found()?;
    set_chosen(tx, me, &wanted).await
}

/// One place further up in my lists; the first one stays.
///
/// # Errors
/// It is not mine.
pub async fn move_up(tx: &mut Tx, me: UserId, id: AspectId) -> Outcome<()> {
    shift(tx, me, id, |place, _| place.checked_sub(1)).await
}

/// One place further down in my lists; the last one stays.
///
/// # Errors
/// It is not mine.
pub async fn move_down(tx: &mut Tx, me: UserId, id: AspectId) -> Outcome<()> {
    shift(tx, me, id, |place, count| (place + 1 < count).then_some(place + 1)).await
}

async fn shift(tx: &mut Tx, me: UserId, id: AspectId, to: impl Fn(usize, usize) -> Option<usize>) -> Outcome<()> {
    let mut mine = own::aspect::all(tx.sql(), me).await?;
    let place = mine.iter().position(|aspect| aspect.id == id).or_not_found()?;
    if let Some(other) = to(place, mine.len()) {
        mine.swap(place, other);
    }
    write::aspect::order(tx.sql(), &mine).await?;
    tx.tell(&[me], What::Account);
    Ok(())
}

/// What deleting an aspect would mean.
#[derive(Clone, Debug)]
pub struct Parting {
    /// Which.
    pub aspect: OwnAspect,
    /// People in it.
    pub people: u64,
    /// Those of them in no other aspect: they get nothing more from me.
    pub alone: u64,
    /// Whoever starts sharing with me goes into this one; that ends.
    pub share_back: bool,
}

/// What deleting it would mean; changes nothing.
///
/// # Errors
/// It is not mine.
pub async fn parting(db: &impl ConnectionTrait, me: UserId, id: AspectId) -> Outcome<Parting> {
    let aspect = own::aspect::one(db, me, id).await?.or_not_found()?;
    let people = own::aspect::size(db, &aspect).await?;
    let alone = own::aspect::only_here(db, &aspect).await?;
    let share_back = user::Entity::find_by_id(me)
        .one(db)
        .await?
        .is_some_and(|user| user.share_back == Some(id));
    Ok(Parting {
        aspect,
        people,
        alone,
        share_back,
    })
}

/// Deletes an aspect. Whoever was in no other gets nothing more; what was shared stays with those who have it.
///
/// # Errors
/// It is not mine.
pub async fn delete(tx: &mut Tx, me: UserId, id: AspectId) -> Outcome<()> {
    let aspect = own::aspect::one(tx.sql(), me, id).await?.or_not_found()?;
    let user = user::Entity::find_by_id(me).one(tx.sql()).await?.or_not_found()?;
    let before = entity::visible::elsewhere::contacts(tx.sql(), me).await?;
    write::aspect::delete(tx.sql(), aspect).await?;
    write::contact::settle(tx.sql(), me, user.person_id).await?;
    tx.tell(&[me], What::Account);
    for abroad in before.into_iter().filter(|abroad| abroad.receiving) {
        let about = abroad.person.id;
        if !entity::visible::elsewhere::receives(tx.sql(), me, about).await? {
            super::contact::tell_their_pod(tx, Side { user: me, about }).await?;
        }
    }
    Ok(())
}

fn face(name: &str, hue: i32) -> Outcome<Face> {
    let name = clean::line(name, LONGEST).map_err(PeopleRefusal::AspectName)?;
    if !HUES.contains(&hue) {
        return Err(PeopleRefusal::Hue.into());
    }
    Ok(Face {
        key: name.to_lowercase(),
        name,
        hue,
    })
}

/// Two windows may have sent the same name at once: the database knows which came first.
fn taken(error: DbErr) -> Stop {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => PeopleRefusal::AspectTaken.into(),
        Some(_) | None => error.into(),
    }
}
