//! People are found by their diaspora ID, both ways.

use std::time::Duration;

use entity::{person, person_key, pod as pod_row};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;

use super::attack::{from, handle, post, send};
use super::sees;
use crate::support::Network;
use crate::support::network::signed;
use samara::wire::diaspora::Entity;
use samara::wire::diaspora::entity::StatusMessage;
use samara::wire::discovery::{HCard, WebFinger};
use samara::wire::{Guid, Handle};

#[rocket::async_test]
async fn somebody_is_found_by_typing_their_id_and_asked_for_once() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let found = alice.knows(&bob).await;
    assert_eq!(
        (found.guid.as_str(), found.name.as_str()),
        (bob.who.guid.as_str(), "bob")
    );
    assert!(
        found
            .avatar
            .as_deref()
            .unwrap()
            .starts_with("https://two.example/assets/")
    );
    let key = person_key::Entity::find_by_id(found.id)
        .one(alice.pod.db.read())
        .await
        .unwrap();
    let own = person_key::Entity::find_by_id(bob.who.person)
        .one(bob.pod.db.read())
        .await
        .unwrap();
    assert_eq!(key.unwrap().identity_pem, own.unwrap().identity_pem);
    let home = pod_row::Entity::find().one(alice.pod.db.read()).await.unwrap().unwrap();
    assert_eq!(
        (home.host.as_str(), home.address.as_str()),
        ("two.example", "https://two.example")
    );
    let browser = alice.pod.browser("alice").await;
    let page = browser.get(&format!("/people/{}", bob.who.guid)).await;
    assert!(page.status() == 200 && page.text().contains("bob@two.example"));
    assert!(
        !page.text().contains("https://two.example/assets/"),
        "their picture comes through the proxy"
    );
    alice.knows(&bob).await;
    assert_eq!(network.sent_to(1).len(), 2, "one question for links, one for the card");
}

#[rocket::async_test]
async fn whoever_is_not_there_is_said_to_be_not_there_and_a_silent_pod_to_be_silent() {
    let network = Network::of(2).await;
    let alice = network.citizen(0, "alice").await;
    let browser = alice.pod.browser("alice").await;
    let nobody = browser.get("/search?q=nobody@two.example").await;
    assert!(nobody.status() == 422 && nobody.text().contains("Nobody was found"));
    network.leave(1);
    let silent = browser.get("/search?q=bob@two.example").await;
    assert!(silent.status() == 422 && silent.text().contains("does not answer"));
    let own = browser.get("/search?q=nobody@one.example").await;
    assert_eq!(own.status(), 200, "nobody asks themselves");
    let people = person::Entity::find().count(alice.pod.db.read()).await.unwrap();
    assert_eq!(people, 1);
}

#[rocket::async_test]
async fn a_known_guid_and_a_known_key_never_change() {
    use samara::domain::abroad::{Found, learn};
    use samara::error::{PeopleRefusal, Refusal};
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let known = alice.knows(&bob).await;
    let key = |name: &str| crate::support::network::pair(name).public;
    let found = Found {
        guid: bob.who.guid.clone(),
        handle: bob.who.handle.clone(),
        name: "Bob B.".to_owned(),
        picture: None,
        searchable: false,
        key: key("bob"),
        host: "two.example".to_owned(),
        address: "https://two.example".to_owned(),
    };
    let learnt = async |found: Found| {
        let done = alice.pod.act(async |tx| learn(tx, found).await).await;
        done.map_err(|stop| stop.refusal().cloned())
    };
    let other = Some(Refusal::People(PeopleRefusal::OtherKey));
    let forged = Found {
        key: key("mallory"),
        ..found.clone()
    };
    assert_eq!(learnt(forged).await.unwrap_err(), other);
    let moved = Found {
        guid: "0123456789abcdef0".to_owned(),
        ..found.clone()
    };
    assert_eq!(learnt(moved).await.unwrap_err(), other);
    let thief = Found {
        handle: "mallory@evil.example".to_owned(),
        host: "evil.example".to_owned(),
        ..found.clone()
    };
    assert_eq!(
        learnt(thief).await.unwrap_err(),
        Some(Refusal::People(PeopleRefusal::OtherGuid))
    );
    let renamed = learnt(found).await.unwrap();
    assert_eq!((renamed.id, renamed.name.as_str()), (known.id, "Bob B."));
}

#[rocket::async_test]
async fn who_writes_for_the_first_time_is_heard_also_if_their_pod_does_not_say_at_once_who_they_are() {
    let network = Network::of(2).await;
    let alice = network.citizen(0, "alice").await;
    let cases = [
        ("/.well-known/webfinger", 403, ""),
        ("/.well-known/webfinger", 404, ""),
        ("/.well-known/webfinger", 200, "<html>Back soon</html>"),
        ("/hcard/", 401, ""),
        ("/hcard/", 503, ""),
        ("/hcard/", 200, "<html>Back soon</html>"),
    ];
    for (number, (below, status, body)) in cases.into_iter().enumerate() {
        let bob = network.citizen(1, &format!("bob{number}")).await;
        let name = format!("0000000000post{number:02}");
        let said = StatusMessage {
            guid: Guid::parse(&name).unwrap(),
            ..post(&handle(&bob), true)
        };
        network.says(1, below, status, body);
        send(&network, &alice, "/receive/public", from(&bob, said)).await;
        assert!(sees(&alice, &name).await.is_none());
        network.is_itself(1);
        network.advance(Duration::from_secs(60));
        network.settle().await;
        assert!(sees(&alice, &name).await.is_some(), "{below} {status} {body}");
    }
}

#[rocket::async_test]
async fn however_many_letters_wait_for_a_pod_they_have_it_asked_hardly_more_than_those_that_come() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let asked = || network.sent_to(1).len();
    for number in 0..30 {
        let nobody = Handle::parse(&format!("nobody{number}@two.example")).unwrap();
        let xml = Entity::from(post(&nobody, true)).xml().unwrap();
        let forged = signed(&xml, nobody.as_str(), "mallory");
        send(&network, &alice, "/receive/public", forged).await;
    }
    let first = asked();
    assert_eq!(first, 30, "each once when it comes");
    for _ in 0..48 {
        network.advance(Duration::from_secs(1_800));
        network.settle().await;
    }
    let again = asked() - first;
    assert!((1..=48).contains(&again), "{again}: one at a time");
    // Who does live there is heard at once, though.
    let said = send(
        &network,
        &alice,
        "/receive/public",
        from(&bob, post(&handle(&bob), true)),
    )
    .await;
    assert_eq!(said, 202);
    assert!(sees(&alice, "0000000000post01").await.is_some());
}

#[rocket::async_test]
async fn what_others_are_answered_is_what_they_read_and_nothing_that_is_not_public() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mute = alice.pod.user("mute").await;
    let visitor = alice.pod.visitor();
    for asked in [
        "acct:alice@one.example",
        "alice@one.example",
        "acct%3AALICE%40one.example",
    ] {
        let answer = visitor.get(&format!("/.well-known/webfinger?resource={asked}")).await;
        assert_eq!(answer.status(), 200, "{asked}");
        assert_eq!(
            answer.header("Content-Type"),
            Some("application/jrd+json; charset=utf-8")
        );
        assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"));
        let read = WebFinger::read(answer.bytes()).unwrap();
        assert_eq!(
            read.hcard.as_str(),
            format!("https://one.example/hcard/users/{}", alice.who.guid)
        );
        assert_eq!(read.seed.as_str(), "https://one.example/");
    }
    let card = visitor.get(&format!("/hcard/users/{}", alice.who.guid)).await;
    let card = HCard::read(card.bytes()).unwrap();
    assert_eq!(card.guid, Guid::parse(&alice.who.guid).unwrap());
    assert!(card.photo_large.as_str().starts_with("https://one.example/"));
    let status = async |path: &str| visitor.get(path).await.status();
    assert_eq!(status("/.well-known/webfinger").await, 400);
    assert_eq!(
        status("/.well-known/webfinger?resource=acct:bob@one.example").await,
        404
    );
    assert_eq!(
        status("/.well-known/webfinger?resource=acct:mute@one.example").await,
        404,
        "no keys yet"
    );
    assert_eq!(status(&format!("/hcard/users/{}", mute.guid)).await, 404);
    assert_eq!(status("/.well-known/host-meta").await, 200);
    let list: Value = serde_json::from_slice(visitor.get("/.well-known/nodeinfo").await.bytes()).unwrap();
    assert_eq!(
        list["links"].as_array().unwrap().len(),
        4,
        "three versions and the pod's own actor"
    );
    for version in ["1.0", "2.0", "2.1"] {
        let answer = visitor.get(&format!("/nodeinfo/{version}")).await;
        let node: Value = serde_json::from_slice(answer.bytes()).unwrap();
        assert_eq!(
            (&node["version"], &node["software"]["name"]),
            (&version.into(), &"samara".into())
        );
        assert!(
            answer
                .header("Content-Type")
                .unwrap()
                .starts_with("application/json; profile=")
        );
    }
    assert_eq!(status("/nodeinfo/3.0").await, 404);
    let subscribe = visitor.get("/people?q=acct:bob@two.example").await;
    assert_eq!(subscribe.location(), "/search?q=acct%3Abob%40two.example");
}

#[rocket::async_test]
async fn whoever_is_looked_for_from_several_sides_at_once_is_found_by_all() {
    let network = Network::of(2).await;
    let bob = network.citizen(1, "bob").await;
    let whom = Handle::parse(&bob.who.handle).unwrap();
    let look = || samara::federation::discover::person(network.pod(0), &whom);
    let (one, other, third, fourth) = tokio::join!(look(), look(), look(), look());
    let found = [one, other, third, fourth].map(|found| found.unwrap().id);
    assert!(found.iter().all(|id| *id == found[0]), "{found:?}");
}
