//! The languages there are, and which of them a browser asks for.
//!
//! It knows no sentence.

/// A language that the pod speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, which the others fall back to.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

/// The way a script runs: the `dir` attribute of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `ltr`
    LeftToRight,
    /// `rtl`
    RightToLeft,
}

impl Direction {
    /// As HTML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl Language {
    /// All of them, in the order of the choice in settings.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    /// The code of BCP 47: `en`. It is the `lang` attribute, the folder's name and what the database keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    /// What its speakers call it.
    pub fn native_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
        }
    }

    /// The way it is written.
    pub fn dir(self) -> Direction {
        match self {
            Self::English | Self::German | Self::French | Self::Spanish => Direction::LeftToRight,
        }
    }

    /// The language of a code; of `de-AT` German as well. Nothing when the pod does not speak it.
    pub fn parse(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The one that a browser wants most of those there are (header `Accept-Language`); otherwise English.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0.0, Self::default());
        // A browser names a handful; the rest of an endless header is not worth reading.
        for wish in accept_language.split(',').take(32) {
            let mut parts = wish.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.trim().parse().ok());
            let language = if tag == "*" {
                Some(Self::default())
            } else {
                Self::parse(tag)
            };
            if let (Some(language), Some(weight)) = (language, weight)
                && weight > best.0
                && weight <= 1.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}
