//! What was taken back stays away: by its author, by whose post it was under, or by the moderators here, however late or
//! often it is sent again. What is taken back before it has come is remembered as well, in the word of who said so, and
//! counts only if they turn out to be one of those who may.

use std::time::Duration;

use entity::write::gone::{self as write, MODERATORS, Was, Word};
use entity::{GoneKind, Moment, PersonId};
use sea_orm::ConnectionTrait;

use crate::db::Tx;
use crate::error::{Outcome, Refusal};

/// So long it is remembered: twice as long as any pod keeps a letter for one that is away. What moderators have taken away, for ever.
const KEPT: Duration = Duration::from_secs(180 * 86_400);
/// So many words of one person about what has not come are remembered: those that they said last.
const MOST_EARLY: u32 = 1_000;

/// Something was taken away by somebody who may.
///
/// # Errors
/// The database cannot be written.
pub async fn note(tx: &mut Tx, kind: GoneKind, guid: &str, by: PersonId) -> Outcome<()> {
    say(tx, kind, guid, by, Was::Here).await
}

/// The moderators here took something away.
///
/// # Errors
/// The database cannot be written.
pub async fn note_moderated(tx: &mut Tx, kind: GoneKind, guid: &str) -> Outcome<()> {
    say(tx, kind, guid, MODERATORS, Was::Here).await
}

/// Something of somebody here is about to go, whoever takes it away. Where it was for everybody, others who ask for it are told so.
///
/// # Errors
/// The database cannot be written.
pub async fn note_open(tx: &mut Tx, kind: GoneKind, guid: &str) -> Outcome<()> {
    let now = tx.now();
    Ok(write::note_open(tx.sql(), kind, guid, now).await?)
}

/// Since when something is gone that was of somebody here and for everybody.
///
/// # Errors
/// The database cannot be read.
pub async fn open(db: &impl ConnectionTrait, kind: GoneKind, guid: &str) -> Outcome<Option<Moment>> {
    Ok(write::open(db, kind, guid).await?)
}

/// Somebody says that something is gone which has not come; which of these it is they need not say.
///
/// # Errors
/// The database cannot be written.
pub async fn note_early(tx: &mut Tx, kinds: &[GoneKind], guid: &str, by: PersonId) -> Outcome<()> {
    for kind in kinds {
        say(tx, *kind, guid, by, Was::Unknown).await?;
    }
    Ok(write::forget_oldest(tx.sql(), by, MOST_EARLY).await?)
}

async fn say(tx: &mut Tx, kind: GoneKind, guid: &str, by: PersonId, was: Was) -> Outcome<()> {
    let at = tx.now();
    Ok(write::note(tx.sql(), kind, guid, Word { by, at, was }).await?)
}

/// Lets something in that comes, unless one of those who may take it away has done so. `again`: when its author gave it out
/// anew; after it was taken back that is another word than the one that was taken back.
///
/// # Errors
/// It is gone.
pub async fn let_in(
    tx: &mut Tx,
    (kind, guid): (GoneKind, &str),
    may: &[PersonId],
    again: Option<Moment>,
) -> Outcome<()> {
    if tx.ahead().is_fresh(guid) {
        return Ok(());
    }
    for word in write::words(tx.sql(), kind, guid).await? {
        if word.by == MODERATORS {
            return Err(Refusal::NotFound.into());
        }
        if !may.contains(&word.by) {
            continue;
        }
        if again.is_none_or(|again| again <= word.at) {
            return Err(Refusal::NotFound.into());
        }
        write::forget(tx.sql(), kind, guid, word.by).await?;
    }
    Ok(())
}

/// Whether something was here and was taken away for good.
///
/// # Errors
/// The database cannot be read.
pub async fn is(db: &impl ConnectionTrait, kind: GoneKind, guid: &str) -> Outcome<bool> {
    let words = write::words(db, kind, guid).await?;
    Ok(words.iter().any(|word| word.was == Was::Here))
}

/// Whether somebody has taken something back before.
///
/// # Errors
/// The database cannot be read.
pub async fn by(db: &impl ConnectionTrait, kind: GoneKind, guid: &str, who: PersonId) -> Outcome<bool> {
    let words = write::words(db, kind, guid).await?;
    Ok(words.iter().any(|word| word.by == who))
}

/// Whether somebody has taken back what comes only now. It counts once: what comes under this name afterwards is said anew.
///
/// # Errors
/// The database cannot be written.
pub async fn is_late(tx: &mut Tx, kind: GoneKind, guid: &str, who: PersonId) -> Outcome<bool> {
    let late = by(tx.sql(), kind, guid, who).await?;
    if late {
        write::forget(tx.sql(), kind, guid, who).await?;
    }
    Ok(late)
}

/// Forgets what nobody sends any more.
///
/// # Errors
/// The database cannot be written.
pub async fn sweep(tx: &mut Tx) -> Outcome<()> {
    let before = tx.now().minus(KEPT);
    write::sweep(tx.sql(), before).await?;
    Ok(entity::write::far_photo::sweep(tx.sql(), before).await?)
}
