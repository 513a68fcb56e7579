//! One object of a document, and its members whatever form they came in: a text, an object, a list of either.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Map, Value};

use super::Id;
use super::json::bare;
use super::limits::LONGEST_NAME;

/// An object of a document.
#[derive(Clone, Copy)]
pub(super) struct Node<'v>(pub(super) &'v Map<String, Value>);

impl<'v> Node<'v> {
    /// A member, if it is there and says anything.
    pub(super) fn get(self, name: &str) -> Option<&'v Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// The entries of a member: those of a list, or the one value.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
        let value = self.get(name);
        let list = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let single = value.filter(|value| !value.is_array());
        list.iter().chain(single).filter(|entry| !entry.is_null())
    }

    /// The objects among the entries of a member.
    pub(super) fn nodes(self, name: &str) -> impl Iterator<Item = Node<'v>> + use<'v> {
        self.all(name).filter_map(|entry| entry.as_object().map(Node))
    }

    /// The first object of a member.
    pub(super) fn node(self, name: &str) -> Option<Node<'v>> {
        self.nodes(name).next()
    }

    /// What it is, without prefixes.
    pub(super) fn kinds(self) -> impl Iterator<Item = &'v str> + use<'v> {
        self.all("type").filter_map(Value::as_str).map(bare)
    }

    pub(super) fn is(self, kind: &str) -> bool {
        self.kinds().any(|own| own == kind)
    }

    /// The first text of a member. A text with its language beside it is one, too.
    pub(super) fn text(self, name: &str) -> Option<&'v str> {
        self.all(name).find_map(|entry| match entry {
            Value::String(text) => Some(text.as_str()),
            Value::Object(object) => object.get("@value").and_then(Value::as_str),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        })
    }

    /// A short text, cut where no name is longer; nothing but white space is none.
    pub(super) fn name(self, name: &str) -> Option<String> {
        let text = self.text(name)?.trim();
        (!text.is_empty()).then(|| cut(text, LONGEST_NAME).to_owned())
    }

    /// The address of the thing itself.
    pub(super) fn id(self) -> Option<Id> {
        self.text("id").and_then(Id::parse)
    }

    /// The addresses that a member names, be it by objects with an address of their own or by links.
    pub(super) fn ids(self, name: &str) -> impl Iterator<Item = Id> + use<'v> {
        self.all(name).filter_map(address)
    }

    /// The first address that a member names.
    pub(super) fn first(self, name: &str) -> Option<Id> {
        self.ids(name).next()
    }

    pub(super) fn flag(self, name: &str) -> Option<bool> {
        self.all(name).find_map(|entry| match entry {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if text == "true" => Some(true),
            Value::String(text) if text == "false" => Some(false),
            Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        })
    }

    /// A number that counts something.
    pub(super) fn count(self, name: &str) -> Option<u64> {
        self.all(name).find_map(Value::as_u64)
    }

    pub(super) fn time(self, name: &str) -> Option<DateTime<Utc>> {
        self.text(name).and_then(time)
    }
}

/// The address that an entry is, has, or leads to.
pub(super) fn address(entry: &Value) -> Option<Id> {
    match entry {
        Value::String(text) => Id::parse(text),
        Value::Object(object) => {
            let node = Node(object);
            node.id().or_else(|| node.text("href").and_then(Id::parse))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// A time with or without fractions and zone; without a zone it is UTC.
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    let bare = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|time| time.and_utc());
    let time = zoned.or_else(|_| bare()).ok()?;
    let year = time.format("%Y").to_string();
    (year.len() == 4).then_some(time)
}

/// A text of at most so many characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}
