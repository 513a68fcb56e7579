//! What comes to an inbox or is fetched from another server: what is taken is written and read again alike, and a text of
//! it becomes Markdown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samara_fuzz::wire::activitypub::html::markdown;
use samara_fuzz::wire::activitypub::{Provenance, Thing};

fuzz_target!(|document: &[u8]| {
    if let Ok(thing) = Thing::read(document) {
        let written = thing.json();
        let again = Thing::read(written.to_string().as_bytes()).expect("what is written is read");
        assert_eq!(again.json(), written);
        if let Thing::Activity(activity) = thing {
            let actor = activity.actor.clone();
            drop(activity.verify(Provenance::Signed(&actor)));
        }
    }
    if let Ok(html) = std::str::from_utf8(document) {
        drop(markdown(html, &[], None, &|_| None));
    }
});
