//! From file, variables and command line to pairs of a setting and its text, each with its place.
//!
//! It knows the shape of a TOML table but not what a value means; that is the table's part.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Place, Problem, SettingsError};
use super::table::{FIELDS, Field, Shape};

const PREFIX: &str = "SAMARA_";
/// Variables of the specs, which are no settings.
const FOR_SPECS: &str = "SAMARA_TEST_";
const USUAL_FILE: &str = "config/pod.toml";

/// The configuration file, already read.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Its path, for messages.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// All that settings are made of, taken from the world beforehand.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The configuration file, if there is one.
    pub file: Option<File>,
    /// The environment; what does not begin with `SAMARA_` is passed over.
    pub environment: BTreeMap<String, String>,
    /// Keys and values of the command line, which win.
    pub overrides: Vec<(String, String)>,
    /// The processors of this machine.
    pub cores: usize,
}

impl Sources {
    /// Reads the named file (or `config/pod.toml`, if that exists), the environment and the number of processors.
    pub fn from_world(config: Option<&Path>, overrides: Vec<(String, String)>) -> Result<Self, SettingsError> {
        let path = config.unwrap_or(Path::new(USUAL_FILE));
        let file = match std::fs::read_to_string(path) {
            Ok(text) => Some(File {
                path: path.display().to_string(),
                text,
            }),
            Err(error) if config.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                let place = Place::File {
                    path: path.display().to_string(),
                    line: 1,
                };
                return Err(SettingsError {
                    place,
                    problem: Problem::Unreadable(error.to_string()),
                });
            }
        };
        let environment = std::env::vars_os()
            .map(|(name, value)| {
                (
                    name.to_string_lossy().into_owned(),
                    value.to_string_lossy().into_owned(),
                )
            })
            .collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            file,
            environment,
            overrides,
            cores,
        })
    }
}

/// One setting that somebody wrote down somewhere.
pub(super) struct Given {
    pub(super) field: &'static Field,
    pub(super) value: String,
    pub(super) place: Place,
}

/// All that was written down, the stronger later.
pub(super) fn given(sources: &Sources) -> Result<Vec<Given>, SettingsError> {
    let mut all = Vec::new();
    if let Some(file) = &sources.file {
        from_file(file, &mut all)?;
    }
    for (name, value) in &sources.environment {
        if name.starts_with(PREFIX) && !name.starts_with(FOR_SPECS) {
            let place = Place::Environment(name.clone());
            let field = FIELDS.iter().find(|field| field.variable() == *name);
            let field = field.ok_or_else(|| unknown(name, FIELDS.iter().map(Field::variable), &place))?;
            all.push(Given {
                field,
                value: value.clone(),
                place,
            });
        }
    }
    for (key, value) in &sources.overrides {
        let field = named(key, &Place::CommandLine)?;
        all.push(Given {
            field,
            value: value.clone(),
            place: Place::CommandLine,
        });
    }
    Ok(all)
}

fn from_file(file: &File, all: &mut Vec<Given>) -> Result<(), SettingsError> {
    let place = |at: usize| Place::File {
        path: file.path.clone(),
        line: line(&file.text, at),
    };
    let table = DeTable::parse(&file.text).map_err(|error| SettingsError {
        place: place(error.span().map_or(0, |span| span.start)),
        problem: Problem::Syntax(error.message().to_owned()),
    })?;
    from_table("", table.get_ref(), &place, all)
}

fn from_table(
    above: &str,
    table: &DeTable<'_>,
    place: &dyn Fn(usize) -> Place,
    all: &mut Vec<Given>,
) -> Result<(), SettingsError> {
    for (key, value) in table {
        let at = place(key.span().start);
        let name = format!("{above}{}", key.get_ref());
        let section = format!("{name}.");
        if let DeValue::Table(inner) = value.get_ref()
            && FIELDS.iter().any(|field| field.name.starts_with(&section))
        {
            from_table(&section, inner, place, all)?;
            continue;
        }
        let field = named(&name, &at)?;
        let value = text_of(field, value).ok_or_else(|| field.unfit(&at))?;
        all.push(Given {
            field,
            value,
            place: at,
        });
    }
    Ok(())
}

/// The value as a variable would spell it, if it has the shape that the setting wants.
fn text_of(field: &Field, value: &Spanned<DeValue<'_>>) -> Option<String> {
    match (field.shape, value.get_ref()) {
        (Shape::Text, DeValue::String(text)) => Some(text.to_string()),
        (Shape::Number, DeValue::Integer(number)) if number.radix() == 10 => Some(number.as_str().to_owned()),
        (Shape::List, DeValue::Array(items)) => {
            let items: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            items.map(|items| items.join(","))
        }
        _ => None,
    }
}

fn named(key: &str, place: &Place) -> Result<&'static Field, SettingsError> {
    let field = FIELDS.iter().find(|field| field.name == key);
    field.ok_or_else(|| unknown(key, FIELDS.iter().map(|field| field.name.to_owned()), place))
}

fn unknown(key: &str, known: impl Iterator<Item = String>, place: &Place) -> SettingsError {
    let nearest = known.map(|name| (distance(key, &name), name)).min();
    let near = |(steps, name): (usize, String)| (steps <= (key.chars().count() / 3).max(2)).then_some(name);
    let problem = Problem::Unknown {
        key: key.to_owned(),
        nearest: nearest.and_then(near),
    };
    SettingsError {
        place: place.clone(),
        problem,
    }
}

/// How many letters have to be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

fn line(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}
