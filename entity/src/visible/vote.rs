//! Single votes: for whoever gave them, and for telling other pods of them. To nobody else is it said who chose what.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{JoinType, QueryOrder, QuerySelect, Select};

use super::whose::is_there;
use crate::proof::Seen;
use crate::{PersonId, PollId, PollVoteId, PostId, Viewer, person, poll, poll_answer, poll_vote};

/// A vote with what it belongs to.
#[derive(Clone, Debug)]
pub struct Cast {
    /// It.
    pub vote: Seen<poll_vote::Model>,
    /// Whose.
    pub author: person::Model,
    /// On which post.
    pub post: PostId,
    /// The poll's name between pods.
    pub poll: String,
    /// The answer's.
    pub answer: String,
}

/// Votes that the viewer may see, to be narrowed and then read.
pub struct Votes(Select<poll_vote::Entity>);

/// The door.
pub fn votes(viewer: Viewer) -> Votes {
    Votes(poll_vote::Entity::find().filter(may_know(viewer)))
}

/// Who may know of a vote. Each clause is a line of its own: taking one away must turn `spec/visibility.rs` red.
fn may_know(viewer: Viewer) -> Condition {
    let mut all = Condition::all();
    all = all.add(is_there((poll_vote::Entity, poll_vote::Column::AuthorId)));
    if !matches!(viewer, Viewer::Pod(_)) {
        all = all.add(poll_vote::Column::AuthorId.eq(viewer.person().map(|me| me.0)));
    }
    all
}

impl Votes {
    /// One of them by its name between pods.
    pub async fn one(self, db: &impl ConnectionTrait, guid: &str) -> Result<Option<Cast>, DbErr> {
        Ok(Self(self.0.filter(poll_vote::Column::Guid.eq(guid)))
            .all(db)
            .await?
            .pop())
    }

    /// One of them by its row.
    pub async fn by_id(self, db: &impl ConnectionTrait, id: PollVoteId) -> Result<Option<Cast>, DbErr> {
        Ok(Self(self.0.filter(poll_vote::Column::Id.eq(id))).all(db).await?.pop())
    }

    /// Those of one person in one poll.
    pub async fn of(self, db: &impl ConnectionTrait, poll: PollId, author: PersonId) -> Result<Vec<Cast>, DbErr> {
        let theirs = poll_vote::Column::PollId
            .eq(poll)
            .and(poll_vote::Column::AuthorId.eq(author));
        Self(self.0.filter(theirs)).all(db).await
    }

    async fn all(self, db: &impl ConnectionTrait) -> Result<Vec<Cast>, DbErr> {
        let author = poll_vote::Entity::belongs_to(person::Entity)
            .from(poll_vote::Column::AuthorId)
            .to(person::Column::Id)
            .into();
        let rows = self
            .0
            .join(JoinType::InnerJoin, author)
            .select_also(person::Entity)
            .order_by_asc(poll_vote::Column::Id)
            .all(db)
            .await?;
        let mut found = Vec::with_capacity(rows.len());
        for (vote, author) in rows {
            let poll = poll::Entity::find_by_id(vote.poll_id).one(db).await?;
            let answer = poll_answer::Entity::find_by_id(vote.answer_id).one(db).await?;
            let (Some(author), Some(poll), Some(answer)) = (author, poll, answer) else {
                continue;
            };
            found.push(Cast {
                vote: Seen::new(vote),
                author,
                post: poll.post_id,
                poll: poll.guid,
                answer: answer.guid,
            });
        }
        Ok(found)
    }
}
