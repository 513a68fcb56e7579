//! Who shares with whom. Putting somebody into the first of my aspects is how I start sharing with them, taking them
//! out of the last one is how I stop; nobody has to agree, and nobody else learns of it.
//!
//! There are two sides: my row about them (`receiving`: they get what I share) and, when they live here, their row
//! about me (`sharing`: I share with them). When they live elsewhere, their pod is told, and tells us of theirs.

use std::collections::HashMap;

use entity::own::contact::Which;
use entity::write::contact::{Flag, Side};
use entity::write::follow::{State, Way};
use entity::{AspectId, OwnAspect, PersonId, UserId, own, person, user, visible, write};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::notification;
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal, Refusal};
use crate::job::{Job, Subject};
use crate::live::What;

/// People on one page of a list.
pub const PAGE: u64 = 25;

/// How I stand with a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// My aspects that they are in, in my order.
    pub aspects: Vec<AspectId>,
    /// They share with me.
    pub sharing: bool,
    /// I share with them.
    pub receiving: bool,
    /// I ignore them.
    pub ignored: bool,
}

/// How I stand with a person.
///
/// # Errors
/// The database cannot be read.
pub async fn standing(db: &impl ConnectionTrait, me: UserId, person: PersonId) -> Outcome<Standing> {
    let ignored = own::ignore::since(db, me, person).await?.is_some();
    let found = standings(db, me, &[person]).await?.remove(&person).unwrap_or_default();
    Ok(Standing { ignored, ..found })
}

/// How I stand with several people, in two queries. Those with whom there is nothing are left out, and whether I
/// ignore somebody is not asked: lists leave those out anyway.
///
/// # Errors
/// The database cannot be read.
pub async fn standings(
    db: &impl ConnectionTrait,
    me: UserId,
    people: &[PersonId],
) -> Outcome<HashMap<PersonId, Standing>> {
    let mut all: HashMap<PersonId, Standing> = HashMap::new();
    for contact in own::contact::among(db, me, people).await? {
        let standing = all.entry(contact.person_id).or_default();
        (standing.sharing, standing.receiving) = (contact.sharing, contact.receiving);
    }
    for member in own::aspect::memberships(db, me, people).await? {
        all.entry(member.person_id).or_default().aspects.push(member.aspect_id);
    }
    Ok(all)
}

/// A page of a list of people.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on it.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page this is, from 1 on.
    pub number: u64,
    /// How many pages there are; at least 1.
    pub pages: u64,
}

/// Which page to show: the one that was asked for, or the last one there is.
pub(crate) fn place(total: u64, asked: u64) -> (u64, u64) {
    let pages = total.div_ceil(PAGE).max(1);
    (asked.clamp(1, pages), pages)
}

/// A contact in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Who.
    pub person: person::Model,
    /// How I stand with them.
    pub standing: Standing,
}

/// A page of my contacts by name. Another's aspect has nobody in it, whatever id is asked for.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, me: UserId, which: Which, search: &str, page: u64) -> Outcome<Page<Row>> {
    let total = own::contact::count(db, me, which, search).await?;
    let (number, pages) = place(total, page);
    let found = own::contact::page(db, me, which, search, (number - 1) * PAGE, PAGE).await?;
    let people: Vec<PersonId> = found.iter().map(|(_, person)| person.id).collect();
    let mut standings = standings(db, me, &people).await?;
    let rows = found.into_iter().map(|(_, person)| Row {
        standing: standings.remove(&person.id).unwrap_or_default(),
        person,
    });
    Ok(Page {
        rows: rows.collect(),
        total,
        number,
        pages,
    })
}

/// How many contacts I have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: u64,
    /// Those who share with me and are in no aspect of mine.
    pub only_sharing: u64,
}

/// How many contacts I have.
///
/// # Errors
/// The database cannot be read.
pub async fn counts(db: &impl ConnectionTrait, me: UserId) -> Outcome<Counts> {
    let all = own::contact::count(db, me, Which::All, "").await?;
    Ok(Counts {
        all,
        only_sharing: own::contact::count(db, me, Which::OnlySharing, "").await?,
    })
}

/// Puts a person into these of my aspects and into no other.
///
/// # Errors
/// An aspect is not mine; the person is not there, is myself, or is somebody I ignore.
pub async fn set_aspects(tx: &mut Tx, me: UserId, person: PersonId, chosen: &[AspectId]) -> Outcome<()> {
    let mine = own::aspect::all(tx.sql(), me).await?;
    if chosen.iter().any(|id| mine.iter().all(|aspect| aspect.id != *id)) {
        return Err(Refusal::NotFound.into());
    }
    let (put, take) = mine.into_iter().partition(|aspect| chosen.contains(&aspect.id));
    change(tx, me, person, Change { put, take }).await
}

/// Puts a person into one more of my aspects.
///
/// # Errors
/// As for [`set_aspects`].
pub async fn add_to(tx: &mut Tx, me: UserId, person: PersonId, aspect: AspectId) -> Outcome<()> {
    let aspect = own::aspect::one(tx.sql(), me, aspect).await?.or_not_found()?;
    change(
        tx,
        me,
        person,
        Change {
            put: vec![aspect],
            take: Vec::new(),
        },
    )
    .await
}

/// Takes a person out of one of my aspects. Nobody is told.
///
/// # Errors
/// The aspect is not mine.
pub async fn remove_from(tx: &mut Tx, me: UserId, person: PersonId, aspect: AspectId) -> Outcome<()> {
    let aspect = own::aspect::one(tx.sql(), me, aspect).await?.or_not_found()?;
    change(
        tx,
        me,
        person,
        Change {
            put: Vec::new(),
            take: vec![aspect],
        },
    )
    .await
}

/// Takes a person out of all of my aspects: I share nothing more with them.
pub(crate) async fn unshare(tx: &mut Tx, me: UserId, person: PersonId) -> Outcome<()> {
    let take = own::aspect::all(tx.sql(), me).await?;
    change(tx, me, person, Change { put: Vec::new(), take }).await
}

/// Into which aspects, and out of which.
struct Change {
    put: Vec<OwnAspect>,
    take: Vec<OwnAspect>,
}

/// Both sides of a relation, and the account of the other one if they live here.
struct Sides {
    mine: Side,
    theirs: Option<Side>,
    them: Option<user::Model>,
}

impl Sides {
    fn all(&self) -> Vec<Side> {
        [Some(self.mine), self.theirs].into_iter().flatten().collect()
    }
}

async fn sides(tx: &Tx, me: UserId, person: PersonId) -> Outcome<Sides> {
    let my = user::Entity::find_by_id(me).one(tx.sql()).await?.or_not_found()?;
    if my.person_id == person {
        return Err(PeopleRefusal::Oneself.into());
    }
    let them = user::Entity::find()
        .filter(user::Column::PersonId.eq(person))
        .one(tx.sql())
        .await?;
    let theirs = them.as_ref().map(|them| Side {
        user: them.id,
        about: my.person_id,
    });
    Ok(Sides {
        mine: Side {
            user: me,
            about: person,
        },
        theirs,
        them,
    })
}

async fn change(tx: &mut Tx, me: UserId, person: PersonId, change: Change) -> Outcome<()> {
    let sides = sides(tx, me, person).await?;
    if !change.put.is_empty() {
        visible::person::among(tx.sql(), &[person])
            .await?
            .pop()
            .or_not_found()?;
        if own::ignore::since(tx.sql(), me, person).await?.is_some() {
            return Err(PeopleRefusal::Ignored.into());
        }
    }
    write::contact::hold(tx.sql(), &sides.all(), tx.now()).await?;
    for aspect in &change.put {
        write::aspect::put(tx.sql(), aspect, person).await?;
    }
    for aspect in &change.take {
        write::aspect::take(tx.sql(), aspect, person).await?;
    }
    if own::aspect::memberships(tx.sql(), me, &[person]).await?.is_empty() {
        stop(tx, &sides).await?;
    } else {
        start(tx, &sides).await?;
    }
    write::contact::sweep(tx.sql(), &sides.all()).await?;
    tx.tell(&[me], What::Account);
    Ok(())
}

/// They get what I share from now on. Only the first time says so, unless nobody has answered it yet.
async fn start(tx: &mut Tx, sides: &Sides) -> Outcome<()> {
    if !write::contact::set(tx.sql(), sides.mine, Flag::Receiving).await? {
        return match sides.theirs {
            Some(_) => Ok(()),
            None => ask_again(tx, sides.mine).await,
        };
    }
    notification::seen_person(tx, sides.mine.user, sides.mine.about).await?;
    let (Some(theirs), Some(them)) = (sides.theirs, &sides.them) else {
        return tell_their_pod(tx, sides.mine).await;
    };
    write::contact::set(tx.sql(), theirs, Flag::Sharing).await?;
    // Whoever ignores me hears nothing of me and gives nothing back.
    if own::ignore::since(tx.sql(), theirs.user, theirs.about).await?.is_some() {
        return Ok(());
    }
    notification::tell_sharing(tx, theirs.user, theirs.about).await?;
    share_back(tx, sides.mine, theirs, them).await
}

/// An actor that was asked whether I may follow it, and has not answered, is asked once more.
async fn ask_again(tx: &mut Tx, mine: Side) -> Outcome<()> {
    let asked = write::follow::one(tx.sql(), Way::Out, mine.user, mine.about).await?;
    match asked.is_some_and(|asked| asked.state == State::Asked) {
        true => tell_their_pod(tx, mine).await,
        false => Ok(()),
    }
}

/// They asked for whoever shares with them to go into an aspect by itself.
async fn share_back(tx: &mut Tx, mine: Side, theirs: Side, them: &user::Model) -> Outcome<()> {
    let Some(wanted) = them.share_back else { return Ok(()) };
    let Some(aspect) = own::aspect::one(tx.sql(), theirs.user, wanted).await? else {
        return Ok(());
    };
    if !write::contact::set(tx.sql(), theirs, Flag::Receiving).await? {
        return Ok(());
    }
    write::aspect::put(tx.sql(), &aspect, theirs.about).await?;
    write::contact::set(tx.sql(), mine, Flag::Sharing).await?;
    tx.tell(&[theirs.user], What::Account);
    notification::tell_sharing(tx, mine.user, mine.about).await
}

/// They get nothing more. Nobody is told.
async fn stop(tx: &mut Tx, sides: &Sides) -> Outcome<()> {
    let stopped = write::contact::clear(tx.sql(), sides.mine, Flag::Receiving).await?;
    match sides.theirs {
        Some(theirs) => {
            write::contact::clear(tx.sql(), theirs, Flag::Sharing).await?;
            Ok(())
        }
        None if stopped => tell_their_pod(tx, sides.mine).await,
        None => Ok(()),
    }
}

/// How I stand with somebody has changed who lives on another pod.
pub(crate) async fn tell_their_pod(tx: &mut Tx, mine: Side) -> Outcome<()> {
    let subject = Subject::Contact {
        user: mine.user.0,
        person: mine.about.0,
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// Somebody of another pod says whether they share with an account here. The same again changes nothing.
///
/// # Errors
/// There is no such account.
pub async fn arrive(tx: &mut Tx, who: &person::Model, with: PersonId, shares: Shares) -> Outcome<()> {
    let account = user::Entity::find().filter(user::Column::PersonId.eq(with));
    let me = account.one(tx.sql()).await?.or_not_found()?;
    let side = Side {
        user: me.id,
        about: who.id,
    };
    write::contact::hold(tx.sql(), &[side], tx.now()).await?;
    match shares {
        Shares::Yes => begin(tx, side, &me).await?,
        Shares::No => {
            write::contact::clear(tx.sql(), side, Flag::Sharing).await?;
        }
    }
    write::contact::sweep(tx.sql(), &[side]).await?;
    tx.tell(&[me.id], What::Account);
    Ok(())
}

/// Whether somebody shares with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shares {
    /// From now on.
    Yes,
    /// No longer.
    No,
}

/// Somebody of another pod shares with an account here, which may have asked to share back by itself.
async fn begin(tx: &mut Tx, side: Side, me: &user::Model) -> Outcome<()> {
    if !write::contact::set(tx.sql(), side, Flag::Sharing).await? {
        return Ok(());
    }
    if own::ignore::since(tx.sql(), side.user, side.about).await?.is_some() {
        return Ok(());
    }
    notification::tell_sharing(tx, side.user, side.about).await?;
    let Some(wanted) = me.share_back else { return Ok(()) };
    let Some(aspect) = own::aspect::one(tx.sql(), side.user, wanted).await? else {
        return Ok(());
    };
    if write::contact::set(tx.sql(), side, Flag::Receiving).await? {
        write::aspect::put(tx.sql(), &aspect, side.about).await?;
        tell_their_pod(tx, side).await?;
    }
    Ok(())
}
