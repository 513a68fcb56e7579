//! Reads the properties of an entity from an element: the first of several counts, an empty one is none, nothing is
//! trimmed, and what is unknown is passed over.

use super::xml::Element;
use super::{Kind, Rejected, Timestamp, value};
use crate::wire::{Guid, Handle};

/// The properties of one entity.
pub(super) struct Fields<'a> {
    kind: Kind,
    element: &'a Element,
}

impl<'a> Fields<'a> {
    /// All of `required` have to be there, empty or not.
    pub(super) fn of(element: &'a Element, kind: Kind, required: &[&'static str]) -> Result<Self, Rejected> {
        let fields = Self { kind, element };
        let missing = required.iter().find(|property| fields.first(property).is_none());
        match missing {
            Some(property) => Err(Rejected::Missing(kind, property)),
            None => Ok(fields),
        }
    }

    pub(super) fn element(&self) -> &'a Element {
        self.element
    }

    fn first(&self, property: &str) -> Option<&'a Element> {
        self.element.children.iter().find(|child| child.local() == property)
    }

    /// The text of a property, if it has any.
    pub(super) fn text(&self, property: &str) -> Option<&'a str> {
        let text = self.first(property).map(|element| element.text.as_str());
        text.filter(|text| !text.is_empty())
    }

    pub(super) fn unfit(&self, property: &'static str) -> Rejected {
        Rejected::Unfit(self.kind, property)
    }

    /// A value that may be none; what is there has to fit.
    pub(super) fn maybe<T>(
        &self,
        property: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Rejected> {
        let Some(text) = self.text(property) else {
            return Ok(None);
        };
        read(text).map(Some).ok_or_else(|| self.unfit(property))
    }

    /// A value that has to be there and to fit.
    pub(super) fn must<T>(&self, property: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<T, Rejected> {
        let fitting = self.text(property).and_then(read);
        fitting.ok_or_else(|| self.unfit(property))
    }

    /// A value for which nothing, and an empty text, is one of its values.
    pub(super) fn always<T>(&self, property: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<T, Rejected> {
        let text = self.text(property).unwrap_or_default();
        read(text).ok_or_else(|| self.unfit(property))
    }

    pub(super) fn author(&self) -> Result<Handle, Rejected> {
        self.must("author", Handle::parse)
    }

    pub(super) fn guid(&self, property: &'static str) -> Result<Guid, Rejected> {
        self.must(property, Guid::parse)
    }

    /// A time; what is no time counts as none.
    pub(super) fn time(&self, property: &str) -> Option<Timestamp> {
        self.text(property).and_then(Timestamp::parse)
    }

    /// A boolean that may be absent; what is there has to be one, so an empty element is refused.
    pub(super) fn flag(&self, property: &'static str) -> Result<Option<bool>, Rejected> {
        match self.first(property) {
            Some(_) => self.must(property, value::boolean).map(Some),
            None => Ok(None),
        }
    }

    /// A boolean that nobody insists on: what is none counts as absent.
    pub(super) fn loose_flag(&self, property: &str) -> Option<bool> {
        self.text(property).and_then(value::boolean)
    }

    /// A number; what is none, or too large to be one of pixels, counts as none.
    pub(super) fn number(&self, property: &str) -> Option<u32> {
        let number = self.text(property).and_then(value::integer)?;
        u32::try_from(number).ok()
    }

    /// Entities within. An empty element counts as absent.
    pub(super) fn nested(&self, kind: Kind) -> impl Iterator<Item = &'a Element> {
        let named = move |child: &&Element| child.local() == kind.element();
        let full = |child: &&Element| !child.children.is_empty() || !child.text.is_empty();
        self.element.children.iter().filter(named).filter(full)
    }

    /// The first entity within.
    pub(super) fn one<T>(
        &self,
        kind: Kind,
        read: impl Fn(&Element) -> Result<T, Rejected>,
    ) -> Result<Option<T>, Rejected> {
        self.nested(kind).next().map(read).transpose()
    }

    /// Every entity within of this kind.
    pub(super) fn all<T>(
        &self,
        kind: Kind,
        read: impl Fn(&Element) -> Result<T, Rejected>,
    ) -> Result<Vec<T>, Rejected> {
        self.nested(kind).map(read).collect()
    }
}
