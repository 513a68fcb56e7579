//! Whether the pod asks what links lead to.

use super::table::{Field, Shape, put};

/// Whether the pod asks what the links in posts lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Previews {
    /// It asks.
    On,
    /// It asks nobody.
    Off,
}

impl Previews {
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

pub(super) const PREVIEWS: Field = Field {
    name: "previews",
    doc: "\"on\": the pod asks the pages that people link to for a title and a picture, and shows them as a card. \"off\": it\nasks nobody.",
    must: "\"on\" or \"off\"",
    shape: Shape::Text,
    default: "on",
    set: |settings, value| put(&mut settings.previews, Previews::parse(value.trim())),
    show: |settings| settings.previews.as_str().to_owned(),
};
