//! Applying a batch in one transaction.

use std::collections::{BTreeSet, HashSet};

use super::super::Undone;
use super::super::diaspora::apply::look_ahead;
use super::super::receive::{carry_out, finish, heard};
use super::letter::{Letter, Step};
use super::{Care, Left, rejected};
use crate::domain::gathered;
use crate::pod::Pod;
use crate::wire::Handle;

/// What became of a letter of a batch.
enum Fate {
    /// It had its effect, or never will.
    Gone,
    /// It has to be worked on alone.
    Alone,
    /// It is about something unknown, or was sent after such a one.
    Later,
}

/// Applies what was judged, in one transaction. Returns what has to be worked on alone, and what is about something unknown
/// with what its sender said after it: each sender's letters count in their order.
pub(super) async fn apply_all(pod: &Pod, letters: Vec<Letter>) -> Result<(Vec<Left>, Vec<Letter>), Undone> {
    // Most batches hold nothing that cannot be: only where one does, each is made a piece that can be taken back.
    let fates = match applied(pod, &letters, Care::Together).await? {
        Some(fates) => fates,
        None => applied(pod, &letters, Care::Each).await?.unwrap_or_default(),
    };
    let (mut alone, mut later) = (Vec::new(), Vec::new());
    for (letter, fate) in letters.into_iter().zip(fates) {
        match fate {
            Fate::Gone => {}
            Fate::Alone => alone.push((letter.from, letter.row)),
            Fate::Later => later.push(letter),
        }
    }
    Ok((alone, later))
}

/// Applies letters. None: one of them could not be, and nothing of any has happened.
async fn applied(pod: &Pod, letters: &[Letter], care: Care) -> Result<Option<Vec<Fate>>, Undone> {
    let host = pod.settings.host();
    let mut fates = Vec::with_capacity(letters.len());
    let (mut gone, mut homes) = (Vec::new(), BTreeSet::new());
    let mut behind: HashSet<&Handle> = HashSet::new();
    let mut tx = pod.db.begin_many().await?;
    tx.gather();
    if care == Care::Together {
        let judged = letters.iter().filter_map(|letter| match &letter.step {
            Step::Judged(received) => Some(&**received),
            Step::Rejected(_) | Step::Alone | Step::Came(_) | Step::Read(..) | Step::Arrived(_) | Step::Related(..) => {
                None
            }
        });
        look_ahead(&mut tx, &judged.collect::<Vec<_>>()).await?;
    }
    for letter in letters {
        let waits = letter.from.as_ref().is_some_and(|from| behind.contains(from));
        let fate = match &letter.step {
            Step::Judged(received) if !waits => {
                if care == Care::Each {
                    tx.mark().await?;
                }
                match carry_out(&mut tx, &host, &letter.row, received).await {
                    Ok(()) => {
                        homes.extend(letter.sender.as_ref().map(|sender| sender.home));
                        Fate::Gone
                    }
                    Err(_) if care == Care::Together => return Ok(None),
                    Err(undone) => {
                        tx.back().await?;
                        refused(letter, undone)
                    }
                }
            }
            Step::Rejected(why) => {
                rejected(letter.row.id, why);
                Fate::Gone
            }
            Step::Alone => Fate::Alone,
            Step::Judged(_) | Step::Came(_) | Step::Read(..) | Step::Arrived(_) | Step::Related(..) => {
                behind.extend(&letter.from);
                Fate::Later
            }
        };
        if matches!(fate, Fate::Gone) {
            gone.push(letter.row.id);
        }
        fates.push(fate);
    }
    if gone.is_empty() {
        return Ok(Some(fates));
    }
    if let Err(stop) = gathered::settle(&mut tx).await {
        // Which of them it was shows only where each is a piece of its own.
        return match care {
            Care::Together => Ok(None),
            Care::Each => Err(stop.into()),
        };
    }
    heard(&mut tx, &homes.into_iter().collect::<Vec<_>>()).await?;
    finish(&tx, &gone).await?;
    tx.commit().await?;
    Ok(Some(fates))
}

fn refused(letter: &Letter, undone: Undone) -> Fate {
    match undone {
        Undone::Reject(why) => {
            rejected(letter.row.id, &why);
            Fate::Gone
        }
        Undone::Retry(_) | Undone::Broke(_) => Fate::Alone,
    }
}
