//! Thousands of broken copies of good documents, from a seed that is always the same: no reader panics, what is taken is
//! written and read again alike, and what is verified holds nothing of others.

use samara::text::markdown::{self as shown, MentionLink};
use samara::wire::Handle;
use samara::wire::activitypub::html::markdown;
use samara::wire::activitypub::{Deed, Id, Item, Provenance, Thing};
use samara::wire::signature::{Presented, Request};

use super::reading::{fixture, id};
use crate::wire::diaspora::fuzz::{Dice, broken};

const COPIES: u32 = 1_500;
const FIXTURES: [&str; 9] = [
    "note.json",
    "question.json",
    "video.json",
    "person.json",
    "group.json",
    "container.json",
    "reaction.json",
    "outbox.json",
    "stamp.json",
];
const SPICE: [&[u8]; 20] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b":",
    b",",
    b"null",
    b"[[]]",
    b"{\"id\":\"https://evil.example/1\",\"type\":\"Note\"},",
    b"\"type\":\"Update\",",
    b"\"@graph\":[],",
    b"\"https://evil.example/\xc3\xa9\"",
    b"\\ud800",
    b"\\u0000",
    b"\xff",
    b"1e999",
    b"-0.1",
    b"as:Public",
    b"9999999999999999999999",
];

#[test]
fn no_document_breaks_its_reader_and_what_is_taken_is_written_and_read_again_alike() {
    let documents: Vec<Vec<u8>> = FIXTURES.iter().map(|name| fixture(name)).collect();
    let mut dice = Dice(7);
    let mut taken = 0;
    for _ in 0..COPIES {
        let document = &documents[dice.below(documents.len())];
        taken += usize::from(document_door(&broken(&mut dice, document, &SPICE)));
    }
    assert!(taken > 50, "some copies are still good enough: {taken}");
}

fn document_door(document: &[u8]) -> bool {
    let Ok(thing) = Thing::read(document) else { return false };
    let written = thing.json();
    let again = Thing::read(written.to_string().as_bytes()).expect("what is written is read");
    assert_eq!(again.json(), written);
    if let Thing::Activity(activity) = thing {
        let actor = activity.actor.clone();
        if let Ok(verified) = activity.verify(Provenance::Signed(&actor)) {
            assert!(verified.signer() == &actor && believed(&verified.deed).all(|item| owned(item, &actor)));
        }
    }
    true
}

/// What is left within an activity once it is verified, save for what answers name.
fn believed(deed: &Deed) -> impl Iterator<Item = &Item> {
    let items: Vec<&Item> = match deed {
        Deed::Create(items) | Deed::Other(_, items) => items.iter().collect(),
        Deed::Update(item) | Deed::Undo(item) | Deed::Announce(item) => vec![item],
        Deed::Add(item, target) | Deed::Remove(item, target) => vec![item, target],
        Deed::Request(asking) => vec![&asking.made],
        Deed::Accept(..)
        | Deed::Reject(_)
        | Deed::Delete(_)
        | Deed::Follow(_)
        | Deed::Like(_)
        | Deed::EmojiReact(_)
        | Deed::Dislike(_)
        | Deed::Block(_)
        | Deed::Flag(_)
        | Deed::Move(..)
        | Deed::Lock(_) => Vec::new(),
    };
    items.into_iter()
}

/// Whether a thing that stays is its actor's, and lies beside them.
fn owned(item: &Item, actor: &Id) -> bool {
    item.thing().is_none_or(|thing| {
        let beside = thing.id().is_none_or(|id| id.is_beside(actor));
        beside && thing.author().is_none_or(|author| author == actor)
    })
}

#[test]
fn no_text_breaks_its_reader() {
    let text = "<p>Hi <a href=\"https://m.example/@bob\" class=\"mention\">@<span>bob</span></a></p><ul><li><b>x</b> <code>`</code>\
                </li></ul><blockquote><pre>y\n</pre></blockquote><img src=\"https://m.example/i\" alt=\"z\"> #tag _a_ *b* [c](d)";
    let spice: [&[u8]; 14] = [
        b"<",
        b">",
        b"</",
        b"<p",
        b"<li>",
        b"</ul>",
        b"<!--",
        b"&",
        b"&#0;",
        b"`",
        b"\"",
        b"@{a@b.example}",
        b"\xff",
        b"<a href=",
    ];
    let mut dice = Dice(11);
    for _ in 0..COPIES {
        let html = broken(&mut dice, text.as_bytes(), &spice);
        let text = markdown(&String::from_utf8_lossy(&html), &[], None, &|_| None);
        let nobody = |handle: &Handle| -> Option<MentionLink> { panic!("{handle} is mentioned by {text}") };
        let page = shown::render(&text, &nobody);
        assert!(!page.contains("<script"), "{text}");
    }
}

#[test]
fn no_header_breaks_the_reader_of_signatures() {
    let draft = "keyId=\"https://m.example/users/bob#main-key\",algorithm=\"hs2019\",created=1790000000,\
                 headers=\"(request-target) host (created) digest\",signature=\"AAAA\"";
    let input = "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1790000000;keyid=\"https://m.example/k\";alg=\"ed25519\"";
    let spice: [&[u8]; 12] = [
        b"\"",
        b"=",
        b",",
        b";",
        b"(",
        b")",
        b":",
        b" ",
        b"\\",
        b"sig1=",
        b"(created)",
        b"99999999999999999999",
    ];
    let now = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
    let address = id("https://pod.example/inbox");
    let mut dice = Dice(13);
    for _ in 0..COPIES {
        let draft = broken(&mut dice, draft.as_bytes(), &spice);
        let input = broken(&mut dice, input.as_bytes(), &spice);
        let (draft, input) = (String::from_utf8_lossy(&draft), String::from_utf8_lossy(&input));
        for headers in [
            vec![
                ("host", "pod.example"),
                ("digest", "SHA-256=AAAA"),
                ("signature", draft.as_ref()),
            ],
            vec![
                ("content-digest", "sha-256=:AAAA:"),
                ("signature", "sig1=:AAAA:"),
                ("signature-input", input.as_ref()),
            ],
        ] {
            let request = Request {
                method: "POST",
                address: &address,
                headers: &headers,
                body: Some(b"{}"),
            };
            assert!(Presented::read(&request, now).is_err(), "no digest fits");
        }
    }
}
