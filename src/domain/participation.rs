//! Taking part: who follows, comments, likes or votes on a public post of another pod has its pod asked once to tell ours what
//! else is said there. A limited post needs no asking: who has it is told.

use entity::write::subscription as write;
use entity::{PersonId, Reach, SeenPost};

use super::person;
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Job, Subject};

/// Somebody here takes part.
///
/// # Errors
/// The database cannot be written.
pub async fn begin(tx: &mut Tx, who: PersonId, on: &SeenPost) -> Outcome<()> {
    if on.reach != Reach::Public {
        return Ok(());
    }
    let there = person::there(tx.sql(), &[on.author_id]).await?;
    if there.iter().all(|author| author.pod_id.is_none()) {
        return Ok(());
    }
    let guid = tx.random().guid_hex();
    if write::ask(tx.sql(), on, who, &guid).await? {
        let subject = Subject::TakesPart {
            post: on.id.0,
            person: who.0,
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// Somebody here does not want to hear more of it.
///
/// # Errors
/// The database cannot be written.
pub async fn end(tx: &mut Tx, who: PersonId, on: &SeenPost) -> Outcome<()> {
    if let Some(guid) = write::end(tx.sql(), on.id, who).await? {
        let subject = Subject::TakesPartNoMore {
            post: on.id.0,
            guid,
            person: who.0,
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}
