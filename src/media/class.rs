//! What is made of a file at once. Forms of one class are made together; who needs a small picture of a person has
//! nothing made for a whole page of it.

use super::Variant;
use crate::domain::seal;
use crate::image::Side;

/// What is made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Pictures of 100 and 300 pixels.
    Small,
    /// Of 700 and 1600.
    Large,
    /// As large as there is.
    Full,
    /// A film or a sound.
    Recording,
}

impl Class {
    /// To which a form belongs.
    pub(super) fn of(variant: Variant) -> Self {
        match variant {
            Variant::Avatar | Variant::S100 | Variant::S300 | Variant::Emoji => Self::Small,
            Variant::S700 | Variant::S1600 | Variant::Preview => Self::Large,
            Variant::Full => Self::Full,
            Variant::Video | Variant::Audio => Self::Recording,
        }
    }

    /// As it stands in rows.
    pub(super) fn number(self) -> i32 {
        match self {
            Self::Small => 0,
            Self::Large => 1,
            Self::Full => 2,
            Self::Recording => 3,
        }
    }

    /// The pictures that are made.
    pub(super) fn sides(self) -> &'static [Side] {
        match self {
            Self::Small => &[Side::S100, Side::S300],
            Self::Large => &[Side::S700, Side::S1600],
            Self::Full => &[Side::Full],
            Self::Recording => &[],
        }
    }

    /// What other servers are told is wanted.
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::Small | Self::Large | Self::Full => "image/webp,image/*",
            Self::Recording => "video/*,audio/*",
        }
    }

    /// The name of its row.
    pub(super) fn digest(self, url: &str) -> String {
        seal::digest(&format!("{} {url}", self.number()))
    }
}

/// Which picture a form shows; none for film and sound.
pub(super) fn side(variant: Variant) -> Option<Side> {
    match variant {
        Variant::Avatar | Variant::S100 | Variant::Emoji => Some(Side::S100),
        Variant::S300 => Some(Side::S300),
        Variant::S700 | Variant::Preview => Some(Side::S700),
        Variant::S1600 => Some(Side::S1600),
        Variant::Full => Some(Side::Full),
        Variant::Video | Variant::Audio => None,
    }
}
