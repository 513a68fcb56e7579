//! Who may ask for posts as servers of the fediverse do.

use super::table::{Field, Shape, put};

/// Whether a server has to say who it is before it gets a document that is for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizedFetch {
    /// It has to, so that blocked servers get nothing.
    On,
    /// What is for everybody is for whoever asks.
    Off,
}

impl AuthorizedFetch {
    /// As it is written in the file.
    fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::On, Self::Off].into_iter().find(|one| one.as_str() == text)
    }
}

pub(super) const AUTHORIZED_FETCH: Field = Field {
    name: "authorized_fetch",
    doc: "\"on\": servers of the fediverse get posts and lists only if they sign the question, so that blocked ones get nothing.\n\"off\": public ones are given to whoever asks. What is for some people only is given to nobody else either way.",
    must: "\"on\" or \"off\"",
    shape: Shape::Text,
    default: "on",
    set: |settings, value| put(&mut settings.authorized_fetch, AuthorizedFetch::parse(value.trim())),
    show: |settings| settings.authorized_fetch.as_str().to_owned(),
};
