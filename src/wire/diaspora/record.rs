//! What an entity writes itself as: names and values in order, from which XML and JSON are made alike.

use std::borrow::Cow;

use super::Kind;
use super::xml::Element;

/// A value with its type: XML has text only, JSON keeps the others.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A text; an empty one is nothing.
    Text(String),
    Flag(bool),
    Number(u64),
    /// A relayable's property that was written and says nothing.
    Nothing,
    /// One entity within.
    One(Record),
    /// Entities of a kind within.
    Many(Vec<Record>),
}

impl Value {
    /// As it stands between tags and in signed texts.
    pub(super) fn text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Nothing | Value::One(_) | Value::Many(_) => String::new(),
        }
    }
}

/// An entity to be written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) fields: Vec<(Cow<'static, str>, Value)>,
    /// For relayables: the names in the order that was signed.
    pub(super) order: Option<Vec<String>>,
}

impl Record {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            fields: Vec::new(),
            order: None,
        }
    }

    /// A property that is always written.
    pub(super) fn with(mut self, property: &'static str, value: impl ToString) -> Self {
        self.fields.push((property.into(), Value::Text(value.to_string())));
        self
    }

    /// A property that is left out when there is none.
    pub(super) fn maybe(self, property: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(property, value),
            None => self,
        }
    }

    /// A boolean.
    pub(super) fn flag(mut self, property: &'static str, value: Option<bool>) -> Self {
        if let Some(value) = value {
            self.fields.push((property.into(), Value::Flag(value)));
        }
        self
    }

    /// A number that is left out when there is none.
    pub(super) fn number(mut self, property: &'static str, value: Option<u32>) -> Self {
        if let Some(value) = value {
            self.fields.push((property.into(), Value::Number(value.into())));
        }
        self
    }

    /// An entity within.
    pub(super) fn one(mut self, property: &'static str, value: Option<Record>) -> Self {
        if let Some(value) = value {
            self.fields.push((property.into(), Value::One(value)));
        }
        self
    }

    /// Entities within, under the property's own name in JSON.
    pub(super) fn many(mut self, property: &'static str, values: Vec<Record>) -> Self {
        self.fields.push((property.into(), Value::Many(values)));
        self
    }

    /// The value of a property.
    pub(super) fn value(&self, property: &str) -> Option<&Value> {
        let found = self.fields.iter().find(|(name, _)| name == property);
        found.map(|(_, value)| value)
    }

    /// As XML: what is within is named after its kind.
    pub(super) fn element(&self) -> Element {
        let mut element = Element::of_text(self.kind.element(), String::new());
        for (property, value) in &self.fields {
            match value {
                Value::One(record) => element.children.push(record.element()),
                Value::Many(records) => element.children.extend(records.iter().map(Record::element)),
                Value::Text(_) | Value::Flag(_) | Value::Number(_) | Value::Nothing => {
                    element.children.push(Element::of_text(property, value.text()));
                }
            }
        }
        element
    }
}
