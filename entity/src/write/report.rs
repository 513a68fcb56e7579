//! Writing reports, and what a moderator does about them.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::proof::Own;
use crate::report::{Outcome, What};
use crate::{
    CommentId, GoneKind, MessageId, Moment, OwnMessage, PersonId, PostId, ReportId, SeenComment, SeenPost, SeenReport,
    UserId, comment, conversation, message, notification, post, report, user,
};

/// What is reported. Made from proofs: only what one sees can be.
#[derive(Clone, Debug)]
pub struct About {
    person: PersonId,
    kind: What,
    post: Option<PostId>,
    comment: Option<CommentId>,
    message: Option<MessageId>,
}

impl About {
    /// A person.
    pub fn person(person: PersonId) -> Self {
        Self {
            person,
            kind: What::Person,
            post: None,
            comment: None,
            message: None,
        }
    }

    /// A post.
    pub fn post(post: &SeenPost) -> Self {
        Self {
            kind: What::Post,
            post: Some(post.id),
            ..Self::person(post.author_id)
        }
    }

    /// A comment.
    pub fn comment(comment: &SeenComment) -> Self {
        Self {
            kind: What::Comment,
            post: Some(comment.post_id),
            comment: Some(comment.id),
            ..Self::person(comment.author_id)
        }
    }

    /// A message in a conversation of one's own.
    pub fn message(message: &OwnMessage) -> Self {
        Self {
            kind: What::Message,
            message: Some(message.id),
            ..Self::person(message.author_id)
        }
    }

    /// The same as an earlier report.
    fn like(report: &report::Model) -> Self {
        Self {
            person: report.person_id,
            kind: report.kind,
            post: report.post_id,
            comment: report.comment_id,
            message: report.message_id,
        }
    }

    /// Who is meant.
    pub fn whose(&self) -> PersonId {
        self.person
    }

    /// The thing was deleted meanwhile: nothing says any more which one it was.
    fn is_gone(&self) -> bool {
        match self.kind {
            What::Person => false,
            What::Post => self.post.is_none(),
            What::Comment => self.comment.is_none(),
            What::Message => self.message.is_none(),
        }
    }

    /// Reports of the same thing that wait.
    fn waiting(&self) -> sea_orm::Select<report::Entity> {
        let or_none = |column: report::Column, value: Option<i64>| match value {
            Some(value) => column.eq(value),
            None => column.is_null(),
        };
        report::Entity::find()
            .filter(report::Column::ClosedAt.is_null())
            .filter(report::Column::PersonId.eq(self.person))
            .filter(report::Column::Kind.eq(self.kind))
            .filter(or_none(report::Column::PostId, self.post.map(|id| id.0)))
            .filter(or_none(report::Column::CommentId, self.comment.map(|id| id.0)))
            .filter(or_none(report::Column::MessageId, self.message.map(|id| id.0)))
    }
}

/// Who reports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody here.
    Account(UserId),
    /// Somebody of another server.
    Elsewhere(PersonId),
}

/// Reports something. False when the same person has, and nobody has seen to it yet.
pub async fn insert(
    db: &impl ConnectionTrait,
    by: By,
    about: About,
    reason: String,
    now: Moment,
) -> Result<bool, DbErr> {
    let (user, from) = match by {
        By::Account(user) => (Some(user), None),
        By::Elsewhere(person) => (None, Some(person)),
    };
    let theirs = match by {
        By::Account(user) => report::Column::UserId.eq(user),
        By::Elsewhere(person) => report::Column::FromId.eq(person),
    };
    let again = about.waiting().filter(theirs).one(db).await?;
    if again.is_some() {
        return Ok(false);
    }
    let row = report::ActiveModel {
        user_id: Set(user),
        from_id: Set(from),
        person_id: Set(about.person),
        post_id: Set(about.post),
        comment_id: Set(about.comment),
        message_id: Set(about.message),
        kind: Set(about.kind),
        reason: Set(reason),
        created_at: Set(now),
        ..Default::default()
    };
    report::Entity::insert(row).exec_without_returning(db).await?;
    Ok(true)
}

/// A moderator has seen to it. Returns whom to tell: all who reported the same thing and wait.
pub async fn close(
    db: &impl ConnectionTrait,
    of: &SeenReport,
    by: UserId,
    outcome: Outcome,
    now: Moment,
) -> Result<Vec<UserId>, DbErr> {
    let waiting = match About::like(of) {
        about if about.is_gone() => vec![report::Model::clone(of)],
        about => about.waiting().all(db).await?,
    };
    let ids: Vec<ReportId> = waiting.iter().map(|row| row.id).collect();
    report::Entity::update_many()
        .set(report::ActiveModel {
            outcome: Set(Some(outcome)),
            closed_at: Set(Some(now)),
            closed_by: Set(Some(by)),
            ..Default::default()
        })
        .filter(report::Column::Id.is_in(ids))
        .exec(db)
        .await?;
    let mut users: Vec<UserId> = waiting.into_iter().filter_map(|row| row.user_id).collect();
    users.sort_unstable();
    users.dedup();
    Ok(users)
}

/// A report is passed on to the moderators of whoever is meant. False: it was before.
pub async fn pass(db: &impl ConnectionTrait, of: &SeenReport, now: Moment) -> Result<bool, DbErr> {
    let passed = report::Entity::update_many()
        .col_expr(report::Column::PassedAt, Expr::value(Some(now)))
        .filter(report::Column::Id.eq(of.id))
        .filter(report::Column::PassedAt.is_null())
        .exec(db)
        .await?;
    Ok(passed.rows_affected == 1)
}

/// By which name what was reported is known to its own server: that of the post or comment. None for a person and for a message,
/// whose words are nobody's business but theirs who have it.
pub async fn named(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Option<String>, DbErr> {
    let name = match (of.kind, of.post_id, of.comment_id) {
        (What::Comment, _, Some(id)) => comment::Entity::find_by_id(id).one(db).await?.map(|row| row.guid),
        (What::Post, Some(id), _) => post::Entity::find_by_id(id).one(db).await?.map(|row| row.guid),
        (What::Comment | What::Post | What::Person | What::Message, _, _) => None,
    };
    Ok(name)
}

/// Whose open pages showed what was taken away.
#[derive(Clone, Debug, Default)]
pub struct Gone {
    /// Accounts in whose stream it was.
    pub listeners: Vec<UserId>,
    /// Accounts that were told of it.
    pub told: Vec<UserId>,
    /// Accounts in whose conversation it was.
    pub members: Vec<UserId>,
    /// The post in whose thread it was, or that was itself taken away.
    pub thread: Option<PostId>,
    /// What it was called between pods, if it had such a name.
    pub name: Option<(GoneKind, String)>,
}

/// Takes the reported thing away, as whoever wrote it could. None when it is gone already.
pub async fn remove(db: &impl ConnectionTrait, of: &SeenReport, now: Moment) -> Result<Option<Gone>, DbErr> {
    match of.kind {
        What::Post => {
            let Some(id) = of.post_id else { return Ok(None) };
            let Some(row) = post::Entity::find_by_id(id).one(db).await? else {
                return Ok(None);
            };
            let post = Own::new(row);
            let gone = Gone {
                listeners: crate::own::post::listeners(db, &post).await?,
                told: told(db, notification::Column::PostId.eq(id)).await?,
                thread: Some(id),
                name: Some((GoneKind::Post, post.guid.clone())),
                ..Gone::default()
            };
            super::gone::note_open(db, GoneKind::Post, &post.guid, now).await?;
            super::post::delete(db, post).await?;
            Ok(Some(gone))
        }
        What::Comment => {
            let Some(id) = of.comment_id else { return Ok(None) };
            let Some(row) = comment::Entity::find_by_id(id).one(db).await? else {
                return Ok(None);
            };
            let gone = Gone {
                told: told(db, notification::Column::CommentId.eq(id)).await?,
                thread: Some(row.post_id),
                name: Some((GoneKind::Comment, row.guid.clone())),
                ..Gone::default()
            };
            super::gone::note_open(db, GoneKind::Comment, &row.guid, now).await?;
            let deleted = super::comment::delete(db, crate::own::comment::Removable(row)).await?;
            Ok(deleted.then_some(gone))
        }
        What::Message => {
            let Some(id) = of.message_id else { return Ok(None) };
            let Some(row) = message::Entity::find_by_id(id).one(db).await? else {
                return Ok(None);
            };
            let of = conversation::Entity::find_by_id(row.conversation_id).one(db).await?;
            let mut members = match of {
                Some(of) => crate::own::conversation::accounts(db, &Own::new(of)).await?,
                None => Vec::new(),
            };
            // For those who ignore its author it was never there.
            let silent = crate::own::ignore::ignoring(db, row.author_id, &members).await?;
            members.retain(|user| !silent.contains(user));
            message::Entity::delete_by_id(id).exec(db).await?;
            Ok(Some(Gone {
                members,
                ..Gone::default()
            }))
        }
        What::Person => Ok(None),
    }
}

/// Accounts that were told of something.
async fn told(db: &impl ConnectionTrait, of: Expr) -> Result<Vec<UserId>, DbErr> {
    let rows = notification::Entity::find().filter(of).all(db).await?;
    let mut users: Vec<UserId> = rows.into_iter().map(|row| row.user_id).collect();
    users.sort_unstable();
    users.dedup();
    Ok(users)
}

/// The account of whoever is meant, if it is one of this pod.
pub async fn account(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::PersonId.eq(of.person_id))
        .one(db)
        .await
}

/// Accounts that see to a report about somebody: all that moderate or run the pod but their own, unless there is no other.
pub async fn moderators(db: &impl ConnectionTrait, about: PersonId) -> Result<Vec<UserId>, DbErr> {
    let found = user::Entity::find()
        .filter(user::Column::Role.is_in([user::Role::Moderator, user::Role::Administrator]))
        .filter(user::Column::State.eq(user::State::Active))
        .all(db)
        .await?;
    let others = found.iter().any(|user| user.person_id != about);
    let sees = |user: &user::Model| !others || user.person_id != about;
    Ok(found.into_iter().filter(sees).map(|user| user.id).collect())
}
