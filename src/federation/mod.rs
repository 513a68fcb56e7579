//! The pod among pods: finds people of others, takes what they send, sends what ours do.
//!
//! Nothing of this is a rule about posts or people: what was verified is handed to the same functions of `domain` as what a
//! browser sends. Only `diaspora` knows both languages, that of the wire and that of the rows.
//!
//! One more thing that travels: an arm in `diaspora/apply`, one in `diaspora/present.rs`, a variant of
//! [`crate::job::Subject`], and the compiler names the rest.

pub mod activitypub;
mod ask;
pub mod batch;
pub mod deliver;
mod diaspora;
pub mod discover;
pub mod dispatch;
pub mod earlier;
pub mod fetch;
mod intake;
mod keyring;
mod known;
mod letter;
mod letterbox;
pub mod letters;
pub mod linked;
pub mod moving;
pub mod named;
pub mod node;
mod profile;
pub mod receive;
pub mod served;
mod shelf;
mod thread;
mod veiled;

pub use batch::Desk;
pub use deliver::Rounds;
pub use intake::Intake;
pub use keyring::Keyring;

use std::fmt;

use crate::error::{Fault, Stop};
use crate::job::Done;
use crate::outbound::OutboundError;
use crate::wire::diaspora::Rejected;
use crate::wire::discovery::Undiscovered;

/// Where a pod is, without a slash at the end.
fn base(pod: &entity::pod::Model) -> String {
    match pod.address.as_str() {
        "" => format!("https://{}", pod.host),
        address => address.to_owned(),
    }
}

/// Why something between pods did not happen.
#[derive(Debug)]
pub enum Undone {
    /// It never will; why.
    Reject(String),
    /// It may, later; why not now.
    Retry(String),
    /// Something broke here.
    Broke(Fault),
}

impl Undone {
    /// What becomes of the job.
    ///
    /// # Errors
    /// Something broke.
    pub fn done(self) -> Result<Done, Stop> {
        match self {
            Self::Reject(why) => Ok(Done::Reject(why)),
            Self::Retry(why) => Ok(Done::Retry(why)),
            Self::Broke(fault) => Err(Stop::Broke(fault)),
        }
    }
}

impl fmt::Display for Undone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reject(why) | Self::Retry(why) => f.write_str(why),
            Self::Broke(fault) => fault.fmt(f),
        }
    }
}

impl From<Rejected> for Undone {
    fn from(why: Rejected) -> Self {
        if why.later() {
            Self::Retry(why.to_string())
        } else {
            Self::Reject(why.to_string())
        }
    }
}

impl From<crate::wire::activitypub::Rejected> for Undone {
    fn from(why: crate::wire::activitypub::Rejected) -> Self {
        Self::Reject(why.to_string())
    }
}

impl From<Undiscovered> for Undone {
    fn from(why: Undiscovered) -> Self {
        Self::Reject(why.to_string())
    }
}

impl From<OutboundError> for Undone {
    fn from(why: OutboundError) -> Self {
        if why.may_pass() {
            Self::Retry(why.to_string())
        } else {
            Self::Reject(why.to_string())
        }
    }
}

impl From<Stop> for Undone {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Reject(format!("{refusal:?}")),
            Stop::Broke(fault) => Self::Broke(fault),
        }
    }
}

impl From<Fault> for Undone {
    fn from(fault: Fault) -> Self {
        Self::Broke(fault)
    }
}

impl From<sea_orm::DbErr> for Undone {
    fn from(error: sea_orm::DbErr) -> Self {
        Stop::from(error).into()
    }
}
