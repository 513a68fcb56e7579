//! The payload of an envelope, and the JSON form: what is taken is written and read again alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::diaspora::{Entity, LONGEST_ENVELOPE};

fuzz_target!(|document: &[u8]| within_bounds(|| {
    if let Ok(entity) = Entity::from_xml(document, LONGEST_ENVELOPE) {
        let written = entity.xml().expect("what was read belongs together");
        let again = Entity::from_xml(written.as_bytes(), LONGEST_ENVELOPE).expect("reads again");
        assert_eq!(again.xml().expect("writes again"), written);
    }
    if let Ok(json) = serde_json::from_slice(document)
        && let Ok(entity) = Entity::from_json(&json)
    {
        let written = entity.json().expect("what was read belongs together");
        assert_eq!(Entity::from_json(&written).expect("reads again"), entity);
    }
}));
