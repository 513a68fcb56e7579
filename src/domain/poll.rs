//! Polls: a vote by whoever sees the post, changeable until the end; then those concerned are told how it ended.

use entity::visible::poll as door;
use entity::write::poll::{self as write, NewVote};
use entity::{NotificationKind, PollAnswerId, PollId, SeenPost};

use super::me::Me;
use super::{ignore, notification};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PollRefusal};

/// Votes, in the place of the vote that was given before.
///
/// # Errors
/// There is no poll, it is over, or the answers cannot be; or the post's author ignores me.
pub async fn vote(tx: &mut Tx, me: &Me, on: &SeenPost, chosen: &[i64]) -> Outcome<()> {
    let mut polls = door::of(tx.sql(), me.viewer(), &[on.id], tx.now()).await?;
    let poll = polls.remove(&on.id).or_not_found()?;
    if ignore::ignored_by(tx, me.person.id, &[on.author_id]).await? {
        return Err(PollRefusal::NotTaken.into());
    }
    if poll.over {
        return Err(PollRefusal::Over.into());
    }
    let mut answers: Vec<PollAnswerId> = poll.answers.iter().map(|answer| answer.id).collect();
    answers.retain(|answer| chosen.contains(&answer.0));
    if answers.is_empty() {
        return Err(PollRefusal::Nothing.into());
    }
    if answers.len() > 1 && !poll.multiple {
        return Err(PollRefusal::OnlyOne.into());
    }
    let answers = answers.into_iter().map(|answer| (answer, tx.random().guid_hex()));
    let new = NewVote {
        author: me.person.id,
        answers: answers.collect(),
        at: tx.now(),
    };
    Ok(write::vote(tx.sql(), &poll, new).await?)
}

/// A poll is over: its author and who voted are told, as far as they do not ignore its author.
///
/// # Errors
/// The database cannot be written.
pub async fn end(tx: &mut Tx, poll: PollId) -> Outcome<()> {
    let Some((post, author, users)) = write::concerned(tx.sql(), poll).await? else {
        return Ok(());
    };
    let ignoring = entity::own::ignore::ignoring(tx.sql(), author, &users).await?;
    let told: Vec<_> = users.into_iter().filter(|user| !ignoring.contains(user)).collect();
    notification::tell_all(tx, &told, NotificationKind::PollEnded, author, Some(post)).await
}
