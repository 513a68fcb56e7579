//! What is for a few people only, given to a world of servers that treat it as their programs do: whoever it is for sees it, nobody
//! else does, and no server learns of anybody elsewhere.

use std::collections::BTreeSet;

use entity::{AspectId, PersonId, person};
use samara::domain::post::{self, Composed, Wanted, Wishes, compose};
use samara::domain::{aspect, contact};

use crate::federation::says;
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program, signed, uri_of};

pub(super) const NAMES: [&str; 3] = ["kim", "lou", "max"];

fn host(program: Program) -> String {
    format!("{}.example", format!("{program:?}").to_lowercase())
}

pub(super) async fn world(network: &Network) -> Vec<Persona> {
    let mut all = Vec::new();
    for program in Program::ALL {
        all.push(Persona::join(network, program, &host(program), &NAMES).await);
    }
    all
}

/// Numbers that look like chance and are the same each time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    pub(super) fn flips(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// Shares with an aspect of its own that has these people in it.
async fn shares(author: &Citizen<'_>, people: &[&person::Model], text: &str, name: &str) -> (String, AspectId) {
    let user = author.who.user;
    let new = author.pod.act(async |tx| aspect::add(tx, user, name, 1).await);
    let aspect = new.await.unwrap().id;
    for person in people {
        let id = person.id;
        author
            .pod
            .act(async |tx| contact::add_to(tx, user, id, aspect).await)
            .await
            .unwrap();
    }
    let wanted = Wanted {
        reach: "limited".to_owned(),
        aspects: vec![aspect.0],
        people: Vec::new(),
        except: Vec::new(),
    };
    let (me, host) = (author.me().await, author.pod.settings.host());
    let composed = Composed {
        text,
        wanted: &wanted,
        wishes: &Wishes::default(),
    };
    let post = author.pod.act(async |tx| compose(tx, &me, &host, composed).await);
    (post.await.unwrap().guid.clone(), aspect)
}

/// Whom a program cannot be trusted with gets nothing.
fn is_reached(persona: &Persona) -> bool {
    persona.program != Program::PeerTube
}

/// That no byte of what came to a server names anybody of another one, or anybody there who does not have it.
fn names_nobody_else(world: &[Persona], has: &BTreeSet<PersonId>) {
    for persona in world {
        for came in persona.came() {
            assert!(
                came.path.ends_with("/inbox") && came.path != "/inbox",
                "{} is for one person",
                came.path
            );
            for other in world {
                for person in &other.people {
                    let named = came.raw.contains(&uri_of(person)) || came.raw.contains(&person.handle);
                    let may = other.host == persona.host && has.contains(&person.id);
                    assert!(
                        !named || may,
                        "{} learns of {}: {}",
                        persona.host,
                        person.handle,
                        came.raw
                    );
                }
                let other_host = other.host != persona.host && came.raw.contains(&other.host);
                assert!(!other_host, "{} learns of {}: {}", persona.host, other.host, came.raw);
            }
            // What names mean is said in the context, also of those that are not used.
            let mut body = came.body.clone();
            body.as_object_mut().expect("an activity").remove("@context");
            for hidden in ["bto", "bcc", "directMessage"] {
                assert!(!body.to_string().contains(&format!("\"{hidden}\"")), "{}", came.raw);
            }
        }
    }
}

/// That exactly those who have what lies at addresses of this kind are shown it by their servers.
pub(super) fn is_shown_to(world: &[Persona], following: &BTreeSet<String>, has: &BTreeSet<PersonId>, what: &str) {
    for persona in world {
        let here: BTreeSet<String> = persona.people.iter().map(uri_of).collect();
        let following: BTreeSet<String> = here.intersection(following).cloned().collect();
        let mut shown = persona.shown(&following);
        shown.retain(|id, _| id.contains(what));
        let seen: BTreeSet<String> = shown.into_values().flatten().collect();
        let meant: BTreeSet<String> = persona
            .people
            .iter()
            .filter(|person| has.contains(&person.id) && is_reached(persona))
            .map(uri_of)
            .collect();
        assert_eq!(seen, meant, "{what} on {:?}", persona.program);
    }
}

#[rocket::async_test]
async fn generated_posts_reach_exactly_their_people_on_servers_of_every_kind() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let world = world(&network).await;
    let mut dice = Dice(7);
    let mut following = BTreeSet::new();
    for persona in &world {
        for name in NAMES {
            if dice.flips() {
                persona.follows(name, &alice).await;
                following.insert(persona.uri(name));
            }
        }
    }
    network.settle().await;
    for round in 0..6 {
        world.iter().for_each(Persona::forget);
        let all: Vec<&person::Model> = world.iter().flat_map(|persona| &persona.people).collect();
        let people: Vec<&person::Model> = all.iter().copied().filter(|_| dice.flips()).collect();
        let has: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
        let named = all[dice.below(all.len() as u64) as usize];
        let text = format!("Round {round} with @{{Somebody; {}}} and #plums", named.handle);
        let (guid, _) = shares(&alice, &people, &text, &format!("round{round}")).await;
        network.settle().await;
        names_nobody_else(&world, &has);
        is_shown_to(&world, &following, &has, "/posts/");
        // An answer goes the same way: whoever has the post has it.
        says(&alice, &guid, "And a word more").await;
        network.settle().await;
        names_nobody_else(&world, &has);
        is_shown_to(&world, &following, &has, "/comments/");
    }
}

#[rocket::async_test]
async fn a_change_and_the_end_of_a_post_go_to_the_same_copies() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let world = world(&network).await;
    let people: Vec<&person::Model> = world.iter().flat_map(|persona| &persona.people[..2]).collect();
    let has: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
    let (guid, _) = shares(&alice, &people, "Plums", "choir").await;
    network.settle().await;
    let copies = |kind: &str| -> BTreeSet<(String, String, String)> {
        let mut all = BTreeSet::new();
        for persona in &world {
            for came in persona.came().iter().filter(|came| came.body["type"] == kind) {
                let id = came.body["object"]["id"].as_str().unwrap().to_owned();
                all.insert((persona.host.clone(), came.path.clone(), id));
            }
        }
        all
    };
    let created = copies("Create");
    assert_eq!(created.len(), 18, "two people on each of nine servers: {created:?}");
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    network.advance(std::time::Duration::from_secs(60));
    let edited = alice
        .pod
        .act(async |tx| post::edit(tx, &me, &host, &guid, "Pears").await);
    edited.await.unwrap();
    network.settle().await;
    assert_eq!(copies("Update"), created);
    for came in world.iter().flat_map(|persona| persona.came()) {
        if came.body["type"] == "Update" {
            let note = &came.body["object"];
            assert!(note["content"].as_str().unwrap().contains("Pears"));
            assert!(note["updated"].as_str() > note["published"].as_str());
            assert_eq!(came.body["to"], note["to"]);
        }
    }
    let gone = alice.pod.act(async |tx| post::delete(tx, &me, &guid).await);
    gone.await.unwrap();
    network.settle().await;
    assert_eq!(copies("Delete"), created);
    names_nobody_else(&world, &has);
    is_shown_to(&world, &BTreeSet::new(), &BTreeSet::new(), "/posts/");
}

#[rocket::async_test]
async fn a_copy_is_had_again_by_those_who_were_given_it_and_is_not_there_for_anybody_else() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let world = world(&network).await;
    let people: Vec<&person::Model> = world.iter().flat_map(|persona| &persona.people[..2]).collect();
    let mastodon = world
        .iter()
        .find(|persona| persona.program == Program::Mastodon)
        .unwrap();
    // One of the two there follows her, and the other one does not: each gets it in a form of its own.
    mastodon.follows("kim", &alice).await;
    let (guid, _) = shares(&alice, &people, "Plums", "choir").await;
    network.settle().await;
    let ask = async |headers: &[(String, String)], path: &str| {
        alice.pod.server().asked(false, path, headers, Vec::new()).await
    };
    let own = format!("/posts/{guid}");
    for persona in &world {
        for came in persona.came().iter().filter(|came| came.body["type"] == "Create") {
            let note = &came.body["object"];
            let path = note["id"]
                .as_str()
                .unwrap()
                .strip_prefix("https://one.example")
                .unwrap();
            let name = came.path.split('/').nth(2).unwrap();
            let (status, _, body) = ask(&persona.signs(alice.pod, name, path), path).await;
            assert_eq!(status, 200, "{:?} has it at {path}", persona.program);
            let mut got: serde_json::Value = serde_json::from_slice(&body).unwrap();
            got.as_object_mut().unwrap().remove("@context");
            assert_eq!(got, *note, "the same as was sent");
            for other in world.iter().filter(|other| other.host != persona.host) {
                let stranger = ask(&other.signs(alice.pod, "kim", path), path).await;
                let has = stranger.0 == 200 && path == own;
                let theirs = String::from_utf8_lossy(&stranger.2).contains(&persona.host);
                assert!(!theirs && (has || stranger.0 == 404), "{:?} at {path}", other.program);
            }
        }
    }
    // For who does not have it, it is as what never was: status, bytes and headers.
    let lemmy = world.iter().find(|persona| persona.program == Program::Lemmy).unwrap();
    let never = "/posts/0123456789abcdef0123456789abcdef";
    let hidden = ask(&lemmy.signs(alice.pod, "max", &own), &own).await;
    let absent = ask(&lemmy.signs(alice.pod, "max", never), never).await;
    let fixed = |(status, headers, body): (u16, Vec<(String, String)>, Vec<u8>)| {
        let mut headers = headers;
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
        (
            status,
            headers,
            String::from_utf8(body).unwrap().replace(&own, "").replace(never, ""),
        )
    };
    assert_eq!(hidden.0, 404);
    assert_eq!(fixed(hidden), fixed(absent));
    // Somebody else's key under a name that has it.
    let forged = signed(
        alice.pod,
        &format!("{}#main-key", mastodon.uri("kim")),
        "mallory@evil.example",
        &own,
    );
    assert_eq!(ask(&forged, &own).await.0, 401);
    let good = mastodon.signs(alice.pod, "kim", &own);
    assert_eq!(ask(&good, &own).await.0, 200);
    let elsewhere = format!("/posts/{guid}/replies");
    assert_eq!(
        ask(&good, &elsewhere).await.0,
        401,
        "a signature is good for what it signs"
    );
}

/// Who is shown what by their servers, by address.
fn shown(persona: &Persona, following: &BTreeSet<String>) -> Vec<(String, BTreeSet<String>)> {
    persona.shown(following).into_iter().collect()
}

#[rocket::async_test]
async fn whoever_does_not_follow_the_author_is_told_by_a_copy_of_their_own_and_keeps_to_it() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &NAMES).await;
    for name in ["kim", "lou"] {
        masto.follows(name, &alice).await;
    }
    let all: Vec<&person::Model> = masto.people.iter().collect();
    let (guid, _) = shares(&alice, &all, "Plums", "choir").await;
    network.settle().await;
    let mut following = BTreeSet::from([masto.uri("kim"), masto.uri("lou")]);
    let given = shown(&masto, &following);
    let (own, copy) = (&given[0], &given[1]);
    assert_eq!(own.0, format!("https://one.example/posts/{guid}"));
    assert_eq!(own.1, following, "together, in what they read at home");
    assert!(copy.0.contains("/copies/"), "{given:?}");
    assert_eq!(copy.1, BTreeSet::from([masto.uri("max")]));
    for came in masto.came().iter().filter(|came| came.body["type"] == "Create") {
        let note = &came.body["object"];
        let mentions = note["tag"].as_array().map_or(0, Vec::len);
        let alone = note["to"] == serde_json::json!([masto.uri("max")]);
        assert_eq!(
            mentions,
            usize::from(alone),
            "whoever follows is not told by a mention: {note}"
        );
        assert!(
            alone || note["to"] == serde_json::json!([masto.uri("kim"), masto.uri("lou")]),
            "{note}"
        );
    }
    // What is said there, and what is changed, goes the same ways, whoever follows whom by then; nobody gets a second copy.
    let user = alice.who.user;
    let (lou, max) = (masto.who("lou").id, masto.uri("max"));
    let left = alice
        .pod
        .act(async |tx| Ok(entity::write::follow::end(tx.sql(), entity::write::follow::Way::In, user, lou).await?));
    left.await.unwrap();
    masto.follows("max", &alice).await;
    following.insert(max);
    network.settle().await;
    network.advance(std::time::Duration::from_secs(60));
    let said = says(&alice, &guid, "And a word more").await;
    network.settle().await;
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let edited = alice
        .pod
        .act(async |tx| post::edit(tx, &me, &host, &guid, "Pears").await);
    edited.await.unwrap();
    network.settle().await;
    let ways = |verb: &str, of: &str| -> BTreeSet<(String, String)> {
        let came = masto.came().into_iter().filter(|came| came.body["type"] == verb);
        let ways = came.map(|came| (came.path, came.body["object"]["id"].as_str().unwrap().to_owned()));
        ways.filter(|(_, id)| id.contains(of)).collect()
    };
    assert_eq!(ways("Update", &guid), ways("Create", &guid));
    let below: BTreeSet<(String, bool)> = ways("Create", &said)
        .into_iter()
        .map(|(path, id)| (path, id.contains("/copies/")))
        .collect();
    let meant =
        [("kim", false), ("lou", false), ("max", true)].map(|(name, alone)| (format!("/users/{name}/inbox"), alone));
    assert_eq!(below, BTreeSet::from(meant));
    for came in masto
        .came()
        .iter()
        .filter(|came| came.body["object"]["inReplyTo"].is_string())
    {
        let alone = came.path == "/users/max/inbox";
        let above = if alone { &copy.0 } else { &own.0 };
        assert_eq!(
            came.body["object"]["inReplyTo"], **above,
            "it stands below what they have"
        );
    }
    // One who has it no more is told so, by what they have; the others keep it.
    let gone = alice
        .pod
        .act(async |tx| post::withdraw(tx, &me, &host, &guid, &[masto.who("max").handle.clone()]).await);
    assert_eq!(gone.await.unwrap(), 1);
    network.settle().await;
    assert_eq!(
        ways("Delete", "/posts/"),
        BTreeSet::from([("/users/max/inbox".to_owned(), copy.0.clone())])
    );
}

#[rocket::async_test]
async fn the_author_is_told_before_sharing_what_servers_would_make_of_it() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let peertube = Persona::join(&network, Program::PeerTube, "films.example", &NAMES).await;
    let misskey = Persona::join(&network, Program::Misskey, "mi.example", &NAMES).await;
    let mastodon = Persona::join(&network, Program::Mastodon, "masto.example", &NAMES).await;
    let people = [
        &peertube.people[0],
        &peertube.people[1],
        &misskey.people[0],
        &misskey.people[1],
        &mastodon.people[0],
        &mastodon.people[1],
    ];
    let (_, aspect) = shares(&alice, &people, "Plums", "choir").await;
    network.settle().await;
    let got = peertube.came().into_iter().any(|came| came.body["type"] == "Create");
    assert!(!got, "they do not get it");
    let fields = [("reach", "limited"), ("aspect", &aspect.0.to_string()), ("text", "")];
    let sheet = alice.pod.browser("alice").await.post("/posts/audience", &fields).await;
    let said = [
        "4 people on 2 pods will get this.",
        "2 people are on servers that would show this to others; they will not get it.",
        "2 of 4 are on servers that may show them to each other.",
    ];
    let text = sheet.text().replace(['\u{2068}', '\u{2069}'], "");
    for words in said {
        assert!(text.contains(words), "{words} is in {text}");
    }
}
