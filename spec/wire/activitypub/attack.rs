//! What has been tried against readers of ActivityPub, each by its name in the list of advisories: as far as the wire stops it.

use samara::wire::activitypub::{Activity, Broken, Deed, Id, Item, KeyClaim, Provenance, Rejected, Thing, is_ours};
use serde_json::{Value as Json, json};

use super::reading::{fixture, id, read};

const DAVE: &str = "https://h.example/users/dave";
const MALLORY: &str = "https://e.example/users/mallory";

fn activity(document: &Json) -> Activity {
    read(document).activity().expect("an activity").clone()
}

/// What comes of an activity that its actor has signed.
fn signed(document: &Json) -> Result<Deed, Rejected> {
    let activity = activity(document);
    let actor = activity.actor.clone();
    activity
        .verify(Provenance::Signed(&actor))
        .map(|verified| verified.deed.clone())
}

fn by_mallory(verb: &str, object: Json) -> Json {
    json!({"id": "https://e.example/a/1", "type": verb, "actor": MALLORY, "object": object})
}

/// A01 (CVE-2024-23832): what lies at one address says that it is another thing.
#[test]
fn what_was_fetched_is_what_was_asked_for() {
    let asked = id("https://e.example/x");
    let note = json!({"type": "Note", "id": "https://h.example/notes/1", "attributedTo": DAVE, "content": "forged"});
    let Thing::Object(note) = read(&note) else {
        panic!("an object")
    };
    assert_eq!(
        note.clone().verify(&asked).map(drop),
        Err(Rejected::Address(id("https://h.example/notes/1")))
    );
    assert!(
        note.verify(&id("https://h.example/notes/1")).is_ok(),
        "at its own address it is"
    );
    let lent = json!({"type": "Note", "id": "https://e.example/x", "attributedTo": DAVE});
    let Thing::Object(lent) = read(&lent) else {
        panic!("an object")
    };
    assert_eq!(
        lent.verify(&asked).map(drop),
        Err(Rejected::OtherOrigin("attributedTo"))
    );
    let Thing::Actor(bob) = Thing::read(&fixture("person.json")).expect("reads") else {
        panic!("an actor")
    };
    assert_eq!(
        bob.verify(&asked).map(drop),
        Err(Rejected::Address(id("https://m.example/users/bob")))
    );
    let nameless = json!({"type": "Note", "attributedTo": MALLORY});
    let Thing::Object(nameless) = read(&nameless) else {
        panic!("an object")
    };
    assert_eq!(nameless.verify(&asked).map(drop), Err(Rejected::Missing("id")));
}

/// A02 (CVE-2024-25623, CVE-2024-25636): an upload is served as something that is no ActivityPub.
#[test]
fn only_what_a_server_calls_activitypub_is() {
    let profile = "https://www.w3.org/ns/activitystreams";
    for ours in [
        "application/activity+json",
        "Application/Activity+JSON; charset=utf-8",
        &format!("application/ld+json; profile=\"{profile}\""),
        &format!("application/ld+json;charset=utf-8;Profile=\"https://w3id.org/security {profile}\""),
    ] {
        assert!(is_ours(ours), "{ours}");
    }
    for other in [
        "",
        "text/plain",
        "application/json",
        "image/png",
        "application/octet-stream",
        "application/ld+json",
        "application/ld+json; profile=\"https://evil.example/ns/activitystreams\"",
        "application/ld+json; charset=\"https://www.w3.org/ns/activitystreams\"",
        "text/html; x=application/activity+json",
        "application/activity+json-seq",
    ] {
        assert!(!is_ours(other), "{other}");
    }
}

/// A05 (CVE-2025-54888): somebody signs correctly, and speaks for somebody else.
#[test]
fn nobody_speaks_for_another_actor() {
    let mallory = id(MALLORY);
    for verb in [
        "Follow", "Undo", "Like", "Create", "Delete", "Accept", "Reject", "Block", "Flag", "Announce", "Update", "Bite",
    ] {
        let forged =
            json!({"id": "https://h.example/a/1", "type": verb, "actor": DAVE, "object": "https://h.example/notes/1"});
        let judged = activity(&forged).verify(Provenance::Signed(&mallory)).map(drop);
        assert_eq!(judged, Err(Rejected::Signer), "{verb}");
    }
    let borrowed =
        json!({"id": "https://h.example/a/1", "type": "Like", "actor": MALLORY, "object": "https://h.example/notes/1"});
    assert_eq!(
        signed(&borrowed),
        Err(Rejected::OtherOrigin("id")),
        "an address of another server"
    );
}

/// A07 (CVE-2026-73090): something of another server is changed, deleted, undone.
#[test]
fn nobody_changes_what_is_elsewhere() {
    let theirs = "https://h.example/notes/1";
    for author in [DAVE, MALLORY] {
        let note = json!({"type": "Note", "id": theirs, "attributedTo": author, "content": "forged"});
        for verb in ["Create", "Update", "Delete"] {
            assert_eq!(
                signed(&by_mallory(verb, note.clone())),
                Err(Rejected::OtherOrigin("object")),
                "{verb}"
            );
        }
    }
    for verb in ["Create", "Update", "Delete", "Undo"] {
        assert_eq!(
            signed(&by_mallory(verb, theirs.into())),
            Err(Rejected::OtherOrigin("object")),
            "{verb}"
        );
    }
    let like = json!({"type": "Like", "actor": DAVE, "object": "https://x.example/1"});
    assert_eq!(
        signed(&by_mallory("Undo", like)),
        Err(Rejected::OtherActor("object")),
        "what somebody else did"
    );
    let moved = json!({"id": "https://e.example/a/1", "type": "Move", "actor": MALLORY, "object": DAVE, "target": "https://e.example/u/2"});
    assert_eq!(
        signed(&moved),
        Err(Rejected::OtherActor("object")),
        "somebody else's move"
    );
}

/// A07, A08: somebody of the same server is somebody else, too.
#[test]
fn a_neighbour_changes_nothing_either() {
    let note = json!({"type": "Note", "id": "https://h.example/notes/1", "attributedTo": DAVE, "to": "as:Public"});
    let erin = |verb: &str| json!({"id": "https://h.example/a/1", "type": verb, "actor": "https://h.example/users/erin", "object": note});
    for verb in ["Create", "Update"] {
        assert_eq!(signed(&erin(verb)), Err(Rejected::OtherActor("object")), "{verb}");
    }
    let announced = signed(&erin("Announce")).expect("it may be announced");
    assert_eq!(
        announced,
        Deed::Announce(Item::Id(id("https://h.example/notes/1"))),
        "but what it says is not believed"
    );
    let profile = json!({"type": "Person", "id": DAVE, "inbox": "https://h.example/inbox"});
    let taken = json!({"id": "https://h.example/a/1", "type": "Update", "actor": "https://h.example/users/erin", "object": profile});
    assert_eq!(signed(&taken), Err(Rejected::OtherActor("object")));
}

/// A moderator may remove what is elsewhere, but only in a group, which is asked; nobody else's word carries its name.
#[test]
fn who_deletes_as_a_moderator_says_so() {
    let mut deletion = by_mallory("Delete", "https://h.example/notes/1".into());
    deletion["audience"] = "https://l.example/c/cats".into();
    let Ok(Deed::Delete(kept)) = signed(&deletion) else {
        panic!("a deletion")
    };
    assert_eq!(
        kept.group,
        Some(id("https://l.example/c/cats")),
        "the group has to be asked"
    );
    deletion["object"] = "https://e.example/notes/1".into();
    let Ok(Deed::Delete(own)) = signed(&deletion) else {
        panic!("a deletion")
    };
    assert_eq!(own.group, None, "one's own needs nobody");
}

/// A09 (CVE-2024-52591, CVE-2025-25306): a forged object hides within something that is genuine.
#[test]
fn what_is_within_and_elsewhere_is_an_address() {
    for place in [
        "http://e.example/n",
        "https://e.example:8443/n",
        "https://h.example/n",
        "https://sub.e.example/n",
    ] {
        let forged = json!({"type": "Note", "id": place, "attributedTo": MALLORY, "content": "forged"});
        let announced = signed(&by_mallory("Announce", forged.clone())).expect("it may be announced");
        assert_eq!(announced, Deed::Announce(Item::Id(id(place))), "{place}");
        let mut added = by_mallory("Add", forged);
        added["target"] = "https://e.example/users/mallory/featured".into();
        let Ok(Deed::Add(Item::Id(_), _)) = signed(&added) else {
            panic!("{place} is believed")
        };
    }
    let group = activity(&serde_json::from_slice(&fixture("group.json")).expect("JSON"));
    let signer = group.actor.clone();
    let group = group.verify(Provenance::Signed(&signer)).expect("a group announces");
    assert_eq!(
        group.deed,
        Deed::Announce(Item::Id(id("https://other.example/activities/like/1")))
    );
    let container = signed(&serde_json::from_slice(&fixture("container.json")).expect("JSON")).expect("it is added");
    let Deed::Add(Item::Id(said), Item::Thing(target)) = container else {
        panic!("the container is the owner's")
    };
    assert_eq!(
        said,
        id("https://other.example/notes/1"),
        "what was said, not the saying"
    );
    assert_eq!(target.id(), Some(&id("https://s.example/threads/1")));
}

/// A09: the same in pages of collections.
#[test]
fn a_collection_holds_what_is_of_its_own_server() {
    let Thing::Collection(outbox) = Thing::read(&fixture("outbox.json")).expect("reads") else {
        panic!("a collection")
    };
    let outbox = outbox
        .verify(&id("https://m.example/users/bob/outbox"))
        .expect("it lies there");
    assert_eq!(outbox.items.len(), 3);
    assert_eq!(outbox.items[1], Item::Id(id("https://evil.example/notes/1")));
    assert!(outbox.items[2].object().is_some(), "what is of the server stays");
    let elsewhere =
        json!({"type": "Collection", "id": "https://e.example/c", "next": "https://h.example/private?page=2"});
    let Thing::Collection(elsewhere) = read(&elsewhere) else {
        panic!("a collection")
    };
    assert_eq!(
        elsewhere
            .verify(&id("https://e.example/c"))
            .expect("it lies there")
            .next,
        None,
        "no page elsewhere is asked"
    );
}

/// A09: pages, inboxes and keys of others.
#[test]
fn an_actor_has_nothing_on_other_servers() {
    let actor = |inbox: &str| {
        json!({"type": "Person", "id": MALLORY, "inbox": inbox, "url": "https://h.example/@dave", "endpoints": {"sharedInbox": "https://h.example/inbox"},
            "publicKey": [{"id": "https://e.example/users/mallory#k", "owner": DAVE, "publicKeyPem": "x"},
                {"id": "https://h.example/users/dave#main-key", "owner": MALLORY, "publicKeyPem": "x"},
                {"id": "https://e.example/users/mallory#main-key", "owner": MALLORY, "publicKeyPem": "x"}]})
    };
    let Thing::Actor(bad) = read(&actor("https://h.example/inbox")) else {
        panic!("an actor")
    };
    assert_eq!(bad.verify(&id(MALLORY)).map(drop), Err(Rejected::OtherOrigin("inbox")));
    let Thing::Actor(actor) = read(&actor("https://e.example/inbox")) else {
        panic!("an actor")
    };
    let actor = actor.verify(&id(MALLORY)).expect("an actor");
    assert_eq!((actor.page.as_ref(), actor.shared_inbox.as_ref()), (None, None));
    assert_eq!(actor.keys.len(), 1);
}

/// A10 (CVE-2023-42451): one server in many spellings is one server, or none.
#[test]
fn a_server_has_one_name() {
    for same in [
        "https://H.example/u",
        "HTTPS://h.example/u",
        "https://h.example:443/u",
        "https://%68.example/u",
        "https://ｈ.example/u",
        "https://h\u{3002}example/u",
        "https://h\u{FF0E}example/u",
        "https://h\u{AD}.example/u",
    ] {
        assert_eq!(
            Id::parse(same).map(String::from).as_deref(),
            Some("https://h.example/u"),
            "{same}"
        );
    }
    assert_eq!(id("https://bücher.example/u").authority(), "xn--bcher-kva.example");
    assert_eq!(id("http://h.example:80/u").origin(), "http://h.example");
    let long = format!("https://{}.example/u", "a".repeat(250));
    for none in [
        "https://h.example./u",
        "https://user@h.example/u",
        "https://h.example@e.example/u",
        "https://:x@h.example/u",
        "https:h.example/u",
        "https:/h.example/u",
        "https:///h.example/u",
        "https://h.exa\0mple/u",
        "https://h.example/\0",
        "https://h.example\\@e.example/u",
        "https://h.example /u",
        " https://h.example/u",
        "ftp://h.example/u",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "acct:a@h.example",
        "//h.example/u",
        "h.example/u",
        "",
        "https://",
        &long,
    ] {
        assert_eq!(Id::parse(none), None, "{none:?}");
    }
    assert_ne!(
        id("https://h.example/u"),
        id("https://h.example/u/"),
        "what follows the server is kept as it is"
    );
}

/// A12 (CVE-2022-24307, CVE-2026-46349 and their kin): documents that mean something else once they are restructured.
#[test]
fn a_document_means_what_it_says() {
    for restructured in [
        r#"{"type":"Note","@graph":[{"id":"https://h.example/1"}]}"#,
        r#"{"type":"Note","@included":[{"id":"https://h.example/1"}]}"#,
        r#"{"type":"Note","@reverse":{"likes":"https://h.example/1"}}"#,
        r#"{"@context":{"x":{"@reverse":"as:actor"}},"type":"Note"}"#,
        r#"{"type":"Create","object":{"tag":[{"@graph":1}]}}"#,
    ] {
        assert_eq!(
            Thing::read(restructured.as_bytes()),
            Err(Rejected::Json(Broken::Restructured)),
            "{restructured}"
        );
    }
    let swapped = json!({"@context": {"attributedTo": "as:summary", "summary": "as:attributedTo", "g": "@graph"}, "type": "Note", "id": "https://e.example/1", "attributedTo": MALLORY, "summary": DAVE});
    assert_eq!(read(&swapped).author(), Some(&id(MALLORY)), "a context changes nothing");
}

/// A19, and the duplicate keys of all parsers.
#[test]
fn a_monstrous_document_is_refused_at_once() {
    let refused = |document: &str| match Thing::read(document.as_bytes()) {
        Err(Rejected::Json(why)) => why,
        other => panic!("{:.40}: {other:?}", document),
    };
    let deep = |depth: usize| format!("{{\"type\":\"Note\",\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(refused(&deep(100_000)), Broken::TooDeep);
    assert_eq!(refused(&deep(32)), Broken::TooDeep);
    assert!(Thing::read(deep(31).as_bytes()).is_ok());
    let objects = |depth: usize| format!("{}1{}", "{\"object\":".repeat(depth), "}".repeat(depth));
    assert_eq!(refused(&objects(50_000)), Broken::TooDeep);
    assert_eq!(
        refused(&format!("{{\"x\":[{}0]}}", "0,".repeat(400_000))),
        Broken::TooMany
    );
    assert_eq!(
        refused(&format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20))),
        Broken::TooLong
    );
    assert_eq!(
        refused(&format!("{{\"x\":{}}}", "9".repeat(1_000_000))),
        Broken::Malformed
    );
    for twice in [
        format!(r#"{{"type":"Like","actor":"{DAVE}","actor":"{MALLORY}"}}"#),
        format!(r#"{{"type":"Like","actor":"{DAVE}","as:actor":"{MALLORY}"}}"#),
        format!(r#"{{"type":"Like","id":"{DAVE}","@id":"{MALLORY}"}}"#),
        format!(r#"{{"type":"Like","\u0061ctor":"{DAVE}","actor":"{MALLORY}"}}"#),
    ] {
        assert_eq!(refused(&twice), Broken::Twice, "{twice}");
    }
    for none in [
        "",
        "[]",
        "null",
        "\"x\"",
        "{",
        "{}x",
        "{\"x\":\"\\ud800\"}",
        "{\"x\":NaN}",
        "\u{feff}[]",
    ] {
        assert_eq!(refused(none), Broken::Malformed, "{none}");
    }
    assert_eq!(Thing::read(b"{\"x\":\"\xff\"}"), Err(Rejected::Json(Broken::Malformed)));
}

/// A13: an answer is about the one who answers.
#[test]
fn nobody_accepts_for_another() {
    let follow = |object: &str| json!({"type": "Follow", "id": "https://pod.example/f/1", "actor": "https://pod.example/people/mara", "object": object});
    for verb in ["Accept", "Reject"] {
        assert_eq!(
            signed(&by_mallory(verb, follow(DAVE))),
            Err(Rejected::OtherActor("object")),
            "{verb}"
        );
        assert!(signed(&by_mallory(verb, follow(MALLORY))).is_ok(), "{verb}");
    }
    let mut stamped = by_mallory("Accept", follow(MALLORY));
    stamped["result"] = "https://h.example/stamps/1".into();
    let Ok(Deed::Accept(_, stamp)) = signed(&stamped) else {
        panic!("an answer")
    };
    assert_eq!(stamp, None, "a stamp of another server is none");
}

/// A23: a key that is somebody else's, or of another address than was asked.
#[test]
fn a_key_and_its_owner_name_each_other() {
    let asked = id("https://e.example/k1");
    let key = |id: &str, owner: &str| read(&json!({"id": id, "owner": owner, "publicKeyPem": "x"}));
    assert_eq!(
        KeyClaim::owner(&key("https://h.example/users/dave#main-key", DAVE), &asked),
        Err(Rejected::Key)
    );
    assert_eq!(
        KeyClaim::owner(&key("https://e.example/k1", DAVE), &asked),
        Err(Rejected::OtherOrigin("owner"))
    );
    assert_eq!(
        KeyClaim::owner(&key("https://e.example/k1", MALLORY), &asked),
        Ok(id(MALLORY))
    );
    let stub = json!({"type": "Person", "id": MALLORY, "publicKey": {"id": "https://e.example/k1", "owner": MALLORY, "publicKeyPem": "x"}});
    assert_eq!(
        KeyClaim::owner(&read(&stub), &asked),
        Ok(id(MALLORY)),
        "a stub of an actor"
    );
    let lent = json!({"type": "Person", "id": MALLORY, "publicKey": {"id": "https://e.example/k1", "owner": DAVE, "publicKeyPem": "x"}});
    assert_eq!(KeyClaim::owner(&read(&lent), &asked), Err(Rejected::Key));
}

/// A stamp counts for one quote of one text by its author alone.
#[test]
fn a_stamp_allows_one_thing() {
    let Thing::Stamp(stamp) = Thing::read(&fixture("stamp.json")).expect("reads") else {
        panic!("a stamp")
    };
    let (made, about, ann) = (
        id("https://m.example/users/bob/statuses/1"),
        id("https://q.example/notes/1"),
        id("https://q.example/users/ann"),
    );
    assert_eq!(stamp.allows(&made, &about, &ann), Ok(()));
    assert_eq!(stamp.allows(&about, &made, &ann), Err(Rejected::Unfit("stamp")));
    assert_eq!(
        stamp.allows(&made, &about, &id("https://q.example/users/eve")),
        Err(Rejected::OtherActor("stamp"))
    );
    assert_eq!(
        stamp.allows(&made, &about, &id(MALLORY)),
        Err(Rejected::OtherOrigin("stamp"))
    );
}
