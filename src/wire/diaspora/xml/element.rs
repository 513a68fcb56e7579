//! An element with all that is in it, in the order of the document.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_xml_rs::SerdeXml;
use xml::ParserConfig;

use super::guard;
use crate::wire::diaspora::rejected::Broken;

/// An element of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The name with its prefix, if it has one.
    pub name: String,
    /// Attributes by name.
    pub attributes: Vec<(String, String)>,
    /// The whole text within, that of children included; nothing is trimmed.
    pub text: String,
    /// The elements within.
    pub children: Vec<Element>,
}

impl Element {
    /// Reads a document of at most `longest` bytes.
    ///
    /// # Errors
    /// It is no XML, or some that nobody has a reason to send.
    pub fn read(document: &[u8], longest: usize) -> Result<Element, Broken> {
        if document.len() > longest {
            return Err(Broken::TooLong);
        }
        let document = std::str::from_utf8(document).map_err(|_| Broken::Charset)?;
        let document = document.strip_prefix('\u{feff}').unwrap_or(document).trim();
        let name = guard::look(document)?;
        let mut config = ParserConfig::new()
            .trim_whitespace(false)
            .whitespace_to_characters(true)
            .cdata_to_characters(true)
            .ignore_comments(true)
            .coalesce_characters(true);
        // The guard has let no document type through, so nothing expands; these hold even if it had.
        config.max_entity_expansion_length = 0;
        config.max_data_length = longest;
        config.max_attribute_length = longest;
        let read = SerdeXml::new().parser(config).from_str::<Element>(document);
        let mut element = read.map_err(|_| Broken::Malformed)?;
        element.name = name.to_owned();
        Ok(element)
    }

    /// An element that holds text only.
    pub fn of_text(name: &str, text: String) -> Element {
        Element {
            name: name.to_owned(),
            text,
            ..Element::default()
        }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, local)| local)
    }

    /// The first child with this name, prefix included.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(attribute, _)| attribute == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("element", &[], Content)
    }
}

/// Takes what is in an element: attributes are keyed `@name`, text `#text`.
struct Content;

impl<'de> Visitor<'de> for Content {
    type Value = Element;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an element")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element, A::Error> {
        let mut element = Element::default();
        while let Some(key) = map.next_key::<String>()? {
            if let Some(attribute) = key.strip_prefix('@') {
                element.attributes.push((attribute.to_owned(), map.next_value()?));
            } else if key == "#text" {
                element.text.push_str(&map.next_value::<String>()?);
            } else {
                let mut child = map.next_value::<Element>()?;
                child.name = key;
                element.text.push_str(&child.text);
                element.children.push(child);
            }
        }
        Ok(element)
    }
}
