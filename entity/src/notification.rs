//! Something somebody is told of. Guarded: private to its owner, and its post is looked at anew each time.

use sea_orm::entity::prelude::*;

use crate::{CommentId, Moment, NotificationId, PersonId, PostId, UserId};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Kind {
    /// Somebody has put me into an aspect for the first time.
    StartedSharing = 0,
    /// I am named in a post.
    Mentioned = 1,
    /// I was shown an older post.
    ShownLater = 2,
    /// Somebody has applied to join; for administrators.
    Applied = 3,
    /// Somebody joined by my invitation.
    Joined = 4,
    /// Somebody commented on a post of mine.
    Commented = 5,
    /// Somebody commented on a post whose thread I follow.
    AlsoCommented = 6,
    /// Somebody answered a comment of mine.
    Answered = 7,
    /// I am named in a comment.
    MentionedInComment = 8,
    /// Somebody likes a post of mine.
    Liked = 9,
    /// Somebody likes a comment of mine.
    LikedComment = 10,
    /// Somebody reshared a post of mine.
    Reshared = 11,
    /// A poll of mine, or one in which I voted, is over.
    PollEnded = 12,
    /// Somebody reported something; for moderators.
    Reported = 13,
    /// What I reported was seen to.
    ReportClosed = 14,
    /// A moderator warned me.
    Warned = 15,
    /// My application to join was accepted.
    Approved = 16,
    /// It is a contact's birthday.
    Birthday = 17,
    /// A moderator took away something of mine.
    Removed = 18,
    /// What I wanted to share later could not be shared.
    NotShared = 20,
    /// A contact has moved to another pod; who did it is who they are there.
    Moved = 21,
    /// Somebody of the fediverse wants to follow me, and waits for me to say whether they may.
    AsksToFollow = 22,
}

impl Kind {
    /// What a row of this kind tells of together with others: all of one kind about one such thing are one line. None
    /// stands by itself.
    pub(crate) fn subject(self, post: Option<PostId>, comment: Option<CommentId>) -> Option<i64> {
        match self {
            Self::Commented
            | Self::AlsoCommented
            | Self::Answered
            | Self::MentionedInComment
            | Self::Liked
            | Self::Reshared => post.map(|post| post.0),
            Self::LikedComment => comment.map(|comment| comment.0),
            Self::StartedSharing
            | Self::Mentioned
            | Self::ShownLater
            | Self::Applied
            | Self::Joined
            | Self::PollEnded
            | Self::Reported
            | Self::ReportClosed
            | Self::Warned
            | Self::Approved
            | Self::Birthday
            | Self::Removed
            | Self::NotShared
            | Self::Moved
            | Self::AsksToFollow => None,
        }
    }
}

/// Something somebody is told of.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: NotificationId,
    /// Who is told.
    pub user_id: UserId,
    /// What happened.
    pub kind: Kind,
    /// Who did it.
    pub actor_id: PersonId,
    /// About which post.
    pub post_id: Option<PostId>,
    /// About which comment on it.
    pub comment_id: Option<CommentId>,
    /// With which emoji; empty for the heart. For likes only.
    pub emoji: Option<String>,
    /// When.
    pub created_at: Moment,
    /// Seen.
    pub read_at: Option<Moment>,
    /// What a moderator wrote to me about it.
    pub note: Option<String>,
    /// What it tells of together with others of its kind: a post, or a comment that is liked. None stands by itself.
    pub subject_id: Option<i64>,
    /// No later row tells of the same: the line stands where this one does. A trigger keeps it so when rows go.
    pub newest: bool,
    /// The newest of those of which one may be unread: where none is, counting need not look.
    pub fresh: bool,
    /// The one that is mailed by itself, where this one is mailed later, together with others.
    pub first_id: Option<NotificationId>,
    /// When that one was told; else when this one was.
    pub first_at: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
