//! Every sentence in every language, ready to be asked for.
//!
//! A sentence in which nothing varies is made once, when the files are loaded: asking for it is one look into a map.
//! One that only has something put in is taken apart then, and put together when it is asked for: a stream asks for
//! fifty of them. The others go through Fluent, which knows the plurals of each language. It knows no sentence by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use unic_langid::LanguageIdentifier;

use super::{Language, number, source};

/// What varies in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words, put in as they are.
    Text(String),
    /// A number: chooses the plural, and is written in the language's way.
    Number(i64),
}

/// Files of sentences that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalesError {
    /// Language and file: `de/post.ftl`.
    pub file: String,
    /// What is wrong, and on which line.
    pub why: String,
}

impl fmt::Display for LocalesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "config/locales/{}: {}", self.file, self.why)
    }
}

impl std::error::Error for LocalesError {}

struct Speech {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    sentences: HashMap<String, Sentence>,
}

/// How a sentence is made.
enum Sentence {
    /// Nothing in it varies.
    Whole(String),
    /// Something is put in.
    Pieces(Vec<Piece>),
    /// It has plurals or is otherwise for Fluent.
    Fluent,
}

enum Piece {
    Text(String),
    Arg(String),
}

/// Every sentence in every language.
pub struct Locales {
    speech: BTreeMap<Language, Speech>,
}

impl fmt::Debug for Locales {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Locales({} keys)", self.keys().len())
    }
}

impl Locales {
    /// Reads all files; a file that cannot be read to its end, or a key given twice, is an error.
    pub fn load() -> Result<Self, LocalesError> {
        Self::from_files(source::files)
    }

    /// The same from files that the caller has: name and text for each language.
    pub fn from_files(files: impl Fn(Language) -> Vec<(String, String)>) -> Result<Self, LocalesError> {
        let speech = Language::ALL
            .into_iter()
            .map(|language| Ok((language, Speech::new(language, files(language))?)));
        Ok(Self {
            speech: speech.collect::<Result<_, LocalesError>>()?,
        })
    }

    /// The sentence of a key. What the language lacks is said in English; what that lacks too shows as the key.
    pub fn text(&self, language: Language, key: &str, args: &[(&str, Arg)]) -> String {
        for language in [language, Language::English] {
            match self.speech[&language].sentences.get(key) {
                Some(Sentence::Whole(sentence)) => return sentence.clone(),
                Some(Sentence::Pieces(pieces)) => {
                    let speech = &self.speech[&language];
                    return speech.join(pieces, args).unwrap_or_else(|| speech.make(key, args));
                }
                Some(Sentence::Fluent) => return self.speech[&language].make(key, args),
                None => tracing::warn!(key, language = language.code(), "a sentence is missing"),
            }
        }
        key.to_owned()
    }

    /// There is such a sentence.
    pub fn has(&self, key: &str) -> bool {
        self.speech[&Language::English].sentences.contains_key(key)
    }

    /// Keys that one language has and this one lacks.
    pub fn missing(&self) -> Vec<(Language, String)> {
        let keys = self.keys();
        let lacks = |language: &Language, key: &String| !self.speech[language].sentences.contains_key(key);
        let pairs = Language::ALL
            .into_iter()
            .flat_map(|language| keys.iter().map(move |key| (language, key.clone())));
        pairs.filter(|(language, key)| lacks(language, key)).collect()
    }

    /// All keys of all languages, sorted.
    pub fn keys(&self) -> Vec<String> {
        let keys: BTreeSet<&String> = self
            .speech
            .values()
            .flat_map(|speech| speech.sentences.keys())
            .collect();
        keys.into_iter().cloned().collect()
    }
}

impl Speech {
    fn new(language: Language, files: Vec<(String, String)>) -> Result<Self, LocalesError> {
        let identifier: LanguageIdentifier = language.code().parse().expect("our codes are codes of BCP 47");
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The marks would end up in titles, addresses and letters, and pages set the direction by themselves.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| digits(value, Language::English),
            Language::German => |value, _| digits(value, Language::German),
            Language::French => |value, _| digits(value, Language::French),
            Language::Spanish => |value, _| digits(value, Language::Spanish),
        }));
        let mut keys = Vec::new();
        for (name, text) in files {
            let file = format!("{}/{name}", language.code());
            keys.extend(keys_of(&text));
            let resource = FluentResource::try_new(text).map_err(|(resource, errors)| {
                let at = errors.first().map_or(0, |error| error.pos.start);
                let line = resource
                    .source()
                    .get(..at)
                    .map_or(1, |before| before.matches('\n').count() + 1);
                let why = errors.first().map_or_else(String::new, ToString::to_string);
                LocalesError {
                    file: file.clone(),
                    why: format!("line {line}: {why}"),
                }
            })?;
            bundle.add_resource(resource).map_err(|errors| {
                let why: Vec<String> = errors.iter().map(ToString::to_string).collect();
                LocalesError {
                    file,
                    why: why.join("; "),
                }
            })?;
        }
        let mut speech = Self {
            language,
            bundle,
            sentences: HashMap::new(),
        };
        for key in keys {
            let sentence = match speech.format(&key, None) {
                Ok(sentence) => Sentence::Whole(sentence),
                Err(_) => speech
                    .pattern(&key)
                    .and_then(pieces)
                    .map_or(Sentence::Fluent, Sentence::Pieces),
            };
            speech.sentences.insert(key, sentence);
        }
        Ok(speech)
    }

    /// None when something in it was not given.
    fn join(&self, pieces: &[Piece], args: &[(&str, Arg)]) -> Option<String> {
        let mut sentence = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => sentence.push_str(text),
                Piece::Arg(wanted) => match &args.iter().find(|(name, _)| name == wanted)?.1 {
                    Arg::Text(text) => sentence.push_str(text),
                    Arg::Number(given) => sentence.push_str(&number(*given, self.language)),
                },
            }
        }
        Some(sentence)
    }

    fn make(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
        match self.format(key, Some(&args)) {
            Ok(sentence) => sentence,
            Err(sentence) => {
                tracing::warn!(key, "a sentence was asked for without what varies in it");
                sentence
            }
        }
    }

    fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
        let (message, attribute) = key
            .split_once('.')
            .map_or((key, None), |(key, attribute)| (key, Some(attribute)));
        let message = self.bundle.get_message(message)?;
        match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
            None => message.value(),
        }
    }

    /// The sentence, as an error when something in it was not given.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Result<String, String> {
        let pattern = self.pattern(key).ok_or_else(|| key.to_owned())?;
        let mut errors = Vec::new();
        let sentence = self.bundle.format_pattern(pattern, args, &mut errors);
        if errors.is_empty() {
            Ok(sentence.into_owned())
        } else {
            Err(sentence.into_owned())
        }
    }
}

/// A pattern taken apart; none when it does more than put arguments in.
fn pieces(pattern: &Pattern<&str>) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Arg(id.name.to_owned())),
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(piece).collect()
}

fn value(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Number(number) => FluentValue::from(*number),
    }
}

fn digits(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(written) = value else {
        return None;
    };
    (written.value.fract() == 0.0).then(|| number(written.value as i64, language))
}

/// The keys in a file: a message begins a line with its name and `=`; an attribute (`key.attribute`) is indented
/// and begins with a dot. Terms (`-name`) are not asked for from outside.
fn keys_of(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut message = "";
    for line in text.lines() {
        let Some((name, value)) = line.split_once('=') else {
            continue;
        };
        let attribute = name.trim().strip_prefix('.').filter(|_| name.starts_with([' ', '\t']));
        let named = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_')
        };
        match attribute {
            Some(attribute) if named(attribute) && !message.is_empty() => keys.push(format!("{message}.{attribute}")),
            Some(_) => {}
            None if name.starts_with('-') => message = "",
            None if !name.starts_with(' ') && named(name.trim_end()) => {
                message = name.trim_end();
                let only_attributes = value.trim().is_empty() && following_is_attribute(text, line);
                if !only_attributes {
                    keys.push(message.to_owned());
                }
            }
            None => {}
        }
    }
    keys
}

/// Whether the message that begins with this line has attributes and no value of its own.
fn following_is_attribute(text: &str, line: &str) -> bool {
    let begin = line.as_ptr() as usize - text.as_ptr() as usize + line.len();
    text[begin..]
        .lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(|next| next.trim_start().starts_with('.'))
}
