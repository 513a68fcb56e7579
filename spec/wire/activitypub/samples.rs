//! Every sample of the index against what is expected of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use samara::wire::activitypub::{Id, Provenance, Thing};
use serde_json::{Map, Value as Json};

use super::judge::{expected, otherwise, said};
use crate::wire::diaspora::vectors::{say, shared};

/// A folder of samples.
pub struct Samples {
    root: PathBuf,
    index: Json,
}

impl Samples {
    /// What `SAMARA_VECTORS` names; none, and loudly, when it is not there.
    pub fn open() -> Option<Self> {
        let root = shared().join("activitypub");
        let Ok(index) = fs::read(root.join("index.json")) else {
            say(&format!("NO SAMPLES at {}: only our own fixtures run", root.display()));
            return None;
        };
        let index = serde_json::from_slice(&index).expect("the index is JSON");
        Some(Self { root, index })
    }

    /// File, expectation and bytes of each sample.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Json, Vec<u8>)> {
        let items = self.index["items"].as_array().expect("a list of samples");
        items.iter().map(|item| {
            let file = item["file"].as_str().expect("a file");
            let bytes = fs::read(self.root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            (file, &item["expected"], bytes)
        })
    }
}

#[test]
fn every_sample_says_what_is_expected_of_it() {
    let Some(samples) = Samples::open() else { return };
    let mut read: BTreeMap<String, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed = Vec::new();
    for (file, whole, bytes) in samples.all() {
        // Four are of discovery.
        let Some(class) = whole["class"].as_str() else { continue };
        let mut wrong = Vec::new();
        match Thing::read(&bytes) {
            Err(why) => wrong.push(("", whole, format!("{why}"))),
            Ok(thing) => {
                *read.entry(format!("{class} {}", thing.kind())).or_default() += 1;
                wrong.extend(differing(&said(&thing), whole));
            }
        }
        for (name, value, how) in wrong {
            match otherwise(file, name, value, &bytes) {
                Some(why) => *reasons.entry(why).or_default() += 1,
                None => failed.push(format!("{file}: {name} {how}")),
            }
        }
    }
    let listed: Vec<String> = read.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let count = read.values().sum::<usize>();
    say(&format!(
        "SAMARA_VECTORS: {count} of ActivityPub read: {}",
        listed.join(", ")
    ));
    for (why, count) in reasons {
        say(&format!("    {count} otherwise than the index: {why}"));
    }
    assert!(failed.is_empty(), "{} failed: {failed:#?}", failed.len());
}

/// What is said otherwise than expected, and how.
fn differing<'e>(said: &Map<String, Json>, whole: &'e Json) -> Vec<(&'e str, &'e Json, String)> {
    let members = whole.as_object().expect("an object");
    let wrong = members.iter().filter_map(|(name, value)| {
        let own = said.get(name)?;
        let differs = *own != expected(name, value);
        differs.then(|| (name.as_str(), value, format!("is {own}, not {value}")))
    });
    wrong.collect()
}

/// What is written is the same however often it is read again.
#[test]
fn every_sample_that_is_written_is_read_again_alike() {
    let Some(samples) = Samples::open() else { return };
    for (file, _, bytes) in samples.all() {
        let Ok(thing) = Thing::read(&bytes) else { continue };
        let written = thing.json();
        let again = Thing::read(written.to_string().as_bytes()).unwrap_or_else(|why| panic!("{file}: {why}"));
        assert_eq!(again.json(), written, "{file}");
        let text = written.to_string();
        assert!(
            !text.contains("\"bto\"") && !text.contains("\"bcc\""),
            "{file} tells whom it hides"
        );
    }
}

#[test]
fn what_must_be_refused_is() {
    let Some(samples) = Samples::open() else { return };
    let mut refused = 0;
    for (file, _, bytes) in samples.all().filter(|(file, ..)| file.starts_with("invalid/")) {
        match Thing::read(&bytes) {
            Ok(Thing::Activity(activity)) => {
                let actor = activity.actor.clone();
                assert!(activity.verify(Provenance::Signed(&actor)).is_err(), "{file} is taken");
            }
            Ok(Thing::Object(object)) => {
                let elsewhere = Id::parse("https://spoof.example/objects/spoof").expect("an address");
                assert!(object.verify(&elsewhere).is_err(), "{file} is taken");
            }
            Ok(_) | Err(_) => {}
        }
        refused += 1;
    }
    say(&format!(
        "SAMARA_VECTORS: {refused} of ActivityPub refused, as they must be"
    ));
    assert!(refused > 0, "there are some");
}
