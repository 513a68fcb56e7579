//! Every entity, both ways: JSON, XML, the envelope, the sealed envelope, the author's signature.

use samara::wire::Handle;
use samara::wire::diaspora::entity::{Relayable, Relayed};
use samara::wire::diaspora::{Entity, Envelope, LONGEST_ENVELOPE, Rejected};
use serde_json::{Value as Json, json};

use super::judge::{Taken, World, same};
use super::reason;
use super::vectors::{Count, Set, Vector, sets};

#[test]
fn every_entity_is_read_and_written_as_by_the_reference() {
    for set in sets() {
        let mut count = Count::of(&set, "entity");
        for vector in set.of("entity") {
            let forms = forms(&set, vector).and_then(|()| envelopes(&set, vector, &mut count));
            count.add(vector.name(), forms.and_then(|()| signature(&set, vector)));
        }
        count.end();
    }
}

fn read(set: &Set, vector: Vector<'_>) -> Result<Entity, String> {
    Entity::from_xml(&set.bytes(vector.file("payload")), LONGEST_ENVELOPE).map_err(|why| format!("XML: {why}"))
}

/// JSON and XML give the same value, and the value gives both again, byte for byte.
fn forms(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let json = set.json(vector.file("entity"));
    let from_json = Entity::from_json(&json).map_err(|why| format!("JSON: {why}"))?;
    let from_xml = read(set, vector)?;
    if from_json != from_xml {
        return Err(format!("JSON gives {from_json:?}, XML gives {from_xml:?}"));
    }
    let written = from_xml.json().map_err(|why| why.to_string())?;
    if written != json {
        return Err(format!("{written} written, {json} read"));
    }
    let (payload, written) = (set.text(vector.file("payload")), from_json.xml());
    if written.as_deref() != Ok(payload.trim_end()) {
        return Err(format!("{written:?} written, {payload:?} read"));
    }
    let expected = set.json(vector.file("expected"));
    same(&expected["parse_only"]["entity"], &from_xml, None).or_else(|why| {
        // Alone, what an entity belongs to is not looked up.
        if why.starts_with("parent") || why.starts_with("target") {
            Ok(())
        } else {
            Err(why)
        }
    })
}

fn envelopes(set: &Set, vector: Vector<'_>, count: &mut Count) -> Result<(), String> {
    let expected = set.json(vector.file("expected"));
    let public = World::of(set).public(&set.bytes(vector.file("public")));
    if matches!(public, Err(Rejected::PrivateOnly)) && expected["public"]["result"] == "accept" {
        count.otherwise(vector.name(), "it is for one person and not taken on the public route");
    } else {
        outcome(&expected["public"], public).map_err(|why| format!("public: {why}"))?;
    }
    let mut world = World::of(set);
    let key = vector.field("recipient_key").as_str().expect("a key");
    let recipient = Some(world.local());
    let private = world.sealed(&set.bytes(vector.file("private")), key, recipient);
    outcome(&expected["private"], private).map_err(|why| format!("private: {why}"))?;
    written(set, vector)
}

fn outcome(expected: &Json, taken: Result<Taken, Rejected>) -> Result<(), String> {
    match (expected["result"] == "accept", taken) {
        (true, Ok(taken)) if expected["sender"] != taken.received.signer().as_str() => Err("another sender".into()),
        (true, Ok(taken)) => same(&expected["entity"], &taken.received.to_entity(), taken.related.as_ref()),
        (true, Err(why)) => Err(format!("refused: {why}")),
        (false, Ok(taken)) => Err(format!("taken: {taken:?}")),
        (false, Err(why)) if reason::same(expected, &why) => Ok(()),
        (false, Err(why)) => Err(format!("refused because {why}, not for {expected}")),
    }
}

/// The signature has no chance in it, so the envelope comes out byte for byte.
fn written(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let sender = Handle::parse(vector.field("sender").as_str().expect("a sender")).expect("an ID");
    let key = set.private(vector.field("signed_with").as_str().expect("a key"));
    let envelope = Envelope::write(set.text(vector.file("payload")).trim_end(), &sender, &key).expect("signs");
    let theirs = set.text(vector.file("public"));
    (envelope.trim_end() == theirs.trim_end())
        .then_some(())
        .ok_or(format!("{envelope} written"))
}

fn signature(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let Some(file) = vector.maybe_file("relayable") else {
        return Ok(());
    };
    let (facts, entity) = (set.json(file), read(set, vector)?);
    match entity.relayable().ok_or("it is no relayable")? {
        Relayed::Comment(entity) => signed(set, &facts, entity),
        Relayed::Like(entity) => signed(set, &facts, entity),
        Relayed::PollParticipation(entity) => signed(set, &facts, entity),
        Relayed::EventParticipation(entity) => signed(set, &facts, entity),
    }
}

/// Order, values and text as recorded; and the author's key makes the same signature of them.
fn signed<E: Relayable + Clone>(set: &Set, facts: &Json, entity: &E) -> Result<(), String> {
    let as_signed = entity.as_signed();
    let (names, values): (Vec<_>, Vec<_>) = as_signed.fields.iter().cloned().unzip();
    if facts["property_order"] != json!(names) || facts["values"] != json!(values) {
        return Err(format!("{names:?} {values:?} read, {facts} expected"));
    }
    if facts["signed_string"] != entity.signed_text() {
        return Err(format!("{:?} signed", entity.signed_text()));
    }
    if facts["signature_required"] != true {
        return Ok(());
    }
    let key = set.private(&World::of(set).key_file(entity.author()));
    let signature = key.sign(entity.signed_text().as_bytes()).expect("signs");
    (facts["author_signature"] == samara::wire::diaspora::base64::standard(&signature))
        .then_some(())
        .ok_or("another signature".into())
}
