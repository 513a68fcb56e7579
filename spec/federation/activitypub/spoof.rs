//! Whose word it is: signatures speak for one actor, addresses for one server, and what is within something for nobody.

use entity::Reach;
use serde_json::json;

use super::{alice_follows_dave, answering, named, posts_here, reads, said_in_all, sees};
use crate::support::far::{Far, with};
use crate::support::rows::{column, count};

#[rocket::async_test]
async fn nobody_acts_in_the_name_of_another() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let erin = far.actor("erin", "far.example");
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = json!(format!("https://one.example/posts/{post}"));
    let me = json!(format!("https://one.example/people/{}", alice.guid));
    far.tells(&dave, dave.makes(dave.note("1", "Dave's own"))).await;
    // They are known, so nothing but what is sent is judged.
    for who in [&mallory, &erin] {
        far.tells(who, who.does("View", "1", json!("https://evil.example/x")))
            .await;
    }
    let before = (said_in_all(&far.pod).await, far.asked().len());
    let forged = [
        dave.does("Follow", "f", me.clone()),
        dave.does("Undo", "f", dave.does("Follow", "g", me.clone())),
        dave.does("Like", "f", here.clone()),
        dave.does("Announce", "f", here.clone()),
        dave.makes(dave.note("forged", "not Dave's")),
        dave.does("Delete", "f", json!(dave.at("notes/none"))),
        dave.does("Delete", "g", json!(dave.id)),
        with(dave.does("Move", "f", json!(dave.id)), json!({"target": mallory.id})),
        dave.does("Accept", "f", json!("https://one.example/x")),
        dave.does("Block", "f", me),
        dave.does("Flag", "f", here),
        dave.does(
            "Update",
            "f",
            json!({"id": dave.id, "type": "Person", "inbox": mallory.at("inbox")}),
        ),
    ];
    for activity in &forged {
        for who in [&mallory, &erin] {
            let status = far.sends(who, "/inbox", activity).await;
            assert!(matches!(status, 202 | 401), "{status} {activity}");
        }
    }
    far.pod.settle().await;
    assert_eq!((said_in_all(&far.pod).await, far.asked().len()), before);
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_some());
    assert_eq!(far.known(&dave).await.unwrap().closed_at, None);
}

#[rocket::async_test]
async fn what_is_passed_on_by_another_is_asked_for_where_it_lies_and_only_if_it_belongs_here() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    let true_words = answering(dave.note("1", "what Dave said"), &here);
    far.serves(&dave.at("notes/1"), &true_words);
    let forged = dave.makes(answering(dave.note("1", "what Mallory made of it"), &here));
    far.tells(&mallory, forged).await;
    assert_eq!(
        reads(&far.pod, &alice, &post).await,
        ["dave@far.example: what Dave said"]
    );
    // It is said to be gone, and is not; then it is.
    far.tells(&mallory, dave.does("Delete", "1", json!(dave.at("notes/1"))))
        .await;
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 1);
    far.serves_as(&dave.at("notes/1"), 410, "text/plain", "");
    far.tells(&mallory, dave.does("Delete", "2", json!(dave.at("notes/1"))))
        .await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
}

/// A05, A07: our own actor is answered of what is for a few as of what never was, as long as it is there.
#[rocket::async_test]
async fn no_stranger_deletes_what_is_for_a_few_and_lies_nowhere_for_who_asks() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let few = json!({"to": [format!("{}/followers", dave.id)], "cc": []});
    let one = json!({"to": [format!("https://one.example/people/{}", alice.guid)], "cc": []});
    let all = json!({});
    for (name, whom) in [("few", few), ("one", one), ("all", all)] {
        far.tells(&dave, dave.makes(with(dave.note(name, "words"), whom))).await;
    }
    let has = async |name: &str| {
        sees(&far.pod, &alice, &dave.at(&format!("notes/{name}")))
            .await
            .is_some()
    };
    let says_gone = async |word: &str, name: &str| {
        let gone = json!(dave.at(&format!("notes/{name}")));
        far.tells(&mallory, dave.does("Delete", &format!("{word}-{name}"), gone))
            .await;
    };
    for name in ["few", "one", "all"] {
        assert!(has(name).await, "{name}");
        says_gone("first", name).await;
        assert_eq!(far.asked_for(&dave.at(&format!("notes/{name}"))), 1, "{name}");
    }
    assert!(has("few").await && has("one").await);
    assert!(!has("all").await, "what is for all would lie there");
    // Dave's server says that they were there.
    far.serves_as(&dave.at("notes/few"), 410, "text/plain", "");
    let tombstone = json!({"type": "Tombstone", "id": dave.at("notes/one")});
    far.serves(&dave.at("notes/one"), &tombstone);
    for name in ["few", "one"] {
        says_gone("second", name).await;
        assert!(!has(name).await, "{name}");
    }
}

#[rocket::async_test]
async fn what_lies_elsewhere_than_it_says_is_asked_for_where_it_says() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let (dave, mallory) = (far.actor("dave", "far.example"), far.actor("mallory", "evil.example"));
    far.serves(&dave.at("notes/1"), &dave.note("1", "true words"));
    far.serves("https://evil.example/x", &dave.note("1", "forged words"));
    far.opens("alice", "https://evil.example/x").await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1"))
        .await
        .expect("from where it lies");
    assert_eq!(post.post.text, "true words");
    // Of Dave, but lying with Mallory.
    far.serves(
        "https://evil.example/y",
        &with(dave.note("2", "forged"), json!({"id": "https://evil.example/y"})),
    );
    assert_eq!(far.opens("alice", "https://evil.example/y").await, "");
    // An actor of Dave's address with Mallory's key.
    let forged = json!({
        "id": dave.id, "type": "Person", "preferredUsername": "dave", "inbox": mallory.at("inbox"),
        "publicKey": {"id": format!("{}#main-key", dave.id), "owner": dave.id, "publicKeyPem": mallory.pair.public},
    });
    far.serves("https://evil.example/z", &forged);
    far.opens("alice", "https://evil.example/z").await;
    let keys = column(
        far.pod.db.read(),
        &format!("SELECT key_pem FROM actor WHERE uri = '{}'", dave.id),
    )
    .await;
    assert_eq!(keys[0].trim(), dave.pair.public.trim());
    assert_eq!(
        count(
            far.pod.db.read(),
            "SELECT COUNT(*) FROM person WHERE handle LIKE '%@evil.example'"
        )
        .await,
        0
    );
}

#[rocket::async_test]
async fn a_file_that_somebody_has_uploaded_is_nobody() {
    let far = Far::new().await;
    far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let note = dave.note("1", "words").to_string();
    let at = dave.at("notes/1");
    for kind in [
        "text/plain",
        "application/json",
        "image/png",
        "application/octet-stream",
        "application/ld+json",
        "",
    ] {
        far.serves_as(&at, 200, kind, &note);
        assert_eq!(far.opens("alice", &at).await, "", "{kind}");
    }
    far.serves_as("https://far.example/led", 302, "", "https://far.example/upload.json");
    far.serves_as("https://far.example/upload.json", 200, "text/plain", &note);
    assert_eq!(far.opens("alice", "https://far.example/led").await, "");
    let profiled = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    far.serves_as(&at, 200, profiled, &note);
    assert_ne!(far.opens("alice", &at).await, "");
}

#[rocket::async_test]
async fn a_name_is_taken_only_if_it_leads_back() {
    let far = Far::new().await;
    far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    // Somebody who has uploaded an actor, of whom nobody knows a name.
    let at = "https://far.example/uploads/fake.json";
    let key = json!({"id": format!("{at}#k"), "owner": at, "publicKeyPem": dave.pair.public});
    let fake = json!({
        "id": at, "type": "Person", "preferredUsername": "fake", "inbox": "https://far.example/uploads/inbox",
        "publicKey": key,
    });
    far.serves("https://far.example/uploads/fake.json", &fake);
    assert_eq!(far.opens("alice", "https://far.example/uploads/fake.json").await, "");
    // A name elsewhere that leads to Dave.
    let finger = json!({
        "subject": "acct:dave@evil.example",
        "links": [{"rel": "self", "type": "application/activity+json", "href": dave.id}],
    });
    let at = "https://evil.example/.well-known/webfinger?resource=acct:dave@evil.example";
    far.serves_as(at, 200, "application/jrd+json", &finger.to_string());
    far.opens("alice", "dave@evil.example").await;
    let handles = column(far.pod.db.read(), "SELECT handle FROM person WHERE pod_id IS NOT NULL").await;
    assert!(handles.iter().all(|handle| handle == "dave@far.example"), "{handles:?}");
    // Somebody new at a name that is taken.
    let new = "https://far.example/users/new";
    let key = json!({"id": format!("{new}#k"), "owner": new, "publicKeyPem": dave.pair.public});
    let taker = json!({
        "id": new, "type": "Person", "preferredUsername": "dave", "inbox": format!("{new}/inbox"), "publicKey": key,
    });
    far.serves("https://far.example/users/new", &taker);
    far.opens("alice", &dave.id).await;
    let led = json!({
        "subject": "acct:dave@far.example",
        "links": [{"rel": "self", "type": "application/activity+json", "href": "https://far.example/users/new"}],
    });
    let at = "https://far.example/.well-known/webfinger?resource=acct:dave@far.example";
    far.serves_as(at, 200, "application/jrd+json", &led.to_string());
    assert_eq!(far.opens("alice", "https://far.example/users/new").await, "");
    let uris = column(far.pod.db.read(), "SELECT uri FROM actor").await;
    assert_eq!(uris, [dave.id]);
}

#[rocket::async_test]
async fn one_host_in_many_spellings_is_one_host() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    for spelling in [
        "https://far.example./users/dave",
        "https://far.example@evil.example/users/dave",
    ] {
        let activity = with(
            dave.does("Like", "1", json!("https://one.example/x")),
            json!({"actor": spelling}),
        );
        let status = far.sends(&mallory, "/inbox", &activity).await;
        assert!(matches!(status, 400 | 401), "{spelling} {status}");
    }
    // In capitals and with the usual port it is the same, and signed by the same.
    let note = with(
        dave.note("1", "words"),
        json!({"attributedTo": "https://FAR.example:443/users/dave"}),
    );
    let activity = with(dave.makes(note), json!({"actor": "https://FAR.example:443/users/dave"}));
    far.tells(&dave, activity).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_some());
    assert_eq!(
        count(
            far.pod.db.read(),
            "SELECT COUNT(*) FROM person WHERE handle LIKE 'dave@%'"
        )
        .await,
        1
    );
}

#[rocket::async_test]
async fn what_is_stored_never_becomes_somebody_elses_and_never_reaches_further() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (mallory, erin) = (far.actor("mallory", "evil.example"), far.actor("erin", "far.example"));
    let bob = far.citizen("bob").await;
    let public = json!(["https://www.w3.org/ns/activitystreams#Public"]);
    let few = json!({"to": [format!("{}/followers", dave.id)], "cc": []});
    far.tells(&dave, dave.makes(with(dave.note("1", "for a few"), few)))
        .await;
    far.serves_as(&dave.at("notes/1"), 404, "text/plain", "");
    for (number, who) in [&mallory, &erin].into_iter().enumerate() {
        let mine = with(
            dave.note("1", "taken over"),
            json!({"attributedTo": who.id, "to": public}),
        );
        let theirs = with(dave.note("1", "made public"), json!({"to": public}));
        for (verb, object) in [
            ("Update", mine.clone()),
            ("Create", mine),
            ("Announce", theirs.clone()),
            ("Add", theirs),
            ("Delete", json!(dave.at("notes/1"))),
        ] {
            let activity = who.does(verb, &format!("{number}"), object);
            far.sends(who, "/inbox", &activity).await;
        }
    }
    far.pod.settle().await;
    // Nor by his own word: who has it was decided when he shared it.
    let wider = with(
        dave.note("1", "for a few"),
        json!({"to": public, "updated": "2026-11-21T11:30:00Z"}),
    );
    far.tells(&dave, dave.does("Update", "1", wider)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    assert_eq!(
        (post.post.reach, post.author.handle.as_str()),
        (Reach::Limited, "dave@far.example")
    );
    assert!(sees(&far.pod, &bob, &dave.at("notes/1")).await.is_none());
    let authors = column(far.pod.db.read(), "SELECT CAST(author_id AS TEXT) FROM far_object").await;
    assert_eq!(authors, [far.known(&dave).await.unwrap().id.to_string()]);
}

#[rocket::async_test]
async fn things_within_things_are_only_addresses() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    far.follows(&alice, "alice", &mallory).await;
    far.serves(&dave.at("notes/1"), &dave.note("1", "true words"));
    let forged = dave.note("1", "forged words");
    far.tells(&mallory, mallory.does("Announce", "1", forged.clone())).await;
    let hidden = with(
        mallory.note("m", "mine"),
        json!({
            "inReplyTo": forged, "url": [forged], "tag": [forged],
            "replies": {"type": "Collection", "first": {"type": "CollectionPage", "items": [forged]}},
        }),
    );
    far.tells(&mallory, mallory.makes(hidden)).await;
    let post = sees(&far.pod, &alice, &dave.at("notes/1")).await.unwrap();
    assert_eq!(post.post.text, "true words");
    for at in ["https://far.example:444/notes/2", "http://far.example/notes/2"] {
        let other = with(dave.note("2", "forged"), json!({"id": at}));
        far.sends(&dave, "/inbox", &dave.makes(other)).await;
        far.pod.settle().await;
        assert!(sees(&far.pod, &alice, at).await.is_none(), "{at}");
    }
}

#[rocket::async_test]
async fn the_signature_within_a_document_is_nobodys() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mallory = far.actor("mallory", "evil.example");
    let signed = with(
        dave.makes(dave.note("1", "forged")),
        json!({"signature": {
            "type": "RsaSignature2017", "creator": format!("{}#main-key", dave.id),
            "created": "2026-11-21T11:00:00Z", "signatureValue": "aGVsbG8=",
        }}),
    );
    far.sends(&mallory, "/inbox", &signed).await;
    far.pod.settle().await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/1")).await.is_none());
    let graph = with(
        dave.makes(dave.note("2", "x")),
        json!({"@included": [dave.note("3", "y")]}),
    );
    assert_eq!(far.sends(&dave, "/inbox", &graph).await, 400);
}

#[rocket::async_test]
async fn names_of_the_fediverse_do_not_come_by_the_other_protocol() {
    let network = crate::support::Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let guid = named("https://far.example/notes/1");
    let xml = format!(
        "<status_message><author>{}</author><guid>{guid}</guid><created_at>2026-11-20T10:00:00Z</created_at>\
         <public>true</public><text>forged words</text></status_message>",
        bob.who.handle
    );
    let letter = crate::support::network::signed(&xml, &bob.who.handle, "bob");
    crate::federation::attack::send(&network, &alice, "/receive/public", letter).await;
    assert!(crate::federation::sees(&alice, &guid).await.is_none());
}
