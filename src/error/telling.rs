//! Refusals about how one wants to be told.

use super::Sentence;

/// What cannot be about being told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TellingRefusal {
    /// There is no such choice.
    NoSuchChoice,
    /// There is no such time zone.
    Zone,
    /// These are no two times of a day.
    Quiet,
    /// A browser says of itself what cannot be.
    Device,
    /// So many browsers are told already.
    Devices,
}

impl TellingRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::NoSuchChoice => Sentence::field("form", "error-telling-choice"),
            Self::Zone => Sentence::field("zone", "error-telling-zone"),
            Self::Quiet => Sentence::field("quiet", "error-telling-quiet"),
            Self::Device => Sentence::field("form", "error-telling-device"),
            Self::Devices => Sentence::field("form", "error-telling-devices"),
        }
    }
}
