//! Thousands of broken copies of good documents, from a seed that is always the same: no reader panics, and what is
//! taken is written and read again alike. `spec/fuzz` looks at the same doors for as long as one likes.

use samara::wire::diaspora::xml::{self, Element};
use samara::wire::diaspora::{Entity, Envelope, LONGEST_ENVELOPE, Sealed, link};
use samara::wire::discovery::{HCard, NodeInfo, WebFinger};

use super::vectors::{Set, sets};

/// How many copies each door sees.
const COPIES: u32 = 1_500;

/// A generator of numbers that needs nothing (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end.max(1)).expect("fits")).expect("fits")
    }
}

const SPICE: [&[u8]; 20] = [
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&#0;",
    b"&#x10FFFF;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?",
    b"<!DOCTYPE a>",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\"",
    b"=",
    b"{",
    b"9999999999999999999999",
];

/// A few changes: bytes turned, pieces cut, doubled, moved or put in.
pub fn broken(dice: &mut Dice, document: &[u8], spice: &[&[u8]]) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            3 => bytes.truncate(at.max(1)),
            _ => {
                let piece = spice[dice.below(spice.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn run(set: &Set, files: &[&str], door: impl Fn(&[u8])) {
    let documents: Vec<Vec<u8>> = files.iter().map(|file| set.bytes(file)).collect();
    let mut dice = Dice(7);
    for _ in 0..COPIES {
        let document = &documents[dice.below(documents.len())];
        door(&broken(&mut dice, document, &SPICE));
    }
}

fn files<'a>(set: &'a Set, kind: &str, role: &str) -> Vec<&'a str> {
    set.of(kind)
        .iter()
        .filter_map(|vector| vector.maybe_file(role))
        .collect()
}

/// The clone's own vectors are enough to begin with.
fn each(kind: &str, role: &str, door: impl Fn(&[u8])) {
    let set = sets().into_iter().next().expect("the fixtures");
    run(&set, &files(&set, kind, role), door);
}

#[test]
fn no_envelope_breaks_its_reader() {
    each("entity", "public", |document| drop(Envelope::read(document)));
}

#[test]
fn no_sealed_envelope_breaks_its_reader() {
    each("entity", "private", |document| drop(Sealed::read(document)));
}

#[test]
fn no_entity_breaks_its_reader_and_what_is_taken_is_written_and_read_again_alike() {
    each("entity", "payload", entity);
    each("entity", "entity", |document| {
        if let Ok(json) = serde_json::from_slice(document)
            && let Ok(entity) = Entity::from_json(&json)
        {
            let again = entity.json().expect("what was read belongs together");
            assert_eq!(Entity::from_json(&again).expect("reads again"), entity);
        }
    });
}

/// A door of `spec/fuzz` as well.
pub fn entity(document: &[u8]) {
    if let Ok(element) = Element::read(document, LONGEST_ENVELOPE) {
        let _ = xml::write(&element);
    }
    if let Ok(entity) = Entity::from_xml(document, LONGEST_ENVELOPE) {
        let again = entity.xml().expect("what was read belongs together");
        let read = Entity::from_xml(again.as_bytes(), LONGEST_ENVELOPE).expect("reads again");
        assert_eq!(read.xml().expect("writes again"), again);
    }
}

#[test]
fn no_answer_to_discovery_breaks_its_reader() {
    each("hcard", "html", |document| {
        if let Ok(card) = HCard::read(document) {
            assert_eq!(HCard::read(card.html().as_bytes()).as_ref(), Ok(&card));
        }
    });
    each("webfinger", "jrd", |document| drop(WebFinger::read(document)));
    each("webfinger_legacy_xrd", "xrd", |document| {
        drop(WebFinger::read(document))
    });
    each("nodeinfo", "json", |document| drop(NodeInfo::read(document)));
}

#[test]
fn no_text_breaks_the_finder_of_links() {
    let text = "see diaspora://alice@pod.example/post/17faf230675101350d995254001bd39e. Or web+diaspora://é";
    let mut dice = Dice(11);
    for _ in 0..COPIES {
        drop(link::find(&String::from_utf8_lossy(&broken(
            &mut dice,
            text.as_bytes(),
            &SPICE,
        ))));
    }
}
