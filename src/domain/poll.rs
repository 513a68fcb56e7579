//! Polls: a vote by whoever sees the post, changeable until the end; then those concerned are told how it ended.

use entity::viewer::Reason;
use entity::visible::poll as door;
use entity::visible::post::posts;
use entity::visible::vote::votes;
use entity::write::poll::{self as write, NewVote};
use entity::{
    GoneKind, NotificationKind, PersonId, PollAnswerId, PollId, SeenPost, Viewer, person as person_row, visible,
};

use super::me::Me;
use super::speaker::Speaker;
use super::{elsewhere, gone, ignore, notification, participation, person};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PollRefusal};
use crate::job::{Job, Subject};

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
    let changed = write::vote(tx.sql(), &poll, new).await?;
    let who = Speaker::here(me);
    for guid in changed.former {
        taken_back(tx, who, on, (&guid, me.person.id)).await?;
    }
    for vote in &changed.cast {
        elsewhere::spread(tx, who, on, Subject::Vote { vote: vote.0 }).await?;
    }
    if changed.cast.is_empty() {
        return Ok(());
    }
    participation::begin(tx, me.person.id, on).await
}

/// A vote as another pod sent it.
#[derive(Clone, Debug)]
pub struct Arrived<'a> {
    /// Its address.
    pub guid: &'a str,
    /// Guid of the poll.
    pub poll: &'a str,
    /// Guid of the answer.
    pub answer: &'a str,
    /// What has to be handed on unchanged (JSON).
    pub signed: Option<String>,
}

/// Somebody of another pod votes on a post that they see. In a poll of ours with one answer a later vote takes the place of the
/// former; what the pod of a poll elsewhere hands on counts as it says.
///
/// # Errors
/// Somebody else's has this guid, it was taken back, the poll is over or has no such answer, or the post's author ignores them.
pub async fn arrive(tx: &mut Tx, who: &person_row::Model, on: &SeenPost, arrived: Arrived<'_>) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    if !tx.ahead().is_fresh(arrived.guid)
        && let Some(known) = votes(all).one(tx.sql(), arrived.guid).await?
    {
        return (known.author.id == who.id).then_some(()).or_not_found();
    }
    let name = (GoneKind::Vote, arrived.guid);
    gone::let_in(tx, name, &[who.id, on.author_id], None).await?;
    if ignore::ignored_by(tx, who.id, &[on.author_id]).await? {
        return Err(PollRefusal::NotTaken.into());
    }
    let mut polls = door::of(tx.sql(), all, &[on.id], tx.now()).await?;
    let poll = polls.remove(&on.id).or_not_found()?;
    let answer = poll.answers.iter().find(|answer| answer.guid == arrived.answer);
    let answer = answer.filter(|_| poll.guid == arrived.poll).or_not_found()?.id;
    if poll.over {
        return Err(PollRefusal::Over.into());
    }
    let speaker = Speaker::elsewhere(who);
    let ours = !person::accounts(tx.sql(), &[on.author_id]).await?.is_empty();
    if ours && !poll.multiple {
        for former in votes(all).of(tx.sql(), poll.id, who.id).await? {
            write::uncount(tx.sql(), &former).await?;
            taken_back(tx, speaker, on, (&former.vote.guid, who.id)).await?;
        }
    }
    let new = write::Arrived {
        guid: arrived.guid.to_owned(),
        author: who.id,
        answer,
        at: tx.now(),
        signed: arrived.signed,
    };
    if let Some(vote) = write::count(tx.sql(), &poll, new).await? {
        if ours {
            // Their pod is to hear how it comes out.
            entity::write::elsewhere::note_home(tx.sql(), on.id, who.id).await?;
        }
        elsewhere::spread(tx, speaker, on, Subject::Vote { vote: vote.0 }).await?;
    }
    Ok(())
}

/// A vote is taken back: by whoever gave it, or by whose post it is below.
///
/// # Errors
/// There is none.
pub async fn take_away(tx: &mut Tx, who: Speaker, guid: &str) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    let vote = votes(all).one(tx.sql(), guid).await?.or_not_found()?;
    let on = posts(all).by_id(tx.sql(), vote.post).await?.or_not_found()?.post;
    let may = vote.author.id == who.person || on.author_id == who.person;
    may.then_some(()).or_not_found()?;
    write::uncount(tx.sql(), &vote).await?;
    taken_back(tx, who, &on, (guid, vote.author.id)).await
}

async fn taken_back(tx: &mut Tx, who: Speaker, on: &SeenPost, (guid, author): (&str, PersonId)) -> Outcome<()> {
    gone::note(tx, GoneKind::Vote, guid, who.person).await?;
    let subject = Subject::VoteGone {
        post: on.id.0,
        guid: guid.to_owned(),
        author: author.0,
        by: who.person.0,
    };
    elsewhere::spread(tx, who, on, subject).await
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
    if visible::elsewhere::any(tx.sql(), post).await? {
        let subject = Subject::PollEnded { post: post.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    notification::tell_all(tx, &told, NotificationKind::PollEnded, author, Some(post)).await
}
