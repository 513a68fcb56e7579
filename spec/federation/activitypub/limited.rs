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

const NAMES: [&str; 3] = ["kim", "lou", "max"];

fn host(program: Program) -> String {
    format!("{}.example", format!("{program:?}").to_lowercase())
}

async fn world(network: &Network) -> Vec<Persona> {
    let mut all = Vec::new();
    for program in Program::ALL {
        all.push(Persona::join(network, program, &host(program), &NAMES).await);
    }
    all
}

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn flips(&mut self) -> bool {
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

/// That exactly those who have something are shown it by their servers.
fn is_shown_to(world: &[Persona], following: &BTreeSet<String>, has: &BTreeSet<PersonId>, what: &str) {
    for persona in world {
        let here: BTreeSet<String> = persona.people.iter().map(uri_of).collect();
        let following: BTreeSet<String> = here.intersection(following).cloned().collect();
        let seen: BTreeSet<String> = persona.shown(&following).into_values().flatten().collect();
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
        is_shown_to(&world, &following, &has, "a post");
        // An answer goes the same way: whoever has the post has it.
        world.iter().for_each(Persona::forget);
        says(&alice, &guid, "And a word more").await;
        network.settle().await;
        names_nobody_else(&world, &has);
        is_shown_to(&world, &following, &has, "a comment");
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
    is_shown_to(&world, &BTreeSet::new(), &BTreeSet::new(), "what is deleted");
}

#[rocket::async_test]
async fn a_copy_is_had_again_by_those_who_were_given_it_and_is_not_there_for_anybody_else() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let world = world(&network).await;
    let people: Vec<&person::Model> = world.iter().flat_map(|persona| &persona.people[..2]).collect();
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
    let mastodon = world
        .iter()
        .find(|persona| persona.program == Program::Mastodon)
        .unwrap();
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
