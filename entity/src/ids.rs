//! Row ids as types of their own, so that a person's id can't be handed in where a user's is wanted.

use sea_orm::DeriveValueType;
use serde::Serialize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Anyone known to this pod, local or remote.
    PersonId;
    /// Someone who signs in here.
    UserId;
    /// A private group of somebody's contacts.
    AspectId;
    /// Somebody's relation to a person.
    ContactId;
    /// A post.
    PostId;
    /// What is to be shared later.
    ScheduledPostId;
    /// A former version of a post.
    PostEditId;
    /// A comment.
    CommentId;
    /// A former version of a comment.
    CommentEditId;
    /// That somebody likes something.
    LikeId;
    /// A poll.
    PollId;
    /// An answer of a poll.
    PollAnswerId;
    /// That somebody chose an answer.
    PollVoteId;
    /// Letters between a few people.
    ConversationId;
    /// A letter in a conversation.
    MessageId;
    /// That somebody asks a moderator to look at something.
    ReportId;
    /// Something that somebody does not want in their streams.
    FilterEntryId;
    /// A hashtag.
    TagId;
    /// Another server.
    PodId;
    /// Who is blocked.
    BlockId;
    /// Something that another pod sent.
    ReceivedId;
    /// Something that an actor of the fediverse sent.
    ActivityId;
    /// That somebody follows somebody over ActivityPub.
    FollowId;
    /// A letter to other pods.
    EnvelopeId;
    /// That another pod, or somebody there, is to get a letter.
    DeliveryId;
    /// A device that is signed in.
    SessionId;
    /// Work to be done.
    JobId;
    /// An invitation link.
    InvitationId;
    /// Something somebody is told of.
    NotificationId;
    /// A line in the audit log.
    AuditId;
    /// A single-use secret sent by mail.
    TicketId;
    /// A browser that wants to be told.
    PushDeviceId;
    /// What a page says of itself.
    PreviewId;
    /// A picture that stands for `:name:`.
    EmojiId;
    /// A recovery code.
    RecoveryCodeId;
    /// A file of another server.
    MediaFileId;
    /// A photo, or another recording.
    PhotoId;
    /// Photos of somebody under a name.
    AlbumId;
    /// Files of a photo that is gone.
    PhotoGoneId;
    /// An object as one server was given it.
    ProjectionId;
}
