//! Messages that are odd, and messages that are wrong: each is taken or refused as by the reference, for its reason.

use super::judge::{World, same};
use super::reason;
use super::vectors::{Count, Set, Vector, sets};

#[test]
fn what_the_reference_refuses_is_refused_for_the_same_reason() {
    run("negative");
}

#[test]
fn what_is_odd_but_taken_by_the_reference_is_taken_with_the_same_values() {
    run("lenient");
}

fn run(kind: &'static str) {
    for set in sets() {
        let mut count = Count::of(&set, kind);
        for vector in set.of(kind) {
            count.add(vector.name(), judge(&set, vector));
        }
        count.end();
    }
}

fn judge(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let mut world = World::of(set);
    let message = set.bytes(vector.file("message"));
    let taken = match vector.field("recipient_key").as_str() {
        Some(key) => {
            // The index has no member for a recipient that does not exist; the reference's words say it.
            let nobody = vector.expected()["exception"]
                .as_str()
                .is_some_and(|class| class.ends_with("RecipientRequired"));
            let recipient = (!nobody).then(|| world.local());
            world.sealed(&message, key, recipient)
        }
        None => world.public(&message),
    };
    let accepted = vector.expected()["result"] == "accept";
    match (accepted, taken, vector.tolerance()) {
        (true, Ok(taken), _) => {
            let expected = set.json(vector.file("expected"));
            if expected["sender"] != taken.received.signer().as_str() {
                return Err(format!("{} expected as sender", expected["sender"]));
            }
            same(&expected["entity"], &taken.received.to_entity(), taken.related.as_ref())
        }
        (true, Err(_), "may_refuse") => Ok(()),
        (true, Err(why), _) => Err(format!("refused: {why}")),
        (false, Ok(_), "may_accept") => Ok(()),
        (false, Ok(taken), _) => Err(format!("taken: {taken:?}")),
        (false, Err(_), "may_accept") => Ok(()),
        (false, Err(why), _) if reason::same(vector.expected(), &why) => Ok(()),
        (false, Err(why), _) => Err(format!("refused because {why}, not for {}", vector.expected())),
    }
}
