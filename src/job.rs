//! Work that an act causes. A closed list: `worker.rs` has an arm for each.
//!
//! A job names rows and is written in the same transaction as they are. It may run twice, so each arm is written
//! such that the second run changes nothing. A new job: a variant here and an arm there.

mod lane;
mod letter;
mod subject;

pub use lane::Lane;
pub use letter::{Letter, Mail};
pub use subject::Subject;

use entity::UserId;
use serde::{Deserialize, Serialize};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "kebab-case")]
pub enum Job {
    /// Make the two key pairs of a new account, away from the request that made it.
    MakeKeys {
        /// Whose ([`UserId`]).
        user: i64,
    },
    /// Send a mail.
    Mail(Mail),
    /// Empty a closed account, a piece at a time.
    EmptyAccount {
        /// Whose ([`UserId`]).
        user: i64,
    },
    /// Somebody has forgotten their password: a letter, if anybody has that address.
    Forgotten {
        /// The address that was typed.
        address: String,
    },
    /// Delete a post whose time is over.
    Expire {
        /// Which ([`entity::PostId`]).
        post: i64,
    },
    /// Share a post that has waited for its time.
    ShareLater {
        /// Which ([`entity::ScheduledPostId`]).
        scheduled: i64,
        /// Its time when this was written ([`entity::Moment`]): another time is another job.
        at: i64,
    },
    /// Tell how a poll ended.
    EndPoll {
        /// Which ([`entity::PollId`]).
        poll: i64,
    },
    /// Tell somebody by mail.
    Word {
        /// Whom ([`UserId`]).
        user: i64,
        /// Of what.
        matter: Matter,
    },
    /// Tell somebody on a device.
    Push {
        /// Whom ([`UserId`]).
        user: i64,
        /// On which ([`entity::PushDeviceId`]).
        device: i64,
        /// Of what.
        matter: Matter,
    },
    /// Write a digest.
    Digest {
        /// For whom ([`UserId`]).
        user: i64,
        /// Which.
        paper: Paper,
        /// When it was due, in microseconds: another time is another job.
        at: i64,
    },
    /// Ask what the link of a post leads to.
    Preview {
        /// Which ([`entity::PreviewId`]).
        preview: i64,
        /// How soon.
        haste: Haste,
    },
    /// Remove the file of an emoji that is gone.
    DropEmoji {
        /// Its key.
        key: String,
    },
    /// Tell of the birthdays of the day.
    Birthdays,
    /// Remove what has run out: sessions, tickets, limits.
    Sweep,
    /// Fetch a file of another server before somebody looks at it, so that the server does not learn when they do.
    FetchMedia {
        /// Its address.
        url: String,
        /// In which form ([`crate::text::media::Variant::code`]).
        variant: String,
    },
    /// Throw away all files of other servers, some at a time.
    EmptyMedia,
    /// Delete the files of photos whose rows are gone.
    TakeFiles,
    /// Delete files of photos that no row has ever named, and uploads that were broken off.
    SweepFiles,
    /// Write to other pods of something that was done here.
    Dispatch {
        /// What it is about.
        subject: Subject,
    },
    /// The same where somebody of another pod has said or done it about a post of ours: it is passed on to who has the post.
    PassOn {
        /// What it is about.
        subject: Subject,
    },
    /// Tell the moderators of another server of something that was reported here.
    Flag {
        /// By which it is known there that it is the same when it is sent again.
        name: String,
        /// Who is meant ([`entity::PersonId`]).
        person: i64,
        /// The guid of what they have said; none where it is they themselves.
        thing: Option<String>,
        /// What the moderators here say of it; may be empty.
        note: String,
    },
    /// Ask an actor once more whether somebody here may follow it, which has not answered.
    FollowAgain {
        /// Whose side ([`UserId`]).
        user: i64,
        /// Whom ([`entity::PersonId`]).
        person: i64,
        /// The address of what was asked: a later question is another one.
        uri: String,
        /// How often this was done before.
        turn: usize,
    },
    /// Ask a server who of ours follows one of its actors, and mend what differs.
    SyncFollowers {
        /// Whom ([`entity::PersonId`]).
        person: i64,
        /// Where it says so.
        url: String,
    },
    /// Send a pod what it is to get.
    Deliver {
        /// Which ([`entity::PodId`]).
        pod: i64,
    },
    /// Ask for the earlier posts of somebody of another pod.
    FetchPosts {
        /// Whose ([`entity::PersonId`]).
        person: i64,
    },
    /// Ask for what was said and felt below a post that was fetched.
    FetchThread {
        /// Which ([`entity::PostId`]).
        post: i64,
    },
    /// Ask for what a text links to.
    FetchLinked {
        /// The diaspora ID of its author.
        author: String,
        /// What it is, as links call it.
        kind: String,
        /// Its address between pods.
        guid: String,
    },
    /// Find somebody of another pod who was named in a conversation.
    FindGuest {
        /// Which ([`entity::ConversationId`]).
        conversation: i64,
        /// Their diaspora ID.
        handle: String,
    },
    /// Ask a pod what it runs.
    AskPod {
        /// Which ([`entity::PodId`]).
        pod: i64,
    },
    /// Find out who people are whom a post or a comment names and whom nobody here knows yet.
    FindNamed {
        /// Which post ([`entity::PostId`]), or under which the comment is.
        post: i64,
        /// Which comment ([`entity::CommentId`]); none for the post itself.
        comment: Option<i64>,
    },
    /// Remove what somebody of another pod has left who closed their account, a piece at a time.
    EmptyAbroad {
        /// Who ([`entity::PersonId`]).
        person: i64,
    },
    /// Pictures of somebody of another pod who has moved are somewhere else.
    MovePhotos {
        /// Below which address.
        below: String,
        /// Which, by their names.
        photos: Vec<String>,
    },
}

/// What somebody is told of. It is looked at anew, through their eyes, when they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "kebab-case")]
pub enum Matter {
    /// A notification.
    Notification {
        /// Which ([`entity::NotificationId`]).
        id: i64,
    },
    /// All that came after a notification about the same, while that was unread.
    After {
        /// Which was mailed by itself ([`entity::NotificationId`]).
        first: i64,
    },
    /// A message to them.
    Message {
        /// Which ([`entity::MessageId`]).
        id: i64,
    },
    /// A post.
    Post {
        /// Which ([`entity::PostId`]).
        id: i64,
    },
}

/// How soon something is asked of another server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Haste {
    /// Somebody here waits for it.
    AtOnce,
    /// At some time in the next minutes: many pods want to know the same, and are not to ask together.
    Spread,
}

impl Haste {
    fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Spread => "spread",
        }
    }
}

/// What is written regularly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// The digest of the day.
    Daily,
    /// The letter of the week.
    Weekly,
}

impl Paper {
    /// As sentences and templates call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }
}

impl Job {
    /// Which it is, for the log and the admin's view.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MakeKeys { .. } => "make-keys",
            Self::Mail(_) => "mail",
            Self::EmptyAccount { .. } => "empty-account",
            Self::Forgotten { .. } => "forgotten",
            Self::Expire { .. } => "expire",
            Self::ShareLater { .. } => "share-later",
            Self::EndPoll { .. } => "end-poll",
            Self::Word { .. } => "word",
            Self::Push { .. } => "push",
            Self::Digest { .. } => "digest",
            Self::Preview { .. } => "preview",
            Self::DropEmoji { .. } => "drop-emoji",
            Self::Birthdays => "birthdays",
            Self::Sweep => "sweep",
            Self::FetchMedia { .. } => "fetch-media",
            Self::EmptyMedia => "empty-media",
            Self::TakeFiles => "take-files",
            Self::SweepFiles => "sweep-files",
            Self::Dispatch { .. } => "dispatch",
            Self::PassOn { .. } => "pass-on",
            Self::Flag { .. } => "flag",
            Self::FollowAgain { .. } => "follow-again",
            Self::SyncFollowers { .. } => "sync-followers",
            Self::Deliver { .. } => "deliver",
            Self::FetchPosts { .. } => "fetch-posts",
            Self::FetchThread { .. } => "fetch-thread",
            Self::FetchLinked { .. } => "fetch-linked",
            Self::FindGuest { .. } => "find-guest",
            Self::AskPod { .. } => "ask-pod",
            Self::FindNamed { .. } => "find-named",
            Self::EmptyAbroad { .. } => "empty-abroad",
            Self::MovePhotos { .. } => "move-photos",
        }
    }

    /// Only one job of this name at a time; none where several may stand beside each other.
    pub fn dedupe(&self) -> Option<String> {
        match self {
            Self::MakeKeys { user } => Some(format!("make-keys {user}")),
            Self::EmptyAccount { user } => Some(format!("empty-account {user}")),
            Self::Expire { post } => Some(format!("expire {post}")),
            Self::ShareLater { scheduled, at } => Some(format!("share-later {scheduled} {at}")),
            Self::EndPoll { poll } => Some(format!("end-poll {poll}")),
            Self::Digest { user, paper, at } => Some(format!("digest {} {user} {at}", paper.code())),
            Self::Preview { preview, haste } => Some(format!("preview {preview} {}", haste.code())),
            Self::DropEmoji { key } => Some(format!("drop-emoji {key}")),
            Self::Birthdays => Some("birthdays".to_owned()),
            Self::Sweep => Some("sweep".to_owned()),
            Self::FetchMedia { url, variant } => Some(format!("fetch-media {variant} {url}")),
            Self::EmptyMedia => Some("empty-media".to_owned()),
            Self::SweepFiles => Some("sweep-files".to_owned()),
            // Several may stand beside each other: one that runs already may have looked before this one's rows were there.
            Self::TakeFiles => None,
            Self::Word { user, matter } => match matter {
                Matter::After { first } => Some(format!("word-after {user} {first}")),
                Matter::Notification { .. } | Matter::Message { .. } | Matter::Post { .. } => None,
            },
            Self::Push { .. } | Self::Mail(_) | Self::Forgotten { .. } => None,
            Self::Flag { name, .. } => Some(format!("flag {name}")),
            Self::FollowAgain { uri, turn, .. } => Some(format!("follow-again {turn} {uri}")),
            Self::SyncFollowers { person, .. } => Some(format!("sync-followers {person}")),
            Self::Deliver { pod } => Some(format!("deliver {pod}")),
            Self::FetchPosts { person } => Some(format!("fetch-posts {person}")),
            Self::FetchThread { post } => Some(format!("fetch-thread {post}")),
            Self::FetchLinked { kind, guid, .. } => Some(format!("fetch-linked {kind} {guid}")),
            Self::FindGuest { conversation, handle } => Some(format!("find-guest {conversation} {handle}")),
            Self::AskPod { pod } => Some(format!("ask-pod {pod}")),
            Self::EmptyAbroad { person } => Some(format!("empty-abroad {person}")),
            // One that runs already may have looked before what this one is about was there.
            Self::FindNamed { .. } | Self::MovePhotos { .. } | Self::Dispatch { .. } | Self::PassOn { .. } => None,
        }
    }

    /// Whether it waits for what only another server knows, which may be away for days.
    pub fn waits(&self) -> bool {
        matches!(self, Self::FindGuest { .. } | Self::FindNamed { .. })
    }

    /// Keys for an account.
    pub fn make_keys(user: UserId) -> Self {
        Self::MakeKeys { user: user.0 }
    }

    /// A letter to an account at its own address.
    pub fn letter(user: UserId, letter: Letter) -> Self {
        Self::Mail(Mail {
            user: user.0,
            address: None,
            letter,
        })
    }

    /// A letter to an account at another address than its own.
    pub fn letter_to(user: UserId, address: &str, letter: Letter) -> Self {
        Self::Mail(Mail {
            user: user.0,
            address: Some(address.to_owned()),
            letter,
        })
    }
}

/// What became of a job.
#[derive(Debug)]
pub enum Done {
    /// It is done.
    Done,
    /// It can never be done; why.
    Reject(String),
    /// Not now; why.
    Retry(String),
    /// There is more of it: again at once.
    More,
}
