//! Documents in the forms in which servers of many kinds send them, and the one form in which they go out again.

use std::fs;
use std::path::Path;

use samara::wire::activitypub::{
    Activity, ActorKind, Address, Audience, Choice, Deed, Id, Liking, Medium, Object, ObjectKind, PUBLIC, Permit,
    Policy, Poll, Quote, Tag, Thing,
};
use serde_json::{Value as Json, json};

/// A document of our own.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("spec/fixtures/activitypub")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn id(text: &str) -> Id {
    Id::parse(text).unwrap_or_else(|| panic!("{text} is an address"))
}

pub fn read(document: &Json) -> Thing {
    Thing::read(document.to_string().as_bytes()).unwrap_or_else(|why| panic!("{document}: {why}"))
}

fn thing(name: &str) -> Thing {
    Thing::read(&fixture(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn created(name: &str) -> (Activity, Object) {
    let activity = thing(name).activity().expect("an activity").clone();
    let Deed::Create(items) = &activity.deed else {
        panic!("{name} creates")
    };
    let object = items[0].object().expect("an object").clone();
    (activity, object)
}

#[test]
fn a_note_is_read_whatever_form_its_members_have() {
    let (activity, note) = created("note.json");
    assert_eq!(activity.actor, id("https://m.example/users/bob"));
    assert_eq!(note.kind, ObjectKind::Note);
    assert_eq!(note.author(), Some(&activity.actor));
    assert_eq!(note.summary.as_deref(), Some("food"));
    assert_eq!(note.language.as_deref(), Some("en"));
    assert!(
        note.content
            .as_deref()
            .is_some_and(|content| content.starts_with("<p>Hi "))
    );
    assert_eq!(note.in_reply_to, Some(id("https://pod.example/posts/1")));
    assert_eq!(
        note.published.expect("a time").to_rfc3339(),
        "2026-09-21T14:13:20.123456789+00:00"
    );
    assert_eq!(note.page, Some(id("https://m.example/@bob/1")));
    assert!(note.sensitive && note.audience.is_public());
    assert_eq!(
        note.audience.hidden,
        [Address::Id(id("https://pod.example/people/eve"))]
    );
    assert_eq!(
        note.quote,
        Some(Quote {
            of: id("https://q.example/notes/1"),
            stamp: None
        })
    );
    assert_eq!(note.replies, Some(id("https://m.example/users/bob/statuses/1/replies")));
    assert!(note.conversation.is_some() && note.context.is_none());
    let picture = &note.attachments[0];
    assert_eq!(
        (picture.medium, picture.url.as_str()),
        (Medium::Image, "https://m.example/media/a%20cat.png")
    );
    assert_eq!(
        (picture.description.as_deref(), picture.focus),
        (Some("a cat"), Some((0.5, -1.0)))
    );
    assert_eq!(note.mentions().count(), 1);
    assert_eq!(note.hashtags().collect::<Vec<_>>(), ["Cats"]);
    assert_eq!(note.emoji().next().map(|emoji| emoji.name.as_str()), Some("cat"));
    assert_eq!(note.tags.len(), 3, "the link to what is quoted is no tag");
}

#[test]
fn a_poll_is_closed_from_the_time_it_says() {
    let Thing::Object(question) = thing("question.json") else {
        panic!("an object")
    };
    let poll = question.poll.as_ref().expect("a poll");
    assert!(poll.several && poll.closed && poll.ends.is_some());
    assert_eq!(
        poll.choices[0],
        Choice {
            name: "Tea".into(),
            votes: Some(3)
        }
    );
    assert_eq!(poll.voters, Some(3));
    assert_eq!(question.json()["anyOf"][1]["replies"]["totalItems"], 0);
}

#[test]
fn a_film_has_a_person_a_channel_a_page_and_files() {
    let Thing::Object(film) = thing("video.json") else {
        panic!("an object")
    };
    assert_eq!(film.kind, ObjectKind::Video);
    assert_eq!(film.authors.len(), 2);
    assert_eq!(film.page, Some(id("https://tube.example/w/1")));
    assert_eq!(film.files.len(), 1);
    assert_eq!(
        (film.files[0].medium, film.files[0].height),
        (Medium::Video, Some(1080))
    );
    assert_eq!(film.comments, Some(true));
}

#[test]
fn an_actor_has_doors_keys_and_words() {
    let Thing::Actor(bob) = thing("person.json") else {
        panic!("an actor")
    };
    assert_eq!(bob.kind, ActorKind::Person);
    assert_eq!(bob.nearest_inbox(), Some(&id("https://m.example/inbox")));
    assert_eq!(bob.keys.len(), 2);
    assert!(bob.key(&id("https://m.example/users/bob#main-key")).is_some());
    assert!(bob.key(&id("https://m.example/users/bob#other")).is_none());
    assert!(bob.locked && bob.discoverable == Some(false) && bob.indexable.is_none());
    assert_eq!(bob.aliases, [id("https://old.example/users/bob")]);
    assert_eq!(bob.fields.len(), 1, "only what is a line of text");
    let written = bob.json();
    assert_eq!(written["@context"][0], "https://www.w3.org/ns/activitystreams");
    assert_eq!(written["publicKey"]["owner"], "https://m.example/users/bob");
    assert_eq!(written["assertionMethod"][0]["type"], "Multikey");
    assert_eq!(read(&written), Thing::Actor(bob));
}

#[test]
fn a_reaction_has_its_sign_and_its_picture() {
    let thing = thing("reaction.json");
    let Deed::Like(liking) = &thing.activity().expect("an activity").deed else {
        panic!("a like")
    };
    assert_eq!(liking.sign.as_deref(), Some(":cat@k.example:"));
    assert_eq!(
        liking.picture.as_ref().map(|picture| picture.name.as_str()),
        Some("cat")
    );
    let plain = Liking {
        object: id("https://m.example/1"),
        sign: None,
        picture: None,
    };
    let like = Activity::new(
        id("https://pod.example/likes/1"),
        id("https://pod.example/people/ada"),
        Deed::Like(plain),
    );
    assert!(like.json().get("content").is_none());
}

#[test]
fn types_that_nobody_knows_stay_readable() {
    let person = json!({"type": ["sports:Fan", "Person"], "id": "https://x.example/1"});
    assert_eq!(read(&person).kind(), "Person");
    let story = json!({"type": "Story", "id": "https://x.example/1", "attributedTo": "https://x.example/u"});
    let Thing::Object(story) = read(&story) else {
        panic!("an object")
    };
    assert_eq!(story.kind, ObjectKind::Other("Story".into()));
    let bite = json!({"type": "Bite", "id": "https://x.example/1", "actor": "https://x.example/u", "object": "https://y.example/u"});
    assert_eq!(
        read(&bite)
            .activity()
            .map(|bite| bite.deed.verb().to_owned())
            .as_deref(),
        Some("Bite")
    );
    let thing = json!({"type": "Thing", "id": "https://x.example/1"});
    assert!(matches!(read(&thing), Thing::Other(_)));
}

#[test]
fn everybody_is_one_in_all_spellings_and_only_here_is_nobody() {
    for spelling in [PUBLIC, "as:Public", "Public"] {
        let note = json!({"type": "Note", "to": spelling});
        assert!(
            read(&note).object().expect("an object").audience.is_public(),
            "{spelling}"
        );
    }
    for local in [
        "https://www.w3.org/ns/activitystreams#LocalPublic",
        "kmyblue:LocalPublic",
        "as:LocalPublic",
        "public",
    ] {
        let note = json!({"type": "Note", "to": [local]});
        assert!(read(&note).object().expect("an object").audience.is_empty(), "{local}");
    }
}

#[test]
fn a_vote_has_a_name_and_no_text() {
    let vote = json!({"type": "Note", "name": "Tea", "inReplyTo": "https://pod.example/polls/1", "attributedTo": "https://m.example/u"});
    assert!(read(&vote).object().expect("an object").is_vote());
    let mut note = vote.clone();
    note["content"] = "Tea".into();
    assert!(!read(&note).object().expect("an object").is_vote());
}

/// What goes out has the one form that every server reads.
#[test]
fn what_is_written_is_strict() {
    let ada = id("https://pod.example/people/ada");
    let note = Object {
        id: Some(id("https://pod.example/posts/1")),
        authors: vec![ada.clone()],
        audience: Audience {
            to: vec![Address::Id(id("https://m.example/users/bob"))],
            hidden: vec![Address::Id(id("https://other.example/users/eve"))],
            ..Audience::default()
        },
        content: Some("<p>hi</p>".into()),
        language: Some("de".into()),
        quote: Some(Quote {
            of: id("https://q.example/notes/1"),
            stamp: None,
        }),
        policy: Some(Policy {
            quote: Some(Permit::only(ada.clone())),
            ..Policy::default()
        }),
        poll: Some(Poll {
            several: false,
            choices: vec![Choice {
                name: "Tea".into(),
                votes: None,
            }],
            ends: None,
            closed: false,
            voters: None,
        }),
        ..Object::default()
    };
    let create = Activity {
        audience: note.audience.clone(),
        ..Activity::new(
            id("https://pod.example/posts/1/activity"),
            ada,
            Deed::Create(vec![note.clone().into()]),
        )
    };
    let written = create.json();
    let text = written.to_string();
    assert_eq!(written["to"], json!(["https://m.example/users/bob"]));
    assert_eq!(written["cc"], json!([]), "an empty list is one");
    assert!(
        !text.contains("eve") && !text.contains("bto") && !text.contains("bcc"),
        "nobody is told of the hidden"
    );
    assert!(!text.contains("null"), "nothing is null");
    let object = &written["object"];
    assert_eq!(object["contentMap"], json!({"de": "<p>hi</p>"}));
    for spelling in ["quote", "_misskey_quote", "quoteUri", "quoteUrl"] {
        assert_eq!(object[spelling], "https://q.example/notes/1");
    }
    assert_eq!(object["tag"][0]["type"], "Link");
    assert!(object.get("@context").is_none() && object.get("directMessage").is_none());
    assert_eq!(
        object["interactionPolicy"]["canQuote"]["automaticApproval"],
        json!(["https://pod.example/people/ada"])
    );
    assert_eq!(read(&written).json(), written);
}

#[test]
fn lists_are_cut_where_nobody_reads_on() {
    let many = |tag: &str| {
        (0..2_000)
            .map(|n| json!({"type": tag, "name": format!("#t{n}"), "href": "https://x.example"}))
            .collect::<Vec<_>>()
    };
    let note = json!({"type": "Note", "tag": many("Hashtag"), "attachment": (0..2_000).map(|n| format!("https://x.example/{n}")).collect::<Vec<_>>()});
    let Thing::Object(note) = read(&note) else {
        panic!("an object")
    };
    assert_eq!((note.tags.len(), note.attachments.len()), (256, 32));
    let options: Vec<Json> = (0..2_000).map(|n| json!({"name": n.to_string()})).collect();
    let Thing::Object(question) = read(&json!({"type": "Question", "oneOf": options})) else {
        panic!("an object")
    };
    assert_eq!(question.poll.expect("a poll").choices.len(), 100);
    let named = json!({"type": "Person", "id": "https://x.example/1", "name": "x".repeat(500_000)});
    let Thing::Actor(named) = read(&named) else {
        panic!("an actor")
    };
    assert_eq!(named.name.expect("a name").chars().count(), 2_048);
    assert!(matches!(note.tags[0], Tag::Hashtag { .. }));
}
