//! Why settings were refused, in words that name the key and the place.
//!
//! It knows no key and reads no file.

use std::fmt;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nobody said anything.
    Default,
    /// In a file, on this line (from 1).
    File {
        /// The path as it was given.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// In a variable of the environment.
    Environment(String),
    /// On the command line.
    CommandLine,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => write!(formatter, "default"),
            Self::File { path, line } => write!(formatter, "{path}, line {line}"),
            Self::Environment(name) => write!(formatter, "variable {name}"),
            Self::CommandLine => write!(formatter, "command line"),
        }
    }
}

/// What is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No setting has this name; the nearest that one has.
    Unknown {
        /// What was written.
        key: String,
        /// What was perhaps meant.
        nearest: Option<String>,
    },
    /// The setting cannot have this value; the words say what it can have.
    Unfit {
        /// The setting.
        key: String,
        /// What it must be.
        must: String,
    },
    /// The file is no TOML.
    Syntax(String),
    /// The file cannot be read.
    Unreadable(String),
}

/// Settings that a pod must not start with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.place)?;
        match &self.problem {
            Problem::Unknown {
                key,
                nearest: Some(nearest),
            } => {
                write!(formatter, "there is no setting `{key}`. Perhaps you mean `{nearest}`.")
            }
            Problem::Unknown { key, nearest: None } => {
                write!(
                    formatter,
                    "there is no setting `{key}`. `samara settings` prints all there are."
                )
            }
            Problem::Unfit { key, must } => write!(formatter, "`{key}` must be {must}."),
            Problem::Syntax(words) => write!(formatter, "this is not TOML: {words}"),
            Problem::Unreadable(words) => write!(formatter, "the file cannot be read: {words}"),
        }
    }
}

impl std::error::Error for SettingsError {}
