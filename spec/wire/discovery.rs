//! How people of other pods are found, and what is told about our own.

use samara::wire::diaspora::{Entity, Name, PathAddress, Text, entity::Pem};
use samara::wire::discovery::{
    HCard, Jrd, NodeInfo, Undiscovered, Version, WebFinger, nodeinfo, person, webfinger, xrd,
};
use samara::wire::{Guid, Handle};
use serde_json::{Value as Json, json};

use super::diaspora::vectors::{Count, Set, Vector, sets};

/// The kinds of vectors about discovery, with how each is run.
type Run = fn(&Set, Vector<'_>) -> Result<(), String>;
const KINDS: [(&str, Run); 6] = [
    ("webfinger", webfinger_read),
    ("webfinger_legacy_xrd", xrd_read),
    ("host_meta_legacy", xrd_read),
    ("hcard", hcard_read),
    ("discovery", discover),
    ("nodeinfo", nodeinfo_read),
];

#[test]
fn people_are_found_as_by_the_reference() {
    for set in sets() {
        for (kind, run) in KINDS {
            let mut count = Count::of(&set, kind);
            for vector in set.of(kind) {
                count.add(vector.name(), run(&set, vector));
            }
            count.end();
        }
    }
}

/// Compares a refusal: the part that the reference names is the part that we name.
fn outcome(vector: Vector<'_>, ours: Result<Json, Undiscovered>) -> Result<(), String> {
    let expected = vector.expected();
    match (expected["result"] == "accept", ours) {
        (true, Ok(value)) if value == expected["value"] => Ok(()),
        (true, other) => Err(format!("{other:?}, not {}", expected["value"])),
        (false, Ok(value)) => Err(format!("taken: {value}")),
        (false, Err(why)) => {
            let message = expected["message"].as_str().unwrap_or_default();
            let same = match why {
                Undiscovered::Incomplete(_) if message == "hcard html incomplete" => true,
                Undiscovered::Incomplete(part) | Undiscovered::Unfit(part) => {
                    message.contains(&format!("property: {part},"))
                }
                Undiscovered::OtherSubject => message.contains("does not match"),
                Undiscovered::Unreadable => !message.contains("property"),
            };
            same.then_some(()).ok_or(format!("{why}, not {message}"))
        }
    }
}

fn webfinger_read(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let document = set.bytes(vector.file("jrd"));
    let read = WebFinger::read(&document).map(|found| {
        json!({
            "acct_uri": found.subject,
            "hcard_url": found.hcard.as_str(),
            "seed_url": found.seed.as_str(),
            "profile_url": found.profile.as_ref().map(|url| url.as_str()),
            "atom_url": found.atom.as_ref().map(|url| url.as_str()),
            "salmon_url": found.salmon.as_ref().map(|url| url.as_str()),
            "subscribe_url": found.subscribe,
        })
    });
    outcome(vector, read)
}

fn xrd_read(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let read = xrd::read(&set.bytes(vector.file("xrd"))).map(|jrd| {
        let mut json = serde_json::to_value(jrd).expect("writes");
        if json["subject"] == "" {
            json.as_object_mut().expect("an object").remove("subject");
        }
        json
    });
    outcome(vector, read)
}

fn hcard_read(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let read = HCard::read(&set.bytes(vector.file("html"))).map(|card| {
        json!({
            "guid": card.guid.as_str(),
            "nickname": card.nickname.as_ref().map(Text::as_str),
            "full_name": card.full_name.as_str(),
            "public_key": card.public_key.as_str(),
            "photo_large_url": card.photo_large.as_str(),
            "photo_medium_url": card.photo_medium.as_str(),
            "photo_small_url": card.photo_small.as_str(),
            "first_name": card.first_name.as_ref().map(Name::as_str),
            "last_name": card.last_name.as_ref().map(Name::as_str),
            "searchable": card.searchable,
        })
    });
    outcome(vector, read)
}

/// Two steps; a GET of what is not listed gives 404.
fn discover(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    let responses = &vector.field("files")["responses"];
    let input = vector.expected()["input"].as_str().expect("an ID");
    let handle = Handle::typed(input).ok_or("no ID")?;
    let mut asked = Vec::new();
    let mut get = |url: String| {
        let answer = responses[&url].as_str().map(|file| set.bytes(file));
        asked.push(url);
        answer
    };
    let found = (|| {
        let answer = get(webfinger::address(&handle)).ok_or(Undiscovered::Unreadable)?;
        let webfinger = WebFinger::read(&answer)?;
        webfinger.is_about(&handle)?;
        let answer = get(webfinger.hcard.as_str().to_owned()).ok_or(Undiscovered::Unreadable)?;
        HCard::read(&answer).map(|card| Entity::from(person(&handle, &webfinger, &card)))
    })();
    if vector.expected()["requests"] != json!(asked) {
        return Err(format!("{asked:?} asked"));
    }
    outcome(
        vector,
        found.map(|person| properties(&person.json().expect("writes"), &vector.expected()["value"])),
    )
}

/// The JSON form as the vectors tell properties: all of them, what is nothing as null.
fn properties(form: &Json, expected: &Json) -> Json {
    let names = expected["properties"].as_object().into_iter().flatten();
    let named = names.map(|(name, value)| {
        let ours = &form["entity_data"][name];
        let ours = if value.is_object() {
            properties(ours, value)
        } else {
            ours.clone()
        };
        (name.clone(), ours)
    });
    json!({"entity_type": form["entity_type"], "properties": Json::Object(named.collect())})
}

fn nodeinfo_read(set: &Set, vector: Vector<'_>) -> Result<(), String> {
    if let Some(file) = vector.maybe_file("jrd") {
        let theirs = set.json(file);
        let href = theirs["links"][0]["href"].as_str().expect("an address");
        let pod = href.split("/nodeinfo/").next().expect("a pod");
        let newest = nodeinfo::newest(&set.bytes(file)).map_err(|why| why.to_string())?;
        return (nodeinfo::list(pod) == theirs && newest == (Version::V2_1, format!("{pod}/nodeinfo/2.1")))
            .then_some(())
            .ok_or(format!("{}, {newest:?}", nodeinfo::list(pod)));
    }
    let file = vector.file("json");
    let (version, read) = NodeInfo::read(&set.bytes(file)).map_err(|why| why.to_string())?;
    if vector.expected()["content_type"] != version.media_type() {
        return Err(version.media_type());
    }
    let written = read.write(version);
    (written == set.json(file)).then_some(()).ok_or(written.to_string())
}

#[test]
fn an_answer_about_somebody_else_is_refused() {
    for set in sets() {
        for vector in set
            .of("webfinger")
            .into_iter()
            .filter(|vector| vector.expected()["result"] == "accept")
        {
            let found = WebFinger::read(&set.bytes(vector.file("jrd"))).expect("reads");
            let mallory = Handle::parse("mallory@evil.example").expect("an ID");
            assert_eq!(
                found.is_about(&mallory),
                Err(Undiscovered::OtherSubject),
                "{}",
                vector.name()
            );
        }
    }
}

#[test]
fn what_we_tell_about_our_people_is_what_the_reference_tells() {
    for set in sets() {
        for vector in set
            .of("webfinger")
            .into_iter()
            .filter(|vector| vector.maybe_file("jrd").is_some())
        {
            if !matches!(vector.name(), "disc_webfinger_alice" | "disc_webfinger_carol") {
                continue;
            }
            let theirs = set.json(vector.file("jrd"));
            let subject = theirs["subject"].as_str().expect("a subject");
            let alias = theirs["aliases"][0].as_str().expect("an alias");
            let (pod, guid) = alias.split_once("/people/").expect("an address");
            let handle = webfinger::asked(subject).expect("an ID");
            let ours = Jrd::of(&handle, &Guid::parse(guid).expect("a guid"), pod);
            assert_eq!(serde_json::to_value(&ours).expect("writes"), theirs);
        }
        for vector in set
            .of("hcard")
            .into_iter()
            .filter(|vector| vector.expected()["result"] == "accept")
        {
            let theirs = set.text(vector.file("html"));
            let card = HCard::read(theirs.as_bytes()).expect("reads");
            assert_eq!(
                HCard::read(card.html().as_bytes()).as_ref(),
                Ok(&card),
                "{}",
                vector.name()
            );
            // An empty name the reference writes as `<span/>`, which HTML reads as the start of one.
            if vector.name() == "disc_hcard_alice" {
                assert_eq!(card.html().trim_end(), theirs.trim_end(), "{}", vector.name());
            }
        }
    }
}

#[test]
fn a_name_cannot_write_html_into_the_card() {
    let attack = "\"><script>alert('x')</script>&lt<b class=\"uid\">";
    let pem = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    let photo = || PathAddress::new("/a.png").expect("an address");
    let card = HCard {
        guid: Guid::parse("7f89d3c1bd8b728f2ffe9dac88b5578e").expect("a guid"),
        nickname: Text::new("alice"),
        full_name: Name::new(attack).expect("fits"),
        first_name: Name::new("<i>"),
        last_name: None,
        searchable: true,
        public_key: Pem::new(pem).expect("has the lines of one"),
        photo_large: photo(),
        photo_medium: photo(),
        photo_small: photo(),
    };
    let html = card.html();
    assert!(!html.contains("<script") && !html.contains("<i>"), "{html}");
    assert_eq!(HCard::read(html.as_bytes()), Ok(card));
}

#[test]
fn older_pods_are_found_by_way_of_host_meta() {
    for set in sets() {
        for vector in set.of("host_meta_legacy") {
            let address = xrd::address(&set.bytes(vector.file("xrd")), "acct:alice@remote.example").expect("names one");
            assert!(address.ends_with("/.well-known/webfinger.xml?resource=acct:alice@remote.example"));
        }
        for vector in set.of("webfinger_legacy_xrd") {
            let found = WebFinger::read(&set.bytes(vector.file("xrd"))).expect("reads XRD as well");
            assert!(found.hcard.as_str().contains("/hcard/users/"));
        }
    }
    let none = xrd::address(xrd::host_meta().as_bytes(), "x");
    assert_eq!(none, Err(Undiscovered::Incomplete("lrdd")), "ours is empty");
}

#[test]
fn who_asks_about_our_people_may_write_the_id_in_several_ways() {
    for resource in [
        "acct:bob@pod.example",
        "bob@pod.example",
        " acct:BOB@Pod.Example ",
        "ACCT:bob@pod.example",
    ] {
        assert_eq!(
            webfinger::asked(resource),
            Handle::parse("bob@pod.example"),
            "{resource}"
        );
    }
    for resource in ["", "acct:", "https://pod.example/u/bob", "acct:bob@pod.example/x"] {
        assert_eq!(webfinger::asked(resource), None, "{resource}");
    }
}

#[test]
fn hostile_answers_are_refused_or_read_and_never_followed_down() {
    let tower = "<div class='uid'>".repeat(50_000);
    assert!(HCard::read(tower.as_bytes()).is_err());
    assert_eq!(HCard::read(&vec![b'a'; 300_000]), Err(Undiscovered::Unreadable));
    assert_eq!(HCard::read(b"\xff\xfe"), Err(Undiscovered::Unreadable));
    let deep = "[".repeat(100_000);
    assert_eq!(Jrd::read(deep.as_bytes()), Err(Undiscovered::Unreadable));
    assert_eq!(
        Jrd::read(b"<!DOCTYPE XRD [<!ENTITY a 'b'>]><XRD/>"),
        Err(Undiscovered::Unreadable)
    );
    assert_eq!(NodeInfo::read(deep.as_bytes()).err(), Some(Undiscovered::Unreadable));
    let odd = json!({"subject": "acct:a@b", "aliases": 7, "links": [1, {"rel": 2}, {"rel": "x", "href": null}]});
    let odd = WebFinger::read(odd.to_string().as_bytes());
    assert_eq!(odd, Err(Undiscovered::Incomplete("seed_url")));
}
