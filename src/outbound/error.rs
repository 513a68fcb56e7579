//! Why something could not be sent or had.

use std::fmt;

use super::names::Forbidden;

/// Why something could not be sent or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboundError {
    /// The address is none that the pod connects to; which (without its path, which may be a secret).
    Address(String),
    /// The server could not be reached, did not answer in time, or broke off.
    Unreachable(String),
    /// It was slower than there was patience for.
    Slow,
    /// It sends more than was wanted.
    Large,
    /// It sends one somewhere else again and again, or to something that is no address.
    Redirects,
    /// It answers in a form that was not asked for.
    Form(String),
}

impl OutboundError {
    /// From the client's, with what lies below it, and without the address, which may be a secret.
    pub(super) fn of(error: &reqwest::Error) -> Self {
        let mut words = Vec::new();
        let mut below: Option<&dyn std::error::Error> = std::error::Error::source(error);
        while let Some(error) = below {
            if error.is::<Forbidden>() {
                return Self::Address(Forbidden.to_string());
            }
            words.push(error.to_string());
            below = error.source();
        }
        if words.is_empty() {
            words.push("no answer".to_owned());
        }
        Self::Unreachable(words.join(": "))
    }

    /// In short, for rows: a word, and after a space perhaps what the system says.
    pub fn code(&self) -> String {
        match self {
            Self::Unreachable(why) => format!("unreachable {why}"),
            Self::Address(_) => "address".to_owned(),
            Self::Slow => "slow".to_owned(),
            Self::Large | Self::Redirects | Self::Form(_) => "form".to_owned(),
        }
    }

    /// Whether the same may go well another time.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Slow => true,
            Self::Address(_) | Self::Large | Self::Redirects | Self::Form(_) => false,
        }
    }
}

/// Whether a server that answers with this status may answer otherwise another time: it was asked too early or too often, or something is
/// broken there.
pub fn may_pass(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..)
}

impl fmt::Display for OutboundError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(which) => write!(formatter, "the pod does not connect there: {which}"),
            Self::Unreachable(why) => formatter.write_str(why),
            Self::Slow => formatter.write_str("it took too long"),
            Self::Large => formatter.write_str("it is larger than what is taken"),
            Self::Redirects => formatter.write_str("it leads on and on, or nowhere"),
            Self::Form(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for OutboundError {}
