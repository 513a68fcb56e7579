//! Polls, through somebody's eyes: whoever sees the post sees the question. How many chose an answer is for those who
//! have voted, and for all when the poll is over; who chose what is for nobody but themselves.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};

use super::post::may_see;
use crate::{Moment, PollAnswerId, PollId, PostId, Viewer, poll, poll_answer, poll_vote, post};

/// A poll as a viewer may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenPoll {
    /// Row.
    pub id: PollId,
    /// Address between pods.
    pub guid: String,
    /// What is asked.
    pub question: String,
    /// More than one answer may be chosen.
    pub multiple: bool,
    /// When it ends.
    pub ends_at: Option<Moment>,
    /// It is over.
    pub over: bool,
    /// The viewer has voted.
    pub voted: bool,
    /// How many people have.
    pub voters: i64,
    /// In order.
    pub answers: Vec<SeenAnswer>,
}

/// An answer as a viewer may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenAnswer {
    /// Row.
    pub id: PollAnswerId,
    /// Address between pods.
    pub guid: String,
    /// What it says.
    pub text: String,
    /// How many chose it, for those who may know.
    pub votes: Option<i64>,
    /// The viewer did.
    pub mine: bool,
}

/// The polls of some posts, by post: of those that the viewer sees.
pub async fn of(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    posts: &[PostId],
    now: Moment,
) -> Result<HashMap<PostId, SeenPoll>, DbErr> {
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let seen = post::Entity::find()
        .filter(post::Column::Id.is_in(posts.iter().copied()))
        .filter(may_see(viewer))
        .select_only()
        .column(post::Column::Id)
        .into_query();
    let polls = poll::Entity::find()
        .filter(poll::Column::PostId.in_subquery(seen))
        .all(db)
        .await?;
    let ids: Vec<PollId> = polls.iter().map(|poll| poll.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let answers = poll_answer::Entity::find()
        .filter(poll_answer::Column::PollId.is_in(ids.iter().copied()))
        .order_by_asc(poll_answer::Column::Id)
        .all(db)
        .await?;
    let mine = match viewer.person() {
        Some(me) => {
            poll_vote::Entity::find()
                .filter(poll_vote::Column::AuthorId.eq(me))
                .filter(poll_vote::Column::PollId.is_in(ids))
                .all(db)
                .await?
        }
        None => Vec::new(),
    };
    Ok(polls
        .into_iter()
        .map(|poll| (poll.post_id, shown(poll, &answers, &mine, now)))
        .collect())
}

/// The post on which a poll stands, by the poll's guid, if the viewer sees it.
pub async fn post_of(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<PostId>, DbErr> {
    let found = poll::Entity::find().filter(poll::Column::Guid.eq(guid)).one(db).await?;
    let Some(found) = found else { return Ok(None) };
    let seen = post::Entity::find_by_id(found.post_id)
        .filter(may_see(viewer))
        .one(db)
        .await?;
    Ok(seen.map(|post| post.id))
}

/// Whether a poll and its answers may have these guids: none of them is another one's.
pub async fn are_free(db: &impl ConnectionTrait, poll: &str, answers: &[&str]) -> Result<bool, DbErr> {
    let taken = poll::Entity::find().filter(poll::Column::Guid.eq(poll)).one(db).await?;
    let theirs = poll_answer::Entity::find().filter(poll_answer::Column::Guid.is_in(answers.iter().copied()));
    Ok(taken.is_none() && theirs.one(db).await?.is_none())
}

fn shown(poll: poll::Model, answers: &[poll_answer::Model], mine: &[poll_vote::Model], now: Moment) -> SeenPoll {
    let over = poll.ends_at.is_some_and(|at| at <= now);
    let voted = mine.iter().any(|vote| vote.poll_id == poll.id);
    let answer = |answer: &poll_answer::Model| SeenAnswer {
        id: answer.id,
        guid: answer.guid.clone(),
        text: answer.text.clone(),
        votes: (over || voted).then_some(answer.votes),
        mine: mine.iter().any(|vote| vote.answer_id == answer.id),
    };
    SeenPoll {
        answers: answers
            .iter()
            .filter(|one| one.poll_id == poll.id)
            .map(answer)
            .collect(),
        id: poll.id,
        guid: poll.guid,
        question: poll.question,
        multiple: poll.multiple,
        ends_at: poll.ends_at,
        over,
        voted,
        voters: poll.voters,
    }
}
