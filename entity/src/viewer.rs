//! Through whose eyes a row is looked at. Every door in [`crate::visible`] asks for one.

use crate::{PersonId, UserId};

/// Who is looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Nobody we know: a visitor, a search engine, another server that has not said for whom it asks.
    Anyone,
    /// Somebody signed in here.
    Local(UserId, PersonId),
    /// Somebody of another pod, proven by a signature.
    Remote(PersonId),
    /// A moderator. Sees what any local person sees; what was reported has a door of its own.
    Moderator(UserId, PersonId),
    /// The pod itself, for work that has to touch what nobody looks at.
    Pod(Reason),
}

/// Why the pod itself looks. Named, so that every such place can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// All of an account's posts are taken away because it was closed.
    AccountClosed,
    /// A job tells recipients of something that was committed before.
    Dispatch,
    /// Something came from another pod, and what is known here of what it is about decides whether it may.
    Arrival,
}

impl Viewer {
    /// The person who looks, if it is one.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Local(_, person) | Self::Remote(person) | Self::Moderator(_, person) => Some(person),
            Self::Anyone | Self::Pod(_) => None,
        }
    }

    /// The account that looks, if it is one of this pod.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::Local(user, _) | Self::Moderator(user, _) => Some(user),
            Self::Anyone | Self::Remote(_) | Self::Pod(_) => None,
        }
    }
}
