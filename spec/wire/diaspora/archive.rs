//! The JSON form within archives. What else an archive needs is not the wire's business, so the vectors that lack
//! something else are named and passed over.

use samara::wire::diaspora::Entity;
use serde_json::Value as Json;

use super::vectors::{Count, say, sets};

#[test]
fn every_entity_of_an_archive_is_read_and_written_again() {
    for set in sets() {
        let mut count = Count::of(&set, "archive (its entities)");
        for vector in set.of("archive") {
            let archive = set.json(vector.file("archive"));
            let mut entities = Vec::new();
            collect(&archive, &mut entities);
            let read: Result<Vec<Entity>, _> = entities.iter().map(|json| Entity::from_json(json)).collect();
            match (vector.expected()["result"] == "accept", read) {
                (true, Ok(read)) => {
                    let same = read
                        .iter()
                        .zip(&entities)
                        .all(|(entity, json)| is_part(&entity.json().expect("writes"), json));
                    count.add(
                        vector.name(),
                        same.then_some(()).ok_or("it is written otherwise".into()),
                    );
                }
                (true, Err(why)) => count.add(vector.name(), Err(why.to_string())),
                (false, Err(_)) => count.add(vector.name(), Ok(())),
                (false, Ok(_)) => say(&format!(
                    "{}: {} lacks something that is no entity",
                    set.name,
                    vector.name()
                )),
            }
        }
        count.end();
    }
}

/// Every outermost entity.
fn collect<'a>(json: &'a Json, into: &mut Vec<&'a Json>) {
    match json {
        Json::Object(members) if members.contains_key("entity_type") => into.push(json),
        Json::Object(members) => members.values().for_each(|member| collect(member, into)),
        Json::Array(members) => members.iter().for_each(|member| collect(member, into)),
        _ => {}
    }
}

/// Archives put members of their own beside the three of the form; and what is nothing may be left out.
fn is_part(written: &Json, archived: &Json) -> bool {
    let same = |name: &str| written[name] == archived[name];
    let data = |name: &String| {
        let value = &archived["entity_data"][name];
        value.is_null() || value.as_array().is_some_and(Vec::is_empty) || written["entity_data"][name] == *value
    };
    let names: Vec<&String> = archived["entity_data"].as_object().expect("data").keys().collect();
    same("entity_type") && same("property_order") && names.into_iter().all(data)
}
