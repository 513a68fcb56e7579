//! Refusals about profiles, contacts and aspects.

use super::Sentence;
use crate::text::clean::Unfit;

/// What cannot be about people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleRefusal {
    /// One cannot put oneself into an aspect.
    Oneself,
    /// One cannot ignore oneself.
    IgnoreOneself,
    /// Whom one ignores one cannot put into an aspect.
    Ignored,
    /// An aspect needs a name of its own that fits.
    AspectName(Unfit),
    /// Another aspect has this name.
    AspectTaken,
    /// There is no such colour.
    Hue,
    /// More aspects than can be.
    TooManyAspects(usize),
    /// A name that does not fit.
    Name(Unfit),
    /// A bio that does not fit.
    Bio(Unfit),
    /// A place that does not fit.
    Location(Unfit),
    /// Pronouns that do not fit.
    Pronouns(Unfit),
    /// No such day.
    Birthday,
    /// A day that is yet to come.
    BirthdayAhead,
    /// This can be no tag.
    Tag(String),
    /// More tags than can be.
    TooManyTags(usize),
    /// A picture that cannot be read.
    Picture,
    /// A picture whose file is too large, in megabytes.
    PictureLarge(usize),
    /// A picture of too many pixels.
    PicturePixels,
    /// A picture that moves for too long.
    PictureFrames,
    /// A picture in a format that needs another decoder.
    PictureAvif,
    /// Somebody of another pod comes with the guid of somebody else.
    OtherGuid,
    /// Another pod now says something else of who somebody is.
    OtherKey,
    /// No other pod knows anybody by this ID.
    NobodyThere,
    /// The pod of this ID does not answer.
    PodAway,
    /// The administrators have blocked the pod of this ID, or whose it is.
    Blocked,
}

impl PeopleRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Oneself => Sentence::field("aspects", "error-oneself"),
            Self::IgnoreOneself => Sentence::new("error-ignore-oneself", 422),
            Self::Ignored => Sentence::field("aspects", "error-ignored"),
            Self::AspectName(unfit) => about("name", *unfit, "error-aspect-empty"),
            Self::AspectTaken => Sentence::field("name", "error-aspect-taken"),
            Self::Hue => Sentence::field("hue", "error-hue"),
            Self::TooManyAspects(most) => Sentence::field("name", "error-aspects-many").number("most", *most),
            Self::Name(unfit) => about("name", *unfit, "error-field-unreadable"),
            Self::Bio(unfit) => about("bio", *unfit, "error-field-unreadable"),
            Self::Location(unfit) => about("location", *unfit, "error-field-unreadable"),
            Self::Pronouns(unfit) => about("pronouns", *unfit, "error-field-unreadable"),
            Self::Birthday => Sentence::field("birthday", "error-birthday"),
            Self::BirthdayAhead => Sentence::field("birthday", "error-birthday-ahead"),
            Self::Tag(tag) => Sentence::field("tags", "error-tag").text("tag", tag),
            Self::TooManyTags(most) => Sentence::field("tags", "error-tags-many").number("most", *most),
            Self::Picture => Sentence::field("file", "error-picture"),
            Self::PictureLarge(most) => Sentence::field("file", "error-picture-large").number("most", *most),
            Self::PicturePixels => Sentence::field("file", "error-picture-pixels"),
            Self::PictureFrames => Sentence::field("file", "error-picture-frames"),
            Self::PictureAvif => Sentence::field("file", "error-picture-avif"),
            Self::OtherGuid | Self::OtherKey => Sentence::field("q", "error-person-other"),
            Self::NobodyThere => Sentence::field("q", "error-person-nobody"),
            Self::PodAway => Sentence::field("q", "error-person-away"),
            Self::Blocked => Sentence::field("q", "error-person-blocked"),
        }
    }
}

fn about(field: &'static str, unfit: Unfit, empty: &'static str) -> Sentence {
    match unfit {
        Unfit::Empty => Sentence::field(field, empty),
        Unfit::TooLong { most } => Sentence::field(field, "error-field-long").number("most", most),
        Unfit::Unreadable => Sentence::field(field, "error-field-unreadable"),
    }
}
