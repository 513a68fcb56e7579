//! That somebody asks a moderator to look at something. Guarded: for moderators, and the thing itself only through its report.

use sea_orm::entity::prelude::*;

use crate::{CommentId, MessageId, Moment, PersonId, PostId, ReportId, UserId};

/// What was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum What {
    /// A person, as they are.
    Person = 0,
    /// A post.
    Post = 1,
    /// A comment.
    Comment = 2,
    /// A message.
    Message = 3,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Outcome {
    /// Nothing had to be done.
    Dismissed = 0,
    /// Whoever is meant was warned.
    Warned = 1,
    /// The thing was deleted.
    Deleted = 2,
    /// The account was locked.
    Locked = 3,
    /// The account was closed.
    Closed = 4,
}

/// That somebody asks a moderator to look at something.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: ReportId,
    /// Who asks, if they live here.
    pub user_id: Option<UserId>,
    /// Who is meant: whoever wrote the thing.
    pub person_id: PersonId,
    /// The post, or the one under which the comment stands, unless it is gone.
    pub post_id: Option<PostId>,
    /// The comment, unless it is gone.
    pub comment_id: Option<CommentId>,
    /// The message, unless it is gone.
    pub message_id: Option<MessageId>,
    /// What it is about.
    pub kind: What,
    /// Why, in the reporter's words.
    pub reason: String,
    /// When.
    pub created_at: Moment,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Since when nothing is left to do.
    pub closed_at: Option<Moment>,
    /// Who saw to it.
    pub closed_by: Option<UserId>,
    /// Who asks, if they live elsewhere.
    pub from_id: Option<PersonId>,
    /// When it was passed on to the moderators of whoever is meant.
    pub passed_at: Option<Moment>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
