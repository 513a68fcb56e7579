//! What an act here causes on other pods: a job, and only where another pod has to do with what the act is about.

use entity::{SeenPost, visible};

use super::person;
use super::speaker::Speaker;
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Job, Subject};

/// Something was said or done about a post. Whoever lives here tells the post's pod, or who has the post; what others say
/// about a post of ours is handed on to who has it. What somebody here says to everybody is heard by who follows them, too. Of what
/// others say about others' posts we tell nobody.
///
/// # Errors
/// The database cannot be written.
pub async fn spread(tx: &mut Tx, who: Speaker, on: &SeenPost, subject: Subject) -> Outcome<()> {
    if visible::elsewhere::hears(tx.sql(), on, who.person).await? {
        let ours = who.user().is_some() || !person::accounts(tx.sql(), &[on.author_id]).await?.is_empty();
        hand_on(tx, who, ours, subject).await?;
    }
    Ok(())
}

/// The same where it is known that another pod has to do with the post, and whether it is `ours`.
///
/// # Errors
/// The database cannot be written.
pub async fn hand_on(tx: &mut Tx, who: Speaker, ours: bool, subject: Subject) -> Outcome<()> {
    if who.user().is_some() {
        tx.enqueue(Job::Dispatch { subject }).await?;
    } else if ours {
        tx.enqueue(Job::PassOn { subject }).await?;
    }
    Ok(())
}
