//! How pods find each other's people and tell what they are: WebFinger, hCard, host-meta, NodeInfo; what is read from
//! other pods and what is answered for our own people.
//!
//! No request is made here: the addresses are given, the answers are read. Which person has an account is not known.

mod found;
pub mod hcard;
mod markup;
pub mod nodeinfo;
pub mod webfinger;
pub mod xrd;

pub use found::person;
pub use hcard::HCard;
pub use nodeinfo::{NodeInfo, Version};
pub use webfinger::{Jrd, Link, WebFinger};

use std::fmt;

/// Bytes of the largest answer that is read.
pub const LONGEST_ANSWER: usize = 256 << 10;

/// Why an answer to discovery is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undiscovered {
    /// It is no JSON, no XML, no text, or too long.
    Unreadable,
    /// A part without which there is no person is missing.
    Incomplete(&'static str),
    /// A part has a value that it can't have.
    Unfit(&'static str),
    /// It is about somebody else.
    OtherSubject,
}

impl fmt::Display for Undiscovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Undiscovered::Unreadable => f.write_str("the answer can't be read"),
            Undiscovered::Incomplete(part) => write!(f, "the answer lacks {part}"),
            Undiscovered::Unfit(part) => write!(f, "{part} of the answer does not fit"),
            Undiscovered::OtherSubject => f.write_str("the answer is about somebody else"),
        }
    }
}

impl std::error::Error for Undiscovered {}
