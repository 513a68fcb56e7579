//! Texts with a limit, names, lists of people, and the few texts with a form of their own.

use std::fmt;

use crate::wire::Handle;
use crate::wire::diaspora::xml::may_stand;

/// A text of at least `LEAST` and at most `MOST` characters, otherwise as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const LEAST: usize, const MOST: usize>(String);

impl<const LEAST: usize, const MOST: usize> Text<LEAST, MOST> {
    /// Takes a text; nothing is trimmed. None when it is too short or too long.
    pub fn new(raw: &str) -> Option<Self> {
        let fits = (LEAST..=MOST).contains(&raw.chars().count());
        fits.then(|| Self(clean(raw)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that XML can't carry become U+FFFD.
pub(in crate::wire::diaspora) fn clean(raw: &str) -> String {
    raw.chars()
        .map(|letter| if may_stand(letter) { letter } else { '\u{fffd}' })
        .collect()
}

/// A person's name: at most `MOST` characters, no `;`, as that parts name and ID in a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<const MOST: usize>(String);

impl<const MOST: usize> Name<MOST> {
    /// Takes a name. None when it is too long or has a `;`.
    pub fn new(raw: &str) -> Option<Self> {
        let fits = raw.chars().count() <= MOST && !raw.contains(';');
        fits.then(|| Self(clean(raw)))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The tags that a profile shows, as they were written: at most five `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags(String);

impl Tags {
    /// Takes tags with blanks between them. None when there are more than five.
    pub fn new(raw: &str) -> Option<Self> {
        (raw.matches('#').count() <= 5).then(|| Self(clean(raw)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tags without their `#`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split_whitespace().filter_map(|word| word.strip_prefix('#'))
    }
}

/// The time zone of an event, `Area/Location` or `Area/Location/Sub`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone(String);

impl TimeZone {
    /// Takes the name of a zone. None when it has not the form of one; whether there is such a zone is not asked.
    pub fn new(raw: &str) -> Option<Self> {
        let part = |part: &str| {
            part.len() <= 14
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-')
        };
        let fits = matches!(raw.matches('/').count(), 1 | 2) && raw.split('/').all(part);
        fits.then(|| Self(raw.to_owned()))
    }

    /// The name of the zone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The people of a conversation: two at the least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participants(Vec<Handle>);

impl Participants {
    /// The people, each once. None when they are fewer than two.
    pub fn new(mut people: Vec<Handle>) -> Option<Self> {
        let mut seen = std::collections::HashSet::new();
        let listed = people.len();
        people.retain(|person| seen.insert(person.clone()));
        (listed >= 2).then_some(Self(people))
    }

    /// Reads IDs with `;` between them, no blanks.
    pub fn parse(raw: &str) -> Option<Self> {
        let people: Option<Vec<Handle>> = raw.split(';').map(Handle::parse).collect();
        Self::new(people?)
    }

    /// The people.
    pub fn people(&self) -> &[Handle] {
        &self.0
    }
}

impl fmt::Display for Participants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.0.iter().map(Handle::as_str).collect();
        f.write_str(&ids.join(";"))
    }
}

/// Whether somebody comes to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
}

impl Status {
    /// Reads the word.
    pub fn parse(raw: &str) -> Option<Self> {
        match raw {
            "accepted" => Some(Self::Accepted),
            "declined" => Some(Self::Declined),
            "tentative" => Some(Self::Tentative),
            _ => None,
        }
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Tentative => "tentative",
        }
    }
}
