//! Writing polls and votes. An answer keeps the number of its votes, a poll that of its voters, in the same transaction.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{QuerySelect, Set};

use crate::visible::poll::SeenPoll;
use crate::visible::vote::Cast;
use crate::{
    Moment, OwnPost, PersonId, PollAnswerId, PollId, PollVoteId, PostId, UserId, poll, poll_answer, poll_vote, post,
    user,
};

/// A poll that is about to be asked.
#[derive(Clone, Debug)]
pub struct NewPoll {
    /// Its address.
    pub guid: String,
    /// What is asked.
    pub question: String,
    /// Each with its address, in order.
    pub answers: Vec<(String, String)>,
    /// More than one may be chosen.
    pub multiple: bool,
    /// When it ends.
    pub ends_at: Option<Moment>,
}

/// Adds a poll to a post.
pub async fn insert(db: &impl ConnectionTrait, on: &OwnPost, new: NewPoll) -> Result<PollId, DbErr> {
    let row = poll::ActiveModel {
        guid: Set(new.guid),
        post_id: Set(on.id),
        question: Set(new.question),
        multiple: Set(new.multiple),
        ends_at: Set(new.ends_at),
        voters: Set(0),
        ..Default::default()
    };
    let poll = row.insert(db).await?;
    let answers = new.answers.into_iter().map(|(guid, text)| poll_answer::ActiveModel {
        guid: Set(guid),
        poll_id: Set(poll.id),
        text: Set(text),
        votes: Set(0),
        ..Default::default()
    });
    poll_answer::Entity::insert_many(answers)
        .exec_without_returning(db)
        .await?;
    post::Entity::update_many()
        .col_expr(post::Column::Poll, Expr::value(true))
        .filter(post::Column::Id.eq(on.id))
        .exec(db)
        .await?;
    Ok(poll.id)
}

/// A vote that is about to be given, with an address for each answer.
#[derive(Clone, Debug)]
pub struct NewVote {
    /// Who votes.
    pub author: PersonId,
    /// The answers, each with the address of its vote.
    pub answers: Vec<(PollAnswerId, String)>,
    /// The author's time.
    pub at: Moment,
}

/// What has changed with a vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Addresses of the votes that were given before and are none any more.
    pub former: Vec<String>,
    /// The new ones.
    pub cast: Vec<PollVoteId>,
}

/// Gives a vote in the place of the one that was given before, if any. The same again changes nothing.
pub async fn vote(db: &impl ConnectionTrait, on: &SeenPoll, new: NewVote) -> Result<Changed, DbErr> {
    // The poll first: one vote at a time, so that nobody counts what another is about to change.
    voters(db, on.id, 1).await?;
    let former = of(db, on.id, new.author).await?;
    let same = former.len() == new.answers.len()
        && former
            .iter()
            .all(|vote| new.answers.iter().any(|(answer, _)| *answer == vote.answer_id));
    if same {
        voters(db, on.id, -1).await?;
        return Ok(Changed::default());
    }
    if !former.is_empty() {
        voters(db, on.id, -1).await?;
        take_back(db, &former).await?;
    }
    let mut changed = Changed {
        former: former.into_iter().map(|vote| vote.guid).collect(),
        cast: Vec::new(),
    };
    for (answer, guid) in new.answers {
        let row = poll_vote::ActiveModel {
            guid: Set(guid),
            poll_id: Set(on.id),
            answer_id: Set(answer),
            author_id: Set(new.author),
            created_at: Set(new.at),
            signed: Set(None),
            ..Default::default()
        };
        changed.cast.push(row.insert(db).await?.id);
        votes(db, answer, 1).await?;
    }
    Ok(changed)
}

async fn of(db: &impl ConnectionTrait, poll: PollId, author: PersonId) -> Result<Vec<poll_vote::Model>, DbErr> {
    poll_vote::Entity::find()
        .filter(poll_vote::Column::PollId.eq(poll))
        .filter(poll_vote::Column::AuthorId.eq(author))
        .all(db)
        .await
}

/// A vote that came from another pod.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Its address.
    pub guid: String,
    /// Who votes.
    pub author: PersonId,
    /// For what.
    pub answer: PollAnswerId,
    /// When it came.
    pub at: Moment,
    /// What has to be handed on unchanged (JSON).
    pub signed: Option<String>,
}

/// Counts a vote that came, beside others by the same person. None: they have chosen this already.
pub async fn count(db: &impl ConnectionTrait, on: &SeenPoll, new: Arrived) -> Result<Option<PollVoteId>, DbErr> {
    voters(db, on.id, 0).await?;
    let former = of(db, on.id, new.author).await?;
    if former.iter().any(|vote| vote.answer_id == new.answer) {
        return Ok(None);
    }
    if former.is_empty() {
        voters(db, on.id, 1).await?;
    }
    votes(db, new.answer, 1).await?;
    let row = poll_vote::ActiveModel {
        guid: Set(new.guid),
        poll_id: Set(on.id),
        answer_id: Set(new.answer),
        author_id: Set(new.author),
        created_at: Set(new.at),
        signed: Set(new.signed),
        ..Default::default()
    };
    Ok(Some(row.insert(db).await?.id))
}

/// Counts a vote no longer. False when it is gone already.
pub async fn uncount(db: &impl ConnectionTrait, vote: &Cast) -> Result<bool, DbErr> {
    let (poll, author) = (vote.vote.poll_id, vote.vote.author_id);
    voters(db, poll, 0).await?;
    let all = of(db, poll, author).await?;
    let Some(it) = all.iter().find(|row| row.id == vote.vote.id) else {
        return Ok(false);
    };
    if all.len() == 1 {
        voters(db, poll, -1).await?;
    }
    take_back(db, std::slice::from_ref(it)).await?;
    Ok(true)
}

/// Takes away the votes of an account that is closed from some polls, and counts them no longer. Fewer than `most` when
/// none is left.
pub async fn delete_some_of(db: &impl ConnectionTrait, author: PersonId, most: u64) -> Result<u64, DbErr> {
    let first = poll_vote::Entity::find()
        .filter(poll_vote::Column::AuthorId.eq(author))
        .limit(most)
        .all(db)
        .await?;
    let mut polls: Vec<PollId> = first.iter().map(|vote| vote.poll_id).collect();
    polls.sort_unstable();
    polls.dedup();
    for poll in polls {
        voters(db, poll, -1).await?;
        let all = poll_vote::Entity::find()
            .filter(poll_vote::Column::PollId.eq(poll))
            .filter(poll_vote::Column::AuthorId.eq(author))
            .all(db)
            .await?;
        take_back(db, &all).await?;
    }
    Ok(first.len() as u64)
}

/// Takes back the votes of the old identity of somebody where the new one has voted as well.
pub(super) async fn drop_doubled(db: &impl ConnectionTrait, old: PersonId, new: PersonId) -> Result<(), DbErr> {
    let both = poll_vote::Entity::find().filter(poll_vote::Column::AuthorId.eq(new));
    let mut polls: Vec<PollId> = both.all(db).await?.iter().map(|vote| vote.poll_id).collect();
    polls.sort_unstable();
    polls.dedup();
    for poll in polls {
        let former = poll_vote::Entity::find()
            .filter(poll_vote::Column::PollId.eq(poll))
            .filter(poll_vote::Column::AuthorId.eq(old))
            .all(db)
            .await?;
        if !former.is_empty() {
            voters(db, poll, -1).await?;
            take_back(db, &former).await?;
        }
    }
    Ok(())
}

async fn take_back(db: &impl ConnectionTrait, given: &[poll_vote::Model]) -> Result<(), DbErr> {
    for vote in given {
        poll_vote::Entity::delete_by_id(vote.id).exec(db).await?;
        votes(db, vote.answer_id, -1).await?;
    }
    Ok(())
}

async fn votes(db: &impl ConnectionTrait, answer: PollAnswerId, more: i64) -> Result<(), DbErr> {
    poll_answer::Entity::update_many()
        .col_expr(
            poll_answer::Column::Votes,
            Expr::col(poll_answer::Column::Votes).add(more),
        )
        .filter(poll_answer::Column::Id.eq(answer))
        .exec(db)
        .await?;
    Ok(())
}

async fn voters(db: &impl ConnectionTrait, poll: PollId, more: i64) -> Result<(), DbErr> {
    poll::Entity::update_many()
        .col_expr(poll::Column::Voters, Expr::col(poll::Column::Voters).add(more))
        .filter(poll::Column::Id.eq(poll))
        .exec(db)
        .await?;
    Ok(())
}

/// Those who live here and want to know how a poll ended: its author and who voted. On which post, and by whom.
pub async fn concerned(
    db: &impl ConnectionTrait,
    poll: PollId,
) -> Result<Option<(PostId, PersonId, Vec<UserId>)>, DbErr> {
    let Some(poll) = poll::Entity::find_by_id(poll).one(db).await? else {
        return Ok(None);
    };
    let Some(post) = post::Entity::find_by_id(poll.post_id).one(db).await? else {
        return Ok(None);
    };
    let votes = poll_vote::Entity::find()
        .filter(poll_vote::Column::PollId.eq(poll.id))
        .all(db)
        .await?;
    let mut people: Vec<PersonId> = votes.iter().map(|vote| vote.author_id).collect();
    people.push(post.author_id);
    let users = user::Entity::find()
        .filter(user::Column::PersonId.is_in(people))
        .all(db)
        .await?;
    let users = users.into_iter().map(|user| user.id).collect();
    Ok(Some((post.id, post.author_id, users)))
}

/// Writes down how a poll of another server stands, by its word: for each answer, by its address, how many have chosen it.
pub async fn tally(
    db: &impl ConnectionTrait,
    poll: &str,
    answers: &[(String, i64)],
    voters: Option<i64>,
) -> Result<(), DbErr> {
    let Some(found) = poll::Entity::find().filter(poll::Column::Guid.eq(poll)).one(db).await? else {
        return Ok(());
    };
    for (guid, votes) in answers {
        poll_answer::Entity::update_many()
            .col_expr(poll_answer::Column::Votes, Expr::value(*votes))
            .filter(poll_answer::Column::PollId.eq(found.id))
            .filter(poll_answer::Column::Guid.eq(guid.as_str()))
            .exec(db)
            .await?;
    }
    if let Some(voters) = voters {
        poll::Entity::update_many()
            .col_expr(poll::Column::Voters, Expr::value(voters))
            .filter(poll::Column::Id.eq(found.id))
            .exec(db)
            .await?;
    }
    Ok(())
}
