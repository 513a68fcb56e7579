//! What made-up people say: Markdown of 200 to 600 characters, rendered once and used many times.

use entity::write::post::Words;
use entity::{PersonId, TagId};

use super::town::Town;
use crate::random::Random;
use crate::text::markdown::{self, MentionLink};
use crate::text::summary;
use crate::wire::Handle;

const PLAIN: u64 = 2_000;
const TAGGED: u64 = 1_000;
const WORDS: [&str; 48] = [
    "today",
    "garden",
    "we",
    "baked",
    "bread",
    "again",
    "and",
    "the",
    "train",
    "was",
    "late",
    "because",
    "of",
    "snow",
    "near",
    "harbour",
    "where",
    "old",
    "boats",
    "sleep",
    "in",
    "winter",
    "light",
    "somebody",
    "played",
    "accordion",
    "while",
    "children",
    "counted",
    "gulls",
    "over",
    "roofs",
    "then",
    "home",
    "with",
    "wet",
    "shoes",
    "soup",
    "on",
    "stove",
    "letters",
    "from",
    "far",
    "friends",
    "who",
    "promise",
    "to",
    "visit",
];

/// A text in the forms that are kept.
pub(super) struct Text {
    pub(super) words: Words,
    pub(super) tags: Vec<TagId>,
}

/// All texts.
pub(super) struct Texts {
    plain: Vec<Text>,
    tagged: Vec<Text>,
    /// One that names each person, in their order.
    naming: Vec<Text>,
}

impl Texts {
    pub(super) fn of(random: &Random, town: &Town) -> Self {
        let tags = town.tags.len() as u64;
        let tagged = (0..TAGGED).map(|number| {
            let one = number % tags;
            let other = random.below(tags);
            let text = format!(
                "{} #{} #{}",
                said(random),
                town.tags[one as usize],
                town.tags[other as usize]
            );
            let mut ids = vec![TagId(one as i64 + 1), TagId(other as i64 + 1)];
            ids.dedup();
            rendered(text, ids, town)
        });
        let tagged = tagged.collect();
        let naming = town.people.iter().map(|person| {
            rendered(
                format!("{} Thank you, @{{{}}}.", said(random), person.handle),
                Vec::new(),
                town,
            )
        });
        let naming = naming.collect();
        Self {
            plain: (0..PLAIN).map(|_| rendered(said(random), Vec::new(), town)).collect(),
            tagged,
            naming,
        }
    }

    /// One of them: one that names somebody, or, for a third of the others, one with tags.
    pub(super) fn pick(&self, random: &Random, names: Option<PersonId>) -> &Text {
        let any = |texts: &[Text]| random.below(texts.len() as u64) as usize;
        match names {
            Some(person) => &self.naming[person.0 as usize - 1],
            None if random.below(3) == 0 => &self.tagged[any(&self.tagged)],
            None => &self.plain[any(&self.plain)],
        }
    }
}

fn said(random: &Random) -> String {
    let length = 200 + random.below(360) as usize;
    let mut text = String::new();
    while text.len() < length {
        let mut sentence = String::new();
        for at in 0..6 + random.below(8) {
            let word = WORDS[random.below(WORDS.len() as u64) as usize];
            let word = if random.below(20) == 0 {
                format!("**{word}**")
            } else {
                word.to_owned()
            };
            sentence.push_str(if at == 0 { "" } else { " " });
            sentence.push_str(&word);
        }
        let ending = [
            ". ",
            ". ",
            "? ",
            ".\n\n",
            ": [a picture](https://photos.example/harbour). ",
        ];
        text.push_str(&sentence);
        text.push_str(ending[random.below(ending.len() as u64) as usize]);
    }
    text.trim_end().to_owned()
}

fn rendered(text: String, tags: Vec<TagId>, town: &Town) -> Text {
    let linked = |handle: &Handle| {
        let person = town.people.iter().find(|person| person.handle == handle.as_str())?;
        Some(MentionLink {
            href: format!("/people/{}", person.guid),
            name: person.name.clone(),
        })
    };
    let words = Words {
        html: markdown::render(&text, &linked),
        title: summary::title(&text),
        plain: entity::words::words(&markdown::plain(&text)).join(" "),
        language: None,
        text,
    };
    Text { words, tags }
}
