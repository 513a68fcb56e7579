//! The bytes of a document, read once and strictly: JSON-LD is taken as plain JSON, with the usual names only.
//!
//! No context is ever fetched or applied. Names under one of the usual prefixes (`as:`, `toot:` …) or under the full
//! address of ActivityStreams are read as the bare names. What asks to be restructured is refused, and so is a name that
//! stands twice, since a signature over such a document would mean something else to each reader.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::limits::{DEEPEST, LONGEST_DOCUMENT, MOST_VALUES};
use super::rejected::{Broken, Rejected};

/// The namespace of ActivityStreams; also the first entry of each context.
pub const STREAMS: &str = "https://www.w3.org/ns/activitystreams";

const PREFIXES: [&str; 10] = [
    "as:", "toot:", "sec:", "schema:", "litepub:", "misskey:", "gts:", "fep:", "ostatus:", "lemmy:",
];
const RESTRUCTURED: [&str; 3] = ["@graph", "@included", "@reverse"];

/// Whether a document that was fetched may be read at all: only what a server calls ActivityPub on purpose, never a
/// file that somebody has uploaded there (ActivityPub, section 3.2).
pub fn is_ours(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let profiled = || {
        content_type
            .split_once(';')
            .is_some_and(|(_, rest)| profiles(rest).any(|profile| profile == STREAMS))
    };
    kind == "application/activity+json" || (kind == "application/ld+json" && profiled())
}

/// The addresses in the parameter `profile`, which may hold several.
fn profiles(parameters: &str) -> impl Iterator<Item = &str> {
    let values = parameters.split(';').filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let named = name.trim().eq_ignore_ascii_case("profile");
        named.then(|| value.trim().trim_matches('"'))
    });
    values.flat_map(str::split_ascii_whitespace)
}

/// Reads the object that a document is.
///
/// # Errors
/// It is none, or beyond a limit.
pub fn read(document: &[u8]) -> Result<Map<String, Value>, Rejected> {
    if document.len() > LONGEST_DOCUMENT {
        return Err(Rejected::Json(Broken::TooLong));
    }
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    let (count, why) = (Cell::new(0), Cell::new(Broken::Malformed));
    let place = Place {
        depth: 0,
        context: false,
        count: &count,
        why: &why,
    };
    let mut deserializer = serde_json::Deserializer::from_slice(document);
    let value = place
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Rejected::Json(Broken::Malformed)),
        Err(_) => Err(Rejected::Json(why.get())),
    }
}

/// The bare form of a name.
pub(super) fn term(name: &str) -> &str {
    match name {
        "@id" => "id",
        "@type" => "type",
        _ => bare(name),
    }
}

/// A type or a name without the prefix that says where it is from.
pub(super) fn bare(name: &str) -> &str {
    let full = name.strip_prefix(STREAMS).and_then(|rest| rest.strip_prefix('#'));
    full.or_else(|| PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)))
        .unwrap_or(name)
}

/// Where in the document the reader is.
#[derive(Clone, Copy)]
struct Place<'c> {
    depth: usize,
    /// Names within a context say how to read others; they are none themselves.
    context: bool,
    count: &'c Cell<usize>,
    why: &'c Cell<Broken>,
}

impl Place<'_> {
    fn refuse<E: Error>(&self, why: Broken) -> E {
        self.why.set(why);
        E::custom("refused")
    }

    fn within<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            return Err(self.refuse(Broken::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn one<E: Error>(&self, value: impl Into<Value>) -> Result<Value, E> {
        self.count.set(self.count.get() + 1);
        if self.count.get() > MOST_VALUES {
            return Err(self.refuse(Broken::TooMany));
        }
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.one(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let within = self.within()?;
        let mut list = Vec::new();
        while let Some(value) = entries.next_element_seed(within)? {
            list.push(value);
        }
        self.one(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let within = self.within()?;
        let mut object = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if RESTRUCTURED.contains(&name.as_str()) {
                return Err(self.refuse(Broken::Restructured));
            }
            let context = self.context || name == "@context";
            let value = entries.next_value_seed(Place { context, ..within })?;
            let name = if self.context { name.as_str() } else { term(&name) };
            if object.insert(name.to_owned(), value).is_some() {
                return Err(self.refuse(Broken::Twice));
            }
        }
        self.one(object)
    }
}
