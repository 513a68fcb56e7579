//! Values that only settings have: a secret, the looks of the log.
//!
//! They know how they are written, not where they are used.

use std::fmt;

use url::Url;

/// A value with a password in it. It is not shown by accident: `Debug` hides the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for the one who connects with it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The value with the password of its URL left out, and what follows a `?`, where some servers want it too.
    pub fn hidden(&self) -> String {
        let Ok(mut url) = Url::parse(&self.0) else {
            return if self.0.is_empty() {
                String::new()
            } else {
                "(hidden)".to_owned()
            };
        };
        if url.password().is_some() && url.set_password(Some("hidden")).is_err() {
            return "(hidden)".to_owned();
        }
        if url.query().is_some() {
            url.set_query(Some("hidden"));
        }
        url.to_string()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.hidden())
    }
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people at a terminal.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

impl LogFormat {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// From what weight on a line is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// What somebody has to look at.
    Error,
    /// What is odd as well.
    Warn,
    /// What happens as well.
    Info,
    /// Why it happens as well.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// From the least to the most.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// As it is written in the file, and as `tracing` reads it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// Where the pod may connect to by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachable {
    /// Public addresses, with TLS.
    Public,
    /// Any, its own network too.
    Any,
}

impl Reachable {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Any => "any",
        }
    }

    /// From the file.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Public, Self::Any].into_iter().find(|one| one.as_str() == text)
    }
}

/// Where files are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// In the data folder.
    Folder,
    /// In the bucket.
    Bucket,
}

impl Keep {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Bucket => "bucket",
        }
    }

    /// From the file.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Folder, Self::Bucket]
            .into_iter()
            .find(|one| one.as_str() == text)
    }
}
