//! Why something that came from another server is not taken.
//!
//! Nobody outside of this pod is ever told which of these it was.

use std::fmt;

use super::Id;

/// Why a document is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// The document can't be read.
    Json(Broken),
    /// It was not served as what it claims to be.
    MediaType,
    /// It is something else than was asked for.
    OtherKind(&'static str),
    /// A member that has to be there is not.
    Missing(&'static str),
    /// A member has a value that it can't have.
    Unfit(&'static str),
    /// It was signed by somebody else than it says.
    Signer,
    /// It was had from another address than it says; the one it says may be asked.
    Address(Id),
    /// What stands there belongs to another server.
    OtherOrigin(&'static str),
    /// What is within it is by somebody else.
    OtherActor(&'static str),
    /// The key is not claimed by who owns it, or owned by who does not claim it.
    Key,
}

/// Why a document can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is no JSON, or no object.
    Malformed,
    /// It has more bytes than are read.
    TooLong,
    /// Lists within objects within lists.
    TooDeep,
    /// It has more values than are read.
    TooMany,
    /// A name stands twice in one object: readers would disagree on which counts.
    Twice,
    /// It wants to be turned inside out (`@graph`, `@included`, `@reverse`).
    Restructured,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejected::Json(broken) => write!(f, "the document can't be read: {broken:?}"),
            Rejected::MediaType => f.write_str("it is not served as ActivityPub"),
            Rejected::OtherKind(wanted) => write!(f, "it is no {wanted}"),
            Rejected::Missing(member) => write!(f, "{member} is missing"),
            Rejected::Unfit(member) => write!(f, "{member} does not fit"),
            Rejected::Signer => f.write_str("it is signed by somebody else"),
            Rejected::Address(said) => write!(f, "it says that its address is {said}"),
            Rejected::OtherOrigin(member) => write!(f, "{member} belongs to another server"),
            Rejected::OtherActor(member) => write!(f, "{member} is by somebody else"),
            Rejected::Key => f.write_str("the key and its owner do not name each other"),
        }
    }
}

impl std::error::Error for Rejected {}
