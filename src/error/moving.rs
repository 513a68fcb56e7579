//! Refusals about moving to another pod.

use super::Sentence;

/// What cannot be about moving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MovingRefusal {
    /// The address of the account that was somebody's is of no use.
    Former(Unfit),
    /// The address of the account to which somebody moves is of no use.
    New(Unfit),
    /// The account there does not say that this one was the same person's; it has to name this ID.
    NotNamed(String),
    /// The keys of an account that is new are not made yet.
    NoKeys,
    /// So many accounts cannot have been one's own.
    Many(usize),
}

/// Why an address is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It does not look like one.
    NoAddress,
    /// It is of this pod.
    Here,
    /// Nobody is there.
    Nobody,
    /// Its pod does not answer.
    Away,
}

impl Unfit {
    fn key(self) -> &'static str {
        match self {
            Self::NoAddress => "error-moving-no-address",
            Self::Here => "error-moving-here",
            Self::Nobody => "error-person-nobody",
            Self::Away => "error-person-away",
        }
    }
}

impl MovingRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Former(unfit) => Sentence::field("former", unfit.key()),
            Self::New(unfit) => Sentence::field("new", unfit.key()),
            Self::NotNamed(handle) => Sentence::field("new", "error-moving-not-named").text("address", handle),
            Self::NoKeys => Sentence::field("former", "error-moving-no-keys"),
            Self::Many(most) => Sentence::field("former", "error-moving-many").number("most", *most),
        }
    }
}
