//! Help: one Markdown file for each topic and language, `config/help/<language>/<topic>.md`.
//!
//! A file begins with `# Title` and a paragraph that says what it is about; sections follow, each under `## Heading`.
//! `{ key }` in it stands for the sentence of that key, so that help calls a button what the button says.
//!
//! A new topic: a variant of [`Topic`] and its file in all four languages; a spec names the one that is missing.

use super::{Language, Locales, source};

/// Something that people ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Groups of people that one makes.
    Aspects,
    /// How far what one writes goes.
    WhoSeesWhat,
    /// Beginning and ending to share with somebody.
    Sharing,
    /// Photos, videos, albums.
    Photos,
    /// Somebody one does not want to hear of.
    Ignoring,
    /// What the bell tells.
    Notifications,
    /// Reports, passwords, devices.
    Safety,
    /// Beginning a post from elsewhere.
    Bookmarklet,
    /// Single keys.
    Keyboard,
    /// Closing one's account.
    Leaving,
}

impl Topic {
    /// All of them, in the order in which they are best read.
    pub const ALL: [Self; 10] = [
        Self::Aspects,
        Self::WhoSeesWhat,
        Self::Sharing,
        Self::Photos,
        Self::Ignoring,
        Self::Notifications,
        Self::Safety,
        Self::Bookmarklet,
        Self::Keyboard,
        Self::Leaving,
    ];

    /// As addresses and files write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Aspects => "aspects",
            Self::WhoSeesWhat => "who-sees-what",
            Self::Sharing => "sharing",
            Self::Photos => "photos",
            Self::Ignoring => "ignoring",
            Self::Notifications => "notifications",
            Self::Safety => "safety",
            Self::Bookmarklet => "bookmarklet",
            Self::Keyboard => "keyboard",
            Self::Leaving => "leaving",
        }
    }

    /// The topic of an address.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}

/// What there is to say about a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// One line.
    pub title: String,
    /// A sentence or two: what it is about.
    pub lead: String,
    /// The rest, in order.
    pub sections: Vec<Section>,
}

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// One line.
    pub heading: String,
    /// Markdown.
    pub text: String,
}

/// What a language has to say about a topic; what it lacks is said in English.
///
/// None when that lacks it too, which a spec forbids.
pub fn help(locales: &Locales, language: Language, topic: Topic) -> Option<Help> {
    [language, Language::English]
        .into_iter()
        .find_map(|language| source::help(language, topic.code()).and_then(|text| read(&text)))
        .map(|help| help.with_words(|key| locales.text(language, key, &[])))
}

/// Takes a file apart; none when it has no title or nothing to say.
pub fn read(text: &str) -> Option<Help> {
    let mut parts = format!("\n{text}")
        .replace("\r\n", "\n")
        .split("\n## ")
        .map(str::to_owned)
        .collect::<Vec<_>>();
    let head = parts.remove(0);
    let (title, lead) = head.trim().strip_prefix("# ")?.split_once('\n')?;
    let sections = parts.iter().map(|part| {
        let (heading, text) = part.split_once('\n')?;
        Some(Section {
            heading: heading.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    });
    let sections: Vec<Section> = sections.collect::<Option<_>>()?;
    let whole = sections.iter().all(|section| !section.text.is_empty()) && !sections.is_empty();
    whole.then(|| Help {
        title: title.trim().to_owned(),
        lead: lead.trim().replace('\n', " "),
        sections,
    })
}

/// The keys for which a text has a place, in order.
pub fn keys(text: &str) -> Vec<&str> {
    pieces(text).into_iter().filter_map(|(_, key)| key).collect()
}

impl Help {
    fn with_words(mut self, say: impl Fn(&str) -> String) -> Self {
        let fill = |text: &str| {
            let piece = |(words, key): (&str, Option<&str>)| words.to_owned() + &key.map(&say).unwrap_or_default();
            pieces(text).into_iter().map(piece).collect::<String>()
        };
        self.title = fill(&self.title);
        self.lead = fill(&self.lead);
        for section in &mut self.sections {
            section.heading = fill(&section.heading);
            section.text = fill(&section.text);
        }
        self
    }
}

/// Words, each time with the key whose sentence follows them.
fn pieces(text: &str) -> Vec<(&str, Option<&str>)> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((words, after)) = rest.split_once("{ ")
        && let Some((key, behind)) = after.split_once(" }")
    {
        found.push((words, Some(key)));
        rest = behind;
    }
    found.push((rest, None));
    found
}
