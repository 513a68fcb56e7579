//! Private mail to people of the fediverse.

use std::collections::BTreeSet;
use std::time::Duration;

use entity::{PersonId, person};
use samara::domain::account::sweep;
use samara::domain::{contact, conversation};
use serde_json::json;

use super::limited::{Dice, NAMES, is_shown_to, world};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program, uri_of};
use crate::support::rows::column;

/// All people of a server share with somebody, and are shared with.
async fn are_friends(persona: &Persona, with: &Citizen<'_>) {
    let family = with.who.aspect(with.pod, "family").await;
    for person in &persona.people {
        let (name, _) = person.handle.split_once('@').unwrap();
        persona.follows(name, with).await;
        let put = with
            .pod
            .act(async |tx| contact::add_to(tx, with.who.user, person.id, family).await);
        put.await.unwrap();
    }
}

/// Begins a conversation; its guid.
async fn begins(by: &Citizen<'_>, people: &[&person::Model], text: &str) -> String {
    let people: Vec<String> = people.iter().map(|person| person.handle.clone()).collect();
    let (me, host) = (by.me().await, by.pod.settings.host());
    let begun = by
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", text).await);
    begun.await.unwrap().guid.clone()
}

/// Writes a message; its guid.
async fn writes(by: &Citizen<'_>, guid: &str, text: &str) -> String {
    let (me, host) = (by.me().await, by.pod.settings.host());
    let sent = by
        .pod
        .act(async |tx| conversation::send(tx, &me, &host, guid, text).await);
    sent.await.unwrap().guid.clone()
}

#[rocket::async_test]
async fn a_message_comes_to_each_who_takes_part_and_to_no_address_for_all() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim", "lou", "max"]).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    for name in ["kim", "lou"] {
        masto.follows(name, &alice).await;
        let (user, whom) = (alice.who.user, masto.who(name).id);
        let put = alice.pod.act(async |tx| contact::add_to(tx, user, whom, family).await);
        put.await.unwrap();
    }
    network.settle().await;
    masto.forget();
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let people: Vec<String> = ["kim", "lou"].map(|name| masto.who(name).handle.clone()).into();
    let begun = alice
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam & jelly", "Ripe *now*").await);
    let guid = begun.await.unwrap().guid.clone();
    network.settle().await;
    let came = masto.came();
    let paths: Vec<&str> = came.iter().map(|came| came.path.as_str()).collect();
    assert_eq!(paths, ["/users/kim/inbox", "/users/lou/inbox"]);
    let note = &came[0].body["object"];
    assert_eq!(came[0].body["type"], "Create");
    assert_eq!(note["directMessage"], true);
    let both = json!([uri_of(masto.who("kim")), uri_of(masto.who("lou"))]);
    assert_eq!((&note["to"], &note["cc"]), (&both, &json!([])));
    let mentioned: Vec<&str> = note["tag"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["href"].as_str().unwrap())
        .collect();
    assert_eq!(json!(mentioned), both, "each is mentioned, or would not be shown it");
    let content = note["content"].as_str().unwrap();
    assert!(
        content.starts_with("<p><strong>Jam &amp; jelly</strong></p>") && content.contains("<em>now</em>"),
        "{content}"
    );
    let sent = alice
        .pod
        .act(async |tx| conversation::send(tx, &me, &host, &guid, "And sugar").await);
    let said = sent.await.unwrap().guid.clone();
    network.settle().await;
    let last = masto.came().pop().unwrap();
    assert_eq!(
        last.body["object"]["context"], note["context"],
        "they are one conversation"
    );
    assert!(!last.body["object"]["content"].as_str().unwrap().contains("Jam"));
    // Its address is nobody's to ask for.
    let path = format!("/messages/{said}");
    let (status, ..) = alice
        .pod
        .server()
        .asked(false, &path, &masto.signs(alice.pod, "max", &path), Vec::new())
        .await;
    assert_eq!(status, 404);
}

/// Where a note for several would be shown to others: there is one for each.
const EACH: [Program; 3] = [Program::Pixelfed, Program::Lemmy, Program::Unheard];

/// That whatever came is for somebody by themselves, and names nobody who takes no part; where each has a note of their own nobody but
/// them, and nobody elsewhere is told of who would be written to there.
fn names_who_takes_part(world: &[Persona], has: &BTreeSet<PersonId>) {
    for persona in world {
        let quiet = EACH.contains(&persona.program) || persona.program == Program::PeerTube;
        for came in persona.came() {
            let whose = came
                .path
                .strip_prefix("/users/")
                .and_then(|path| path.strip_suffix("/inbox"));
            let whose = persona.uri(whose.expect("an inbox of somebody"));
            for other in world {
                for person in &other.people {
                    let may = match quiet || EACH.contains(&other.program) || other.program == Program::PeerTube {
                        true => uri_of(person) == whose,
                        false => has.contains(&person.id),
                    };
                    let named = came.raw.contains(&uri_of(person)) || came.raw.contains(&person.handle);
                    assert!(!named || may, "{} learns of {}: {}", whose, person.handle, came.raw);
                }
            }
        }
    }
}

#[rocket::async_test]
async fn generated_conversations_reach_exactly_who_takes_part_on_servers_of_every_kind() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let world = world(&network).await;
    let mut following = BTreeSet::new();
    for persona in &world {
        are_friends(persona, &alice).await;
        following.extend(NAMES.map(|name| persona.uri(name)));
    }
    network.settle().await;
    let all: Vec<&person::Model> = world.iter().flat_map(|persona| &persona.people).collect();
    let mut dice = Dice(11);
    for round in 0..5 {
        world.iter().for_each(Persona::forget);
        let people: Vec<&person::Model> = all.iter().copied().filter(|_| dice.flips()).collect();
        let has: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
        let named = all[dice.below(all.len() as u64) as usize];
        let text = format!("Round {round} with @{{Somebody; {}}}", named.handle);
        let guid = begins(&alice, &people, &text).await;
        network.settle().await;
        names_who_takes_part(&world, &has);
        is_shown_to(&world, &following, &has, "/messages/");
        world.iter().for_each(Persona::forget);
        let said = writes(&alice, &guid, &text).await;
        network.settle().await;
        names_who_takes_part(&world, &has);
        is_shown_to(&world, &following, &has, "/messages/");
        let me = alice.me().await;
        let gone = alice.pod.act(async |tx| conversation::take_back(tx, &me, &said).await);
        gone.await.unwrap();
        network.settle().await;
        names_who_takes_part(&world, &has);
        is_shown_to(&world, &following, &BTreeSet::new(), "/messages/");
    }
}

#[rocket::async_test]
async fn a_message_of_ones_own_is_taken_back_under_its_address_days_later_too() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let fish = Persona::join(&network, Program::Pixelfed, "fish.example", &["kim", "lou"]).await;
    are_friends(&fish, &alice).await;
    network.settle().await;
    fish.forget();
    let guid = begins(&alice, &[fish.who("kim"), fish.who("lou")], "Ripe").await;
    let said = writes(&alice, &guid, "And sugar").await;
    network.settle().await;
    network.advance(Duration::from_secs(2 * 86_400));
    let (pod, me) = (alice.pod, alice.me().await);
    let swept = pod.act(async |tx| sweep::sweep(tx, &pod.settings.sessions).await);
    swept.await.unwrap();
    let gone = pod.act(async |tx| conversation::take_back(tx, &me, &said).await);
    gone.await.unwrap();
    network.settle().await;
    let of = |verb: &str| -> BTreeSet<(String, String)> {
        let came = fish.came().into_iter().filter(|came| came.body["type"] == verb);
        let ids = came.map(|came| (came.path, came.body["object"]["id"].as_str().unwrap().to_owned()));
        ids.filter(|(_, id)| id.contains(&said)).collect()
    };
    assert!(of("Create").iter().all(|(_, id)| id.contains("/copies/")));
    assert_eq!((of("Create").len(), of("Delete")), (2, of("Create")));
    let kept = column(pod.db.read(), "SELECT body FROM projection").await;
    assert_eq!(kept, ["{}"; 2], "of the first one, and nothing of what it says");
}

#[rocket::async_test]
async fn who_lives_where_a_message_would_be_shown_to_others_gets_none_and_whoever_writes_is_told() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let films = Persona::join(&network, Program::PeerTube, "films.example", &["kim"]).await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["lou"]).await;
    are_friends(&films, &alice).await;
    are_friends(&masto, &alice).await;
    network.settle().await;
    films.forget();
    let guid = begins(&alice, &[films.who("kim"), masto.who("lou")], "Ripe").await;
    let said = writes(&alice, &guid, "And sugar").await;
    network.settle().await;
    let me = alice.me().await;
    let gone = alice.pod.act(async |tx| conversation::take_back(tx, &me, &said).await);
    gone.await.unwrap();
    network.settle().await;
    assert!(films.came().is_empty(), "{:?}", films.came());
    let page = alice
        .pod
        .browser("alice")
        .await
        .get(&format!("/conversations/{guid}"))
        .await;
    let text = page.text().replace(['\u{2068}', '\u{2069}'], "");
    let told = format!("{}: what is written here does not reach them.", films.who("kim").name);
    assert!(text.contains(&told), "{told} is in {text}");
    assert!(!text.contains(&format!("{}: what", masto.who("lou").name)));
}
