//! The JSON form of entities, which archives hold: `{"entity_type": …, "entity_data": {…}}`, and for relayables
//! `property_order`.
//!
//! It is read by way of the same elements as XML, so that one set of rules holds for both.

use serde_json::{Map, Value as Json};

use super::record::{Record, Value};
use super::relayable::AUTHOR_SIGNATURE;
use super::xml::Element;
use super::{Kind, Rejected};

/// The entity as an element.
pub(super) fn element(value: &Json) -> Result<Element, Rejected> {
    let name = value.get("entity_type").and_then(Json::as_str).ok_or(Rejected::Json)?;
    let data = value
        .get("entity_data")
        .and_then(Json::as_object)
        .ok_or(Rejected::Json)?;
    let mut element = Element::of_text(name, String::new());
    let relayed = matches!(
        Kind::of_element(name),
        Ok(Kind::Comment | Kind::Like | Kind::PollParticipation | Kind::EventParticipation)
    );
    if relayed {
        let order = value
            .get("property_order")
            .and_then(Json::as_array)
            .ok_or(Rejected::Json)?;
        for property in order {
            let property = property.as_str().ok_or(Rejected::Json)?;
            push(&mut element, property, data.get(property).unwrap_or(&Json::Null))?;
        }
        let signature = data.get(AUTHOR_SIGNATURE).unwrap_or(&Json::Null);
        push(&mut element, AUTHOR_SIGNATURE, signature)?;
    } else {
        for (property, value) in data {
            push(&mut element, property, value)?;
        }
    }
    Ok(element)
}

fn push(parent: &mut Element, property: &str, value: &Json) -> Result<(), Rejected> {
    if !is_name(property) {
        return Err(Rejected::Json);
    }
    let text = match value {
        Json::Array(values) => {
            for value in values {
                parent.children.push(element(value)?);
            }
            return Ok(());
        }
        Json::Object(_) => {
            parent.children.push(element(value)?);
            return Ok(());
        }
        Json::Null => String::new(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => super::value::clean(text),
    };
    parent.children.push(Element::of_text(property, text));
    Ok(())
}

/// Names become those of elements, so nothing else may be written into one.
fn is_name(property: &str) -> bool {
    property.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
        && property
            .chars()
            .all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
}

/// The record in its JSON form.
pub(super) fn write(record: &Record) -> Json {
    let mut data = Map::new();
    for (property, value) in &record.fields {
        let value = match value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Flag(flag) => Json::from(*flag),
            Value::Number(number) => Json::from(*number),
            Value::Nothing => Json::Null,
            Value::One(record) => write(record),
            Value::Many(records) => records.iter().map(write).collect(),
        };
        data.insert(property.clone().into_owned(), value);
    }
    if record.order.is_some() {
        data.entry(AUTHOR_SIGNATURE).or_insert_with(|| "".into());
    }
    let mut form = Map::new();
    form.insert("entity_type".into(), record.kind.element().into());
    form.insert("entity_data".into(), data.into());
    if let Some(order) = &record.order {
        form.insert("property_order".into(), order.clone().into());
    }
    form.into()
}
