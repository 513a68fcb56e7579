//! What the author of a root relays: the same elements in the same order with the same values, in an envelope of their own.

use samara::wire::Handle;
use samara::wire::diaspora::{AsSigned, Entity, Envelope};

use super::judge::{World, same};
use super::reason;
use super::vectors::{Count, Set, Vector, sets};

#[test]
fn a_relayed_entity_is_the_one_that_its_author_signed() {
    for set in sets() {
        let mut count = Count::of(&set, "relay");
        for vector in set.of("relay") {
            count.add(vector.name(), relay(&set, vector));
        }
        count.end();
    }
}

fn relay(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let expected = set.json(vector.file("expected"));
    let incoming = set.bytes(vector.file("incoming"));
    let mut world = World::of(set);
    let taken = world
        .public(&incoming)
        .map_err(|why| format!("at the root's pod: {why}"))?;
    let entity = taken.received.to_entity();
    same(&expected["at_root_pod"]["entity"], &entity, taken.related.as_ref())?;

    let payload = stored(&entity)?.xml().map_err(|why| why.to_string())?;
    if payload != set.text(vector.file("relayed_payload")).trim_end() {
        return Err(format!("{payload} would be relayed"));
    }
    let root = taken.related.ok_or("it has a parent")?.root().author.clone();
    let key = set.private(vector.field("signed_with").as_str().expect("a key"));
    let envelope = Envelope::write(&payload, &root, &key).map_err(|fault| format!("{fault:?}"))?;
    if envelope.trim_end() != set.text(vector.file("relayed")).trim_end() {
        return Err(format!("{envelope} would be sent"));
    }

    let third = World::elsewhere(set).public(envelope.as_bytes());
    let third = third.map_err(|why| format!("at the third pod: {why}"))?;
    same(
        &expected["relayed_at_third_pod"]["entity"],
        &third.received.to_entity(),
        third.related.as_ref(),
    )?;
    match World::elsewhere(set).public(&incoming) {
        Err(why) if reason::same(&vector.expected()["incoming_shown_directly_to_third_pod"], &why) => Ok(()),
        other => Err(format!("shown directly: {other:?}")),
    }
}

/// What a row keeps of what was signed is enough, whatever has become of the rest.
fn stored(entity: &Entity) -> Result<Entity, String> {
    let kept = |signed: &AsSigned| {
        let column = serde_json::to_string(signed).expect("writes");
        serde_json::from_str(&column).expect("reads")
    };
    let mut entity = entity.clone();
    match &mut entity {
        Entity::Comment(comment) => {
            comment.as_signed = kept(&comment.as_signed);
            comment.text = samara::wire::diaspora::Text::new("changed here").expect("fits");
            comment.created_at = None;
            comment.author = Handle::parse("somebody@else.example").expect("an ID");
        }
        Entity::Like(like) => like.as_signed = kept(&like.as_signed),
        Entity::PollParticipation(vote) => vote.as_signed = kept(&vote.as_signed),
        Entity::EventParticipation(answer) => answer.as_signed = kept(&answer.as_signed),
        other => return Err(format!("{other:?} is not relayed")),
    }
    Ok(entity)
}
