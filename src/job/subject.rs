//! What other pods are told of.

use serde::{Deserialize, Serialize};

/// What other pods are to be told of. It is looked at anew when they are; of what is gone by then, all that is needed is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "kebab-case")]
pub enum Subject {
    /// A post, to all who have it.
    Post {
        /// Which ([`entity::PostId`]).
        post: i64,
    },
    /// A limited post, to people who were shown it later.
    Shown {
        /// Which ([`entity::PostId`]).
        post: i64,
        /// To whom ([`entity::PersonId`]).
        people: Vec<i64>,
    },
    /// A post that is gone.
    PostGone {
        /// Its address.
        guid: String,
        /// Whose it was ([`entity::PersonId`]).
        author: i64,
        /// The pods that have it, if it was public ([`entity::PodId`]).
        pods: Vec<i64>,
        /// Those of them that were given it as servers of the fediverse; all of them where that is not said.
        #[serde(default)]
        given: Option<Vec<i64>>,
        /// The people who have it, if it was not ([`entity::PersonId`]).
        people: Vec<i64>,
        /// What it showed, if it was a reshare ([`entity::PostId`]).
        #[serde(default)]
        root: Option<i64>,
        /// What it showed with words of its own ([`entity::PostId`]).
        #[serde(default)]
        quoted: Option<i64>,
    },
    /// That somebody asks to quote a public post.
    Quoted {
        /// Which ([`entity::PostId`]).
        post: i64,
        /// Who ([`entity::PersonId`]).
        by: i64,
        /// With what: its address.
        made: String,
        /// The address of the question.
        asked: String,
    },
    /// Something else than before was said to a post of ours that quotes another one.
    Stamped {
        /// Which ([`entity::PostId`]).
        post: i64,
    },
    /// A comment.
    Comment {
        /// Which ([`entity::CommentId`]).
        comment: i64,
    },
    /// A comment that is gone.
    CommentGone {
        /// Under which post ([`entity::PostId`]).
        post: i64,
        /// Its address.
        guid: String,
        /// Whose it was ([`entity::PersonId`]).
        author: i64,
        /// Who took it away ([`entity::PersonId`]).
        by: i64,
    },
    /// A like.
    Like {
        /// Which ([`entity::LikeId`]).
        like: i64,
    },
    /// A like that was taken back.
    LikeGone {
        /// Of or under which post ([`entity::PostId`]).
        post: i64,
        /// Its address.
        guid: String,
        /// Whose it was ([`entity::PersonId`]).
        author: i64,
        /// Of which comment, if it was of one ([`entity::CommentId`]).
        #[serde(default)]
        comment: Option<i64>,
    },
    /// A conversation that begins, with its first message, to who of other pods takes part.
    Conversation {
        /// Which ([`entity::ConversationId`]).
        conversation: i64,
        /// The message ([`entity::MessageId`]).
        message: i64,
    },
    /// A message, to who of other pods takes part.
    Message {
        /// Which ([`entity::MessageId`]).
        message: i64,
        /// Only to this one, who was found later ([`entity::PersonId`]).
        to: Option<i64>,
    },
    /// A message that was taken back.
    MessageGone {
        /// Where it stood ([`entity::ConversationId`]).
        conversation: i64,
        /// Its address.
        guid: String,
        /// Whose it was ([`entity::PersonId`]).
        author: i64,
    },
    /// A vote.
    Vote {
        /// Which ([`entity::PollVoteId`]).
        vote: i64,
    },
    /// A vote that was taken back.
    VoteGone {
        /// In the poll of which post ([`entity::PostId`]).
        post: i64,
        /// Its address.
        guid: String,
        /// Whose it was ([`entity::PersonId`]).
        author: i64,
        /// Who took it away ([`entity::PersonId`]).
        by: i64,
    },
    /// Something that somebody of another pod said about a post of ours and that is not taken: their pod is told, so that it does
    /// not go on showing it.
    NotTaken {
        /// About which post ([`entity::PostId`]).
        post: i64,
        /// What it was, as the protocol calls it ([`crate::wire::diaspora::Kind::camel`]).
        kind: String,
        /// Its address.
        guid: String,
        /// Whose it is ([`entity::PersonId`]).
        author: i64,
    },
    /// Somebody here wants to be told what is said about a post of another pod.
    TakesPart {
        /// Which ([`entity::PostId`]).
        post: i64,
        /// Who ([`entity::PersonId`]).
        person: i64,
    },
    /// They do not any more.
    TakesPartNoMore {
        /// About which ([`entity::PostId`]).
        post: i64,
        /// The address of their wish.
        guid: String,
        /// Who ([`entity::PersonId`]).
        person: i64,
    },
    /// A picture that a post was given after it was shared, or that is described otherwise.
    Photo {
        /// Which post ([`entity::PostId`]).
        post: i64,
        /// Address of the picture.
        guid: String,
    },
    /// A picture that a post has no more.
    PhotoGone {
        /// Which post ([`entity::PostId`]).
        post: i64,
        /// Address of the picture.
        guid: String,
    },
    /// A post of ours has other pictures than before, or they are described otherwise, and says the same.
    Pictures {
        /// Which ([`entity::PostId`]).
        post: i64,
    },
    /// A poll of ours is over.
    PollEnded {
        /// Of which post ([`entity::PostId`]).
        post: i64,
    },
    /// Something of ours that names people of pods which had nothing to do with it before.
    Named {
        /// Which post, or the one that the comment is under ([`entity::PostId`]).
        post: i64,
        /// Which comment ([`entity::CommentId`]); none for the post itself.
        comment: Option<i64>,
        /// Their pods ([`entity::PodId`]).
        pods: Vec<i64>,
    },
    /// How somebody stands with somebody of another pod.
    Contact {
        /// Whose side ([`entity::UserId`]).
        user: i64,
        /// With whom ([`entity::PersonId`]).
        person: i64,
    },
    /// Whether somebody of another server may follow somebody here.
    Follower {
        /// Whose side ([`entity::UserId`]).
        user: i64,
        /// Who follows ([`entity::PersonId`]).
        person: i64,
    },
    /// Somebody here has moved to another pod.
    Moved {
        /// Who ([`entity::UserId`]).
        user: i64,
        /// Who they are now ([`entity::PersonId`]).
        to: i64,
        /// That the new one agrees, as the diaspora* protocol wants it. None: it has not said so in that protocol.
        consent: Option<String>,
    },
    /// What somebody shows of themselves.
    Profile {
        /// Whose ([`entity::UserId`]).
        user: i64,
    },
}
