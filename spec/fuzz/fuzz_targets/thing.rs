//! What comes to an inbox, and what an address of ActivityPub answers: what is taken is written and read again alike, and what is
//! verified is its signer's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::within_bounds;
use samara_fuzz::wire::activitypub::{Deed, Id, Item, Provenance, Thing};

fuzz_target!(|document: &[u8]| within_bounds(|| {
    let Ok(thing) = Thing::read(document) else { return };
    let again = Thing::read(thing.json().to_string().as_bytes()).expect("what is written is read");
    // What is of a verb that nobody knows and about nothing is nothing the next time; from then on it is the same.
    let once_more = Thing::read(again.json().to_string().as_bytes()).expect("what is written is read");
    assert_eq!(once_more.json(), again.json());
    if let Thing::Activity(activity) = thing {
        let actor = activity.actor.clone();
        if let Ok(verified) = activity.verify(Provenance::Signed(&actor)) {
            assert!(verified.signer() == &actor);
            assert!(within(&verified.deed).iter().all(|item| owned(item, &actor)));
        }
    } else if let Thing::Object(object) = thing
        && let Some(id) = object.id.clone()
        && let Ok(verified) = object.verify(&id)
    {
        assert!(verified.author().is_none_or(|author| author.is_beside(&id)));
    }
}));

/// The things that somebody makes or changes by a deed.
fn within(deed: &Deed) -> Vec<&Item> {
    match deed {
        Deed::Create(items) => items.iter().collect(),
        Deed::Update(item) | Deed::Undo(item) | Deed::Announce(item) => vec![item],
        _ => Vec::new(),
    }
}

fn owned(item: &Item, actor: &Id) -> bool {
    item.thing().is_none_or(|thing| {
        let beside = thing.id().is_none_or(|id| id.is_beside(actor));
        beside && thing.author().is_none_or(|author| author == actor)
    })
}
