//! Which jobs stand in each other's way.

use super::Job;

/// Jobs that are done beside all those of other lanes. Each has places of its own in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// What is done at once.
    Quick,
    /// What computes for seconds or goes on and on.
    Slow,
    /// What waits for other servers: one may take half a minute.
    Fetching,
    /// What nobody here waits for: its arithmetic gives way to all other.
    Patient,
    /// What goes to other pods, one job for each, what has waited longest first: one that does not answer keeps nobody but itself
    /// waiting.
    Delivering,
    /// The same, the newest first: what is posted now does not wait behind a backlog.
    Overtaking,
}

impl Lane {
    /// All of them, in the order in which work is taken.
    pub const ALL: [Self; 6] = [
        Self::Quick,
        Self::Slow,
        Self::Fetching,
        Self::Patient,
        Self::Delivering,
        Self::Overtaking,
    ];

    /// As it stands in the row. Two lanes that take the same jobs have one.
    pub fn code(self) -> i16 {
        match self {
            Self::Quick => 0,
            Self::Slow => 1,
            Self::Fetching => 2,
            Self::Patient => 3,
            Self::Delivering | Self::Overtaking => 4,
        }
    }
}

impl Job {
    /// Where it stands.
    pub fn lane(&self) -> Lane {
        match self {
            Self::MakeKeys { .. } | Self::EmptyAccount { .. } | Self::SweepFiles => Lane::Slow,
            Self::FetchMedia { .. }
            | Self::AskPod { .. }
            | Self::FindGuest { .. }
            | Self::FindNamed { .. }
            | Self::FetchPosts { .. }
            | Self::FetchThread { .. }
            | Self::FetchLinked { .. } => Lane::Fetching,
            Self::PassOn { .. } => Lane::Patient,
            Self::Deliver { .. } => Lane::Delivering,
            Self::Mail(_)
            | Self::Forgotten { .. }
            | Self::Expire { .. }
            | Self::ShareLater { .. }
            | Self::EndPoll { .. }
            | Self::Word { .. }
            | Self::Push { .. }
            | Self::Digest { .. }
            | Self::Preview { .. }
            | Self::DropEmoji { .. }
            | Self::Birthdays
            | Self::Sweep
            | Self::EmptyMedia
            | Self::TakeFiles
            | Self::Dispatch { .. }
            | Self::Flag { .. }
            | Self::FollowAgain { .. }
            | Self::SyncFollowers { .. }
            | Self::EmptyAbroad { .. }
            | Self::MovePhotos { .. } => Lane::Quick,
        }
    }
}
